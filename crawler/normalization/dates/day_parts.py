"""The parts of a printed day: numbers beside the name of a month, and the day that they make in a calendar.

Beside the Gregorian calendar there are the Solar Hijri, the Buddhist, the Minguo and the Japanese eras.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = [
    "ERAS", "Number", "Side", "Unit", "gregorian_day", "solar_day", "span_of", "units_of", "western_year",
]  # fmt: skip

_UNIT = re.compile(r"\d+|[^\s\d!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+")
# What may stand between the day, the month and the year, after `fold_text`.
_CONNECTING = """
de del di d of the la le el en den der da do dos du an a o e er re st nd rd th em am m n na ta ano anno year
gada ko eko ren metu men ten ik го ого е я г года р року وق في من ه م لسنة سنة عام שנת ב ה
"""
_BETWEEN = frozenset(_CONNECTING.split())
_MAX_GAP = 6
#: Japanese and Chinese era -> the year before its first.
ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
_BUDDHIST = 543
_SOLAR_EPOCH = date(1925, 3, 21).toordinal()
_SOLAR_FIRST = 1304
_SOLAR_YEARS = range(1304, 1500)


@dataclass(frozen=True, slots=True)
class Unit:
    """A number or a word of a text."""

    text: str
    start: int
    end: int
    number: int | None


@dataclass(frozen=True, slots=True)
class Number:
    """A number beside a month's name, as printed."""

    text: str
    index: int
    start: int
    end: int

    @property
    def value(self) -> int:
        """The number itself."""
        return int(self.text)

    @property
    def is_day(self) -> bool:
        """Whether it is written as a day of a month; up to 39, so that "31 February" is refused as a date."""
        return len(self.text) <= 2 and 1 <= self.value <= 39

    @property
    def is_long(self) -> bool:
        """Whether it has the four figures of a year."""
        return len(self.text) == 4

    @property
    def is_year(self) -> bool:
        """Whether it may be a year of two or four figures."""
        return len(self.text) in (2, 4)


@dataclass(frozen=True, slots=True)
class Side:
    """The units on one side of a month's name, outward from `index` in steps of `step`."""

    units: Sequence[Unit]
    simple: str
    index: int
    step: int

    def number(self) -> Number | None:
        """Return the nearest number with only connecting words and marks before it, or `None`."""
        index, connecting = self.index, 0
        while 0 <= index < len(self.units) and self._is_near(index):
            unit = self.units[index]
            if unit.number is not None:
                return Number(unit.text, index, unit.start, unit.end)
            connecting += 1
            if connecting > 2 or unit.text not in _BETWEEN:
                return None
            index += self.step
        return None

    def further(self, number: Number) -> Number | None:
        """Return the year of four figures next to `number` on the same side, or `None`."""
        beyond = Side(self.units, self.simple, number.index + self.step, self.step).number()
        return beyond if beyond and beyond.is_long else None

    def is_figure(self, number: Number) -> bool:
        """Tell whether `number` begins a date or a time in figures ("3/5", "3:05")."""
        return re.match(r"[:/]\d", self.simple[number.end : number.end + 2]) is not None

    def is_time(self, number: Number) -> bool:
        """Tell whether `number` of two figures is the hour of a time or a figure of another number."""
        rest = self.simple[number.end : number.end + 2]
        return len(number.text) == 2 and re.match(r"[:.,/-]\d|h", rest) is not None

    def _is_near(self, index: int) -> bool:
        inner = index - self.step
        if not 0 <= inner < len(self.units):
            return False
        low, high = sorted((index, inner))
        gap = self.simple[self.units[low].end : self.units[high].start]
        return len(gap.strip()) <= _MAX_GAP and not re.search(r"[:;|!?]", gap)


def units_of(simple: str) -> list[Unit]:
    """Return the numbers and words of a text after `fold_text`, in order."""
    found = ((match[0], match.start(), match.end()) for match in _UNIT.finditer(simple))
    return [Unit(text, start, end, len(text) if text[0].isdigit() else None) for text, start, end in found]


def span_of(day: Number, year: Number | None, name: Sequence[Unit]) -> tuple[int, int]:
    """Return where a date begins and ends in its text, from its parts."""
    parts = [(day.start, day.end), (name[0].start, name[-1].end)]
    if year:
        parts.append((year.start, year.end))
    return min(start for start, _ in parts), max(end for _, end in parts)


def gregorian_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or `None` where there is no such day (31 February, year 0)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def western_year(year: int, languages: Sequence[str], country: str | None) -> int:
    """Return a year as counted from Christ, where Thailand or Taiwan prints it in a count of its own."""
    if 2500 < year < 2700 and ("th" in languages or country == "TH"):
        return year - _BUDDHIST
    if 79 <= year < 200 and country == "TW":
        return year + ERAS["民國"]
    return year


def solar_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a Solar Hijri one (Iran, Afghanistan), or `None` where there is none.

    Leap years follow the cycle of 33 years, right from 1304 to 1499 (1925 to 2120):
    https://en.wikipedia.org/wiki/Solar_Hijri_calendar#Leap_years
    """
    if year not in _SOLAR_YEARS or not 1 <= month <= 12 or not 1 <= day <= _solar_length(year, month):
        return None
    earlier = range(_SOLAR_FIRST, year)
    days = sum(366 if _is_solar_leap(one) else 365 for one in earlier)
    days += 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return date.fromordinal(_SOLAR_EPOCH) + timedelta(days=days + day - 1)


def _is_solar_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


def _solar_length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or _is_solar_leap(year) else 29
