"""How pages end: groups of outcomes, applied with a handful of statements whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from crawler.records import STATES, State
from crawler.storage.records import AlreadySettled, DeadLetter, Outcome, Stored
from crawler.storage.tables.columns import storable_text
from crawler.storage.tables.crawl import PAGES
from crawler.storage.writing.commands import Settle, StoreArticle
from crawler.storage.writing.snapshot import PageState, Snapshot
from crawler.storage.writing.store_article import Plan, plan_article

Result = Stored | State | AlreadySettled


def apply_outcomes(connection: Connection, operations: Sequence[Settle | StoreArticle]) -> list[Result]:
    """Apply the outcomes in order, as if one by one; returns their results, `AlreadySettled` among them."""
    snapshot = Snapshot()
    keys = [key for operation in operations for key in _keys(operation)]
    snapshot.load(connection, page_ids=(operation.page_id for operation in operations), keys=keys)
    plans = [_plan(snapshot, operation) for operation in operations]
    snapshot.write(connection)
    return [plan.result() if isinstance(plan, Plan) else plan for plan in plans]


def _keys(operation: Settle | StoreArticle) -> tuple[str, ...]:
    if isinstance(operation, Settle):
        return ()
    return tuple(storable_text(key) for key in (operation.article.key, *operation.alias_keys))


def _plan(snapshot: Snapshot, operation: Settle | StoreArticle) -> Plan | State | AlreadySettled:
    page = snapshot.page(operation.page_id)
    if is_settled(page, operation.run_id):
        return already_settled(page)
    if isinstance(operation, StoreArticle):
        return plan_article(snapshot, page, operation, taken_over=is_taken_over(page, operation.run_id))
    return _plan_settle(snapshot, page, operation)


def _plan_settle(snapshot: Snapshot, page: PageState, operation: Settle) -> State:
    if operation.dead_letter:
        row = letter_row(operation.dead_letter, operation.now, run_id=operation.run_id, page=page)
        snapshot.dead_letters.append(row)
    if is_taken_over(page, operation.run_id):
        return "pending"
    attempts = 0 if operation.outcome.state == "unchanged" else page.attempts + operation.count_attempt
    changes = settled_values(page, operation.outcome, operation.now, operation.due_at, attempts=attempts)
    snapshot.settled_pages.append({**changes, "b_id": page.id})
    page.state = operation.outcome.state
    return page.state


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
