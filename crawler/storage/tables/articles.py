"""The tables of articles, and how an `Article` becomes columns: what can't be stored is mended or refused."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, cast

from sqlalchemy import ForeignKey, Index, LargeBinary, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from crawler.items import Article, Image
from crawler.storage.tables.columns import WHOLE_MAX, WHOLE_MIN, Base, Id, storable_text


class ArticleRow(Base):
    """The latest state of an article: the fields of `Article`, and what the store adds."""

    __tablename__ = "articles"
    __table_args__ = (
        Index("ix_articles_content_hash", "content_hash"),
        Index("ix_articles_dated_at", "dated_at"),
        Index("ix_articles_outlet_dated_at", "outlet", "dated_at"),
        Index("ix_articles_outlet_anchor", "outlet", "anchor", sqlite_where=text("anchor IS NOT NULL"),
              postgresql_where=text("anchor IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(unique=True)
    url: Mapped[str]
    canonical_url: Mapped[str | None]
    outlet: Mapped[str]
    outlet_article_id: Mapped[str | None]
    headline: Mapped[str | None]
    alternative_headline: Mapped[str | None]
    description: Mapped[str | None]
    body: Mapped[str]
    word_count: Mapped[int | None]
    byline: Mapped[str | None]
    authors: Mapped[list[Any]]
    dateline: Mapped[str | None]
    location: Mapped[str | None]
    agency: Mapped[str | None]
    #: UTC; the offset that it was printed with stands beside it, in minutes.
    date_published: Mapped[datetime | None]
    date_published_offset: Mapped[int | None]
    date_published_raw: Mapped[str | None]
    date_published_precision: Mapped[str | None]
    date_published_method: Mapped[str | None]
    date_modified: Mapped[datetime | None]
    date_modified_offset: Mapped[int | None]
    date_modified_raw: Mapped[str | None]
    date_modified_precision: Mapped[str | None]
    date_modified_method: Mapped[str | None]
    article_section: Mapped[str | None]
    keywords: Mapped[list[Any]]
    language: Mapped[str | None]
    image: Mapped[str | None]
    images: Mapped[list[Any]]
    videos: Mapped[list[Any]]
    audios: Mapped[list[Any]]
    is_accessible_for_free: Mapped[bool | None]
    license: Mapped[str | None]
    tdm_reservation: Mapped[bool | None]
    fetched_at: Mapped[datetime | None]
    discovered_via: Mapped[str | None]
    http_status: Mapped[int | None]
    content_hash: Mapped[str | None]
    provenance: Mapped[dict[str, Any]]
    confidence: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    warnings: Mapped[list[Any]]
    schema_version: Mapped[int | None]
    #: The outlet's number of the article where its day is printed; else null.
    anchor: Mapped[int | None]
    #: When it was published, else when it was first seen: what lists are ordered by.
    dated_at: Mapped[datetime]
    raw_hash: Mapped[str | None]
    extractor_version: Mapped[str]
    first_seen_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    #: Number of the latest version.
    version: Mapped[int]


class VersionRow(Base):
    """One state of an article's text over time, numbered from 1."""

    __tablename__ = "versions"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content_hash: Mapped[str | None]
    headline: Mapped[str | None]
    body: Mapped[str]
    date_modified: Mapped[datetime | None]
    extractor_version: Mapped[str]
    raw_hash: Mapped[str | None]
    #: When this text was first seen; the response it was last read from came at `fetched_at`.
    first_seen_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
    run_id: Mapped[int | None]
    re_extracted: Mapped[bool]


class UrlRow(Base):
    """A form of an article's address; unique by the SHA-256 of the URL, which may be of any length."""

    __tablename__ = "urls"
    __table_args__ = (Index("ix_urls_article_id", "article_id"),)

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    url: Mapped[str]
    #: found, final or canonical: the first role it was seen in.
    kind: Mapped[str]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    first_seen_at: Mapped[datetime]


#: The same tables for Core, which the hot paths use.
ARTICLES, VERSIONS, URLS = (cast(Table, row.__table__) for row in (ArticleRow, VersionRow, UrlRow))

DATES = ("date_published", "date_modified")
INTEGERS = ("word_count", "http_status", "schema_version")
LISTS = ("authors", "keywords", "videos", "audios", "warnings")
NAMES = tuple(field.name for field in fields(Article))
#: Values by field: where each came from, and how sure it is.
BY_FIELD = ("provenance", "confidence")
PLAIN = tuple(name for name in NAMES if name not in (*DATES, *INTEGERS, *LISTS, *BY_FIELD, "images"))
#: The columns of each date: the instant in UTC, its offset in minutes, and how it was found.
PUBLISHED = tuple(f"date_published{part}" for part in ("", "_offset", "_raw", "_precision", "_method"))
MODIFIED = tuple(f"date_modified{part}" for part in ("", "_offset", "_raw", "_precision", "_method"))
#: How dates may be found that are printed with their year: the day stands on the page.
PRINTED = ("stated", "assumed-zone")


def article_values(article: Article) -> dict[str, Any]:
    """Return the columns that hold the article.

    Raises `TypeError` where a value is of the wrong type. An integer beyond 64 bits and a date that
    has no UTC form become null, with a warning among the row's `warnings`.
    """
    warnings = _list(article, "warnings")
    values = {name: getattr(article, name) for name in PLAIN}
    values |= {name: _whole(article, name, warnings) for name in INTEGERS}
    values |= {name: _list(article, name) for name in LISTS}
    for name in DATES:
        values[name], values[f"{name}_offset"] = _instant(article, name, warnings)
    values["images"] = [asdict(image) for image in article.images]
    values |= {name: dict(getattr(article, name)) for name in BY_FIELD}
    values["warnings"] = warnings
    values["anchor"] = _anchor(article) if values["date_published"] else None
    return values


def _whole(article: Article, name: str, warnings: list[str]) -> int | None:
    value = getattr(article, name)
    if value is not None and type(value) is not int:
        raise TypeError(f"{name}: integer expected, got {type(value).__name__}: {value!r:.80}")
    if value is None or WHOLE_MIN <= value <= WHOLE_MAX:
        return value
    warnings.append(f"{name}: beyond 64 bits, left out")
    return None


def _list(article: Article, name: str) -> list[Any]:
    value = getattr(article, name)
    if not isinstance(value, list | tuple):
        raise TypeError(f"{name}: list expected, got {type(value).__name__}: {value!r:.80}")
    return list(value)


def _instant(article: Article, name: str, warnings: list[str]) -> tuple[datetime | None, int | None]:
    """Return the UTC instant and the offset in minutes."""
    value = getattr(article, name)
    if value is None:
        return None, None
    offset = value.utcoffset() if isinstance(value, datetime) else None
    if offset is None:
        raise TypeError(f"{name}: time with its offset expected, got {value!r:.80}")
    try:
        return value.astimezone(UTC), round(offset / timedelta(minutes=1))
    except OverflowError:
        warnings.append(f"{name}: no such time in UTC, left out")
        return None, None


def _anchor(article: Article) -> int | None:
    """Return the outlet's number of the article if its day is printed."""
    number = article.outlet_article_id or ""
    if article.date_published_method not in PRINTED or not (number.isascii() and number.isdigit()):
        return None
    return int(number) if len(number) <= 18 else None


def article_from(row: Mapping[str, Any]) -> Article:
    """Return the article that a row of `articles` holds, its dates with the offset they had."""
    values = {name: row[name] for name in NAMES}
    for name in DATES:
        values[name] = _with_offset(row[name], row[f"{name}_offset"])
    values["images"] = [Image(**image) for image in row["images"]]
    values["word_count"] = row["word_count"] or 0
    values["schema_version"] = row["schema_version"] or 0
    return Article(**values)


def _with_offset(instant: datetime | None, minutes: int | None) -> datetime | None:
    if instant is None or not minutes:
        return instant
    return instant.astimezone(timezone(timedelta(minutes=minutes)))


def url_digest(url: str) -> bytes:
    """Return the SHA-256 by which a URL of any length is unique in `urls`."""
    return hashlib.sha256(storable_text(url).encode()).digest()
