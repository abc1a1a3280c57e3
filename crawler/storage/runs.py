"""Runs, their account, the windows of outlets, and the dead letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, delete, func, insert, select, update

from crawler.records import State
from crawler.storage.leases import release_lease, take_lease
from crawler.storage.pages import group_of_kind
from crawler.storage.records import Busy, DeadLetter, Group, Run, StoredDeadLetter
from crawler.storage.tables.crawl import DEAD_LETTERS, OUTLETS, RUNS, PageRow
from crawler.storage.writing.commands import EndRun, SetWatchSince, StartRun

Counts = dict[Group, dict[State, int]]


def start_run(connection: Connection, operation: StartRun) -> int:
    """Insert the run's row; returns its id."""
    row = {
        "spider": operation.spider,
        "outlet": operation.outlet,
        "started_at": operation.now,
        "status": "running",
        "counts": {},
        "args": dict(operation.args),
        "version": operation.version,
        "handed_on": {},
    }
    run_id = int(connection.execute(insert(RUNS).values(row).returning(RUNS.c.id)).scalar_one())
    if operation.lease is not None:
        with undone_if_busy(connection, run_id):
            take_lease(connection, operation.lease, run_id=run_id, now=operation.now)
    return run_id


@contextmanager
def undone_if_busy(connection: Connection, run_id: int) -> Iterator[None]:
    """Take the run's row back where another run has its lease."""
    try:
        yield
    except Busy:
        connection.execute(delete(RUNS).where(RUNS.c.id == run_id))
        raise


def end_run(connection: Connection, operation: EndRun) -> None:
    """Write how the run ended; raises `LookupError` where there is no such run."""
    values = {
        "status": operation.status,
        "reason": operation.reason,
        "counts": dict(operation.counts),
        "accounting_ok": operation.accounting_ok,
        "ended_at": operation.now,
    }
    done = connection.execute(update(RUNS).where(RUNS.c.id == operation.run_id).values(values))
    if done.rowcount != 1:
        raise LookupError(f"no run {operation.run_id}")
    release_lease(connection, operation.run_id)


def set_watch_since(connection: Connection, operation: SetWatchSince) -> Any:
    """Keep the first start of the outlet's window; returns the one that holds (a UTC datetime)."""
    named = OUTLETS.c.name == operation.outlet
    row = connection.execute(select(OUTLETS.c.watch_since).where(named)).one_or_none()
    if row is not None and row.watch_since is not None:
        return row.watch_since
    values = {"watch_since": operation.watch_since, "updated_at": operation.now or operation.watch_since}
    if row is None:
        connection.execute(insert(OUTLETS).values(name=operation.outlet, **values))
    else:
        connection.execute(update(OUTLETS).where(named).values(values))
    return connection.scalar(select(OUTLETS.c.watch_since).where(named))


def page_counts(connection: Connection, run_id: int) -> Counts:
    """Count the pages that the run took up by how they ended, those that a later run took over included."""
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
