"""What a backfill is made of: an outlet's archive addresses, piece by piece. Pure.

First the sitemaps and listings, then the archive pages by day, month or year, then the article numbers.
The cursor says where it stands: `part`, and within that `next` and `end`; `to_come` is for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from crawler.items import Anchor
from crawler.outlet.article_numbers import agreeing_anchors, number_bounds, probe_numbers
from crawler.outlet.attributes import as_source
from crawler.records import Backfill, BackfillStretch, Link

if TYPE_CHECKING:
    from crawler.outlet.attributes import Outlet

#: Archive pages, and article numbers, put among the pending pages at once.
PAGES_AT_ONCE, NUMBERS_AT_ONCE = 50, 200
#: Numbers asked for in a turn for each end of the window, and turns at most.
PROBES, TURNS = 3, 6
DAY = timedelta(days=1)
_DIRECTIVE = re.compile(r"%[-#]?([a-zA-Z])")


@dataclass(frozen=True, slots=True)
class BackfillDays:
    """The first and last day of a backfill, by the outlet's clock."""

    since: date
    until: date


def unfold_backfill(
    outlet: type[Outlet], backfill: Backfill, *, now: datetime, stored: Sequence[Anchor] = ()
) -> BackfillStretch:
    """The next addresses of a backfill; `stored` are known articles near the ends of its window."""
    part = int(backfill.cursor.get("part", 0))
    window = window_of(outlet, backfill, now=now)
    parts = 1 + len(outlet.archives) + bool(outlet.numbered)
    if part == 0:
        links = tuple(_sources(outlet))
        cursor: dict[str, Any] = {"part": 1}
    elif window is None or part >= parts:
        return BackfillStretch(links=(), cursor={"part": part}, ended=True)
    elif part <= len(outlet.archives):
        links, cursor = _archive_pages(outlet.archives[part - 1], backfill.cursor, window)
    else:
        links, cursor = _numbers(
            outlet, backfill.cursor, window, agreeing_anchors(outlet.anchor_days(), stored)
        )
    if window is not None:
        cursor["to_come"] = _to_come(outlet, cursor, window, stored)
    ended = cursor["part"] >= parts or window is None
    return BackfillStretch(links=links, cursor=cursor, ended=ended)


def window_of(outlet: type[Outlet], backfill: Backfill, *, now: datetime) -> BackfillDays | None:
    """The days of a backfill, a day more on each side for clocks elsewhere; `None` without a beginning."""
    if backfill.since is None:
        return None
    zone = ZoneInfo(outlet.timezone)
    today = now.astimezone(zone).date()
    last = min(backfill.until.date() + DAY, today) if backfill.until else today
    return BackfillDays(backfill.since.date() - DAY, last)


def _sources(outlet: type[Outlet]) -> Iterator[Link]:
    for kind in ("sitemap", "listing"):
        declared = outlet.sitemaps if kind == "sitemap" else outlet.listings
        yield from (Link(url=as_source(one).url, kind=kind) for one in declared)


# Archive pages


def archive_dates(address: str, window: BackfillDays) -> Iterator[date]:
    """The days, months or years of a window for an archive's address, the newest first."""
    step, day = step_of(address), window.until
    first = _start(window.since, step)
    day = _start(day, step)
    while day >= first:
        yield day
        day = _start(day - DAY, step)


def step_of(address: str) -> str:
    """Whether an archive has a page a `day`, `month` or `year`, by the directives in its address."""
    letters = set(_DIRECTIVE.findall(address))
    if letters & set("djxD"):
        return "day"
    return "month" if letters & set("mbB") else "year"


def _start(day: date, step: str) -> date:
    return day if step == "day" else day.replace(day=1) if step == "month" else day.replace(month=1, day=1)


def _archive_pages(
    address: str, cursor: dict[str, Any], window: BackfillDays
) -> tuple[tuple[Link, ...], dict[str, Any]]:
    last = date.fromisoformat(cursor["next"]) if cursor.get("next") else window.until
    dates = list(islice(archive_dates(address, BackfillDays(window.since, last)), PAGES_AT_ONCE + 1))
    links = tuple(Link(url=address.format(date=day), kind="listing") for day in dates[:PAGES_AT_ONCE])
    if len(dates) > PAGES_AT_ONCE:
        return links, {"part": cursor["part"], "next": dates[PAGES_AT_ONCE].isoformat()}
    return links, {"part": cursor["part"] + 1}


# Numbers


def _numbers(
    outlet: type[Outlet], cursor: dict[str, Any], window: BackfillDays, anchors: Sequence[Anchor]
) -> tuple[tuple[Link, ...], dict[str, Any]]:
    part, turn = cursor["part"], int(cursor.get("turn", 0))
    if "end" not in cursor and turn < TURNS:
        ends = (window.since, window.until)
        asked = {n for day in ends for n in probe_numbers(day, anchors, count=PROBES, turn=turn)}
        if asked:
            return _asked(outlet, sorted(asked)), {"part": part, "turn": turn + 1}
    if "end" not in cursor:
        found = number_bounds(window.since, window.until, anchors)
        if found is None:
            return (), {"part": part + 1}
        cursor = {"end": found[0], "next": found[1]}
    end, following = int(cursor["end"]), int(cursor["next"])
    last = max(end, following - NUMBERS_AT_ONCE + 1)
    links = _asked(outlet, range(following, last - 1, -1))
    if last <= end:
        return links, {"part": part + 1}
    return links, {"part": part, "next": last - 1, "end": end}


def _asked(outlet: type[Outlet], numbers: Sequence[int]) -> tuple[Link, ...]:
    address = outlet.numbered or ""
    return tuple(Link(url=address.format(number=number)) for number in numbers)


def _to_come(
    outlet: type[Outlet], cursor: dict[str, Any], window: BackfillDays, stored: Sequence[Anchor]
) -> dict[str, int]:
    """How many archive pages and numbers are still to come."""
    part, pages = int(cursor["part"]), 0
    for place, address in enumerate(outlet.archives, 1):
        if place >= part:
            last = date.fromisoformat(cursor["next"]) if place == part and "next" in cursor else window.until
            pages += sum(1 for _ in archive_dates(address, BackfillDays(window.since, last)))
    numbers = 0
    if outlet.numbered and part <= len(outlet.archives) + 1:
        found = number_bounds(window.since, window.until, agreeing_anchors(outlet.anchor_days(), stored))
        numbers = int(cursor["next"]) - int(cursor["end"]) + 1 if "end" in cursor else _width(found)
    return {name: count for name, count in (("archive pages", pages), ("numbers", numbers)) if count}


def _width(found: tuple[int, int] | None) -> int:
    return max(0, found[1] - found[0] + 1) if found else 0
