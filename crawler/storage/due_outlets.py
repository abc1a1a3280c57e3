"""Which outlets have something to do now, and what keeps that true where the clock is set back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, literal_column, or_, select, update

from crawler.storage.tables.crawl import OUTLETS, PAGES, RUNS, WALKS
from crawler.storage.writing.commands import MendClock

#: Clocks of machines differ by less than this; more is a clock that was set.
CLOCK_SLACK = timedelta(minutes=1)


def due_outlets(connection: Connection, now: datetime) -> list[str]:
    """Return the outlets that are watched and have something due or left pending, the longest due first."""
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
        select(WALKS.c.id).where(WALKS.c.outlet == name, WALKS.c.unfolded.is_(False)).limit(1).exists()
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
    """Whether a run says that it is running."""
    running = select(RUNS.c.id).where(RUNS.c.status == literal_column("'running'")).limit(1)
    return connection.scalar(running) is not None


def was_set_back(connection: Connection, now: datetime) -> bool:
    """Whether the last run began later than now."""
    last = connection.scalar(select(RUNS.c.started_at).order_by(RUNS.c.id.desc()).limit(1))
    return last is not None and last > now + CLOCK_SLACK


def mend_clock(connection: Connection, operation: MendClock) -> int:
    """Have all that was fetched later than now due, where the clock was set back since the last run.

    What was planned by a clock that was ahead would else wait until that time comes.
    """
    if not was_set_back(connection, operation.now):
        return 0
    page = PAGES.c
    watched = select(OUTLETS.c.name)
    later = and_(
        page.fetched_at > operation.now, page.state.not_in(("pending", "merged")), page.outlet.in_(watched)
    )
    return connection.execute(update(PAGES).where(later).values(due_at=operation.now)).rowcount
