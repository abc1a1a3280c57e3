"""Taking pages up: sources, pending and due articles, and addresses somebody asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, literal_column, or_, select, update

from crawler.storage.pages import new_row, page_of_row, select_pages, split_chunks, take_up
from crawler.storage.records import Asked, NewPage, NewSource, Page
from crawler.storage.tables.columns import storable_text
from crawler.storage.tables.crawl import PAGES, PageRow
from crawler.storage.writing.commands import AskPages, KeepSources, TakePages, TakeSources

#: Literals, so that SQLite sees that its partial index on pending pages answers the query.
PENDING: ColumnElement[str] = literal_column("'pending'")
ARTICLE: ColumnElement[str] = literal_column("'article'")
#: Of pages: a source that an outlet declares. Those that another source names are polled as it says.
IS_DECLARED: tuple[ColumnElement[bool], ...] = (
    PageRow.kind != ARTICLE,
    PageRow.source_id.is_(None),
    PageRow.walk_id.is_(None),
)
#: Of pages: whether a backfill met them.
FRESH, OF_A_WALK = PageRow.walk_id.is_(None), PageRow.walk_id.is_not(None)

#: Sources first, for what they name is news; on a backfill articles, so that what waits does not pile up.
BY_NEWS = (PageRow.kind == ARTICLE, PageRow.discovered_at.desc(), PageRow.id)
BY_WALK = (PageRow.walk_id, PageRow.kind != ARTICLE, PageRow.id)


def take_sources(connection: Connection, operation: TakeSources) -> list[Page]:
    """Take the sources up, in the order given, but for those that this run has had."""
    sources = {storable_text(source.key): source for source in operation.sources}
    known = rows_by_key(connection, sources)
    fresh = [_source_row(source, key, operation) for key, source in sources.items() if key not in known]
    if fresh:
        connection.execute(insert(PAGES), fresh)
        known |= rows_by_key(connection, [row["key"] for row in fresh])
    taken = [known[key] for key in sources if _may_poll(known[key], operation)]
    _declare(connection, taken, sources, operation.outlet)
    take_up(connection, taken, run_id=operation.run_id, asked_by=operation.spider)
    return [_as_declared(page_of_row(row), sources[row.key], operation.outlet) for row in taken]


def _may_poll(row: Row[Any], operation: TakeSources) -> bool:
    """Whether this run has not had the source, and it is due where that is asked for."""
    if row.run_id == operation.run_id:
        return False
    return not operation.only_due or row.state == "pending" or _is_due(row.due_at, operation.now)


def keep_sources(connection: Connection, operation: KeepSources) -> int:
    """Make those of the outlet's sources not due that no other source names and that are not declared."""
    keys = {storable_text(key) for key in operation.keys}
    due = select(PageRow.id, PageRow.key).where(
        PageRow.outlet == operation.outlet, PageRow.due_at.is_not(None), *IS_DECLARED
    )
    dropped = [row.id for row in connection.execute(due) if row.key not in keys]
    for part in split_chunks(dropped):
        connection.execute(update(PageRow).where(PageRow.id.in_(part)).values(due_at=None))
    return len(dropped)


def _as_declared(page: Page, source: NewSource, outlet: str) -> Page:
    return replace(page, kind=source.kind, url=source.url, outlet=outlet)


def _source_row(source: NewSource, key: str, operation: TakeSources) -> dict[str, Any]:
    return new_row(
        key=key,
        kind=source.kind,
        url=source.url,
        outlet=operation.outlet,
        asked_by=operation.spider,
        now=operation.now,
        key_version=source.key_version,
    )


def _declare(
    connection: Connection, rows: Iterable[Row[Any]], sources: dict[str, NewSource], outlet: str
) -> None:
    """Let what the outlet declares now stand over what a link once said of the address."""
    for row in rows:
        source = sources[row.key]
        declared = {"kind": source.kind, "url": source.url, "outlet": outlet, "source_id": None}
        if declared != {name: getattr(row, name) for name in declared}:
            connection.execute(update(PageRow).where(PageRow.id == row.id).values(declared))


def take_pages(connection: Connection, operation: TakePages) -> list[Page]:
    """Take up pending pages, newest first, then what is due, longest due first; then those of backfills."""
    rows = _ready(connection, operation, FRESH, operation.limit)
    room = operation.limit - len(rows)
    archive = room if operation.archive is None else min(room, operation.archive)
    if archive > 0:
        rows += _ready(connection, operation, OF_A_WALK, archive)
    take_up(connection, rows, run_id=operation.run_id, asked_by=operation.spider)
    return [page_of_row(row) for row in rows]


def _ready(
    connection: Connection, operation: TakePages, which: ColumnElement[bool], limit: int
) -> list[Row[Any]]:
    """Read at most `limit` of the pages that are pending or due."""
    rows = _pending(connection, operation, which, limit)
    if not operation.only_pending and len(rows) < limit:
        have = {row.id for row in rows}
        rows += [row for row in _due(connection, operation, which, limit) if row.id not in have]
    return rows[:limit]


def _pending(
    connection: Connection, operation: TakePages, which: ColumnElement[bool], limit: int
) -> list[Row[Any]]:
    statement = (
        select_pages()
        .where(
            PageRow.state == PENDING,
            PageRow.outlet == operation.outlet,
            PageRow.asked_by == operation.spider,
            which,
            _not_of(operation.run_id),
            # put back with a reason, a page waits until then
            or_(PageRow.reason.is_(None), PageRow.due_at.is_(None), PageRow.due_at <= operation.now),
        )
        .order_by(*(BY_NEWS if which is FRESH else BY_WALK))
        .limit(limit)
    )
    return list(connection.execute(statement))


def _due(
    connection: Connection, operation: TakePages, which: ColumnElement[bool], limit: int
) -> list[Row[Any]]:
    """Read what is due of the outlet; a page that another spider has pending is that spider's.

    A source only where it failed: nothing else would come back to a child sitemap or the next page of a
    listing, since the source that names it may be unchanged.
    """
    statement = (
        select_pages()
        .where(
            PageRow.outlet == operation.outlet,
            PageRow.due_at <= operation.now,
            or_(PageRow.state != PENDING, PageRow.asked_by == operation.spider),
            or_(PageRow.kind == ARTICLE, PageRow.state.not_in(("done", "unchanged"))),
            which,
            _not_of(operation.run_id),
        )
        .order_by(PageRow.due_at, PageRow.id)
        .limit(limit)
    )
    return list(connection.execute(statement))


def _not_of(run_id: int) -> ColumnElement[bool]:
    """Neither this run's nor a later one's: two at once would take their pages from each other for ever."""
    return or_(PageRow.run_id.is_(None), PageRow.run_id < run_id)


def count_pending(connection: Connection, *, outlet: str, spider: str) -> int:
    """Return how many pages of the outlet wait for the spider."""
    mine = (PageRow.state == PENDING, PageRow.outlet == outlet, PageRow.asked_by == spider)
    return connection.scalar(select(func.count()).select_from(PageRow).where(*mine)) or 0


def ask_pages(connection: Connection, operation: AskPages) -> Asked:
    """Take one-off addresses up, in the order given; a known page keeps the spider it belongs to."""
    pages = {storable_text(page.key): page for page in operation.pages}
    known = rows_by_key(connection, pages)
    fresh = [_asked_row(page, key, operation) for key, page in pages.items() if key not in known]
    if fresh:
        connection.execute(insert(PAGES), fresh)
    new = rows_by_key(connection, [row["key"] for row in fresh])
    rows = [new.get(key) or known[key] for key in pages]
    taken = [row for row in rows if row.key in new or _may_take(row, operation)]
    take_up(connection, taken, run_id=operation.run_id, asked_by=None)
    return Asked(taken=[page_of_row(row) for row in taken], known=len(rows) - len(taken))


def _asked_row(page: NewPage, key: str, operation: AskPages) -> dict[str, Any]:
    return new_row(
        key=key,
        kind="article",
        url=page.url,
        outlet=page.outlet,
        asked_by=operation.spider,
        now=operation.now,
        key_version=page.key_version,
        discovered_via="asked",
    )


def _may_take(row: Row[Any], operation: AskPages) -> bool:
    if row.kind != "article" or row.run_id == operation.run_id:
        return False
    return operation.refetch or row.state == "pending" or _is_due(row.due_at, operation.now)


def _is_due(due_at: datetime | None, now: datetime) -> bool:
    return due_at is not None and due_at <= now


def rows_by_key(connection: Connection, keys: Iterable[str]) -> dict[str, Row[Any]]:
    """Return the rows of these keys, read in pieces."""
    rows: dict[str, Row[Any]] = {}
    for part in split_chunks(list(keys)):
        rows |= {row.key: row for row in connection.execute(select_pages().where(PageRow.key.in_(part)))}
    return rows
