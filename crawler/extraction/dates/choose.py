"""Raw dates of publication and of the last change: days that several places agree on are likelier."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from crawler.extraction.dates.candidates import (
    DateCandidate,
    date_candidates,
    is_updated,
    relative_candidates,
    stated_time,
    weak_date_candidates,
)
from crawler.extraction.dates.in_text import states_date
from crawler.extraction.likelihood import weigh_marks
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.metadata.markup import meta_values, property_values
from crawler.extraction.page.around_headline import Nearby, is_aside
from crawler.extraction.page.page import HtmlPage
from crawler.normalization.dates.parse import Stamp, parse_date
from crawler.records import Found

#: Below this the places of less trust are asked too.
_UNSURE = 0.5
#: Runners-up that are kept.
_MOST = 5
#: Elements `time` that are looked at for a change; 116 are the most that were seen.
_MOST_TIMES = 500
#: How sure a date of change is that two places state, one alone, and one that another contradicts. There
#: is no gold for it: the figures are those of publication's best places.
_AGREED, _LONE, _DISPUTED = 0.97, 0.9, 0.6
#: Origins in which a page states its dates to machines: their raw text is kept even where it is no date.
_STATING = frozenset(
    ("jsonld", "opengraph", "dublincore", "parsely", "sailthru", "cxense", "meta", "microdata")
)
#: Marks of places that state the date of publication to machines, and of those that readers see.
_PUBLISHED = frozenset({"jsonld-article", "jsonld-page", "jsonld-created", "opengraph", "meta", "microdata"})
_PRINTED = frozenset(
    {"time-near", "near-short", "near-labelled", "before-short", "before-labelled", "address"}
)
#: Marks of lines that print a day and don't say of what, and of metadata that state the article's own.
_LINES = frozenset({f"{place}-{kind}" for place in ("near", "before") for kind in ("short", "long", "close")})
_STATED = frozenset({"jsonld-article", "opengraph"})
#: Numbers enough for a day, however impossible.
_NUMBERS = re.compile(r"\d{4}|\d\D{1,3}\d{1,2}\D{1,3}\d")
#: Day and month in figures of which either may be the other.
_EITHER = re.compile(r"\D{0,20}(?:0?[1-9]|1[0-2])[./-]\s?(?:0?[1-9]|1[0-2])[./-]")


@dataclass(slots=True)
class Day:
    """A day and the candidates that state it, in order of trust, each with the date that it is read as."""

    day: date
    candidates: list[DateCandidate] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    #: Marks of the places that state it.
    marks: set[str] = field(default_factory=set)

    def add(self, candidate: DateCandidate, stamp: Stamp) -> None:
        """Add a candidate that states this day, with its marks."""
        self.candidates.append(candidate)
        self.stamps.append(stamp)
        self.marks.update(candidate.marks)

    @property
    def found(self) -> Found:
        """The most trusted candidate whose figures leave no doubt which is the month, else the first one."""
        sure = (candidate.found for candidate in self.candidates if not _EITHER.match(candidate.found.value))
        return next(sure, self.candidates[0].found)


def choose_published(
    page: HtmlPage, data: LinkedData, near: Nearby, *, language: str | None = None
) -> list[Found]:
    """Return the raw dates that may be of publication, one for each day, the likeliest first.

    Where no text can be read as a date, the first that was stated to machines is returned alone, since
    its raw text is kept. `language` is the page's BCP 47 tag.
    """
    last = last_change(page, data, language=language)
    asked = list(date_candidates(page, data, near, language=language))
    ranked = _rank(asked, language=language, last=last)
    told = _told(page, near, language) if not any(_is_of_page(one, language) for one in asked) else []
    if not ranked or (ranked[0].confidence or 0) < _UNSURE:
        asked += weak_date_candidates(page, language=language)
        ranked = _rank(asked, language=language, last=last)
    return [*told, *ranked][: _MOST + 1] or _unread(candidate.found for candidate in asked)


def _is_of_page(candidate: DateCandidate, language: str | None) -> bool:
    """Tell whether a candidate is a date, and no mere part of a sentence near the headline."""
    return "-long" not in candidate.marks[0] and read_date(candidate.found.value, language) is not None


def _told(page: HtmlPage, near: Nearby, language: str | None) -> list[Found]:
    """Return the likeliest date that the page tells from the present, in a list; else []."""
    return [one.found for one in relative_candidates(page, near, language=language)][:1]


def _rank(asked: Iterable[DateCandidate], *, language: str | None, last: date | None) -> list[Found]:
    days = by_day(asked, language=language)
    weighed = [(weigh_marks("dates", marks), day.found) for day, marks in mark_days(days, last=last)]
    weighed.sort(key=lambda entry: -entry[0])
    return [replace(found, confidence=confidence) for confidence, found in weighed]


def by_day(asked: Iterable[DateCandidate], *, language: str | None) -> list[Day]:
    """Return the candidates that can be read as dates, joined by the day that they state.

    Where either figure may be the month ("03/05/2024"), the reading counts that another candidate
    confirms.
    """
    read_as = [
        (candidate, stamp) for candidate in asked if (stamp := read_date(candidate.found.value, language))
    ]
    sure = {_day(stamp) for candidate, stamp in read_as if not _EITHER.match(candidate.found.value)}
    days: dict[date, Day] = {}
    for candidate, stamp in read_as:
        turned = _turned(stamp) if _EITHER.match(candidate.found.value) and _day(stamp) not in sure else stamp
        kept = turned if _day(turned) in sure else stamp
        days.setdefault(_day(kept), Day(_day(kept))).add(candidate, kept)
    return list(days.values())


@lru_cache(maxsize=1024)
def read_date(raw: str, language: str | None) -> Stamp | None:
    """Return the date that a raw text states, read in the page's language; None where it states none."""
    if not states_date(raw, language):
        return None
    stamp = parse_date(raw, languages=(language,) if language else ())
    return stamp if stamp is not None and stamp.value is not None else None


def _day(stamp: Stamp) -> date:
    return stamp.value.date() if stamp.value else date.min


def _turned(stamp: Stamp) -> Stamp:
    """Return a date with day and month exchanged."""
    value = stamp.value
    return replace(stamp, value=value.replace(month=value.day, day=value.month) if value else None)


def mark_days(days: list[Day], *, last: date | None) -> list[tuple[Day, set[str]]]:
    """Return each day with all marks that count for or against it, those of the other days included.

    A day that one printed line gives is left out where the article's own metadata state an earlier one.
    The day of the last change (`last`) stays where a place states it as that of publication. Else it is
    left out where another day is stated so, and where it is printed only as a day of change.
    """
    other = any(day.marks & _PUBLISHED for day in days)
    kept = [
        day
        for day in days
        if day.day != last or day.marks & _PUBLISHED or not (other or day.marks <= {"line-changed"})
    ]
    kept = [day for day in kept if not any(_is_newer(day, other) for other in kept)]
    found = []
    for day in kept:
        others = {mark for one in kept if one is not day for mark in one.marks}
        marks = day.marks | _beside(day, kept, last)
        marks |= {f"other:{mark}" for mark in others if not mark.endswith("-later")}
        found.append((day, marks))
    return found


def _beside(day: Day, days: list[Day], last: date | None) -> set[str]:
    """Return the marks that a day has because of the other days of its page."""
    others = [other for other in days if other is not day]
    said = {
        "agreed": len({candidate.marks[0] for candidate in day.candidates}) > 1,
        "change": last == day.day,
        "after-change": last is not None and last < day.day,
        "before-change": last is not None and last > day.day,
        "zone": bool(day.marks & _PRINTED) and any(_is_same_instant(day, other) for other in others),
        "other-zone": not day.marks & _PRINTED
        and any(other.marks & _PRINTED and _is_same_instant(other, day) for other in others),
        "older": any(_is_older(day, other) for other in others),
        "other-older": any(_is_older(other, day) for other in others),
    }
    return {mark for mark, holds in said.items() if holds}


def _is_older(day: Day, other: Day) -> bool:
    """Tell whether a printed day is older than a stated one: a site that moves states its dates anew."""
    printed = bool(day.marks & _PRINTED) and not day.marks & _PUBLISHED
    return printed and bool(other.marks & _PUBLISHED) and other.day - day.day > timedelta(days=1)


def _is_newer(day: Day, other: Day) -> bool:
    """Tell whether the day of one printed line lies after a stated one: sites print changes, or today."""
    lone = day.marks <= _LINES and len({one.found.value for one in day.candidates}) == 1
    return lone and bool(other.marks & _STATED) and day.day - other.day > timedelta(days=1)


def _is_same_instant(day: Day, other: Day) -> bool:
    """Tell whether the other day has a time in UTC that falls on this day somewhere on earth."""
    return abs(day.day - other.day) == timedelta(days=1) and any(
        stamp.value is not None and stamp.precision != "day" and not stamp.value.utcoffset()
        for stamp in other.stamps
    )


def last_change(page: HtmlPage, data: LinkedData, *, language: str | None) -> date | None:
    """Return the day of the last change that the page states, or None."""
    stamps = (read_date(found.value, language) for found in choose_modified(page, data)[:1])
    return next((_day(stamp) for stamp in stamps if stamp), None)


def choose_modified(page: HtmlPage, data: LinkedData) -> list[Found]:
    """Return the raw dates of the last change, one for each day, in the order of trust."""
    linked = data.texts(data.article, "dateModified") or data.texts(data.page, "dateModified")
    times = (stated_time(e) for e in page.all("time")[:_MOST_TIMES] if is_updated(e) and not is_aside(e))
    asked = [Found(value=value, origin="jsonld") for value in linked]
    asked += meta_values(page, "date_modified")
    asked += (Found(value=value, origin="microdata") for value in property_values(page, "dateModified"))
    asked += (Found(value=value, origin="time") for value in times if value)
    days: dict[date, list[Found]] = {}
    for found in asked:
        if stamp := read_date(found.value, None):
            days.setdefault(_day(stamp), []).append(found)
    ranked = [replace(one[0], confidence=_sure(one, alone=len(days) == 1)) for one in days.values()]
    return ranked[: _MOST + 1] or _unread(asked)


def _sure(same: list[Found], *, alone: bool) -> float:
    agreed = len({found.origin for found in same}) > 1
    return (_AGREED if agreed else _LONE) if alone else _LONE if agreed else _DISPUTED


def _unread(asked: Iterable[Found]) -> list[Found]:
    """Return the first text that was stated to machines and has the figures of a date, in a list; else []."""
    return [found for found in asked if found.origin in _STATING and _NUMBERS.search(found.value)][:1]
