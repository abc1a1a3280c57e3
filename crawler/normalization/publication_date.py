"""When an article was published and last changed: what is stated goes before what is inferred."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.items import Context
from crawler.normalization.datelines.parts import Dateline
from crawler.normalization.dates.parse import Stamp, parse_date
from crawler.normalization.dates.stamp import YearEvidence, day_stamp, infer_day, with_instant, zone_of
from crawler.normalization.text.clean import clean_text
from crawler.records import Draft

__all__ = ["Dated", "decide_modified", "decide_published", "lacks_year"]

#: Origins that guess: a dispatch's own day, where its year is sure, goes before them.
GUESSES = frozenset({"script", "class", "text", "updated"})
#: Origins in which the instant is stated of a day that is printed.
_EXACT = frozenset(
    {"jsonld", "opengraph", "meta", "dublincore", "parsely", "sailthru", "cxense", "microdata", "time"}
)
_SURE = ("stated", "inferred-number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date of an article with its origin; `stamp.value` is `None` where only `raw` is known."""

    stamp: Stamp
    origin: str
    #: As measured for what the draft states; a day whose year had to be inferred has none.
    confidence: float | None = None
    warnings: list[str] = field(default_factory=list)


def decide_published(draft: Draft, context: Context, dateline: Dateline | None) -> Dated | None:
    """Return the date of publication: as stated, else the dateline's day, else the link's date, or `None`.

    A day without a year gets it by `infer_day`. The first origin that gives a day wins. Where none does,
    the first one keeps its raw text. What was refused on the way becomes a warning.
    """
    origins = list(_origins(draft, context, dateline))
    warnings = [
        f"date_published: {one.stamp.raw[:80]!r} refused: {one.stamp.problem}"
        for one in origins
        if one.stamp.problem
    ]
    resolved = [_resolved(one, context) for one in origins]
    first = next((one for one in resolved if one.stamp.value), resolved[0] if resolved else None)
    return replace(first, warnings=warnings) if first else None


def decide_modified(draft: Draft, context: Context, since: datetime | None) -> Dated | None:
    """Return the date of the last change that the page states, or `None`.

    A date before `since`, the day of publication, brings a warning.
    """
    found = draft.fields.get("date_modified")
    stamp = _parsed(found.value, "date_modified", context, draft.page_language) if found else None
    if found is None or stamp is None:
        return None
    warnings = []
    if stamp.value is None:
        why = stamp.problem or "without its year"
        warnings.append(f"date_modified: {stamp.raw[:80]!r} refused: {why}")
    elif since and stamp.value < since and stamp.value.date() < since.date():
        warnings.append("date_modified: before date_published")
    return Dated(stamp=stamp, origin=found.origin, confidence=found.confidence, warnings=warnings)


def lacks_year(draft: Draft, context: Context, dateline: Dateline | None) -> bool:
    """Tell whether the page's first date has a day and no year, so that neighbours may give the year."""
    origins = [
        one for one in _origins(draft, context, dateline) if one.origin != "link" and not one.stamp.problem
    ]
    return bool(origins) and any(one.stamp.is_partial for one in origins[:1])


def _origins(draft: Draft, context: Context, dateline: Dateline | None) -> Iterator[Dated]:
    """Yield the dates in order: a stated one, the dateline's (before a mere guess), the link's.

    Where what is stated can't be the date, the page's next candidates stand in its place.
    """
    stated = _stated(draft, context)
    line = [Dated(stamp=stamp, origin="dateline") for stamp in [_of_dateline(dateline)] if stamp]
    guessed = bool(stated) and stated[0].origin in GUESSES
    if guessed and line and _is_sure(line[0].stamp, context):
        yield from (*line, *stated)
    else:
        yield from (*stated, *line)
    listed = _parsed(context.link_date, "link date", context) if context.link_date else None
    if listed is not None:
        yield Dated(stamp=listed, origin="link")


def _stated(draft: Draft, context: Context) -> list[Dated]:
    """Return the stated date; where it is refused, also those after it, up to the first that is not."""
    found = draft.fields.get("date_published")
    if found is None:
        return []
    others = draft.runners_up.get("date_published", [])
    dated: list[Dated] = []
    for one in (found, *others):
        stamp = _parsed(one.value, "date_published", context, draft.page_language)
        if stamp is None:
            continue
        if stamp.value is not None:
            instants = [
                _parsed(other.value, "date_published", context) for other in others if other.origin in _EXACT
            ]
            stamp = with_instant(
                stamp, [instant for instant in instants if instant], zone_of(context.timezone)
            )
        dated.append(Dated(stamp=stamp, origin=one.origin, confidence=one.confidence))
        if not stamp.problem:
            break
    return dated


def _parsed(raw: object, name: str, context: Context, language: str | None = None) -> Stamp | None:
    """Return a raw value read in the outlet's languages, else in the page's; `None` for no text."""
    text = clean_text(str(raw) if isinstance(raw, int | float) else raw, field=name).text
    return parse_date(
        text,
        timezone=context.timezone,
        languages=context.languages or ((language,) if language else ()),
        country=context.country,
        fetched_at=context.fetched_at,
        latest=context.latest,
    )


def _of_dateline(dateline: Dateline | None) -> Stamp | None:
    """Return the day of a dateline, with its year where that is printed."""
    if dateline is None or dateline.day is None or not dateline.day_printed:
        return None
    day, raw = dateline.day, dateline.day_printed
    if day.year is None:
        return Stamp(raw=raw, day_of_month=day.day_of_month, month=day.month, weekday=day.weekday)
    if day.day is None:
        return Stamp(raw=raw, problem="no such date")
    return day_stamp(raw, day.day)


def _is_sure(line: Stamp, context: Context) -> bool:
    return _resolved(Dated(stamp=line, origin="dateline"), context).stamp.method in _SURE


def _resolved(dated: Dated, context: Context) -> Dated:
    """Return a date with the year that it lacks, where it can be inferred."""
    stamp = dated.stamp
    if not stamp.is_partial or stamp.month is None or stamp.day_of_month is None:
        return dated
    evidence = _evidence(context)
    found = infer_day(stamp.month, stamp.day_of_month, evidence, weekday=stamp.weekday)
    if found is None:
        return dated
    return Dated(stamp=day_stamp(stamp.raw, found.day, method=found.method), origin=dated.origin)


def _evidence(context: Context) -> YearEvidence:
    listed = _parsed(context.link_date, "link date", context) if context.link_date else None
    number = context.outlet_article_id or ""
    return YearEvidence(
        number=int(number) if number.isdecimal() and len(number) < 19 else None,
        known=(*context.anchors, *context.neighbours),
        listed=listed.value.date() if listed and listed.value else None,
        fetched_at=context.fetched_at,
        zone=zone_of(context.timezone),
        current=context.current,
    )
