"""Times of day as printed: "10h32", "10:32 PM EDT", "10.32 Uhr", "오전 10:32", "10時32分"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.normalization.dates.names import fold_text, fold_words, half_of
from crawler.normalization.dates.zones import PrintedZone, find_zone

__all__ = ["Clock", "dotted_time", "find_times"]

_BEFORE = r"(?<![\d:])(?<!\d[.,])"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        _BEFORE + r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?(?![\d:])",
        _BEFORE + r"(?P<h>\d{1,2}) ?[時时点點시] ?(?:(?P<m>\d{1,2}) ?[分분](?: ?(?P<s>\d{1,2}) ?[秒초])?)?",
        _BEFORE + r"(?P<h>\d{1,2}) ?h ?(?P<m>\d{2}) ?m(?:in|n)?\b",
        _BEFORE
        + r"(?P<h>\d{1,2}) ?(?:h|hs|hrs|heures?|horas?)\.? ?(?:(?P<m>\d{2})(?![\d/.:]))?(?![a-z])(?! ?ago)",
        r"\b(?:klo|kl|pukul|jam|ore|alle|godz|ob|u|um)\.? ?(?P<h>\d{1,2})\.(?P<m>\d{2})(?![\d.])",
        _BEFORE + r"(?P<h>\d{1,2})\.(?P<m>\d{2}) ?(?=uhr|wib|wita|wit\b|น\.|ч\.|hrs?\b|[ap]\.?m\b)",
        _BEFORE + r"(?P<h>\d{1,2}) ?(?=uhr\b|[ap]\.? ?m\b)",
        r"(?<![\d.,/:-])(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d) ?(?=gmt|utc|hrs)",
    )
)
#: As Bengali outlets set it; elsewhere the colon belongs to the text ("May 14: 12 dead").
_SPACED = re.compile(_BEFORE + r"(?P<h>\d{2}): (?P<m>\d{2})(?![\d:])")
_DOTTED = re.compile(r"[^\d]{0,20}?(?<!\d)(?P<h>\d{1,2})\.(?P<m>\d{2})(?![\d.])")
_AFTER = re.compile(r" ?[^\s\d:,;|()\[\]+/-]+(?: [^\s\d:,;|()\[\]+/-]+){0,2}")
_HOUR_WORD = re.compile(r" ?(?:(?:uhr|uur|hrs?|hs?|час(?:а|ов)?|ч)(?![^\W\d_])\.?|น\.?(?![^\W\d_]))")
_HALF_BEFORE = re.compile(
    r"(上午|下午|午前|午後|早上|晚上|凌晨|中午|晚间|深夜|夜|未明|오전|오후|새벽|저녁|밤"
    r"|(?<![^\W\d_])[ap]m) ?$"
)
#: Characters of the longest of them, with its space.
_LONGEST_HALF = 4
_HALF = {
    **dict.fromkeys(("am", "上午", "午前", "早上", "凌晨", "未明", "오전", "새벽"), "am"),
    **dict.fromkeys(("夜", "深夜", "밤"), "night"),
    "中午": "noon",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day in a text, from `start` to `end`; its figures are as printed and may be impossible.

    `zone` is set where an offset or the name of a zone is printed with it.
    """

    hour: int
    minute: int
    second: int | None
    start: int
    end: int
    zone: PrintedZone | None = None

    @property
    def is_possible(self) -> bool:
        """Whether the day has such a time (24:00 is its end) and the earth such an offset."""
        day = self.hour < 24 or (self.hour == 24 and not self.minute and not self.second)
        real = self.zone is None or self.zone.is_possible
        return day and self.minute < 60 and (self.second or 0) <= 60 and real


def find_times(text: str, languages: Sequence[str] = ()) -> list[Clock]:
    """Return the times of day in `text` in order, each with its half of the day and its zone."""
    simple = fold_text(text)
    found: list[Clock] = []
    taken = bytearray(len(simple))
    for pattern in (*_PATTERNS, _SPACED) if "bn" in languages else _PATTERNS:
        for match in pattern.finditer(simple):
            if not any(taken[match.start() : match.end()]):
                clock = _clock(match, text, simple, languages)
                taken[clock.start : clock.end] = b"\1" * (clock.end - clock.start)
                found.append(clock)
    return sorted(found, key=lambda clock: clock.start)


def dotted_time(text: str, start: int, languages: Sequence[str] = ()) -> Clock | None:
    """Return a time such as "10.32" right after a date that ends at `start`, or `None`.

    "3. toukokuuta 2024, 10.32" has one; anywhere else two figures and a dot may be a number.
    """
    simple = fold_text(text)
    found = _DOTTED.match(simple, start)
    return _clock(found, text, simple, languages) if found else None


def _clock(found: re.Match[str], text: str, simple: str, languages: Sequence[str]) -> Clock:
    hour, minute, second = _figures(found)
    start, end = found.start("h"), found.end()
    before = _HALF_BEFORE.search(simple, max(0, start - _LONGEST_HALF), start)
    half = _HALF.get(before[1], "pm") if before else None
    start = before.start() if before else start
    if half is None:
        half, end = _half_after(simple, end, languages)
    worded = _HOUR_WORD.match(simple, end)
    end = worded.end() if worded else end
    zone = find_zone(text, simple, end)
    end = zone.end if zone else end
    hour = _in_half(hour, half)
    return Clock(hour=hour, minute=minute, second=second, start=start, end=end, zone=zone)


def _figures(found: re.Match[str]) -> tuple[int, int, int | None]:
    groups = found.groupdict()
    second = groups.get("s")
    return int(groups["h"]), int(groups.get("m") or 0), int(second) if second else None


def _half_after(simple: str, end: int, languages: Sequence[str]) -> tuple[str | None, int]:
    found = _AFTER.match(simple, end)
    if not found:
        return None, end
    names = fold_words(found[0])
    for count in range(min(3, len(names)), 0, -1):
        half = half_of("".join(names[:count]), languages)
        if half:
            return half, _behind(simple, end, names[:count])
    return None, end


def _behind(simple: str, place: int, names: Sequence[str]) -> int:
    """Return the place behind words that follow each other from `place` on, and behind their last point."""
    for name in names:
        found = simple.find(name, place)
        place = found + len(name) if found >= 0 else place
    return place + 1 if simple[place : place + 1] == "." else place


def _in_half(hour: int, half: str | None) -> int:
    """Return the hour of the day; a night begins at six and ends at six."""
    if half in ("am", "night") and hour == 12:
        return 0
    if (half == "pm" and hour < 12) or (half == "night" and 6 <= hour < 12) or (half == "noon" and hour < 11):
        return hour + 12
    return hour
