"""Dates told from the present: "5 minutes ago", "hace 3 horas", "gestern, 14:05", "3小时前", "قبل يومين".

The phrases come from CLDR (`names.json`) and from `relative_words.toml`. Words are compared without the
spaces between them, for some scripts have none.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from crawler.normalization.dates.day_words import Unit, units_of
from crawler.normalization.dates.names import fold_text

__all__ = ["RelativeDate", "find_relative"]

#: Characters of a text that is looked through: such a date stands in a line of its own.
_LONGEST = 80
#: Words of the longest phrase.
_MOST_WORDS = 6
_LARGEST = 999
_STEPS = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
_NAMED_DAYS = {"today": "day=0", "yesterday": "day=1"}


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """A time before the present in a text, from `start` to `end`: so many units of time.

    `named` says that a word names the day ("yesterday"), beside which a time of day may stand.
    """

    unit: str
    count: int
    start: int
    end: int
    named: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether it holds to the minute; hours and days are rounded, so they give the day alone."""
        return self.unit in ("second", "minute")

    def before(self, now: datetime) -> datetime:
        """Return the instant that it means at `now`."""
        return now - (_STEPS[self.unit] * self.count if self.unit in _STEPS else timedelta(days=self.count))


def find_relative(text: str, languages: Sequence[str] = ()) -> RelativeDate | None:
    """Return the first date in a short text that is told from the present, or `None`.

    What several languages write for different days needs `languages` (from `language_codes`).
    """
    if len(text) > _LONGEST:
        return None
    units = units_of(fold_text(text))
    spans = (units[at : at + size] for at in range(len(units)) for size in range(_MOST_WORDS, 0, -1))
    return next((found for span in spans if (found := _read(span, languages))), None)


def _read(span: Sequence[Unit], languages: Sequence[str]) -> RelativeDate | None:
    numbers = [unit.number for unit in span if unit.number is not None]
    key = _joined(span)
    meaning = _meaning(key, languages) if len(numbers) < 2 and sum(numbers) <= _LARGEST else None
    if meaning is None:
        return None
    unit, _, told = meaning.partition("=")
    count = int(told) if told else numbers[0]
    return RelativeDate(unit, count, span[0].start, span[-1].end, named=bool(told) and unit == "day")


def _joined(span: Sequence[Unit]) -> str:
    return "".join("#" if unit.number is not None else unit.text for unit in span)


def _meaning(key: str, languages: Sequence[str]) -> str | None:
    """Return the unit of a phrase in the first language that has it, else the one that all give it."""
    known = _phrases().get(key)
    if known is None:
        return None
    own = next((known[language] for language in languages if language in known), None)
    told = "#" not in key and _tells_days().intersection(languages)
    units = set(known.values())
    return own or (units.pop() if len(units) == 1 and not told else None)


@lru_cache(maxsize=1)
def _tells_days() -> frozenset[str]:
    """Return the languages whose own words for today and yesterday are known, so that no other's count."""
    words = _printed()
    return frozenset(words["today"]) | frozenset(words["yesterday"])


@lru_cache(maxsize=1)
def _printed() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("relative_words.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, str]]:
    """Return, for each folded phrase without spaces, its unit by language, which holds a number in words."""
    found: dict[str, dict[str, str]] = {}
    for language, unit, phrase in _rows():
        key = _joined(units_of(fold_text(phrase.replace("#", " 1 "))))
        if key != "#":
            found.setdefault(key, {}).setdefault(language, unit)
    return found


def _rows() -> Iterator[tuple[str, str, str]]:
    printed = _printed()
    counted = [(language, unit, phrase) for language, unit, phrase in _of_cldr() if "#" in phrase]
    for unit, lines in printed.items():
        for language, line in lines.items() if unit != "one" else ():
            rows = [(language, _NAMED_DAYS.get(unit, unit), phrase) for phrase in line.split("; ")]
            counted += [row for row in rows if "#" in row[2]]
            yield from rows
    yield from _of_cldr()
    for language, unit, phrase in counted:
        for word in printed["one"].get(language, "").split("; "):
            if word:
                yield language, f"{unit}=1", phrase.replace("#", word)


def _of_cldr() -> Iterator[tuple[str, str, str]]:
    names: dict[str, Any] = json.loads(files(__package__).joinpath("names.json").read_text("utf-8"))
    for language, units in names["ago"].items():
        for unit, phrases in units.items():
            yield from ((language, unit, phrase) for phrase in phrases)
