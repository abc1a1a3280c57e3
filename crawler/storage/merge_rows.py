"""Merging rows that turn out to be one page or article: the gaps of one are filled, and no text is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from crawler.items import BY_FIELD
from crawler.storage.tables.articles import ARTICLES, PUBLISHED, URLS, VERSIONS
from crawler.storage.tables.crawl import DEAD_LETTERS, PAGES
from crawler.storage.writing.article_version import date_strength, take_field

#: What a page gains from another where it has none itself.
GAINED = ("link_title", "link_date", "source_id", "discovered_via", "due_at", "interval")


def merge_pages(connection: Connection, rows: Sequence[Any]) -> tuple[Any, dict[str, Any], int]:
    """Merge pages into one: a source, else the one with an article, else the oldest.

    Returns its row, the columns that it gains, and how many articles were merged into its own.
    """
    keeper, *others = sorted(rows, key=_rank)
    values = {name: getattr(keeper, name) for name in GAINED}
    for other in others:
        values |= {name: getattr(other, name) for name in GAINED if values[name] is None}
    pending = any(row.state == "pending" for row in rows)
    if keeper.article_id is None and pending:
        values["state"] = "pending"
    merged = _merge_articles_of(connection, keeper, others)
    for other in others:
        _absorb_page(connection, keeper, other)
    return keeper, values, merged


def _rank(row: Any) -> tuple[bool, bool, bool, datetime, int]:
    is_article = row.kind == "article"
    return is_article, row.article_id is None, row.state == "merged", row.discovered_at, row.id


def _merge_articles_of(connection: Connection, keeper: Any, others: Iterable[Any]) -> int:
    """Merge the articles of pages that met into the one of the page that stays; returns how many."""
    if keeper.article_id is None:
        return 0
    lost = {other.article_id for other in others} - {None, keeper.article_id}
    for article_id in sorted(lost):
        merge_articles(connection, keeper.article_id, article_id)
    return len(lost)


def _absorb_page(connection: Connection, keeper: Any, other: Any) -> None:
    letters = update(DEAD_LETTERS).where(DEAD_LETTERS.c.page_id == other.id)
    connection.execute(letters.values(page_id=keeper.id))
    if other.kind != "article":
        linked = update(PAGES).where(PAGES.c.source_id == other.id)
        connection.execute(linked.values(source_id=keeper.id))
    connection.execute(delete(PAGES).where(PAGES.c.id == other.id))


def merge_articles(connection: Connection, keeper_id: int, other_id: int) -> None:
    """Merge an article into another: versions by time, the state of the one that changed last."""
    both = select(ARTICLES).where(ARTICLES.c.id.in_((keeper_id, other_id)))
    rows = {row["id"]: dict(row) for row in connection.execute(both).mappings()}
    versions = _ordered_versions(connection, keeper_id, other_id)
    latest = rows[versions[-1]["article_id"]] if versions else rows[keeper_id]
    elder = rows[other_id] if latest is rows[keeper_id] else rows[keeper_id]
    state = _with_best_date(latest, elder)
    first_seen = min(row["first_seen_at"] for row in rows.values())
    state |= {
        "id": keeper_id,
        "key": rows[keeper_id]["key"],
        "first_seen_at": first_seen,
        "dated_at": state["date_published"] or first_seen,
        "version": max(1, len(versions)),
    }
    _replace_versions(connection, versions, keeper_id=keeper_id, other_id=other_id)
    for table in (PAGES, URLS):
        moved = update(table).where(table.c.article_id == other_id)
        connection.execute(moved.values(article_id=keeper_id))
    connection.execute(delete(ARTICLES).where(ARTICLES.c.id == other_id))
    connection.execute(update(ARTICLES).where(ARTICLES.c.id == keeper_id).values(state))


def _with_best_date(latest: dict[str, Any], elder: dict[str, Any]) -> dict[str, Any]:
    """Return the latest state, with the date of the other where that is the stronger answer."""
    if date_strength(elder) <= date_strength(latest):
        return dict(latest)
    by_field = {column: take_field(latest, elder, column, field="date_published") for column in BY_FIELD}
    return latest | {name: elder[name] for name in (*PUBLISHED, "anchor")} | by_field


def _ordered_versions(connection: Connection, *article_ids: int) -> list[dict[str, Any]]:
    """Return the versions of the articles by time; a text that follows itself counts once."""
    statement = select(VERSIONS).where(VERSIONS.c.article_id.in_(article_ids))
    order = (VERSIONS.c.first_seen_at, VERSIONS.c.article_id, VERSIONS.c.number)
    versions: list[dict[str, Any]] = []
    for row in connection.execute(statement.order_by(*order)).mappings():
        if not versions or versions[-1]["content_hash"] != row["content_hash"]:
            versions.append(dict(row))
    return versions


def _replace_versions(
    connection: Connection, versions: Sequence[dict[str, Any]], *, keeper_id: int, other_id: int
) -> None:
    connection.execute(delete(VERSIONS).where(VERSIONS.c.article_id.in_((keeper_id, other_id))))
    numbered = [
        {**version, "article_id": keeper_id, "number": number} for number, version in enumerate(versions, 1)
    ]
    if numbered:
        connection.execute(insert(VERSIONS), numbered)
