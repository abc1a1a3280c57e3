"""Dates printed in any text, each with the time and the zone beside it: the one grammar of printed dates."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.normalization.dates.clock import Clock, dotted_time, find_times
from crawler.normalization.dates.day_reader import Reader, rank_day
from crawler.normalization.dates.printed_day import PrintedDay

__all__ = ["PrintedDate", "find_dates", "first_date"]

#: Characters of a text that are looked through, and dates that are found in it.
_READ = 2000
_MOST = 24
#: Characters and words between a day and the time that belongs to it.
_FURTHEST = 30
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A day in a text and the time beside it, if there is one."""

    day: PrintedDay
    clock: Clock | None

    @property
    def start(self) -> int:
        """Where the date begins in its text."""
        return min(self.day.start, self.clock.start) if self.clock else self.day.start

    @property
    def end(self) -> int:
        """Where the date ends in its text, its time and zone included."""
        return max(self.day.end, self.clock.end) if self.clock else self.day.end


def find_dates(text: str, reader: Reader) -> list[PrintedDate]:
    """Return the dates printed at the head of a text, in order, as an outlet of the reader's habits does."""
    text = text[:_READ]
    clocks = find_times(text, reader.languages)
    rest = _without(text, clocks)
    days = reader.find(rest) or [day for day in [reader.bare(rest)] if day]
    found = []
    for day in days[:_MOST]:
        clock = _beside(text, day, clocks) or _dotted(text, day, days, reader)
        clocks = [one for one in clocks if one is not clock]
        found.append(PrintedDate(day, clock))
    return found


def first_date(dates: list[PrintedDate]) -> PrintedDate | None:
    """Return the date that counts of a text's: with a year before one without, Gregorian before others."""
    return min(dates, key=lambda one: rank_day(one.day), default=None)


def _without(text: str, clocks: list[Clock]) -> str:
    """Return a text with blanks for its times, whose figures are no day's."""
    for clock in clocks:
        text = text[: clock.start] + " " * (clock.end - clock.start) + text[clock.end :]
    return text


def _beside(text: str, day: PrintedDay, clocks: list[Clock]) -> Clock | None:
    """Return the nearest time with no other figure between it and the day, the one after it where equal."""
    near = [clock for clock in clocks if _joins(_gap(text, day, clock))]
    return min(near, key=lambda one: (len(_gap(text, day, one)), one.start < day.start), default=None)


def _gap(text: str, day: PrintedDay, clock: Clock) -> str:
    return text[day.end : clock.start] if clock.start >= day.end else text[clock.end : day.start]


def _joins(gap: str) -> bool:
    near = len(gap) <= _FURTHEST and len(gap.split()) <= _MOST_WORDS
    return near and not any(char.isdigit() for char in gap)


def _dotted(text: str, day: PrintedDay, days: list[PrintedDay], reader: Reader) -> Clock | None:
    """Return the time with a dot right after a day, whose figures are no part of another day's."""
    clock = dotted_time(text, day.end, reader.languages)
    return clock if clock and all(clock.end <= one.start or one.end <= clock.start for one in days) else None
