"""The days that a text prints, in whatever way: in figures, in characters, with the name of the month.

A text is read after `fold_text`; every pattern is bounded, so the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crawler.normalization.dates.calendars import GREGORIAN
from crawler.normalization.dates.day_figures import bare_day, days_in_characters, days_in_figures
from crawler.normalization.dates.day_words import Unit, days_in_words, units_of
from crawler.normalization.dates.names import fold_text, weekday_of
from crawler.normalization.dates.printed_day import DayHabits, PrintedDay

__all__ = ["Reader", "rank_day"]

_NUMBER = re.compile(r"\d|[一二三四五六七八九十] ?月")
_THAI = re.compile("[\u0e01-\u0e3a]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader(DayHabits):
    """Reads days as an outlet of these habits prints them."""

    def read(self, text: str) -> PrintedDay | None:
        """Return the first day printed in `text`, or `None`.

        A day with a year goes before one without, and one of the Gregorian calendar before another's.
        """
        return min(self.find(text), key=rank_day, default=None) or self.bare(text)

    def find(self, text: str) -> list[PrintedDay]:
        """Return the days printed in `text`, in order."""
        if not _NUMBER.search(text):
            return []
        if _THAI.search(text) and "th" not in self.languages:
            return replace(self, languages=(*self.languages, "th")).find(text)
        simple = fold_text(text)
        units = units_of(simple)
        weekday = self._weekday(units)
        found = [*days_in_characters(simple, self), *days_in_figures(simple, self, weekday)]
        found += days_in_words(units, simple, self)
        return [replace(one, weekday=weekday) for one in _apart(found)]

    def bare(self, text: str) -> PrintedDay | None:
        """Return the day and month in figures where `text` holds nothing else, or `None`."""
        return bare_day(text, self)

    def _weekday(self, units: Sequence[Unit]) -> int | None:
        named = (weekday_of(unit.text, self.languages) for unit in units if unit.number is None)
        return next((day for day in named if day is not None), None)


def rank_day(day: PrintedDay) -> tuple[bool, bool]:
    """Return what orders the days of one text: with a year first, those of the Gregorian calendar first."""
    return day.year is None, day.calendar != GREGORIAN


def _apart(found: Iterable[PrintedDay]) -> list[PrintedDay]:
    """Return days in the order of the text; of two that overlap, one with a year or the first."""
    kept: list[PrintedDay] = []
    taken: set[int] = set()
    for day in sorted(found, key=lambda day: day.year is None):
        places = range(day.start, day.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(day)
    return sorted(kept, key=lambda day: day.start)
