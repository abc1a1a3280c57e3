"""Dates told from the present: "5 minutes ago", "heute, 10:32 Uhr", "ayer"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.normalization.dates.names import phrases_ago
from crawler.normalization.text.fold import fold_text, fold_words

__all__ = ["Ago", "day_named", "read_relative"]

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


@dataclass(frozen=True, slots=True)
class Ago:
    """An instant before the present, `exact` to the minute or only to the day."""

    instant: datetime
    exact: bool


def read_relative(text: str, now: datetime, zone: ZoneInfo | None) -> Ago | None:
    """What a whole text such as "5 minutes ago" says at `now`; `None` where its day is not clear.

    Hours are rounded where they are printed, so they give the day alone, and none around midnight.
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
    """The day of a text that says "today" or "yesterday" first, in `zone`; `None` without a zone."""
    named = _named(fold_words(text)[:1])
    if named is None or zone is None:
        return None
    return (now.astimezone(zone) - timedelta(days=named)).date()


def _named(first: Sequence[str]) -> int | None:
    if not first or first[0] in _UNCLEAR:
        return None
    return _DAYS.get(first[0])
