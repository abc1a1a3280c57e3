"""Runs: how each begins and ends, how its pages ended, its dead letters, and the windows of outlets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Connection, delete, func, insert, select, update

from crawler.records import State
from crawler.storage.leases import Lease, release_lease, take_lease
from crawler.storage.records import Busy, DeadLetter, Group, Run, StoredDeadLetter, group_of_kind
from crawler.storage.tables.crawl import DEAD_LETTERS, OUTLETS, RUNS, PageRow
from crawler.storage.transactions import StoreCommand

Counts = dict[Group, dict[State, int]]


@dataclass(frozen=True, kw_only=True)
class StartRun(StoreCommand[int]):
    """Open a row in `runs` and take its lease; the result is its id.

    Raises `Busy` where another run has the lease, and leaves no row then.
    """

    spider: str
    outlet: str | None
    args: Mapping[str, Any]
    version: str | None = None
    lease: Lease | None = None

    def apply(self, connection: Connection) -> int:
        """Insert the row, and take it back where the lease is not to be had."""
        row = {
            "spider": self.spider,
            "outlet": self.outlet,
            "started_at": self.now,
            "status": "running",
            "counts": {},
            "args": dict(self.args),
            "version": self.version,
            "handed_on": {},
        }
        run_id = int(connection.execute(insert(RUNS).values(row).returning(RUNS.c.id)).scalar_one())
        if self.lease is not None:
            with _undone_if_busy(connection, run_id):
                take_lease(connection, self.lease, run_id=run_id, now=self.now)
        return run_id


@contextmanager
def _undone_if_busy(connection: Connection, run_id: int) -> Iterator[None]:
    try:
        yield
    except Busy:
        connection.execute(delete(RUNS).where(RUNS.c.id == run_id))
        raise


@dataclass(frozen=True, kw_only=True)
class EndRun(StoreCommand[None]):
    """Close the row of a run with how it ended and its counts; raises `LookupError` where there is none."""

    run_id: int
    status: Literal["finished", "interrupted", "failed"]
    reason: str | None
    counts: Mapping[str, Any]
    accounting_ok: bool | None

    def apply(self, connection: Connection) -> None:
        """Write how the run ended, and give up its lease."""
        values = {
            "status": self.status,
            "reason": self.reason,
            "counts": dict(self.counts),
            "accounting_ok": self.accounting_ok,
            "ended_at": self.now,
        }
        done = connection.execute(update(RUNS).where(RUNS.c.id == self.run_id).values(values))
        if done.rowcount != 1:
            raise LookupError(f"no run {self.run_id}")
        release_lease(connection, self.run_id)


@dataclass(frozen=True, kw_only=True)
class SetWatchSince(StoreCommand[datetime]):
    """Keep the start of an outlet's window; the first one given stays, and is the result."""

    outlet: str
    watch_since: datetime

    def apply(self, connection: Connection) -> datetime:
        """Write the start where none stands yet."""
        named = OUTLETS.c.name == self.outlet
        row = connection.execute(select(OUTLETS.c.watch_since).where(named)).one_or_none()
        if row is not None and row.watch_since is not None:
            return cast(datetime, row.watch_since)
        values = {"watch_since": self.watch_since, "updated_at": self.now}
        if row is None:
            connection.execute(insert(OUTLETS).values(name=self.outlet, **values))
        else:
            connection.execute(update(OUTLETS).where(named).values(values))
        return cast(datetime, connection.scalar(select(OUTLETS.c.watch_since).where(named)))


def page_counts(connection: Connection, run_id: int) -> Counts:
    """Count the pages that the run took up by how they ended; those that a later run took over count too."""
    counts: Counts = {"source": {}, "article": {}}
    ended = select(PageRow.kind, PageRow.state, func.count()).where(PageRow.run_id == run_id)
    for kind, state, number in connection.execute(ended.group_by(PageRow.kind, PageRow.state)):
        _count(counts, group_of_kind(kind), cast(State, state), number)
    handed_on = connection.scalar(select(RUNS.c.handed_on).where(RUNS.c.id == run_id)) or {}
    for name, states in handed_on.items():
        for state, number in states.items():
            _count(counts, name, state, number)
    return counts


def _count(counts: Counts, name: Group, state: State, number: int) -> None:
    counts[name][state] = counts[name].get(state, 0) + number


def list_runs(connection: Connection, *, limit: int) -> list[Run]:
    """Return the latest runs, the newest first."""
    columns = [column for column in RUNS.columns if column.name != "handed_on"]
    rows = connection.execute(select(*columns).order_by(RUNS.c.id.desc()).limit(limit))
    return [Run(**row._mapping) for row in rows]


def list_dead_letters(
    connection: Connection, *, run_id: int | None, limit: int, offset: int
) -> list[StoredDeadLetter]:
    """Return dead letters, the newest first; of one run where it is given."""
    statement = select(DEAD_LETTERS).order_by(DEAD_LETTERS.c.id.desc()).limit(limit).offset(offset)
    if run_id is not None:
        statement = statement.where(DEAD_LETTERS.c.run_id == run_id)
    return [_letter(row) for row in connection.execute(statement)]


def _letter(row: Any) -> StoredDeadLetter:
    letter = DeadLetter(row.stage, row.reason, row.trace, row.payload)
    return StoredDeadLetter(row.id, row.run_id, row.page_id, row.url, letter, row.created_at)
