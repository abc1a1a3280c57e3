"""Zones printed beside a time: "+02:00", "GMT+7", "EDT", "America/Lima", "Pacific Time", "日本時間".

An abbreviation that means several zones counts only where the outlet's zone or language decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from crawler.normalization.dates.names import fold_text, printed_names

__all__ = ["PrintedZone", "find_zone", "zone_offset"]

_FURTHEST = timedelta(hours=14)
#: Marks that may stand between a time and its zone.
_GAP = r"[ .,(\[]{0,3}"
_OFFSET = re.compile(
    rf"{_GAP}(?:(?:gmt|utc) ?(?P<n>[+-]) ?(?P<nh>\d{{1,2}})(?:[:.]?(?P<nm>\d{{2}}))?(?!\d)"
    r"|(?P<a>[+-])(?P<ah>\d{2}):?(?P<am>\d{2})(?![\d./-])"
    r"|(?P<b>(?<=\d)[+-])(?P<bh>\d{2})(?![\d:./-]|\.? ?[^\W\d_]))"
)
_IANA = re.compile(rf"{_GAP}([a-z]{{2,12}}(?:/[a-z_]{{2,20}}){{1,2}})(?![\w/])", re.IGNORECASE)
_NAME = re.compile(rf"{_GAP}([A-Z]{{1,5}}|МСК|мск)(?![\w])(?! \d{{1,2}}(?:$|[)\]]))")
_WORDS = re.compile(rf"{_GAP}([^\W\d_][^\d,;|()\[\]\n]{{2,40}})")
# Abbreviations with one meaning in the press, in minutes.
_MINUTES = """
UTC 0 GMT 0 Z 0 WET 0 TU 0 WEST 60 CET 60 MEZ 60 CEST 120 MESZ 120 EET 120 EEST 180 WAT 60 CAT 120
SAST 120 EAT 180 MSK 180 МСК 180 TRT 180 IRST 210 AFT 270 AZT 240 GET 240 GST 240 SAMT 240 PKT 300 UZT 300
TMT 300 YEKT 300 NPT 345 KGT 360 OMST 360 MMT 390 WIB 420 ICT 420 KRAT 420 WITA 480 HKT 480 SGT 480 MYT 480
PHT 480 IRKT 480 AWST 480 WIT 540 JST 540 KST 540 YAKT 540 ACST 570 AEST 600 VLAT 600 ACDT 630 AEDT 660
NZST 720 NZDT 780 BRT -180 ART -180 UYT -180 CLT -240 BOT -240 VET -240 COT -300 PET -300 EDT -240
HNE -300 HAE -240 CDT -300 MDT -360 PDT -420 AKST -540 AKDT -480 HST -600 NST -210 NDT -150
"""
_UNIQUE = dict(zip(_MINUTES.split()[::2], map(int, _MINUTES.split()[1::2]), strict=True))
# Abbreviation -> IANA zone by the languages of those who mean it.
_BY_LANGUAGE = {
    "EST": {"en es fr": "America/New_York"},
    "CST": {"en es": "America/Chicago", "zh": "Asia/Shanghai"},
    "MST": {"en es": "America/Denver", "ms": "Asia/Kuala_Lumpur", "my": "Asia/Yangon"},
    "PST": {"en es": "America/Los_Angeles", "tl": "Asia/Manila"},
    "AST": {"en es fr": "America/Puerto_Rico", "ar": "Asia/Riyadh"},
    "AMT": {"hy": "Asia/Yerevan", "pt": "America/Manaus"},
    "IST": {
        "hi bn ta te ml kn gu mr pa or as ur": "Asia/Kolkata",
        "he": "Asia/Jerusalem",
        "ga": "Europe/Dublin",
    },
    "BST": {"en": "Europe/London", "bn": "Asia/Dhaka"},
    "ET": {"en es": "America/New_York"},
    "CT": {"en es": "America/Chicago"},
    "MT": {"en es": "America/Denver"},
    "PT": {"en es": "America/Los_Angeles"},
}
#: Abbreviations of both halves of the year, whose offset goes by the day.
_WHOLE_YEAR = frozenset({"ET", "CT", "MT", "PT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedZone:
    """A zone beside a time, up to `end`: its offset in figures, its IANA name or its abbreviation."""

    end: int
    offset: timedelta | None = None
    iana: str | None = None
    abbreviation: str | None = None

    @property
    def is_possible(self) -> bool:
        """Whether the earth has such an offset."""
        return self.offset is None or abs(self.offset) <= _FURTHEST


def find_zone(text: str, simple: str, end: int) -> PrintedZone | None:
    """Return the zone that follows a time which ends at `end`, or `None`; `simple` is `fold_text(text)`."""
    return _in_figures(text, simple, end) or _by_name(text, simple, end)


def _in_figures(text: str, simple: str, end: int) -> PrintedZone | None:
    found = _OFFSET.match(simple, end)
    if not found:
        return None
    kind = next(kind for kind in "nab" if found[kind])
    minutes = int((found[f"{kind}m"] if kind != "b" else None) or 0)
    offset = timedelta(hours=int(found[f"{kind}h"]), minutes=minutes)
    named = _NAME.match(text, found.end())
    after = named.end() if named else found.end()
    return PrintedZone(end=after, offset=-offset if found[kind] == "-" else offset)


def _by_name(text: str, simple: str, end: int) -> PrintedZone | None:
    found = _IANA.match(text, end)
    name = _zone_names().get(found[1].lower()) if found else None
    if found and name:
        return PrintedZone(end=found.end(), iana=name)
    found = _NAME.match(text, end)
    if found and (found[1].upper() in _UNIQUE or found[1] in _BY_LANGUAGE):
        return PrintedZone(end=found.end(), abbreviation=found[1].upper())
    return _in_words(simple, end)


def _in_words(simple: str, end: int) -> PrintedZone | None:
    found = _WORDS.match(simple, end)
    if not found:
        return None
    for words, name in _worded().items():
        behind = found[1][len(words) : len(words) + 1]
        if found[1].startswith(words) and not (words[-1].isascii() and behind.isalpha()):
            return PrintedZone(end=found.start(1) + len(words), iana=name)
    return None


def zone_offset(
    printed: PrintedZone, local: datetime, zone: ZoneInfo | None, languages: Sequence[str] = ()
) -> timedelta | None:
    """Return the offset that a printed zone has at the naive time `local`, or `None` where it is not sure.

    The outlet's `zone` decides where it uses the abbreviation itself, then the `languages`.
    """
    if printed.offset is not None:
        return printed.offset
    if printed.iana:
        return local.replace(tzinfo=ZoneInfo(printed.iana)).utcoffset()
    name = printed.abbreviation or ""
    if zone and local.replace(tzinfo=zone).tzname() == name:
        return local.replace(tzinfo=zone).utcoffset()
    minutes = _UNIQUE.get(name)
    return timedelta(minutes=minutes) if minutes is not None else _by_language(name, local, languages)


def _by_language(name: str, local: datetime, languages: Sequence[str]) -> timedelta | None:
    """Return the offset of an abbreviation as its first language means it, where it is in use that day."""
    languages = languages or (("en",) if name in _WHOLE_YEAR else ())
    zones = _BY_LANGUAGE.get(name, {}).items()
    meant = next((zone for spoken, zone in zones if set(spoken.split()).intersection(languages[:1])), None)
    there = local.replace(tzinfo=ZoneInfo(meant)) if meant else None
    if there is None or not (name in _WHOLE_YEAR or _is_called(name, there)):
        return None
    return there.utcoffset()


def _is_called(name: str, there: datetime) -> bool:
    """Tell whether a zone has an abbreviation then, or none of its own ("+06" in Dhaka)."""
    own = there.tzname() or ""
    return own == name or own[:1] in "+-"


@lru_cache(maxsize=1)
def _zone_names() -> dict[str, str]:
    """Return the names of all IANA zones with a region, by their lower case."""
    from zoneinfo import available_timezones

    return {name.lower(): name for name in available_timezones() if "/" in name}


@lru_cache(maxsize=1)
def _worded() -> dict[str, str]:
    """Return the zones that the press names in words, folded, the longest first."""
    named = printed_names()["zones"].items()
    words = {fold_text(word): name for name, line in named for word in line.split("; ")}
    return dict(sorted(words.items(), key=lambda entry: -len(entry[0])))
