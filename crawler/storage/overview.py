"""How all outlets are, in a few reads whose cost does not grow with pages that have ended, and articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, literal_column, select

from crawler.storage.alarms import Alarm, list_alarms
from crawler.storage.health import OutletHealth, list_health
from crawler.storage.records import Run, group_of_kind
from crawler.storage.tables.crawl import OUTLETS, PAGES, RUNS


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingPages:
    """Pages of an outlet that wait for its next run, in all and by what they are."""

    articles: int = 0
    sources: int = 0
    #: Those among them that a backfill found, and those that were put back, by reason.
    of_backfills: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of them."""
        return self.articles + self.sources


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletState:
    """One outlet that was crawled before: its health, its last judged run, what is due, what is wrong."""

    outlet: str
    health: OutletHealth | None = None
    run: Run | None = None
    due_at: datetime | None = None
    pending: PendingPages = field(default_factory=lambda: PendingPages())
    is_running: bool = False
    alarms: Sequence[Alarm] = field(default_factory=tuple)


def outlet_states(connection: Connection) -> list[OutletState]:
    """Return every outlet that was crawled before and not forgotten, by name."""
    health = {one.outlet: one for one in list_health(connection)}
    watched = select(OUTLETS.c.name).where(OUTLETS.c.watch_since.is_not(None))
    names = {*connection.scalars(watched), *health} - forgotten_outlets(connection)
    runs = _runs(connection, [one.run_id for one in health.values()])
    running = set(connection.scalars(select(RUNS.c.outlet).where(RUNS.c.status == "running")))
    due, pending = next_due_times(connection, names), count_pending_pages(connection)
    alarms = list_alarms(connection)
    return [
        OutletState(
            outlet=name,
            health=health.get(name),
            run=runs.get(health[name].run_id) if name in health else None,
            due_at=due.get(name),
            pending=pending.get(name) or PendingPages(),
            is_running=name in running,
            alarms=tuple(alarm for alarm in alarms if alarm.outlet == name),
        )
        for name in sorted(names)
    ]


def forgotten_outlets(connection: Connection) -> set[str]:
    """Return the outlets that were forgotten and not crawled since: their window was emptied at some time."""
    emptied = (OUTLETS.c.watch_since.is_(None), OUTLETS.c.updated_at.is_not(None))
    return set(connection.scalars(select(OUTLETS.c.name).where(*emptied)))


def _runs(connection: Connection, ids: Sequence[int]) -> dict[int, Run]:
    columns = [column for column in RUNS.columns if column.name != "handed_on"]
    rows = connection.execute(select(*columns).where(RUNS.c.id.in_(ids)))
    return {row.id: Run(**row._mapping) for row in rows}


def next_due_times(connection: Connection, names: set[str]) -> Mapping[str, datetime | None]:
    """Return when something of each outlet is due next; by the index, whatever the number of pages."""
    next_due = (
        select(func.min(PAGES.c.due_at)).where(PAGES.c.outlet == OUTLETS.c.name, PAGES.c.due_at.is_not(None))
    ).scalar_subquery()
    rows = connection.execute(select(OUTLETS.c.name, next_due).where(OUTLETS.c.name.in_(names)))
    return {name: due for name, due in rows}  # noqa: C416  # rows are no pairs to mypy


def count_pending_pages(connection: Connection) -> dict[str, PendingPages]:
    """Return the pages of each outlet that wait for its own spider; an outlet without any is left out."""
    page = PAGES.c
    of_backfill = page.walk_id.is_not(None).label("of_backfill")
    waiting = (
        select(page.outlet, page.kind, page.reason, of_backfill, func.count().label("number"))
        .where(page.state == literal_column("'pending'"), page.asked_by == page.outlet)
        .group_by(page.outlet, page.kind, page.reason, of_backfill)
    )
    rows: dict[str, list[Any]] = {}
    for row in connection.execute(waiting):
        rows.setdefault(row.outlet, []).append(row)
    return {name: _pending_of_rows(found) for name, found in rows.items()}


def _pending_of_rows(rows: Sequence[Any]) -> PendingPages:
    groups, reasons = Counter[str](), Counter[str]()
    for row in rows:
        groups[group_of_kind(row.kind)] += row.number
        if row.reason:
            reasons[row.reason] += row.number
    return PendingPages(
        articles=groups["article"],
        sources=groups["source"],
        of_backfills=sum(row.number for row in rows if row.of_backfill),
        reasons=dict(reasons),
    )
