"""Days as printed: "3 mai 2024", "May 3", "03/05/2024", "2024年5月3日", "14 اردیبهشت 1403".

A text is read after `fold_text`; every pattern is bounded, so the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crawler.normalization.dates.day_parts import (
    ERAS,
    Number,
    Side,
    Unit,
    gregorian_day,
    solar_day,
    span_of,
    units_of,
    western_year,
)
from crawler.normalization.dates.names import Month, fold_text, fold_words, month_of, weekday_of

__all__ = ["PrintedDay", "Reader", "is_month_first"]

#: Where the press writes the month before the day in figures (CLDR: short date patterns).
_MONTH_FIRST_COUNTRIES = frozenset({"US", "PH", "FM", "MH", "PW", "GU", "AS", "MP", "VI", "UM"})
_MONTH_FIRST_LANGUAGES = frozenset({"en", "tl", "haw", "chr"})
_AMERICAN_CITIES = {
    "New_York", "Chicago", "Denver", "Los_Angeles", "Phoenix", "Detroit", "Boise", "Anchorage",
}  # fmt: skip
_MONTH_FIRST_ZONES = frozenset(
    {f"America/{city}" for city in _AMERICAN_CITIES} | {"Pacific/Honolulu", "Pacific/Guam", "Asia/Manila"}
)
_YEAR_FIRST_LANGUAGES = frozenset({"zh", "ja", "ko", "mn"})

_FIGURES = re.compile(
    r"(?<!\d)(?<!\d[./-])(\d{1,4}) ?([./-]) {0,2}(\d{1,2}) ?\2 {0,2}(\d{4}|\d{1,2})(?!\d)(?![./-]\d)"
)
_DAY_AND_MONTH = re.compile(r"[^\w]*(\d{1,2})([./])(\d{1,2})\.?[^\w]*")
_CJK = re.compile(
    r"(?:(?P<era>令和|平成|民國|民国) ?(?P<e>\d{1,3}|元) ?年|(?<!\d)(?P<y>\d{4}|\d{2}) ?[年년]|(?<!\d))"
    r" ?(?P<m>\d{1,2}) ?[月월] ?(?P<d>\d{1,2}) ?[日号號일]"
)
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2}) ?thang ?(\d{1,2})(?:,? ?nam ?(\d{4})|[ ,/]{1,2}(\d{4}))?(?!\d)")
_DIGIT = re.compile(r"\d")
_THAI = re.compile("[\u0e01-\u0e3a]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDay:
    """A day in a text, from `start` to `end`; `year` is `None` where none is printed.

    `day_of_month` and `month` may make no day ("31 February"), which `is_possible` tells.
    """

    year: int | None
    month: int
    day_of_month: int
    start: int
    end: int
    weekday: int | None = None

    @property
    def day(self) -> date | None:
        """The day where the year is printed and there is such a day."""
        return gregorian_day(self.year, self.month, self.day_of_month) if self.year is not None else None

    @property
    def is_possible(self) -> bool:
        """Whether some year (this one where it is printed) has such a day."""
        return (
            gregorian_day(2000 if self.year is None else self.year, self.month, self.day_of_month) is not None
        )


def is_month_first(languages: Sequence[str], country: str | None, timezone: str | None) -> bool:
    """Tell whether an outlet writes 05/03 for 3 May, by its country, its language's region or its zone."""
    if languages and languages[0].partition("-")[0].lower() not in _MONTH_FIRST_LANGUAGES:
        return False
    if country:
        return country.upper() in _MONTH_FIRST_COUNTRIES
    region = languages[0].rpartition("-")[2] if languages and "-" in languages[0] else ""
    if len(region) == 2:
        return region.upper() in _MONTH_FIRST_COUNTRIES
    return timezone in _MONTH_FIRST_ZONES


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads days as an outlet prints them; `languages` are primary subtags.

    `first` and `last` bound the days that a reading may give where figures leave a choice.
    """

    languages: tuple[str, ...] = ()
    country: str | None = None
    month_first: bool = False
    first: date = date(1990, 1, 1)
    last: date = date(2100, 1, 1)

    def read(self, text: str) -> PrintedDay | None:
        """Return the first day printed in `text`, or `None`; a day with a year goes before one without."""
        if not _DIGIT.search(text):
            return None
        if _THAI.search(text) and "th" not in self.languages:
            return replace(self, languages=(*self.languages, "th")).read(text)
        simple = fold_text(text)
        units = units_of(simple)
        weekday = self._weekday(units)
        found = self._east_asian(simple) or self._in_figures(simple, weekday) or self._in_words(units, simple)
        found = found or self.bare(text)
        if found is None or weekday is None:
            return found
        return replace(found, weekday=weekday)

    def _weekday(self, units: Sequence[Unit]) -> int | None:
        named = (weekday_of(unit.text, self.languages) for unit in units if unit.number is None)
        return next((day for day in named if day is not None), None)

    def _east_asian(self, simple: str) -> PrintedDay | None:
        found = _CJK.search(simple)
        if found:
            return self._made(self._cjk_year(found), int(found["m"]), int(found["d"]), found.span())
        found = _VIETNAMESE.search(simple)
        if found:
            year = found[3] or found[4]
            return self._made(int(year) if year else None, int(found[2]), int(found[1]), found.span())
        return None

    def _cjk_year(self, found: re.Match[str]) -> int | None:
        if found["era"]:
            return ERAS[found["era"]] + (1 if found["e"] == "元" else int(found["e"]))
        return self._full_year(found["y"]) if found["y"] else None

    def _in_figures(self, simple: str, weekday: int | None) -> PrintedDay | None:
        for found in _FIGURES.finditer(simple):
            readings = [self._made(*order, found.span()) for order in self._orders(found)]
            if readings:
                return self._likeliest(readings, weekday)
        return None

    def _orders(self, found: re.Match[str]) -> Iterator[tuple[int, int, int]]:
        """Yield the year, month and day that three figures may be, the likeliest first."""
        a, b, c = found[1], int(found[3]), found[4]
        if len(a) == 4 or (len(a) == 3 and self.country == "TW"):
            if len(c) <= 2:
                yield int(a), b, int(c)
            return
        if len(a) == 3 or len(c) == 1:
            return
        if len(c) == 2 and _YEAR_FIRST_LANGUAGES.intersection(self.languages[:1]):
            yield self._full_year(a), b, int(c)
        pair = (int(a), b) if self.month_first else (b, int(a))
        yield self._full_year(c), pair[0], pair[1]
        yield self._full_year(c), pair[1], pair[0]

    def _likeliest(self, readings: list[PrintedDay], weekday: int | None) -> PrintedDay:
        possible = [one for one in readings if one.day and self.first <= one.day <= self.last]
        if weekday is not None:
            possible.sort(key=lambda one: one.day is not None and one.day.weekday() != weekday)
        return (possible or [one for one in readings if one.day] or readings)[0]

    def _in_words(self, units: Sequence[Unit], simple: str) -> PrintedDay | None:
        partial = None
        for index, unit in enumerate(units):
            if unit.number is not None:
                continue
            month, size = self._month_at(units, index)
            if month is None:
                continue
            found = self._around(units, index, index + size, month, simple)
            if found and found.year is not None:
                return found
            partial = partial or found
        return partial

    def _month_at(self, units: Sequence[Unit], index: int) -> tuple[Month | None, int]:
        """Return the month that the words at `index` name, and by how many words."""
        for size in (2, 1):
            part = units[index : index + size]
            if len(part) < size or any(unit.number is not None for unit in part):
                continue
            name = [word for unit in part for word in fold_words(unit.text)]
            month = month_of(name, self.languages) if len(name) == size else None
            if month:
                return month, size
        return None, 0

    def _around(
        self, units: Sequence[Unit], first: int, after: int, month: Month, simple: str
    ) -> PrintedDay | None:
        """Return the day of the month named in `units[first:after]`, from numbers beside it, or `None`."""
        before, following = Side(units, simple, first - 1, -1), Side(units, simple, after, 1)
        one, two = before.number(), following.number()
        if one and one.is_day:
            year = two if two and two.is_year and not following.is_time(two) else None
            year = year or before.further(one)
            return self._told(month, one, year, units[first:after])
        if two and two.is_day and not following.is_figure(two):
            year = following.further(two) or (one if one and one.is_long else None)
            return self._told(month, two, year, units[first:after])
        return None

    def _told(
        self, month: Month, day: Number, year: Number | None, name: Sequence[Unit]
    ) -> PrintedDay | None:
        if month.solar:
            return self._solar(month, day, year, name)
        full = self._full_year(year.text) if year else None
        return self._made(full, month.number, day.value, span_of(day, year, name))

    def _solar(
        self, month: Month, day: Number, year: Number | None, name: Sequence[Unit]
    ) -> PrintedDay | None:
        """Return a day of the Solar Hijri calendar, `None` without its year, which Gregorian days need."""
        found = solar_day(year.value, month.number, day.value) if year else None
        if found is None:
            return None
        return self._made(found.year, found.month, found.day, span_of(day, year, name))

    def bare(self, text: str) -> PrintedDay | None:
        """Return the day and month in figures where `text` holds nothing else, or `None`."""
        found = _DAY_AND_MONTH.fullmatch(fold_text(text))
        if not found:
            return None
        pair = (int(found[1]), int(found[3])) if self.month_first else (int(found[3]), int(found[1]))
        return self._made(None, *pair, (found.start(1), found.end(3)))

    def _made(self, year: int | None, month: int, day: int, span: tuple[int, int]) -> PrintedDay:
        if year is not None and 1300 <= year < 1500 and {"fa", "ps"}.intersection(self.languages):
            found = solar_day(year, month, day)
            if found:
                year, month, day = found.year, found.month, found.day
        if year is not None:
            year = western_year(year, self.languages, self.country)
        return PrintedDay(year=year, month=month, day_of_month=day, start=span[0], end=span[1])

    def _full_year(self, text: str) -> int:
        """Return a year of four figures; of two, the latest that is not after the year of `last`."""
        year = int(text)
        if len(text) > 2:
            return year
        if "th" in self.languages or self.country == "TH":
            return year + 2500
        century = self.last.year // 100 * 100
        return century + year if century + year <= self.last.year else century - 100 + year
