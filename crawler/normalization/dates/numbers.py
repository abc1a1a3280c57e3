"""Numbers and words of a text, and which number stands next to a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Number", "Side", "Unit", "span_of", "units_of"]

_UNIT = re.compile(r"\d+|[^\s\d!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+")
# What may stand between the day, the month and the year, after `plain`.
_CONNECTING = """
de del di d of the la le el en den der da do dos du an a o e er re st nd rd th em am m n na ta ano anno year
gada ko eko ren metu men ten ik го ого е я г года р року وق في من ه م لسنة سنة عام שנת ב ה
"""
_BETWEEN = frozenset(_CONNECTING.split())
_MAX_GAP = 6


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
        """Whether it is written as a day of a month; up to 39, so that "31 February" is seen as no date."""
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
        """The nearest number, where nothing but connecting words and marks stands between."""
        index, connecting = self.index, 0
        while 0 <= index < len(self.units) and self._near(index):
            unit = self.units[index]
            if unit.number is not None:
                return Number(unit.text, index, unit.start, unit.end)
            connecting += 1
            if connecting > 2 or unit.text not in _BETWEEN:
                return None
            index += self.step
        return None

    def further(self, number: Number) -> Number | None:
        """The year of four figures next to `number` on the same side."""
        beyond = Side(self.units, self.simple, number.index + self.step, self.step).number()
        return beyond if beyond and beyond.is_long else None

    def is_figure(self, number: Number) -> bool:
        """Whether `number` begins a date or a time in figures ("3/5", "3:05")."""
        return re.match(r"[:/]\d", self.simple[number.end : number.end + 2]) is not None

    def is_time(self, number: Number) -> bool:
        """Whether `number` of two figures is the hour of a time or a figure of another number."""
        rest = self.simple[number.end : number.end + 2]
        return len(number.text) == 2 and re.match(r"[:.,/-]\d|h", rest) is not None

    def _near(self, index: int) -> bool:
        inner = index - self.step
        if not 0 <= inner < len(self.units):
            return False
        low, high = sorted((index, inner))
        gap = self.simple[self.units[low].end : self.units[high].start]
        return len(gap.strip()) <= _MAX_GAP and not re.search(r"[:;|!?]", gap)


def units_of(simple: str) -> list[Unit]:
    """The numbers and words of a text after `plain.plain`, in order."""
    found = ((match[0], match.start(), match.end()) for match in _UNIT.finditer(simple))
    return [Unit(text, start, end, len(text) if text[0].isdigit() else None) for text, start, end in found]


def span_of(day: Number, year: Number | None, name: Sequence[Unit]) -> tuple[int, int]:
    """Where a date begins and ends, from its parts."""
    parts = [(day.start, day.end), (name[0].start, name[-1].end)]
    if year:
        parts.append((year.start, year.end))
    return min(start for start, _ in parts), max(end for _, end in parts)
