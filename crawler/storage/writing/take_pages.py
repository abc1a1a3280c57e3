"""Taking pages up for a run: sources, pending and due pages, and addresses that somebody asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, literal_column, or_, select, update

from crawler.storage.pages import new_row, page_of_row, rows_by_key, select_pages, split_chunks, take_up
from crawler.storage.records import Asked, NewPage, NewSource, Page
from crawler.storage.tables.columns import storable_text
from crawler.storage.tables.crawl import PAGES, PageRow
from crawler.storage.transactions import StoreCommand

#: Literals, so that SQLite sees that its partial index on pending pages answers the query.
PENDING: ColumnElement[str] = literal_column("'pending'")
ARTICLE: ColumnElement[str] = literal_column("'article'")
#: Of pages: whether a backfill met them.
FRESH, OF_A_BACKFILL = PageRow.walk_id.is_(None), PageRow.walk_id.is_not(None)

#: Sources first, for what they name is news; on a backfill articles, so that what waits does not pile up.
FRESH_ORDER = (PageRow.kind == ARTICLE, PageRow.discovered_at.desc(), PageRow.id)
BACKFILL_ORDER = (PageRow.walk_id, PageRow.kind != ARTICLE, PageRow.id)


@dataclass(frozen=True, kw_only=True)
class TakeSources(StoreCommand[list[Page]]):
    """Take sources up that this run has not had, in the order given; with `only_due`, what is due of them."""

    run_id: int
    spider: str
    outlet: str
    sources: Sequence[NewSource]
    only_due: bool = False

    def apply(self, connection: Connection) -> list[Page]:
        """Insert the unknown sources, let the declaration stand over what was known, and take up."""
        sources = {storable_text(source.key): source for source in self.sources}
        known = rows_by_key(connection, sources)
        fresh = [_source_row(source, key, self) for key, source in sources.items() if key not in known]
        if fresh:
            connection.execute(insert(PAGES), fresh)
            known |= rows_by_key(connection, [row["key"] for row in fresh])
        taken = [known[key] for key in sources if _may_poll(known[key], self)]
        _declare(connection, taken, sources, self.outlet)
        take_up(connection, taken, run_id=self.run_id, asked_by=self.spider)
        pages = ((page_of_row(row), sources[row.key]) for row in taken)
        return [replace(page, kind=new.kind, url=new.url, outlet=self.outlet) for page, new in pages]


def _may_poll(row: Row[Any], command: TakeSources) -> bool:
    """Tell whether this run has not had the source, and it is due where that is asked for."""
    if row.run_id == command.run_id:
        return False
    return not command.only_due or row.state == "pending" or _is_due(row.due_at, command.now)


def _source_row(source: NewSource, key: str, command: TakeSources) -> dict[str, Any]:
    return new_row(
        key=key,
        kind=source.kind,
        url=source.url,
        outlet=command.outlet,
        asked_by=command.spider,
        now=command.now,
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


@dataclass(frozen=True, kw_only=True)
class KeepSources(StoreCommand[int]):
    """Make the outlet's sources not due that it declares no more; `keys` are those that it declares.

    The result is how many were due and no longer are.
    """

    outlet: str
    keys: Sequence[str]

    def apply(self, connection: Connection) -> int:
        """Drop the due time of sources that are not among the keys and that no other source names."""
        keys = {storable_text(key) for key in self.keys}
        by_itself = (PageRow.source_id.is_(None), PageRow.walk_id.is_(None), PageRow.due_at.is_not(None))
        mine = (PageRow.outlet == self.outlet, PageRow.kind != ARTICLE, *by_itself)
        due = select(PageRow.id, PageRow.key).where(*mine)
        dropped = [row.id for row in connection.execute(due) if row.key not in keys]
        for part in split_chunks(dropped):
            connection.execute(update(PageRow).where(PageRow.id.in_(part)).values(due_at=None))
        return len(dropped)


@dataclass(frozen=True, kw_only=True)
class TakePages(StoreCommand[list[Page]]):
    """Take up at most `limit` pages of an outlet that this run has not had.

    Pending ones of the spider come first: sources before articles, the newest first. Then come articles
    that are due, and sources that failed and are due. The same pages of backfills come last, articles
    before sources, and at most `backfill_limit` of them (`None`: any number).
    """

    run_id: int
    spider: str
    outlet: str
    limit: int
    only_pending: bool = False
    backfill_limit: int | None = None

    def apply(self, connection: Connection) -> list[Page]:
        """Read what is fresh, then what is of backfills, and take it up."""
        rows = _ready(connection, self, FRESH, self.limit)
        room = self.limit - len(rows)
        if self.backfill_limit is not None:
            room = min(room, self.backfill_limit)
        if room > 0:
            rows += _ready(connection, self, OF_A_BACKFILL, room)
        take_up(connection, rows, run_id=self.run_id, asked_by=self.spider)
        return [page_of_row(row) for row in rows]


def _ready(
    connection: Connection, command: TakePages, which: ColumnElement[bool], limit: int
) -> list[Row[Any]]:
    """Read at most `limit` of the pages that are pending or due."""
    rows = _pending(connection, command, which, limit)
    if not command.only_pending and len(rows) < limit:
        have = {row.id for row in rows}
        rows += [row for row in _due(connection, command, which, limit) if row.id not in have]
    return rows[:limit]


def _pending(
    connection: Connection, command: TakePages, which: ColumnElement[bool], limit: int
) -> list[Row[Any]]:
    statement = (
        select_pages()
        .where(
            *_pending_of(command.outlet, command.spider),
            which,
            _not_of(command.run_id),
            # put back with a reason, a page waits until then
            or_(PageRow.reason.is_(None), PageRow.due_at.is_(None), PageRow.due_at <= command.now),
        )
        .order_by(*(FRESH_ORDER if which is FRESH else BACKFILL_ORDER))
        .limit(limit)
    )
    return list(connection.execute(statement))


def _due(
    connection: Connection, command: TakePages, which: ColumnElement[bool], limit: int
) -> list[Row[Any]]:
    """Read what is due of the outlet; a page that another spider has pending is that spider's.

    A source is read only where it failed. The source that names it may be unchanged, and then nothing else
    would come back to a child sitemap or to the next page of a listing.
    """
    statement = (
        select_pages()
        .where(
            PageRow.outlet == command.outlet,
            PageRow.due_at <= command.now,
            or_(PageRow.state != PENDING, PageRow.asked_by == command.spider),
            or_(PageRow.kind == ARTICLE, PageRow.state.not_in(("done", "unchanged"))),
            which,
            _not_of(command.run_id),
        )
        .order_by(PageRow.due_at, PageRow.id)
        .limit(limit)
    )
    return list(connection.execute(statement))


def _not_of(run_id: int) -> ColumnElement[bool]:
    """Return that no page is this run's or a later one's: else two runs would take pages from each other."""
    return or_(PageRow.run_id.is_(None), PageRow.run_id < run_id)


def _pending_of(outlet: str, spider: str) -> tuple[ColumnElement[bool], ...]:
    return PageRow.state == PENDING, PageRow.outlet == outlet, PageRow.asked_by == spider


def count_pending(connection: Connection, *, outlet: str, spider: str) -> int:
    """Return how many pages of the outlet wait for the spider."""
    mine = select(func.count()).select_from(PageRow).where(*_pending_of(outlet, spider))
    return connection.scalar(mine) or 0


@dataclass(frozen=True, kw_only=True)
class AskPages(StoreCommand[Asked]):
    """Take one-off addresses up, in the order given; a known page keeps the spider that it belongs to.

    Known pages that are neither pending nor due are taken only with `refetch`.
    """

    run_id: int
    spider: str
    pages: Sequence[NewPage]
    refetch: bool

    def apply(self, connection: Connection) -> Asked:
        """Insert the unknown addresses, and take up what may be."""
        pages = {storable_text(page.key): page for page in self.pages}
        known = rows_by_key(connection, pages)
        fresh = [_asked_row(page, key, self) for key, page in pages.items() if key not in known]
        if fresh:
            connection.execute(insert(PAGES), fresh)
        new = rows_by_key(connection, [row["key"] for row in fresh])
        rows = [new.get(key) or known[key] for key in pages]
        taken = [row for row in rows if row.key in new or _may_take(row, self)]
        take_up(connection, taken, run_id=self.run_id, asked_by=None)
        return Asked(taken=[page_of_row(row) for row in taken], known=len(rows) - len(taken))


def _asked_row(page: NewPage, key: str, command: AskPages) -> dict[str, Any]:
    return new_row(
        key=key,
        kind="article",
        url=page.url,
        outlet=page.outlet,
        asked_by=command.spider,
        now=command.now,
        key_version=page.key_version,
        discovered_via="asked",
    )


def _may_take(row: Row[Any], command: AskPages) -> bool:
    if row.kind != "article" or row.run_id == command.run_id:
        return False
    return command.refetch or row.state == "pending" or _is_due(row.due_at, command.now)


def _is_due(due_at: datetime | None, now: datetime) -> bool:
    return due_at is not None and due_at <= now
