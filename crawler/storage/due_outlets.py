"""Which outlets have something to do now; killed runs and a clock that was set back are seen to first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, and_, func, literal_column, or_, select, update

from crawler.storage.leases import EndDeadRuns, new_holder
from crawler.storage.store import Store
from crawler.storage.tables.crawl import BACKFILLS, OUTLETS, PAGES, RUNS
from crawler.storage.transactions import StoreCommand
from crawler.storage.writing.thread import Writer

#: Clocks of machines differ by less than this; more is a clock that was set.
CLOCK_SLACK = timedelta(minutes=1)


def due_names(store: Store, names: Sequence[str], *, seconds: float) -> list[str]:
    """Return the outlets that have something to do now, of `names` or of all; those never crawled come last.

    Runs are marked first that were killed: their lease was not renewed for `seconds`. What was planned by a
    clock that was ahead becomes due.
    """
    now = datetime.now(UTC)
    if store.read(is_anything_running) or store.read(lambda connection: was_set_back(connection, now)):
        writer = Writer(store, patience=store.patience)
        try:
            writer.submit(EndDeadRuns(holder=new_holder(), seconds=seconds, now=now)).result()
            writer.submit(MendClock(now=now)).result()
        finally:
            writer.close()
    due = store.read(lambda connection: due_outlets(connection, now))
    watched = store.read(watched_outlets)
    return [name for name in due if not names or name in names] + sorted(set(names) - set(watched))


def due_outlets(connection: Connection, now: datetime) -> list[str]:
    """Return the watched outlets that have something due or left pending, the longest due first."""
    name, page = OUTLETS.c.name, PAGES.c
    due = (
        select(func.min(page.due_at))
        .where(
            page.outlet == name, page.due_at.is_not(None), or_(page.state != "pending", page.asked_by == name)
        )
        .scalar_subquery()
    )
    waits = and_(page.reason.is_not(None), page.due_at > now)
    left = (
        select(page.id)
        .where(page.state == literal_column("'pending'"), page.outlet == name, page.asked_by == name, ~waits)
        .limit(1)
        .exists()
    )
    backfills = (
        select(BACKFILLS.c.id)
        .where(BACKFILLS.c.outlet == name, BACKFILLS.c.unfolded.is_(False))
        .limit(1)
        .exists()
    )
    watched = select(name, due.label("due_at"), or_(left, backfills).label("left")).where(
        OUTLETS.c.watch_since.is_not(None)
    )
    rows = connection.execute(watched).all()
    ready = [row for row in rows if row.left or (row.due_at is not None and row.due_at <= now)]
    return [row.name for row in sorted(ready, key=lambda row: row.due_at or now)]


def watched_outlets(connection: Connection) -> list[str]:
    """Return the outlets that were crawled before."""
    return list(connection.scalars(select(OUTLETS.c.name).where(OUTLETS.c.watch_since.is_not(None))))


def is_anything_running(connection: Connection) -> bool:
    """Tell whether a run says that it is running."""
    running = select(RUNS.c.id).where(RUNS.c.status == literal_column("'running'")).limit(1)
    return connection.scalar(running) is not None


def was_set_back(connection: Connection, now: datetime) -> bool:
    """Tell whether the last run began later than now."""
    last = connection.scalar(select(RUNS.c.started_at).order_by(RUNS.c.id.desc()).limit(1))
    return last is not None and last > now + CLOCK_SLACK


@dataclass(frozen=True, kw_only=True)
class MendClock(StoreCommand[int]):
    """Where the clock was set back since the last run, have all that was fetched later than now due.

    Else it would wait until the time comes that a clock ahead of now has planned. The result is how many
    pages that were.
    """

    def apply(self, connection: Connection) -> int:
        """Make every such page due now."""
        if not was_set_back(connection, self.now):
            return 0
        page = PAGES.c
        watched = select(OUTLETS.c.name)
        later = and_(
            page.fetched_at > self.now, page.state.not_in(("pending", "merged")), page.outlet.in_(watched)
        )
        return connection.execute(update(PAGES).where(later).values(due_at=self.now)).rowcount
