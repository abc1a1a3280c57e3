"""Backfills: each is begun once, and its addresses become pending pages piece by piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, literal_column, or_, select, update

from crawler.records import Backfill
from crawler.storage.pages import split_chunks
from crawler.storage.records import NewLink
from crawler.storage.tables.crawl import BACKFILLS, PAGES
from crawler.storage.transactions import StoreCommand
from crawler.storage.writing.end_source import first_by_key, insert_unless_known, link_row

#: What is pending of a backfill; the literal lets SQLite see that its index answers.
_PENDING: ColumnElement[bool] = and_(
    PAGES.c.walk_id == BACKFILLS.c.id,
    PAGES.c.outlet == BACKFILLS.c.outlet,
    PAGES.c.state == literal_column("'pending'"),
)


@dataclass(frozen=True, slots=True)
class BackfillLeft:
    """What is left of a backfill: its pages that are pending, and the addresses still to come, by kind."""

    backfill: Backfill
    pages: int
    to_come: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class BeginBackfill(StoreCommand[Backfill]):
    """Begin a backfill, or go on with the same one where it has not ended."""

    outlet: str
    since: datetime | None
    until: datetime | None
    section: str | None

    def apply(self, connection: Connection) -> Backfill:
        """Find the backfill of this window and section that has not ended, else insert one."""
        names = ("outlet", "since", "until", "section")
        asked: dict[str, Any] = {name: getattr(self, name) for name in names}
        same = [_is(BACKFILLS.c[name], value) for name, value in asked.items()]
        found = connection.execute(select(BACKFILLS).where(*same, _unended_condition())).first()
        if found is not None:
            return _backfill(found)
        values = asked | {"cursor": {}, "unfolded": False, "begun_at": self.now}
        return _backfill(connection.execute(insert(BACKFILLS).values(values).returning(BACKFILLS)).one())


def _is(column: Any, value: Any) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == value  # type: ignore[no-any-return]


@dataclass(frozen=True, kw_only=True)
class ExtendBackfill(StoreCommand[int]):
    """Put the next addresses of a backfill among the pending pages, and note how far it has come.

    `unfolded` says that these are the last. The result is how many of them were unknown.
    """

    backfill_id: int
    spider: str
    outlet: str
    links: Sequence[NewLink]
    cursor: Mapping[str, Any]
    unfolded: bool

    def apply(self, connection: Connection) -> int:
        """Insert the unknown addresses, and move the backfill on."""
        inserted = sum(self._insert(connection, part) for part in split_chunks(first_by_key(self.links)))
        moved = {"cursor": dict(self.cursor), "unfolded": self.unfolded}
        connection.execute(update(BACKFILLS).where(BACKFILLS.c.id == self.backfill_id).values(moved))
        return inserted

    def _insert(self, connection: Connection, part: Sequence[tuple[str, NewLink]]) -> int:
        """Insert what is unknown of these links by key; returns how many that were."""
        known = set(connection.scalars(select(PAGES.c.key).where(PAGES.c.key.in_([key for key, _ in part]))))
        names = {"outlet": self.outlet, "asked_by": self.spider}
        unknown = ((key, link) for key, link in part if key not in known)
        rows = [link_row(link, key, **names, now=self.now, source_id=None) for key, link in unknown]
        if rows:
            connection.execute(insert_unless_known(connection), rows)
        return len(rows)


def open_backfills(connection: Connection, outlet: str) -> list[Backfill]:
    """Return the outlet's backfills that have addresses still to come into `pages`, the oldest first."""
    mine = select(BACKFILLS).where(BACKFILLS.c.outlet == outlet, BACKFILLS.c.unfolded.is_(False))
    return [_backfill(row) for row in connection.execute(mine.order_by(BACKFILLS.c.id))]


def backfills_left(connection: Connection, outlet: str) -> list[BackfillLeft]:
    """Return what is left of each of the outlet's backfills that has not ended, the oldest first."""
    pending = select(func.count()).select_from(PAGES).where(_PENDING).correlate(BACKFILLS).scalar_subquery()
    mine = select(BACKFILLS, pending.label("pages")).where(BACKFILLS.c.outlet == outlet)
    rows = connection.execute(mine.order_by(BACKFILLS.c.id)).all()
    return [BackfillLeft(_backfill(row), row.pages, dict(row.cursor.get("to_come", {}))) for row in rows
            if row.pages or not row.unfolded]  # fmt: skip


def _unended_condition() -> ColumnElement[bool]:
    waits = select(PAGES.c.id).where(_PENDING).correlate(BACKFILLS).limit(1).exists()
    return or_(BACKFILLS.c.unfolded.is_(False), waits)


def _backfill(row: Row[Any]) -> Backfill:
    return Backfill(id=row.id, since=row.since, until=row.until, section=row.section, cursor=dict(row.cursor))
