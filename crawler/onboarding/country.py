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


def country_of(url: str, *, tags: Iterable[str] = ()) -> str | None:
    """Return the ISO 3166 country of an outlet: by its host's ending, else by the region of BCP 47 `tags`.

    `tags` are what the outlet's pages and feeds state ("es-CU", "pt_BR").
    """
    ending = (urlsplit(url).hostname or "").rsplit(".", 1)[-1]
    if _TWO_LETTERS.fullmatch(ending) and not _WORLDWIDE.fullmatch(ending):
        return "GB" if ending == "uk" else ending.upper()
    regions = (part.upper() for tag in tags for part in re.split("[-_]", tag)[1:])
    return next((region for region in regions if region in _zones()), None)


def timezone_of(country: str | None, *, dates: Iterable[datetime] = ()) -> str | None:
    """Return the IANA zone of an outlet: its country's only one, else the first that agrees with `dates`.

    Those are as printed, with their offset; offset zero says nothing, since many systems print UTC. None
    where a country has several zones and no date tells which.
    """
    zones = _zones().get(country or "", [])
    printed = [date for date in dates if date.utcoffset()]
    if len(zones) < 2 or not printed:
        return zones[0] if len(zones) == 1 else None
    return next((zone for zone in zones if all(_agrees(zone, date) for date in printed)), None)


def _agrees(zone: str, date: datetime) -> bool:
    there = date.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)
    return there == date.utcoffset()


@cache
def _zones() -> dict[str, list[str]]:
    """Country -> its zones, by the table that the IANA database ships (zone.tab)."""
    found: dict[str, list[str]] = {}
    for code, zone in _rows():
        found.setdefault(code, []).append(zone)
    return found


def _rows() -> Iterator[tuple[str, str]]:
    text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return ((row[0], row[2]) for row in rows)
