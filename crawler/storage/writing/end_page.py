"""How pages end that store no article: outcomes in a row are written together, by a few statements for all.

Pages that end done, unchanged or merged do so in `store_article`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from crawler.records import STATES, State
from crawler.storage.records import AlreadySettled, DeadLetter, Outcome
from crawler.storage.tables.crawl import PAGES
from crawler.storage.transactions import StoreCommand
from crawler.storage.writing.snapshot import PageState, Snapshot

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class EndPage(StoreCommand[R]):
    """The outcome of a page in a run; where it can't be stored, the page is dead and has a dead letter."""

    run_id: int
    page_id: int
    #: When to look at the page again; `None`: never by itself.
    due_at: datetime | None
    #: Whether it stays due when it was, whatever `due_at` says: what an archive answered plans nothing.
    keeps_due: bool = False

    def plan_due(self, page: Any, due_at: datetime | None) -> dict[str, Any]:
        """Return the columns that say when the page is due: `due_at`, or as its row has them."""
        if self.keeps_due:
            return {"due_at": page.due_at, "interval": page.interval}
        return {"due_at": due_at, "interval": seconds_until_due(self.now, due_at)}

    @property
    @abstractmethod
    def http_status(self) -> int | None:
        """HTTP status of the response that the page ended by."""


@dataclass(frozen=True, kw_only=True)
class EndArticlePage(EndPage[R]):
    """The outcome of an article's page; those that stand in a row are applied together.

    What they have to know is read at once, then each plans what it changes, and all is written at once.
    """

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of pages and articles that the plan has to know, as they are stored."""
        return ()

    @abstractmethod
    def plan(self, snapshot: Snapshot, page: PageState) -> Callable[[], R]:
        """Note what changes; returns what gives the result once the group is written."""

    def apply(self, connection: Connection) -> R:
        """Apply it alone; raises `AlreadySettled` where the page has had its outcome in this run."""
        result: R | AlreadySettled = end_article_pages(connection, [self])[0]
        if isinstance(result, AlreadySettled):
            raise result
        return result


def end_article_pages(connection: Connection, commands: Sequence[EndArticlePage[Any]]) -> list[Any]:
    """Apply the outcomes in order, as if one by one; returns their results, `AlreadySettled` among them."""
    snapshot = Snapshot()
    keys = [key for command in commands for key in command.keys]
    snapshot.load(connection, page_ids=(command.page_id for command in commands), keys=keys)
    plans = [_plan(snapshot, command) for command in commands]
    snapshot.write(connection)
    return [plan if isinstance(plan, AlreadySettled) else plan() for plan in plans]


def _plan(snapshot: Snapshot, command: EndArticlePage[R]) -> Callable[[], R] | AlreadySettled:
    page = snapshot.page(command.page_id)
    if is_settled(page, command.run_id):
        return already_settled(page)
    return command.plan(snapshot, page)


@dataclass(frozen=True, kw_only=True)
class Settle(EndArticlePage[State]):
    """End a page without an article to store; what was stored of it stays.

    The result is the state that the page has on this run's account: `pending` where another run has
    taken it up meanwhile.
    """

    outcome: Outcome
    dead_letter: DeadLetter | None = None
    count_attempt: bool = False

    @property
    def http_status(self) -> int | None:
        """HTTP status of the outcome."""
        return self.outcome.http_status

    def plan(self, snapshot: Snapshot, page: PageState) -> Callable[[], State]:
        """Note the page's columns and the dead letter."""
        if self.dead_letter:
            row = letter_row(self.dead_letter, self.now, run_id=self.run_id, page=page)
            snapshot.dead_letters.append(row)
        if is_taken_over(page, self.run_id):
            return lambda: "pending"
        attempts = 0 if self.outcome.state == "unchanged" else page.attempts + self.count_attempt
        changes = settled_values(page, self.outcome, self.now, self.due_at, attempts=attempts)
        if self.keeps_due:
            changes |= self.plan_due(page, None)
        snapshot.settled_pages.append({**changes, "b_id": page.id})
        page.state = self.outcome.state
        return lambda: self.outcome.state


def settled_values(
    page: Any, outcome: Outcome, now: datetime, due_at: datetime | None, *, attempts: int
) -> dict[str, Any]:
    """Return the columns that an outcome changes; one left pending keeps what was known of its fetches."""
    if outcome.state not in STATES:
        raise ValueError(f"no such state: {outcome.state!r}. States: {', '.join(STATES)}")
    values: dict[str, Any] = {"state": outcome.state, "reason": outcome.reason, "attempts": attempts}
    if outcome.state == "pending":
        kept = {name: getattr(page, name) for name in ("http_status", "fetched_at", "due_at", "interval")}
        return values | kept | ({"due_at": due_at} if due_at else {})
    return values | {
        "http_status": outcome.http_status,
        "fetched_at": page.fetched_at if outcome.http_status is None else now,
        "due_at": due_at,
        "interval": seconds_until_due(now, due_at),
    }


def seconds_until_due(now: datetime, due_at: datetime | None) -> int | None:
    """Return the seconds from a fetch until the page is due."""
    return None if due_at is None else round((due_at - now).total_seconds())


def letter_row(
    letter: DeadLetter, now: datetime, *, run_id: int | None, page: Any | None, url: str | None = None
) -> dict[str, Any]:
    """Return the row of a dead letter."""
    return {
        "run_id": run_id,
        "page_id": page.id if page else None,
        "url": page.url if page else url,
        "stage": letter.stage,
        "reason": letter.reason,
        "trace": letter.trace,
        "payload": letter.payload,
        "created_at": now,
    }


def is_settled(page: Any, run_id: int) -> bool:
    """Tell whether the page has had its outcome in this run."""
    return bool(page.run_id == run_id and page.state != "pending")


def is_taken_over(page: Any, run_id: int) -> bool:
    """Tell whether another run has taken the page up since; its state is that run's to change."""
    return bool(page.run_id != run_id)


def already_settled(page: Any) -> AlreadySettled:
    """Return the error for a second outcome."""
    return AlreadySettled(f"{page.url} ended as {page.state} before in this run: the first outcome stands")


def open_page(connection: Connection, page_id: int, run_id: int) -> Any:
    """Return the row of a page that may be settled; raises `LookupError` or `AlreadySettled`."""
    row = connection.execute(select(PAGES).where(PAGES.c.id == page_id)).one_or_none()
    if row is None:
        raise LookupError(f"no page {page_id}")
    if is_settled(row, run_id):
        raise already_settled(row)
    return row
