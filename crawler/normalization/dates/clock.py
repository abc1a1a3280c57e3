"""Times as printed: times of day with their zone, and times told from the present ("5 minutes ago").

Times of day are such as "10h32", "10:32 PM EDT", "10.32 Uhr", "오전 10:32", "10時32分".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.normalization.dates.names import fold_text, fold_words, half_of, phrases_ago

__all__ = ["Ago", "Clock", "day_named", "dotted_time", "find_time", "read_relative", "zone_named"]

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
_DOTTED = re.compile(r"[^\d]{0,12}?(?<!\d)(?P<h>\d{1,2})\.(?P<m>\d{2})(?![\d.])")
_AFTER = re.compile(r" ?[^\s\d:,;|()\[\]+/-]+(?: [^\s\d:,;|()\[\]+/-]+){0,2}")
_HALF_BEFORE = re.compile(
    r"(上午|下午|午前|午後|早上|晚上|凌晨|中午|晚间|深夜|夜|未明|오전|오후|새벽|저녁|밤) ?$"
)
_HALF = {
    **dict.fromkeys(("上午", "午前", "早上", "凌晨", "未明", "오전", "새벽"), "am"),
    **dict.fromkeys(("夜", "深夜", "밤"), "night"),
    "中午": "noon",
}
_OFFSET = re.compile(
    r"[ .(\[]{0,3}(?:(?:gmt|utc) ?(?P<n>[+-]) ?(?P<nh>\d{1,2})(?::?(?P<nm>\d{2}))?(?!\d)"
    r"|(?P<a>[+-])(?P<ah>\d{2}):?(?P<am>\d{2})(?![\d./-])|(?P<b>(?<=\d)[+-])(?P<bh>\d{2})(?![\d:./-]))"
)
_NAME = re.compile(r"[ .(\[]{0,3}([A-Z]{1,5})\b")
# Abbreviations with one meaning in the press, in minutes; those with more ("IST", "CST") need the zone.
_NAMED_MINUTES = """
UTC 0 GMT 0 Z 0 WET 0 TU 0 BST 60 WEST 60 CET 60 MEZ 60 CEST 120 MESZ 120 EET 120 EEST 180 WAT 60 CAT 120
SAST 120 EAT 180 MSK 180 TRT 180 PKT 300 WIB 420 ICT 420 WITA 480 HKT 480 SGT 480 MYT 480 PHT 480 WIT 540
JST 540 KST 540 AEST 600 AEDT 660 NZST 720 NZDT 780 AWST 480 BRT -180 ART -180 CLT -240 EST -300 EDT -240
CDT -300 MST -420 MDT -360 PST -480 PDT -420 AKST -540 AKDT -480 HST -600 NST -210 AST -240
"""
_NAMED = dict(zip(_NAMED_MINUTES.split()[::2], map(int, _NAMED_MINUTES.split()[1::2]), strict=True))
_AMBIGUOUS = {"CST": -360, "ET": -300, "PT": -480, "CT": -360, "MT": -420}
_AMERICAN = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_FURTHEST = timedelta(hours=14)
_TODAY = (
    "today hoy hoje aujourdhui oggi hodiau اليوم heute сегодня сьогодні 今天 今日 오늘 dzisiaj dzis bugun "
    "dnes היום आज σημερα vandaag idag danas azi astazi tanaan taanaan днес danes ma avui gaur leo امروز วันนี้"
)
_YESTERDAY = (
    "yesterday ayer ontem hier ieri hierau امس gestern вчера вчора 昨天 昨日 어제 wczoraj dun vcera "
    "kemarin אתמול कल χθες gisteren igar jucer vakar vceraj eilen ahir atzo jana ayye دیروز เมื่อวาน tegnap"
)
_DAYS = {
    word: back
    for back, line in ((0, _TODAY), (1, _YESTERDAY))
    for word in (fold_words(name)[0] for name in line.split())
}
# One word in two languages for two days ("hier": German "here") or for tomorrow as well (Hindi).
_UNCLEAR = frozenset(fold_words("कल"))
_COUNT = re.compile(r"\d{1,3}")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day in a text, from `start` to `end`; its figures are as printed and may be impossible.

    `offset` is set where one is printed in figures, `zone` where an abbreviation is printed.
    """

    hour: int
    minute: int
    second: int | None
    start: int
    end: int
    offset: timedelta | None = None
    zone: str | None = None

    @property
    def is_possible(self) -> bool:
        """Whether the day has such a time (24:00 is its end) and the earth such an offset."""
        day = self.hour < 24 or (self.hour == 24 and not self.minute and not self.second)
        real = self.offset is None or abs(self.offset) <= _FURTHEST
        return day and self.minute < 60 and (self.second or 0) <= 60 and real


@dataclass(frozen=True, slots=True)
class Ago:
    """An instant before the present; `exact` says whether it holds to the minute or only to the day."""

    instant: datetime
    exact: bool


def find_time(text: str, languages: Sequence[str] = ()) -> Clock | None:
    """Return the first time of day in `text` with its half of the day and its zone, or `None`."""
    simple = fold_text(text)
    for pattern in _PATTERNS:
        found = pattern.search(simple)
        if found:
            return _clock(found, text, simple, languages)
    return None


def dotted_time(text: str, start: int, languages: Sequence[str] = ()) -> Clock | None:
    """Return a time such as "10.32" right after a date that ends at `start`, or `None`.

    "3. toukokuuta 2024, 10.32" has one; anywhere else two figures and a dot may be a number.
    """
    simple = fold_text(text)
    found = _DOTTED.match(simple, start)
    return _clock(found, text, simple, languages) if found else None


def zone_named(name: str, local: datetime, zone: ZoneInfo | None) -> timedelta | None:
    """Return the offset that a zone's abbreviation means at the naive time `local`, or `None`.

    The outlet's `zone` decides where it uses the abbreviation itself.
    """
    if zone and local.replace(tzinfo=zone).tzname() == name:
        return local.replace(tzinfo=zone).utcoffset()
    if name in _AMERICAN:
        return local.replace(tzinfo=ZoneInfo(_AMERICAN[name])).utcoffset()
    minutes = _NAMED.get(name, _AMBIGUOUS.get(name))
    return None if minutes is None else timedelta(minutes=minutes)


def _clock(found: re.Match[str], text: str, simple: str, languages: Sequence[str]) -> Clock:
    hour, minute, second = _figures(found)
    start, end = found.start("h"), found.end()
    before = _HALF_BEFORE.search(simple, 0, start)
    half = _HALF.get(before[1], "pm") if before else None
    start = before.start() if before else start
    if half is None:
        half, end = _half_after(simple, end, languages)
    offset, end = _offset(simple, end)
    zone, end = _zone(text, end) if offset is None else (None, _past_name(text, end))
    hour = _in_half(hour, half)
    return Clock(hour=hour, minute=minute, second=second, start=start, end=end, offset=offset, zone=zone)


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
            last = simple.find(names[count - 1], end) + len(names[count - 1])
            return half, last
    return None, end


def _in_half(hour: int, half: str | None) -> int:
    """Return the hour of the day; a night begins at six and ends at six."""
    if half in ("am", "night") and hour == 12:
        return 0
    if (half == "pm" and hour < 12) or (half == "night" and 6 <= hour < 12) or (half == "noon" and hour < 11):
        return hour + 12
    return hour


def _offset(simple: str, end: int) -> tuple[timedelta | None, int]:
    found = _OFFSET.match(simple, end)
    if not found:
        return None, end
    kind = next(kind for kind in "nab" if found[kind])
    hours = int(found[f"{kind}h"])
    minutes = int((found[f"{kind}m"] if kind != "b" else None) or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return (-offset if found[kind] == "-" else offset), found.end()


def _zone(text: str, end: int) -> tuple[str | None, int]:
    found = _NAME.match(text, end)
    if found and (found[1] in _NAMED or found[1] in _AMBIGUOUS or found[1] == "IST"):
        return found[1], found.end()
    return None, end


def _past_name(text: str, end: int) -> int:
    """Return the place after the zone's name that follows an offset ("+0200 (CEST)"), else `end`."""
    found = _NAME.match(text, end)
    return found.end() if found else end


def read_relative(text: str, now: datetime, zone: ZoneInfo | None) -> Ago | None:
    """Return the instant that a whole text such as "5 minutes ago" means at `now`, or `None`.

    Printed hours are rounded, so they give the day alone, and `None` where that may be either of two.
    """
    simple = " ".join(fold_text(text).split())
    count = _COUNT.search(simple)
    unit = phrases_ago().get(_COUNT.sub("#", simple, count=1)) if count else None
    if unit is None or count is None:
        return None
    step = timedelta(seconds=_SECONDS[unit])
    latest = now - int(count[0]) * step
    if unit != "hour":
        return Ago(latest, exact=True)
    local, earliest = latest.astimezone(zone), (latest - step).astimezone(zone)
    return Ago(local, exact=False) if zone and local.date() == earliest.date() else None


def day_named(text: str, now: datetime, zone: ZoneInfo | None) -> date | None:
    """Return the day in `zone` of a text that begins with "today" or "yesterday"; `None` without a zone."""
    named = _named(fold_words(text)[:1])
    if named is None or zone is None:
        return None
    return (now.astimezone(zone) - timedelta(days=named)).date()


def _named(first: Sequence[str]) -> int | None:
    if not first or first[0] in _UNCLEAR:
        return None
    return _DAYS.get(first[0])
