"""Between `Article` and the columns of its row: what can't be stored is mended or refused alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from crawler.items import Article, Image
from crawler.storage.tables.columns import WHOLE_MAX, WHOLE_MIN

DATES = ("date_published", "date_modified")
INTEGERS = ("word_count", "http_status", "schema_version")
LISTS = ("authors", "keywords", "videos", "audios", "warnings")
NAMES = tuple(field.name for field in fields(Article))
#: Values by field: where each came from, and how sure it is.
BY_FIELD = ("provenance", "confidence")
PLAIN = tuple(name for name in NAMES if name not in (*DATES, *INTEGERS, *LISTS, *BY_FIELD, "images"))
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
