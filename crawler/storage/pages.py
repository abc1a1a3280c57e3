"""Rows of `pages`: reading them as records, making new ones, and giving them to a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, bindparam, select, update

from crawler.records import Backfill, State
from crawler.schedule.rhythm import load_rhythm
from crawler.storage.records import Group, Page, group_of_kind
from crawler.storage.tables.articles import ARTICLES
from crawler.storage.tables.crawl import PAGES, BackfillRow, PageRow, RunRow

T = TypeVar("T")

#: Keys in one statement: SQLite allows 32,766 parameters, and plans grow with the list.
CHUNK = 500
#: Bytes of a key in UTF-8 that an index of PostgreSQL surely holds.
LONGEST_KEY = 2600

_TAKE_UP = (
    update(PageRow)
    .where(PageRow.id == bindparam("b_id"))
    .values(state="pending", reason=None, run_id=bindparam("b_run"), asked_by=bindparam("b_asked_by"))
)


def split_chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Yield the items in pieces of at most `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))


def check_key(key: str) -> str:
    """Return the key; raises `ValueError` where no index could hold it on every database."""
    if not key or (len(key) * 4 > LONGEST_KEY and len(key.encode(errors="replace")) > LONGEST_KEY):
        raise ValueError(f"a key must have 1 to {LONGEST_KEY} bytes, got {len(key)} characters: {key:.80}")
    return key


def select_pages() -> Select[Any]:
    """Return the statement that reads pages with the article behind them."""
    article = (
        ARTICLES.c.raw_hash.label("article_raw_hash"),
        ARTICLES.c.extractor_version.label("article_extractor_version"),
        ARTICLES.c.dated_at.label("article_dated_at"),
        ARTICLES.c.updated_at.label("article_updated_at"),
    )
    backfill = (
        BackfillRow.since.label("backfill_since"),
        BackfillRow.until.label("backfill_until"),
        BackfillRow.section.label("backfill_section"),
    )
    return (
        select(PAGES, *article, *backfill)
        .outerjoin_from(PageRow, ARTICLES, PageRow.article_id == ARTICLES.c.id)
        .outerjoin(BackfillRow, PageRow.walk_id == BackfillRow.id)
    )


def rows_by_key(connection: Connection, keys: Iterable[str]) -> dict[str, Row[Any]]:
    """Return the rows of these keys, read in pieces."""
    rows: dict[str, Row[Any]] = {}
    for part in split_chunks(list(keys)):
        rows |= {row.key: row for row in connection.execute(select_pages().where(PageRow.key.in_(part)))}
    return rows


def page_of_row(row: Row[Any]) -> Page:
    """Return the record of a row as it was before it was taken up.

    Validators of an article's page without a stored article are left out: an answer of 304 to them
    would leave nothing.
    """
    trusted = row.kind != "article" or row.article_id is not None
    return Page(
        id=row.id,
        key=row.key,
        kind=row.kind,
        url=row.url,
        outlet=row.outlet,
        state_before=row.state,
        link_title=row.link_title,
        link_date=row.link_date,
        source_id=row.source_id,
        discovered_via=row.discovered_via,
        current=row.current,
        etag=row.etag if trusted else None,
        last_modified=row.last_modified if trusted else None,
        article_id=row.article_id,
        article_raw_hash=row.article_raw_hash,
        article_extractor_version=row.article_extractor_version,
        article_dated_at=row.article_dated_at,
        attempts=row.attempts,
        rhythm=load_rhythm(row.rhythm),
        body_hash=row.body_hash,
        read_whole_at=row.article_updated_at if row.kind == "article" else row.read_whole_at,
        backfill=_backfill_of(row),
        trail=row.trail,
    )


def _backfill_of(row: Row[Any]) -> Backfill | None:
    if row.walk_id is None:
        return None
    return Backfill(
        id=row.walk_id, since=row.backfill_since, until=row.backfill_until, section=row.backfill_section
    )


def new_row(*, key: str, kind: str, url: str, outlet: str, asked_by: str, now: datetime,
            key_version: str, **known: Any) -> dict[str, Any]:  # fmt: skip
    """Return the columns of a page that nothing has happened to yet; the others are null."""
    return {
        "key": check_key(key),
        "kind": kind,
        "url": url,
        "outlet": outlet,
        "asked_by": asked_by,
        "discovered_at": now,
        "key_version": key_version,
        "state": "pending",
        "current": False,
        "attempts": 0,
        **known,
    }


def take_up(connection: Connection, rows: Iterable[Row[Any]], *, run_id: int, asked_by: str | None) -> None:
    """Give the pages to the run as pending; a run that had them and has not ended keeps them on its account.

    `asked_by` names the spider that they wait for from now on; `None` leaves each page's own.
    """
    taken = list(rows)
    hand_on(connection, taken, run_id=run_id)
    changes = [{"b_id": row.id, "b_run": run_id, "b_asked_by": asked_by or row.asked_by} for row in taken]
    if changes:
        connection.execute(_TAKE_UP, changes)


def hand_on(connection: Connection, rows: Iterable[Row[Any]], *, run_id: int) -> None:
    """Note on each run that has not ended how many of its pages this run takes over, by state."""
    moved: dict[int, Counter[tuple[Group, State]]] = {}
    for row in rows:
        if row.run_id is not None and row.run_id != run_id:
            moved.setdefault(row.run_id, Counter())[group_of_kind(row.kind), row.state] += 1
    if not moved:
        return
    open_runs = select(RunRow.id, RunRow.handed_on).where(RunRow.id.in_(moved), RunRow.ended_at.is_(None))
    for run, before in connection.execute(open_runs).all():
        after = {name: dict(states) for name, states in before.items()}
        for (name, state), count in moved[run].items():
            after.setdefault(name, {})[state] = after.get(name, {}).get(state, 0) + count
        connection.execute(update(RunRow).where(RunRow.id == run).values(handed_on=after))
