"""On which number a day falls, where an outlet's article numbers grow with time. Pure policies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from statistics import median

from crawler.items import Anchor

#: Up to so many numbers between two known days are all asked for, without looking for a nearer day.
NARROW = 300
#: Part of the numbers between two known days by which an interpolated one may be wrong.
DOUBT = 0.1


@dataclass(frozen=True, slots=True)
class Bracket:
    """The known articles next to a day, the one before it and the one after it, where there are such."""

    before: Anchor | None
    after: Anchor | None

    @property
    def width(self) -> int | None:
        """How many numbers lie between them; `None` where one is missing."""
        return self.after.number - self.before.number if self.before and self.after else None


def agreeing_anchors(sure: Iterable[Anchor], stored: Iterable[Anchor]) -> list[Anchor]:
    """All anchors by number, without the stored ones that contradict the order of the sure ones."""
    fixed = sorted(sure, key=lambda anchor: anchor.number)
    fitting = [one for one in stored if all(_in_order(one, other) for other in fixed)]
    return sorted({*fixed, *fitting}, key=lambda anchor: (anchor.number, anchor.day))


def _in_order(one: Anchor, other: Anchor) -> bool:
    return one.day == other.day or (one.number < other.number) == (one.day < other.day)


def find_bracket(day: date, anchors: Sequence[Anchor]) -> Bracket:
    """The anchors next to `day`, on which none of the two falls."""
    before = [anchor for anchor in anchors if anchor.day < day]
    after = [anchor for anchor in anchors if anchor.day > day]
    return Bracket(
        max(before, key=lambda anchor: anchor.number, default=None),
        min(after, key=lambda anchor: anchor.number, default=None),
    )


def number_on(day: date, anchors: Sequence[Anchor]) -> float | None:
    """The number that falls on `day`, on the line between the anchors next to it, or beyond the last two.

    `None` where fewer than two days are known.
    """
    known = [anchor.number for anchor in anchors if anchor.day == day]
    if known:
        return median(known)
    around = find_bracket(day, anchors)
    if around.before and around.after:
        return _on_line(day, around.before, around.after)
    by_day = sorted({anchor.day: anchor for anchor in anchors}.values(), key=lambda anchor: anchor.day)
    if len(by_day) < 2:
        return None
    first, second = by_day[:2] if day <= by_day[0].day else by_day[-2:]
    return _on_line(day, first, second)


def _on_line(day: date, first: Anchor, second: Anchor) -> float:
    per_day = (second.number - first.number) / (second.day - first.day).days
    return first.number + per_day * (day - first.day).days


def number_bounds(since: date, until: date, anchors: Sequence[Anchor]) -> tuple[int, int] | None:
    """The numbers (both inclusive) between which the articles of a window lie, with room for doubt.

    `None` where fewer than two days are known.
    """
    low, high = number_on(since, anchors), number_on(until, anchors)
    if low is None or high is None:
        return None
    first, last = find_bracket(since, anchors), find_bracket(until, anchors)
    lowest = floor(low - _doubt(first, low, anchors))
    highest = ceil(high + _doubt(last, high, anchors))
    if first.before:
        lowest = max(lowest, first.before.number)
    if last.after:
        highest = min(highest, last.after.number)
    return max(lowest, 0), highest


def _doubt(around: Bracket, number: float, anchors: Sequence[Anchor]) -> float:
    if around.width is not None:
        return around.width if around.width <= NARROW else max(around.width * DOUBT, NARROW)
    nearest = around.before or around.after
    return abs(number - nearest.number) * DOUBT + NARROW if nearest else NARROW


def probe_numbers(day: date, anchors: Sequence[Anchor], *, count: int, turn: int) -> list[int]:
    """Numbers to ask for so as to know better where `day` lies; none where that is known well enough.

    `turn` counts from 0: each turn asks for others, since some numbers are gone.
    """
    around, number = find_bracket(day, anchors), number_on(day, anchors)
    if number is None or around.width is None or around.width <= NARROW:
        return []
    first = floor(number) + turn * count
    return [n for n in range(first, first + count) if n >= 0]
