"""Days printed with the name of their month: "3 mai 2024", "May 3", "14 اردیبهشت 1403", "2082 फागुन 20".

Numbers beside the name are day and year; between them only marks and connecting words may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.normalization.dates.calendars import GREGORIAN
from crawler.normalization.dates.names import Month, fold_text, fold_words, month_of
from crawler.normalization.dates.printed_day import DayHabits, PrintedDay

__all__ = ["Unit", "days_in_words", "units_of"]

_UNIT = re.compile(r"\d+|[^\s\d!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+")
# What may stand between the day, the month and the year.
_CONNECTING = """
de del di d of the la le el en den der da do dos du an a o e er re st nd rd th em am m n na ta ano anno year
gada ko eko ren metu men ten ik go ого е я г года р року وق في من ه م لسنة سنة عام שנת ב ה il ili ci cu yil
жыл жылы жылгы жылғы ж жылдын елның թ թվականի թվականին წ წლის წელს ခုနှစ် ခု နှစ် လ ရက် ရက်နေ့ ቀን ዓ ም ዓም
ی ي د он оны พ ศ ค พศ คศ गते साल ई सन सम्वत संवत् वि सं ఏ ம் ஆம் ইং খ্রি ရက်
"""
_BETWEEN = frozenset(fold_text(_CONNECTING).split())
_MAX_GAP = 6
#: Words from a number within which its month stands.
_REACH = 4
#: Arabic months that a number parts: "كانون 2" is January.
_PARTED = {("كانون", 1): 12, ("كانون", 2): 1, ("تشرين", 1): 10, ("تشرين", 2): 11}


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
    return [Unit(text, start, end, int(text[:9]) if text.isdecimal() else None) for text, start, end in found]


def days_in_words(units: Sequence[Unit], simple: str, habits: DayHabits) -> Iterator[PrintedDay]:
    """Yield the days of a text, taken apart by `units_of`, whose month has a name."""
    last = 0
    for index in _near_numbers(units):
        month, size = _month_at(units, index, habits.languages) if index >= last else (None, 0)
        if month is None:
            continue
        found = _Named(units, simple, index, index + size, month, habits).day()
        if found:
            last = index + size
            yield found


def _near_numbers(units: Sequence[Unit]) -> list[int]:
    """Return the places of the words within reach of a number, in order."""
    near: dict[int, None] = {}
    for place, unit in enumerate(units):
        if unit.number is not None:
            near.update(dict.fromkeys(range(max(0, place - _REACH), min(len(units), place + _REACH + 1))))
    return sorted(place for place in near if units[place].number is None)


def _month_at(units: Sequence[Unit], index: int, languages: Sequence[str]) -> tuple[Month | None, int]:
    """Return the month that the words at `index` name, and how many units name it."""
    after = units[index + 1] if index + 1 < len(units) else None
    if after and (units[index].text, after.number) in _PARTED:
        return Month(_PARTED[units[index].text, after.number or 0]), 2
    for size in (3, 2, 1):
        part = units[index : index + size]
        if len(part) < size or any(unit.number is not None for unit in part):
            continue
        name = [word for unit in part for word in fold_words(unit.text)]
        month = month_of(name, languages) if len(name) == size else None
        if month:
            return month, size
    return None, 0


@dataclass(frozen=True, slots=True)
class _Named:
    """The name of a month in `units[first:after]`, and the numbers beside it."""

    units: Sequence[Unit]
    simple: str
    first: int
    after: int
    month: Month
    habits: DayHabits

    def day(self) -> PrintedDay | None:
        """Return the day of the month, from numbers beside its name, or `None`."""
        before, following = self._side(self.first - 1, -1), self._side(self._behind_name(), 1)
        one, two = before.number(), following.number()
        if one and one.is_day:
            year = two if two and two.is_year and not following.is_time(two) else None
            return self._told(one, year or before.further(one))
        if two and two.is_day and not following.is_figure(two):
            return self._told(two, following.further(two) or (one if one and one.is_long else None))
        return None

    def _side(self, index: int, step: int) -> Side:
        return Side(self.units, self.simple, index, step)

    def _behind_name(self) -> int:
        """Return the place behind the name, and behind the same month's name in another word beside it."""
        if self.after >= len(self.units):
            return self.after
        again, size = _month_at(self.units, self.after, self.habits.languages)
        return self.after + size if again == self.month else self.after

    def _told(self, day: Number, year: Number | None) -> PrintedDay | None:
        span = self._span(day, year)
        if self.month.calendar == GREGORIAN:
            full = self.habits.full_year(year.text) if year else None
            return self.habits.day_in_figures(full, self.month.number, day.value, span)
        return self._foreign(day, year, span) if year else None

    def _foreign(self, day: Number, year: Number, span: tuple[int, int]) -> PrintedDay | None:
        """Return the day in the month's calendar; another's year beside its name is the Gregorian one."""
        found = self.habits.foreign_day(self.month.calendar, year.text, self.month.number, day.value, span)
        return found if found and found.day and found.day <= self.habits.last else None

    def _span(self, day: Number, year: Number | None) -> tuple[int, int]:
        name = self.units[self.first : self.after]
        parts = [(day.start, day.end), (name[0].start, name[-1].end)]
        parts += [(year.start, year.end)] if year else []
        return min(start for start, _ in parts), max(end for _, end in parts)
