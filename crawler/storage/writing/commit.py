"""Committing a group of commands: together, or one by one where something in it can't be stored."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Connection, insert, select, update

from crawler.schedule.revisit import retry_due
from crawler.storage.records import AlreadySettled, Busy, DeadLetter, Outcome, RowError
from crawler.storage.tables.crawl import DEAD_LETTERS, PAGES
from crawler.storage.transactions import (
    StoreCommand,
    describe_error,
    is_store_failure,
    take_write_lock,
    was_committed,
)
from crawler.storage.writing.end_page import (
    EndArticlePage,
    EndPage,
    end_article_pages,
    is_settled,
    is_taken_over,
    letter_row,
    settled_values,
)

logger = logging.getLogger(__name__)

Commands = Sequence[StoreCommand[Any]]

#: Fields of a command under another name than in the JSON of dead letters.
STORED_NAMES = {"backfill_id": "walk_id", "backfill_limit": "archive"}


class CommitFailed(Exception):
    """A COMMIT raised, and it is not known yet whether it took effect."""


class CommitAttempt:
    """The tries to commit one group, which is written once even where a COMMIT took effect and then broke."""

    def __init__(self, commands: Sequence[StoreCommand[Any]]) -> None:
        self._commands = commands
        #: Results and transaction of a commit that got no answer.
        self._unanswered: tuple[list[Any], str] | None = None

    def run(self, connection: Connection) -> list[Any]:
        """Write and commit the group; returns its results. Raises only where the store itself fails."""
        if self._unanswered is not None:
            results, xid = self._unanswered
            with connection.begin():
                if was_committed(connection, xid):
                    return results
            self._unanswered = None
        try:
            return self._commit(connection, apply_group)
        except Exception as error:
            if isinstance(error, CommitFailed) or is_store_failure(error):
                raise
            logger.debug("a group is written one by one: %s", describe_error(error))
        return self._commit(connection, apply_singly)

    def _commit(
        self, connection: Connection, apply: Callable[[Connection, Sequence[StoreCommand[Any]]], list[Any]]
    ) -> list[Any]:
        transaction = connection.begin()
        try:
            xid = take_write_lock(connection)
            results = apply(connection, self._commands)
        except BaseException:
            transaction.rollback()
            raise
        if xid is not None:
            self._unanswered = results, xid
        try:
            transaction.commit()
        except Exception as error:
            raise CommitFailed(describe_error(error)) from error
        self._unanswered = None
        return results


def apply_group(connection: Connection, commands: Commands) -> list[Any]:
    """Apply the commands in order, and ends of articles' pages that stand in a row together.

    Returns the results; `Busy` and `AlreadySettled` are results. Any other error is raised, and then
    nothing of the group may be committed.
    """
    results: list[Any] = []
    for are_ends, part in groupby(commands, key=lambda command: isinstance(command, EndArticlePage)):
        if are_ends:
            results += end_article_pages(connection, cast("list[EndArticlePage[Any]]", list(part)))
        else:
            results += [_apply(connection, command) for command in part]
    return results


def _apply(connection: Connection, command: StoreCommand[Any]) -> Any:
    try:
        return command.apply(connection)
    except (AlreadySettled, Busy) as error:
        return error


def apply_singly(connection: Connection, commands: Commands) -> list[Any]:
    """Apply each command in a savepoint of its own; one that can't be stored leaves a dead letter.

    Returns the results, `RowError` for what can't be stored. Raises only where the store itself fails.
    """
    return list(_singly(connection, commands))


def _singly(connection: Connection, commands: Commands) -> Iterator[Any]:
    for command in commands:
        try:
            with connection.begin_nested():
                result = apply_group(connection, [command])[0]
        except Exception as error:
            if is_store_failure(error):
                raise
            result = _row_error(command, error)
            _bury(connection, command, error)
        yield result


def _row_error(command: StoreCommand[Any], error: Exception) -> RowError:
    row_error = RowError(f"{type(command).__name__}: {_reason(error)}")
    row_error.__cause__ = error
    return row_error


def _reason(error: Exception) -> str:
    """Return the error in one line, without the statement's values."""
    text = str(getattr(error, "orig", None) or error).strip()
    return f"{type(error).__name__}: {' '.join(text.split())[:500]}"


def _bury(connection: Connection, command: StoreCommand[Any], error: Exception) -> None:
    """Write the dead letter of a command, and end the page that it was to end as dead."""
    try:
        with connection.begin_nested():
            letter = DeadLetter(
                "store", _reason(error), "".join(traceback.format_exception(error)), _payload(command)
            )
            if isinstance(command, EndPage):
                _bury_page(connection, command, letter)
            else:
                run_id = getattr(command, "run_id", None)
                row = letter_row(letter, command.now, run_id=run_id, page=None)
                connection.execute(insert(DEAD_LETTERS).values(row))
    except Exception as second:
        if is_store_failure(second):
            raise
        logger.error("no dead letter for %s: %s", type(command).__name__, _reason(second))


def _payload(command: StoreCommand[Any]) -> dict[str, Any]:
    values = asdict(
        command, dict_factory=lambda pairs: {STORED_NAMES.get(name, name): value for name, value in pairs}
    )
    return {"operation": type(command).__name__, **values}


def _bury_page(connection: Connection, command: EndPage[Any], letter: DeadLetter) -> None:
    page = _page(connection, command)
    url = getattr(command, "found_url", None)
    row = letter_row(letter, command.now, run_id=command.run_id, page=page, url=url)
    connection.execute(insert(DEAD_LETTERS).values(row))
    if page is None or is_settled(page, command.run_id) or is_taken_over(page, command.run_id):
        return
    attempts = page.attempts + 1
    due_at = command.due_at and retry_due(page.kind, "dead", attempts, command.now)
    outcome = Outcome("dead", f"store: {letter.reason}", _http_status(command))
    values = settled_values(page, outcome, command.now, due_at, attempts=attempts)
    connection.execute(update(PAGES).where(PAGES.c.id == page.id).values(values))


def _page(connection: Connection, command: EndPage[Any]) -> Any | None:
    if type(command.page_id) is not int:
        return None
    return connection.execute(select(PAGES).where(PAGES.c.id == command.page_id)).one_or_none()


def _http_status(command: EndPage[Any]) -> int | None:
    """Return the status where it can be stored: it may be what could not."""
    status = command.http_status
    return status if type(status) is int and 0 <= status < 1000 else None
