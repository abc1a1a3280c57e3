"""Dates of a page moved by whole weeks, in every form that a page prints: the weekday and the month stay.

The article's own date moves; another that would leave its month, where that is written in letters, stays.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from crawler.discovery.url_days import days_of_article
from crawler.normalization.dates.calendars import GREGORIAN
from crawler.normalization.dates.names import fold_words, month_of

_WEEK, _YEAR = timedelta(days=-7), timedelta(days=-364)
_NEAR = timedelta(days=100)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.])(\d\d)\2(\d\d)(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?=T\d|(?!\d))")
_FIGURES = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:20)?\d\d)(?![\d./-])")
_CJK = re.compile(
    r"(?:((?:19|20)\d\d)(\s?[年년]\s?))?(?<!\d)(\d{1,2})(\s?[月월]\s?)(\d{1,2})(?=\s?[日号號일])"
)
_SECONDS = re.compile(r"(?<![\d.])(1[0-9]\d{8})(\d{3})?(?![\d.])")
#: A month in letters, with the day before it or behind it and the year behind both.
_LETTERS = r"[^\W\d_]{3,20}\.?"
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})(\D{{1,6}}?)({_LETTERS})((?:\D{{1,6}}?(?:19|20)\d\d(?!\d))?)")
_MONTH_FIRST = re.compile(rf"({_LETTERS})(\s)(\d{{1,2}})(?![\d:])((?:\D{{1,8}}?(?:19|20)\d\d(?!\d))?)")


@dataclass(frozen=True, slots=True)
class DateShift:
    """How far the dates of a page move: nothing where its address tells the day; `day` is the article's."""

    day: date | None
    by: timedelta

    @classmethod
    def of(cls, day: date | None, *, url: str) -> DateShift:
        """A week back, within the month; in its first week a year of 52 weeks."""
        figures = re.sub(r"\D", "", url)
        if day is None or days_of_article(url) or f"{day:%Y%m%d}" in figures or f"{day:%d%m%Y}" in figures:
            return cls(day, timedelta(0))
        return cls(day, _WEEK if day.day > -_WEEK.days else _YEAR)

    def move_text(self, text: str) -> str:
        """Return a text with its dates moved."""
        if not self.by or not any(char.isdigit() for char in text):
            return text
        ways: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
            (_ISO, lambda m: self._figures(m, (1, 3, 4))),
            (_COMPACT, lambda m: self._figures(m, (1, 2, 3))),
            (_SECONDS, self._seconds),
            (_FIGURES, self._printed_figures),
            (_CJK, self._east_asian),
            (_DAY_FIRST, lambda m: self._letters(m, day=1, month=3)),
            (_MONTH_FIRST, lambda m: self._letters(m, day=3, month=1)),
        )
        for pattern, move in ways:
            text = pattern.sub(move, text)
        return text

    def _moved(self, year: int, month: int, day: int) -> date | None:
        """The day moved, where there is such a day."""
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
            return None
        return date(year, month, day) + self.by

    def _figures(self, found: re.Match[str], places: tuple[int, int, int]) -> str:
        year, month, day = (int(found[place]) for place in places)
        moved = self._moved(year, month, day)
        return _filled(found, dict(zip(places, _parts(moved), strict=True))) if moved else found[0]

    def _printed_figures(self, found: re.Match[str]) -> str:
        """Day and month in the order that gives the article's own day, else the day first."""
        assert self.day is not None
        year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
        orders = [(3, 1), (1, 3)]
        months = [(m, d) for m, d in orders if self._moved(year, int(found[m]), int(found[d]))]
        own = [(m, d) for m, d in months if (int(found[m]), int(found[d])) == (self.day.month, self.day.day)]
        if not months:
            return found[0]
        month, day = (own or months)[0]
        moved = self._moved(year, int(found[month]), int(found[day]))
        return _filled(found, dict(zip((4, month, day), _parts(moved), strict=True))) if moved else found[0]

    def _east_asian(self, found: re.Match[str]) -> str:
        assert self.day is not None
        moved = self._moved(int(found[1] or self.day.year), int(found[3]), int(found[5]))
        if moved is None:
            return found[0]
        parts = dict(zip((1, 3, 5), _parts(moved), strict=True))
        return _filled(found, {place: part for place, part in parts.items() if found[place]})

    def _letters(self, found: re.Match[str], *, day: int, month: int) -> str:
        assert self.day is not None
        named = month_of(fold_words(found[month]))
        printed = re.search(r"\d{4}", found[4])
        year = int(printed[0]) if printed else self.day.year
        moved = (
            self._moved(year, named.number, int(found[day]))
            if named and named.calendar == GREGORIAN
            else None
        )
        if moved is None or named is None or moved.month != named.number:
            return found[0]
        behind = found[4].replace(printed[0], f"{moved.year}") if printed else found[4]
        return _filled(found, {day: f"{moved.day}", 4: behind})

    def _seconds(self, found: re.Match[str]) -> str:
        """Move seconds (or thousandths) since 1970 that lie near the article's day; others are no dates."""
        assert self.day is not None
        seconds = int(found[1])
        if abs(datetime.fromtimestamp(seconds, UTC).date() - self.day) > _NEAR:
            return found[0]
        return f"{seconds + int(self.by.total_seconds())}{found[2] or ''}"


def _parts(moved: date | None) -> tuple[str, str, str]:
    assert moved is not None
    return f"{moved.year}", f"{moved.month}", f"{moved.day}"


def _filled(found: re.Match[str], parts: dict[int, str]) -> str:
    """The match with some of its groups replaced, as wide as they were with zeros before them."""
    text, offset = found[0], found.start()
    for place in sorted(parts, key=found.start, reverse=True):
        old, new = found[place], parts[place]
        new = new[2:] if len(old) == 2 and len(new) == 4 else new.zfill(len(old))
        text = text[: found.start(place) - offset] + new + text[found.end(place) - offset :]
    return text
