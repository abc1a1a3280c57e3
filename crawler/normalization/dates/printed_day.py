"""A day as printed, and the habits of an outlet that figures alone don't show: calendar, order, century."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawler.normalization.dates.calendars import (
    BUDDHIST,
    GREGORIAN,
    convert_day,
    full_foreign_year,
    gregorian_day,
    western_year,
)

__all__ = ["DayHabits", "PrintedDay", "is_month_first"]

#: Where the press writes the month before the day in figures (CLDR: short date patterns).
_MONTH_FIRST_COUNTRIES = frozenset({"US", "PH", "FM", "MH", "PW", "GU", "AS", "MP", "VI", "UM"})
_MONTH_FIRST_LANGUAGES = frozenset({"en", "tl", "haw", "chr"})
_AMERICAN_CITIES = {
    "New_York", "Chicago", "Denver", "Los_Angeles", "Phoenix", "Detroit", "Boise", "Anchorage",
}  # fmt: skip
_MONTH_FIRST_ZONES = frozenset(
    {f"America/{city}" for city in _AMERICAN_CITIES} | {"Pacific/Honolulu", "Pacific/Guam", "Asia/Manila"}
)
_SOLAR_LANGUAGES = frozenset({"fa", "ps", "ckb"})
_ISLAMIC_LANGUAGES = frozenset({"ar", "ur"})
#: Years in figures that only the calendars of these languages reach.
_SOLAR_YEARS = range(1300, 1500)
_ISLAMIC_YEARS = range(1410, 1501)
_BIKRAM_YEARS = range(2046, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDay:
    """A day in a text, from `start` to `end`; `year` is `None` where none is printed.

    Year, month and day are those of the Gregorian calendar, whatever `calendar` it was printed in.
    `day_of_month` and `month` may make no day ("31 February"), which `is_possible` tells.
    """

    year: int | None
    month: int
    day_of_month: int
    start: int
    end: int
    calendar: str = GREGORIAN
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
class DayHabits:
    """How an outlet prints days; `languages` are primary subtags.

    `first` and `last` bound the days that a reading may give where figures leave a choice.
    """

    languages: tuple[str, ...] = ()
    country: str | None = None
    month_first: bool = False
    first: date = date(1990, 1, 1)
    last: date = date(2100, 1, 1)

    def day_in_figures(self, year: int | None, month: int, day: int, span: tuple[int, int]) -> PrintedDay:
        """Return the day of three numbers, in the calendar that such a year is counted in here."""
        calendar = self._calendar_of(year)
        foreign = year is not None and calendar != GREGORIAN
        if foreign and (found := convert_day(calendar, year or 0, month, day)):
            return _printed(found, span, calendar)
        year = western_year(year, self.languages, self.country) if year is not None else None
        return PrintedDay(year=year, month=month, day_of_month=day, start=span[0], end=span[1])

    def foreign_day(
        self, calendar: str, year: str, month: int, day: int, span: tuple[int, int]
    ) -> PrintedDay | None:
        """Return a day whose month's name tells its calendar, or `None` where there is no such day."""
        full = full_foreign_year(calendar, int(year), self.last) if len(year) == 2 else int(year)
        found = convert_day(calendar, full, month, day)
        return _printed(found, span, calendar) if found else None

    def full_year(self, text: str) -> int:
        """Return a year of four figures; of two, the latest that is not after the year of `last`."""
        year = int(text)
        if len(text) > 2:
            return year
        if "th" in self.languages or self.country == "TH":
            return year + 1957 + BUDDHIST
        century = self.last.year // 100 * 100
        return century + year if century + year <= self.last.year else century - 100 + year

    def year_in_figures(self, text: str) -> int:
        """Return a year of a day in figures alone, which counts in the calendar that the outlet prints."""
        if len(text) == 2 and _SOLAR_LANGUAGES.intersection(self.languages[:1]):
            return full_foreign_year("solar", int(text), self.last)
        return self.full_year(text)

    def _calendar_of(self, year: int | None) -> str:
        if year is None:
            return GREGORIAN
        if year in _SOLAR_YEARS and _SOLAR_LANGUAGES.intersection(self.languages):
            return "solar"
        if year in _ISLAMIC_YEARS and _ISLAMIC_LANGUAGES.intersection(self.languages):
            return "islamic"
        if year in _BIKRAM_YEARS and year > self.last.year and "ne" in self.languages:
            return "bikram"
        return GREGORIAN


def _printed(day: date, span: tuple[int, int], calendar: str) -> PrintedDay:
    return PrintedDay(
        year=day.year, month=day.month, day_of_month=day.day, start=span[0], end=span[1], calendar=calendar
    )
