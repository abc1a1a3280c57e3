"""What an article becomes when it is read again: which dates stay, and whether its text is a new version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crawler.items import BY_FIELD, COMPARED
from crawler.records import State
from crawler.storage.tables.articles import MODIFIED, PUBLISHED
from crawler.storage.writing.snapshot import ArticleState, Snapshot

#: How strong an answer a date is; an inferred one gives way only to a stronger.
STRENGTH = {
    "stated": 4,
    "assumed-zone": 4,
    "inferred-number": 3,
    "inferred-listing": 2,
    "inferred-fetch": 1,
}
#: The strength of a date that is printed with its year.
PRINTED = 4


def note_new_state(
    snapshot: Snapshot, article: ArticleState, values: dict[str, Any], *, now: datetime, run_id: int
) -> tuple[State, str | None]:
    """Note that the article has these columns now, and its version where the text differs.

    Returns the state that its page ends in, and the reason.
    """
    known = article["version"] is not None
    if known:
        keep_dates(article, values)
    first_seen = article["first_seen_at"] if known else now
    dated_at = values["date_published"] or first_seen
    values |= {"key": article.key, "dated_at": dated_at, "updated_at": now}
    state, reason = _note_version(snapshot, article, values, now=now, run_id=run_id)
    if article.id is None:
        values["first_seen_at"] = first_seen
    elif reason is None:
        values = {name: value for name, value in values.items() if name not in COMPARED}
    article.row |= values
    if article.id is not None:
        snapshot.changed_articles[article.id] = article
    return state, reason


def _note_version(
    snapshot: Snapshot, article: ArticleState, values: dict[str, Any], *, now: datetime, run_id: int
) -> tuple[State, str | None]:
    latest = article["version"]
    values["version"] = latest or 1
    if latest and article["content_hash"] == values["content_hash"]:
        return "unchanged", None
    if latest and article["extractor_version"] != values["extractor_version"]:
        _note_rewriting(snapshot, article, values)
        return "done", "re-extracted"
    values["version"] = (latest or 0) + 1
    row = _text_of(values) | {"number": values["version"], "re_extracted": False}
    article.fresh_version = row | {"first_seen_at": now, "run_id": run_id}
    snapshot.new_versions.append((article, article.fresh_version))
    return "done", "edited" if latest else "new"


def _note_rewriting(snapshot: Snapshot, article: ArticleState, values: dict[str, Any]) -> None:
    """Note that another extractor read the latest version otherwise: it is replaced and marked."""
    text = _text_of(values) | {"re_extracted": True}
    if article.fresh_version is not None:
        article.fresh_version |= text
        return
    snapshot.rewritten_versions.append(text | {"b_article": article.id, "b_number": article["version"]})


def _text_of(values: dict[str, Any]) -> dict[str, Any]:
    names = ("content_hash", *COMPARED, "date_modified", "extractor_version", "raw_hash")
    return {name: values[name] for name in names} | {"fetched_at": values["fetched_at"]}


def date_strength(columns: Any) -> int:
    """Return how strong an answer the date of publication in these columns is; 0 where there is none."""
    if columns["date_published"] is None:
        return 0
    return STRENGTH.get(columns["date_published_method"] or "", 0)


def keep_dates(article: ArticleState, values: dict[str, Any]) -> None:
    """Put the stored dates into the new columns where those have a weaker answer, or none."""
    before, after = date_strength(article), date_strength(values)
    if before and (after < before or after == before != PRINTED):
        _keep(article, values, (*PUBLISHED, "anchor"), field="date_published")
    if article["date_modified"] and not values["date_modified"]:
        _keep(article, values, MODIFIED, field="date_modified")


def _keep(article: ArticleState, values: dict[str, Any], names: tuple[str, ...], *, field: str) -> None:
    values |= {name: article[name] for name in names}
    values |= {column: take_field(values, article, column, field=field) for column in BY_FIELD}


def take_field(into: Any, other: Any, column: str, *, field: str) -> dict[str, Any]:
    """Return the entries of `into` in a column of `BY_FIELD`, with the one of `field` taken from `other`."""
    kept = {name: value for name, value in into[column].items() if name != field}
    return kept | {name: value for name, value in (other[column] or {}).items() if name == field}
