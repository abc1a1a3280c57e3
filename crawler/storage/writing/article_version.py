"""Which date of publication stays when an article is stored again."""

from __future__ import annotations

from typing import Any

from crawler.storage.tables.articles import BY_FIELD
from crawler.storage.writing.snapshot import ArticleState

PUBLISHED = tuple(f"date_published{part}" for part in ("", "_offset", "_raw", "_precision", "_method"))
MODIFIED = tuple(f"date_modified{part}" for part in ("", "_offset", "_raw", "_precision", "_method"))
#: How strong an answer a date is; an inferred one gives way only to a stronger.
STRENGTH = {
    "stated": 4,
    "assumed-zone": 4,
    "inferred-number": 3,
    "inferred-listing": 2,
    "inferred-fetch": 1,
}
PRINTED = 4


def date_strength(columns: Any) -> int:
    """Return how strong an answer the date of publication in these columns is; 0 where there is none."""
    if columns["date_published"] is None:
        return 0
    return STRENGTH.get(columns["date_published_method"] or "", 0)


def keep_dates(article: ArticleState, values: dict[str, Any]) -> None:
    """Keep a stored date against a weaker answer, and against none."""
    before, after = date_strength(article), date_strength(values)
    if before and (after < before or after == before != PRINTED):
        _keep(article, values, (*PUBLISHED, "anchor"), field="date_published")
    if article["date_modified"] and not values["date_modified"]:
        _keep(article, values, MODIFIED, field="date_modified")


def _keep(article: ArticleState, values: dict[str, Any], names: tuple[str, ...], *, field: str) -> None:
    values |= {name: article[name] for name in names}
    values |= {column: take_field(values, article, column, field=field) for column in BY_FIELD}


def take_field(into: Any, other: Any, column: str, *, field: str) -> dict[str, Any]:
    """Return what `into` has by field in a column of `BY_FIELD`, with `other`'s entry for one field."""
    kept = {name: value for name, value in into[column].items() if name != field}
    return kept | {name: value for name, value in (other[column] or {}).items() if name == field}
