"""Applying operations within a transaction: a group at once, or one by one where something in it is bad."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, insert, select, update

from crawler.schedule.revisit import retry_due
from crawler.storage.backfill import begin_backfill, extend_backfill
from crawler.storage.due_outlets import mend_clock
from crawler.storage.failures import is_store_failure
from crawler.storage.hosts import KeepHostFile, KeepPause, keep_host_file, keep_pause
from crawler.storage.leases import end_dead_runs, renew_lease
from crawler.storage.records import AlreadySettled, Busy, DeadLetter, Outcome, RowError
from crawler.storage.runs import end_run, set_watch_since, start_run
from crawler.storage.tables.crawl import DEAD_LETTERS, PAGES
from crawler.storage.writing.commands import (
    AskPages,
    BeginBackfill,
    EndDeadRuns,
    EndRun,
    ExtendBackfill,
    FinishSource,
    KeepSources,
    MendClock,
    RenewLease,
    SetWatchSince,
    StartRun,
    StoreArticle,
    StoreCommand,
    TakePages,
    TakeSources,
)
from crawler.storage.writing.end_page import (
    apply_outcomes,
    is_settled,
    is_taken_over,
    letter_row,
    settled_values,
)
from crawler.storage.writing.end_source import finish_source
from crawler.storage.writing.take_pages import ask_pages, keep_sources, take_pages, take_sources

logger = logging.getLogger(__name__)

_WAYS: dict[type[StoreCommand[Any]], Callable[[Connection, Any], Any]] = {
    StartRun: start_run,
    EndRun: end_run,
    RenewLease: renew_lease,
    EndDeadRuns: end_dead_runs,
    MendClock: mend_clock,
    SetWatchSince: set_watch_since,
    TakeSources: take_sources,
    KeepSources: keep_sources,
    TakePages: take_pages,
    AskPages: ask_pages,
    FinishSource: finish_source,
    BeginBackfill: begin_backfill,
    ExtendBackfill: extend_backfill,
    KeepHostFile: keep_host_file,
    KeepPause: keep_pause,
}


def apply_group(connection: Connection, operations: Sequence[StoreCommand[Any]]) -> list[Any]:
    """Apply the operations in order, runs of outcomes together; returns results, errors of use among them.

    Raises what the database or a value raises: then nothing of the group may be committed.
    """
    results: list[Any] = []
    for are_outcomes, part in groupby(operations, key=lambda operation: type(operation) not in _WAYS):
        if are_outcomes:
            results += apply_outcomes(connection, list(part))  # type: ignore[arg-type]
        else:
            results += [_apply(connection, operation) for operation in part]
    return results


def _apply(connection: Connection, operation: StoreCommand[Any]) -> Any:
    try:
        return _WAYS[type(operation)](connection, operation)
    except (AlreadySettled, Busy) as error:
        return error


def apply_singly(connection: Connection, operations: Sequence[StoreCommand[Any]]) -> list[Any]:
    """Apply each operation in a savepoint of its own; one that can't be stored leaves a dead letter.

    Raises only what is the store's own failure.
    """
    return list(_singly(connection, operations))


def _singly(connection: Connection, operations: Sequence[StoreCommand[Any]]) -> Iterator[Any]:
    for operation in operations:
        try:
            with connection.begin_nested():
                result = apply_group(connection, [operation])[0]
        except Exception as error:
            if is_store_failure(error):
                raise
            result = _row_error(operation, error)
            _bury(connection, operation, error)
        yield result


def _row_error(operation: StoreCommand[Any], error: Exception) -> RowError:
    row_error = RowError(f"{type(operation).__name__}: {_reason(error)}")
    row_error.__cause__ = error
    return row_error


def _reason(error: Exception) -> str:
    """Return the error in one line, without the statement's values."""
    text = str(getattr(error, "orig", None) or error).strip()
    return f"{type(error).__name__}: {' '.join(text.split())[:500]}"


def _bury(connection: Connection, operation: StoreCommand[Any], error: Exception) -> None:
    """Write the dead letter of an operation and end its page as dead."""
    try:
        with connection.begin_nested():
            _write_letter(connection, operation, error)
    except Exception as second:
        if is_store_failure(second):
            raise
        logger.error("no dead letter for %s: %s", type(operation).__name__, _reason(second))


def _write_letter(connection: Connection, operation: StoreCommand[Any], error: Exception) -> None:
    run_id, page = getattr(operation, "run_id", None), _page(connection, operation)
    trace = "".join(traceback.format_exception(error))
    letter = DeadLetter("store", _reason(error), trace, _payload(operation))
    url = getattr(operation, "found_url", None)
    row = letter_row(letter, operation.now, run_id=run_id, page=page, url=url)  # type: ignore[attr-defined]
    connection.execute(insert(DEAD_LETTERS).values(row))
    if page is None or run_id is None or is_settled(page, run_id) or is_taken_over(page, run_id):
        return
    attempts = page.attempts + 1
    due_at = operation.due_at and retry_due(page.kind, "dead", attempts, operation.now)  # type: ignore[attr-defined]
    outcome = Outcome("dead", f"store: {letter.reason}", _http_status(operation))
    values = settled_values(page, outcome, operation.now, due_at, attempts=attempts)  # type: ignore[attr-defined]
    connection.execute(update(PAGES).where(PAGES.c.id == page.id).values(values))


def _page(connection: Connection, operation: StoreCommand[Any]) -> Any | None:
    page_id = getattr(operation, "page_id", None)
    if type(page_id) is not int:
        return None
    return connection.execute(select(PAGES).where(PAGES.c.id == page_id)).one_or_none()


def _payload(operation: StoreCommand[Any]) -> dict[str, Any]:
    return {"operation": type(operation).__name__, **asdict(operation)}


def _http_status(operation: StoreCommand[Any]) -> int | None:
    holder = operation.article if isinstance(operation, StoreArticle) else getattr(operation, "outcome", None)
    status = getattr(holder, "http_status", None)
    return status if type(status) is int and 0 <= status < 1000 else None
