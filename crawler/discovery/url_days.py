"""The days that an address names: `/2017/08/07/slug`, `sitemap-2017-08.xml`, `?yyyy=2017&mm=08`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from crawler.records import Days

_YEAR = r"(?P<year>19[89]\d|20\d\d)"
_TWO = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12]\d|3[01])"
#: In the names of sources, the most exact first.
_OF_SOURCES = (
    re.compile(rf"(?<!\d){_YEAR}(?P<mark>[-_/.]?){_TWO}(?P=mark){_DAY}(?!\d)"),
    re.compile(
        rf"[?&]y+(?:ear)?={_YEAR}&m+(?:onth)?=(?P<month>0?[1-9]|1[0-2])"
        r"(?:&d+(?:ay)?=(?P<day>0?[1-9]|[12]\d|3[01]))?(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\d){_YEAR}[-_/.]?{_TWO}(?!\d)"),
    re.compile(rf"/{_YEAR}/(?P<month>[1-9])(?=/|$)"),
    re.compile(rf"(?<!\d){_YEAR}(?!\d)"),
)
#: In the paths of articles whole segments only: any other number may be the article's own.
_OF_ARTICLES = (
    re.compile(
        rf"/{_YEAR}(?P<mark>/?)(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01]|(?<=/)[1-9])/"
    ),
    re.compile(rf"/{_YEAR}/{_TWO}{_DAY}/"),
    re.compile(rf"/{_YEAR}-{_TWO}-{_DAY}/"),
    re.compile(rf"/{_YEAR}/(?P<month>0?[1-9]|1[0-2])/"),
)
_NUMBER = re.compile(r"\d+")
_LONGEST = 2000


def days_of_article(url: str) -> Days | None:
    """Return the day or month in an article's address, or `None`."""
    path = urlsplit(url[:_LONGEST]).path
    return next((days for pattern in _OF_ARTICLES if (days := _days(pattern.search(path)))), None)


def days_of_sources(urls: Iterable[str]) -> dict[str, Days]:
    """Return the day, month or year in the address of each source that one index names.

    Addresses that differ in numbers alone are read in one way. Where one of them can hold no month
    (`map-2017-13.xml`), their numbers are no months, and so with years (`map-1.xml` to `map-2017.xml`).
    """
    shapes: dict[str, list[str]] = {}
    for url in urls:
        shapes.setdefault(_NUMBER.sub("0", url[:_LONGEST]), []).append(url)
    return {url: days for alike in shapes.values() for url, days in _alike(alike).items()}


def _alike(urls: list[str]) -> dict[str, Days]:
    for pattern in _OF_SOURCES:
        found = {url: _days(pattern.search(_after_host(url))) for url in urls}
        known = {url: days for url, days in found.items() if days is not None}
        if len(known) == len(urls):
            return known
    return {}


def _after_host(url: str) -> str:
    parts = urlsplit(url[:_LONGEST])
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _days(found: re.Match[str] | None) -> Days | None:
    if found is None:
        return None
    parts = found.groupdict()
    year, month, day = (int(parts.get(name) or 0) for name in ("year", "month", "day"))
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return Days(first, first)
    last = month or 12
    return Days(first, date(year, last, monthrange(year, last)[1]))
