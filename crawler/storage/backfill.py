"""Backfills: begun once, unfolded into pending pages piece by piece."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, literal_column, or_, select, update

from crawler.records import Backfill
from crawler.storage.pages import split_chunks
from crawler.storage.records import BackfillLeft, NewLink
from crawler.storage.tables.columns import storable_text
from crawler.storage.tables.crawl import PAGES, WALKS
from crawler.storage.writing.commands import BeginBackfill, ExtendBackfill
from crawler.storage.writing.end_source import insert_unless_known, link_row

#: What is pending of a backfill; the literal lets SQLite see that its index answers.
_PENDING: ColumnElement[bool] = and_(
    PAGES.c.walk_id == WALKS.c.id,
    PAGES.c.outlet == WALKS.c.outlet,
    PAGES.c.state == literal_column("'pending'"),
)


def begin_backfill(connection: Connection, operation: BeginBackfill) -> Backfill:
    """Return the backfill of this window and section that has not ended, else a new one."""
    same = [_is(WALKS.c[name], getattr(operation, name)) for name in ("outlet", "since", "until", "section")]
    found = connection.execute(select(WALKS).where(*same, _has_not_ended())).first()
    if found is not None:
        return _backfill(found)
    values: dict[str, Any] = {
        "outlet": operation.outlet,
        "since": operation.since,
        "until": operation.until,
        "section": operation.section,
        "cursor": {},
        "unfolded": False,
        "begun_at": operation.now,
    }
    return _backfill(connection.execute(insert(WALKS).values(values).returning(WALKS)).one())


def _is(column: Any, value: Any) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == value  # type: ignore[no-any-return]


def extend_backfill(connection: Connection, operation: ExtendBackfill) -> int:
    """Insert what is unknown of the addresses, and move the backfill on; returns how many were."""
    links: dict[str, NewLink] = {}
    for link in operation.links:
        links.setdefault(storable_text(link.key), link)
    inserted = 0
    for part in split_chunks(list(links.items())):
        known = set(connection.scalars(select(PAGES.c.key).where(PAGES.c.key.in_([key for key, _ in part]))))
        rows = [_row(link, key, operation) for key, link in part if key not in known]
        inserted += len(rows)
        if rows:
            connection.execute(insert_unless_known(connection), rows)
    moved = {"cursor": dict(operation.cursor), "unfolded": operation.unfolded}
    connection.execute(update(WALKS).where(WALKS.c.id == operation.walk_id).values(moved))
    return inserted


def _row(link: NewLink, key: str, operation: ExtendBackfill) -> dict[str, Any]:
    names = {"outlet": operation.outlet, "asked_by": operation.spider}
    return link_row(link, key, **names, now=operation.now, source_id=None)


def open_backfills(connection: Connection, outlet: str) -> list[Backfill]:
    """Return the outlet's backfills whose addresses do not all stand in `pages` yet, the first first."""
    mine = select(WALKS).where(WALKS.c.outlet == outlet, WALKS.c.unfolded.is_(False))
    return [_backfill(row) for row in connection.execute(mine.order_by(WALKS.c.id))]


def backfills_left(connection: Connection, outlet: str) -> list[BackfillLeft]:
    """Return what is left of each backfill that has not ended, the first first."""
    pending = select(func.count()).select_from(PAGES).where(_PENDING).correlate(WALKS).scalar_subquery()
    mine = select(WALKS, pending.label("pages")).where(WALKS.c.outlet == outlet)
    rows = connection.execute(mine.order_by(WALKS.c.id)).all()
    return [BackfillLeft(_backfill(row), row.pages, dict(row.cursor.get("to_come", {}))) for row in rows
            if row.pages or not row.unfolded]  # fmt: skip


def _has_not_ended() -> ColumnElement[bool]:
    waits = select(PAGES.c.id).where(_PENDING).correlate(WALKS).limit(1).exists()
    return or_(WALKS.c.unfolded.is_(False), waits)


def _backfill(row: Row[Any]) -> Backfill:
    return Backfill(id=row.id, since=row.since, until=row.until, section=row.section, cursor=dict(row.cursor))
