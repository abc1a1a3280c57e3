"""Reading articles: one by any of its names, many by filters, and those near a number or a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from crawler.items import Anchor
from crawler.storage.records import StoredArticle, Version
from crawler.storage.tables.articles import ARTICLES, VERSIONS, UrlRow, article_from, url_digest
from crawler.storage.tables.columns import WHOLE_MAX, storable_text
from crawler.storage.tables.crawl import PageRow


def list_articles(
    connection: Connection,
    *,
    outlet: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    language: str | None = None,
    text: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[StoredArticle]:
    """Return articles, the newest first, by when they were published, else first seen.

    `since` is the first moment, `until` the first that is too late. `language` matches its regional
    forms too. `text` is looked for in headline and body, whatever its case.
    """
    statement = select(ARTICLES)
    if outlet is not None:
        statement = statement.where(ARTICLES.c.outlet == outlet)
    if since is not None:
        statement = statement.where(ARTICLES.c.dated_at >= since)
    if until is not None:
        statement = statement.where(ARTICLES.c.dated_at < until)
    if language is not None:
        statement = _in_language(statement, language)
    if text:
        statement = _holding(statement, text)
    newest_first = statement.order_by(ARTICLES.c.dated_at.desc(), ARTICLES.c.id.desc())
    return [_stored(row) for row in connection.execute(newest_first.limit(limit).offset(offset))]


def _in_language(statement: Select[Any], language: str) -> Select[Any]:
    tag = ARTICLES.c.language
    return statement.where(or_(tag == language, tag.startswith(f"{language}-", autoescape=True)))


def _holding(statement: Select[Any], text: str) -> Select[Any]:
    wanted = storable_text(text).lower()
    columns = (ARTICLES.c.headline, ARTICLES.c.body)
    return statement.where(or_(*(column.icontains(wanted, autoescape=True) for column in columns)))


def find_article(connection: Connection, name: str | int) -> StoredArticle | None:
    """Return the article of an id, a key, or any address that it was seen under."""
    number = _id(connection, name)
    if number is None:
        return None
    row = connection.execute(select(ARTICLES).where(ARTICLES.c.id == number)).one_or_none()
    return None if row is None else _stored(row)


def _id(connection: Connection, name: str | int) -> int | None:
    if isinstance(name, int) or (name.isascii() and name.isdigit()):
        return int(name) if int(name) <= WHOLE_MAX else None
    ways = (
        select(ARTICLES.c.id).where(ARTICLES.c.key == name),
        select(PageRow.article_id).where(PageRow.key == name),
        select(UrlRow.article_id).where(UrlRow.digest == url_digest(name)),
    )
    found = (connection.scalar(way) for way in ways)
    return next((number for number in found if number is not None), None)


def list_versions(connection: Connection, article_id: int) -> list[Version]:
    """Return the article's versions, the first first."""
    columns = [column for column in VERSIONS.columns if column.name != "article_id"]
    mine = select(*columns).where(VERSIONS.c.article_id == article_id).order_by(VERSIONS.c.number)
    return [Version(**row._mapping) for row in connection.execute(mine)]


def find_neighbours(
    connection: Connection, outlet: str, number: int, *, excluding_key: str, count: int
) -> tuple[Anchor, ...]:
    """Return articles that print their day, `count` below and above a number of the outlet, by number."""
    if abs(number) > WHOLE_MAX:
        return ()
    anchor = ARTICLES.c.anchor
    printed = select(anchor, ARTICLES.c.date_published, ARTICLES.c.date_published_offset).where(
        ARTICLES.c.outlet == outlet, ARTICLES.c.key != excluding_key
    )
    below = printed.where(anchor < number).order_by(anchor.desc()).limit(count)
    above = printed.where(anchor > number).order_by(anchor).limit(count)
    rows = [row for side in (below, above) for row in connection.execute(side)]
    anchors = (Anchor(number=row.anchor, day=_printed_day(row)) for row in rows)
    return tuple(sorted(anchors, key=lambda found: found.number))


def find_anchors(connection: Connection, outlet: str, day: date, *, count: int = 3) -> tuple[Anchor, ...]:
    """Return articles that print their day, up to `count` on each side of a day, by number."""
    midnight = datetime.combine(day, time(), UTC)
    dated = ARTICLES.c.dated_at
    printed = select(ARTICLES.c.anchor, ARTICLES.c.date_published, ARTICLES.c.date_published_offset).where(
        ARTICLES.c.outlet == outlet, ARTICLES.c.anchor.is_not(None)
    )
    below = printed.where(dated < midnight).order_by(dated.desc()).limit(count)
    above = printed.where(dated >= midnight).order_by(dated).limit(count)
    rows = [row for side in (below, above) for row in connection.execute(side)]
    anchors = (Anchor(number=row.anchor, day=_printed_day(row)) for row in rows)
    return tuple(sorted(anchors, key=lambda found: found.number))


def _printed_day(row: Any) -> date:
    instant: datetime = row.date_published
    return (instant + timedelta(minutes=row.date_published_offset or 0)).date()


def _stored(row: Any) -> StoredArticle:
    return StoredArticle(
        id=row.id,
        article=article_from(row._mapping),
        raw_hash=row.raw_hash,
        extractor_version=row.extractor_version,
        first_seen_at=row.first_seen_at,
        updated_at=row.updated_at,
        version=row.version,
    )
