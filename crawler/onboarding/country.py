"""Country and time zone of an outlet, from what its addresses, languages and dates tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

#: Endings of two letters that are sold to the whole world, or name no country.
_WORLDWIDE = re.compile("a[cgims]|bz|c[cdo]|dj|eu|fm|gg|i[mo]|l[ay]|m[esu]|nu|pw|re|s[chtx]|t[kov]|vc|ws")
_TWO_LETTERS = re.compile(r"[a-z]{2}")
#: Languages whose press stands in one country nearly always; two countries, and a language is left out.
_ONE_COUNTRY = {
    "am": "ET", "az": "AZ", "be": "BY", "bg": "BG", "cs": "CZ", "da": "DK", "dv": "MV", "et": "EE",
    "fi": "FI", "fil": "PH", "he": "IL", "hi": "IN", "hu": "HU", "hy": "AM", "id": "ID", "is": "IS",
    "ja": "JP", "ka": "GE", "kk": "KZ", "km": "KH", "ko": "KR", "ky": "KG", "lo": "LA", "lt": "LT",
    "lv": "LV", "mk": "MK", "mn": "MN", "mt": "MT", "my": "MM", "nb": "NO", "ne": "NP", "nn": "NO",
    "no": "NO", "pl": "PL", "rw": "RW", "si": "LK", "sk": "SK", "sl": "SI", "so": "SO", "te": "IN",
    "tg": "TJ", "th": "TH", "tk": "TM", "tl": "PH", "tr": "TR", "uk": "UA", "uz": "UZ", "vi": "VN",
}  # fmt: skip
#: The zone in which most people of a country live, where the table of zones begins with another.
_MAIN = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "FM": "Pacific/Pohnpei",
    "PS": "Asia/Hebron",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
#: Countries with a code that ISO 3166 leaves to its users, which the table has not.
_ADDED = {"XK": ["Europe/Belgrade"]}
#: Share of the printed dates with which a zone must agree: a site prints one from elsewhere now and then.
_AGREEING = 0.8


def country_of(url: str, *, tags: Iterable[str] = ()) -> str | None:
    """Return the ISO 3166 country of an outlet: by its host's ending, else by the region of BCP 47 `tags`.

    `tags` are what the outlet's pages and feeds state ("es-CU", "pt_BR").
    """
    ending = (urlsplit(url).hostname or "").rsplit(".", 1)[-1]
    if _TWO_LETTERS.fullmatch(ending) and not _WORLDWIDE.fullmatch(ending):
        return "GB" if ending == "uk" else ending.upper()
    regions = (part.upper() for tag in tags for part in re.split("[-_]", tag)[1:])
    return next((region for region in regions if is_country(region)), None)


def country_of_language(languages: Iterable[str]) -> str | None:
    """Return the country in which nearly all press in the first of `languages` (BCP 47) is made, or None."""
    first = next(iter(languages), "")
    return _ONE_COUNTRY.get(re.split("[-_]", first)[0].lower())


def is_country(code: str) -> bool:
    """Whether two capital letters are a country of ISO 3166 that has a time zone."""
    return code in _zones()


def timezone_of(country: str | None, *, dates: Iterable[datetime] = ()) -> str | None:
    """Return the IANA zone of an outlet: its country's where that has one clock, else by `dates`.

    Those are as printed, with their offset; offset zero says nothing, since many systems print UTC. Of
    several zones with which the dates agree, the main one of the country is taken. None where a country
    has several clocks and no date tells which.
    """
    zones = _zones().get(country or "", [])
    if len({_clock(zone) for zone in zones}) == 1:
        return zones[0]
    printed = [date for date in dates if date.utcoffset()]
    if not zones or not printed:
        return None
    agreeing = {zone: sum(_agrees(zone, date) for date in printed) for zone in zones}
    best = max(zones, key=lambda zone: agreeing[zone])
    return best if agreeing[best] >= _AGREEING * len(printed) else None


def main_timezone(country: str | None) -> str | None:
    """Return the zone in which most people of a country live; None for no country."""
    return next(iter(_zones().get(country or "", [])), None)


def _agrees(zone: str, date: datetime) -> bool:
    there = date.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)
    return there == date.utcoffset()


@cache
def _zones() -> dict[str, list[str]]:
    """Country -> its zones, the main one first, by the table that the IANA database ships (zone.tab)."""
    found: dict[str, list[str]] = {}
    for code, zone in _rows():
        found.setdefault(code, []).append(zone)
    found.update(_ADDED)
    for code, zone in _MAIN.items():
        found[code].sort(key=lambda one, main=zone: one != main)  # type: ignore[misc]
    return found


def _rows() -> Iterator[tuple[str, str]]:
    text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return ((row[0], row[2]) for row in rows)


@cache
def _clock(zone: str) -> bytes:
    """What a zone's clock does from now on: the rule in the last line of its file (RFC 9636, section 3.3)."""
    file = files("tzdata") / "zoneinfo"
    for part in zone.split("/"):
        file = file / part
    return file.read_bytes().rstrip(b"\n").rpartition(b"\n")[2]
