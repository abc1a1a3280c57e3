"""The tables of articles, and how an `Article` becomes columns: what can't be stored is mended or refused."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, cast

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, LargeBinary, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from crawler.field_facts import Form
from crawler.items import ARTICLE_FIELDS, Article
from crawler.storage.tables.columns import (
    WHOLE_MAX,
    WHOLE_MIN,
    Base,
    CleanText,
    Json,
    UtcDateTime,
    Whole,
    storable_text,
)

#: Form of a field -> the type of its column; lists and objects are JSON.
_TYPES: dict[Form, Any] = {
    Form.TEXT: CleanText,
    Form.INTEGER: Whole,
    Form.NUMBER: Float,
    Form.FLAG: Boolean,
    Form.INSTANT: UtcDateTime,
}
#: Fields whose value is null where no database holds it.
_NUMBERS = (Form.INTEGER, Form.NUMBER)


def article_columns() -> Iterator[Column[Any]]:
    """Yield the columns that the fields of `Article` have, in the order of the fields."""
    for name, facts in ARTICLE_FIELDS.items():
        nullable = facts.optional or facts.form in _NUMBERS
        yield Column(name, _TYPES.get(facts.form, Json), nullable=nullable)
        if facts.declared.offset:
            yield Column(f"{name}_offset", Whole, nullable=True)


#: The latest state of an article: the fields of `Article`, and what the store adds.
ARTICLES = Table(
    "articles",
    Base.metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    *article_columns(),
    # The outlet's number of the article where its day is printed; else null.
    Column("anchor", Whole),
    # When it was published, else when it was first seen: what lists are ordered by.
    Column("dated_at", UtcDateTime, nullable=False),
    Column("raw_hash", CleanText),
    Column("extractor_version", CleanText, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    # Number of the latest version.
    Column("version", Whole, nullable=False),
    UniqueConstraint("key"),
    Index("ix_articles_content_hash", "content_hash"),
    Index("ix_articles_dated_at", "dated_at"),
    Index("ix_articles_outlet_dated_at", "outlet", "dated_at"),
    Index("ix_articles_outlet_anchor", "outlet", "anchor", sqlite_where=text("anchor IS NOT NULL"),
          postgresql_where=text("anchor IS NOT NULL")),
)  # fmt: skip


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
VERSIONS, URLS = cast(Table, VersionRow.__table__), cast(Table, UrlRow.__table__)


def _names(*forms: Form) -> tuple[str, ...]:
    return tuple(name for name, facts in ARTICLE_FIELDS.items() if facts.form in forms)


#: Times that keep their offset in a column beside them.
DATES = tuple(name for name, facts in ARTICLE_FIELDS.items() if facts.declared.offset)
_PLAIN = tuple(name for name in _names(Form.TEXT, Form.FLAG, Form.INSTANT) if name not in DATES)
_INTEGERS, _FRACTIONS = _names(Form.INTEGER), _names(Form.NUMBER)
_TEXTS, _MAPPINGS = _names(Form.TEXTS), _names(Form.MAPPING)
#: Field -> the dataclass of its objects.
_PARTS = {name: facts.part for name, facts in ARTICLE_FIELDS.items() if facts.part}
#: Numbers that are 0 where the row has none.
_ALWAYS_NUMBERS = tuple(name for name in _names(*_NUMBERS) if not ARTICLE_FIELDS[name].optional)
#: How dates may be found that are printed with their year: the day stands on the page.
PRINTED = ("stated", "assumed-zone")


def date_columns(name: str) -> tuple[str, ...]:
    """Return the columns of a date: its instant, offset, raw text, and how it was read."""
    return f"{name}_offset", *(each for each in ARTICLE_FIELDS if each == name or each.startswith(f"{name}_"))


#: The columns of each date.
PUBLISHED, MODIFIED = date_columns("date_published"), date_columns("date_modified")


def article_values(article: Article) -> dict[str, Any]:
    """Return the columns that hold the article.

    Raises `TypeError` where a value is of the wrong type. An integer beyond 64 bits, a number that is not
    finite and a date that has no UTC form become null, with a warning among the row's `warnings`.
    """
    warnings = _list(article, "warnings")
    values = {name: getattr(article, name) for name in _PLAIN}
    values |= {name: _whole(article, name, warnings) for name in _INTEGERS}
    values |= {name: _finite(article, name, warnings) for name in _FRACTIONS}
    values |= {name: _list(article, name) for name in _TEXTS}
    values |= {name: [asdict(part) for part in getattr(article, name)] for name in _PARTS}
    values |= {name: dict(getattr(article, name)) for name in _MAPPINGS}
    for name in DATES:
        values[name], values[f"{name}_offset"] = _instant(article, name, warnings)
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


def _finite(article: Article, name: str, warnings: list[str]) -> float | None:
    value = getattr(article, name)
    if value is None:
        return None
    if type(value) not in (int, float):
        raise TypeError(f"{name}: number expected, got {type(value).__name__}: {value!r:.80}")
    if math.isfinite(value):
        return float(value)
    warnings.append(f"{name}: not finite, left out")
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
    values = {name: row[name] for name in ARTICLE_FIELDS}
    for name in DATES:
        values[name] = _with_offset(row[name], row[f"{name}_offset"])
    for name, part in _PARTS.items():
        values[name] = [part(**one) for one in row[name]]
    for name in _ALWAYS_NUMBERS:
        values[name] = row[name] or 0
    return Article(**values)


def _with_offset(instant: datetime | None, minutes: int | None) -> datetime | None:
    if instant is None or not minutes:
        return instant
    return instant.astimezone(timezone(timedelta(minutes=minutes)))


def url_digest(url: str) -> bytes:
    """Return the SHA-256 by which a URL of any length is unique in `urls`."""
    return hashlib.sha256(storable_text(url).encode()).digest()
