"""The year of a day printed without one: from article numbers, from the listing, from the time of fetching.

Of each source only a sure answer counts; where none gives one there is no year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.items import Anchor
from crawler.normalization.dates.calendars import gregorian_day

__all__ = ["Inferred", "YearEvidence", "infer_day"]

#: How far a day may lie outside its neighbours': an article may be numbered days before it is published.
SLACK = timedelta(days=5)
#: How far a dispatch's own day may lie from the day that a listing prints for it.
NEAR_LISTING = timedelta(days=31)
_FIRST_YEAR = 1990
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEvidence:
    """What speaks for a year.

    `number` is the article's own, `known` other articles' numbers and days (one with the article's own
    number is passed over); `listed` the day that the listing gives; `fetched_at` bounds every answer, and
    gives one itself only where `current` says that the page is new.
    """

    number: int | None = None
    known: tuple[Anchor, ...] = ()
    listed: date | None = None
    fetched_at: datetime | None = None
    zone: ZoneInfo | None = None
    current: bool = False

    @property
    def today(self) -> date | None:
        """The outlet's day when the page was fetched."""
        if self.fetched_at is None:
            return None
        moment = self.fetched_at if self.fetched_at.tzinfo else self.fetched_at.replace(tzinfo=UTC)
        return moment.astimezone(self.zone or UTC).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inferred:
    """A day with its year, and the method of `items.DATE_METHODS` that gave it."""

    day: date
    method: str


def infer_day(month: int, day: int, evidence: YearEvidence, *, weekday: int | None = None) -> Inferred | None:
    """The day that is printed as `day` and `month`, `None` where its year is not sure.

    A `weekday` (Monday 0) printed with it must fit. By number: exactly one year lies between the days of
    the nearest lower and the nearest higher number; if none does, exactly one with `SLACK` on both sides.
    """
    days = [one for one in _days(month, day, evidence) if weekday in (None, one.weekday())]
    by = {"inferred-number": _by_number, "inferred-listing": _by_listing, "inferred-fetch": _by_fetch}
    for method, find in by.items():
        found = find(days, evidence)
        if found:
            return Inferred(day=found, method=method)
    return None


def _days(month: int, day: int, evidence: YearEvidence) -> Iterator[date]:
    """That day of every year since 1990 that is not after the fetch (nor the last known article)."""
    today = evidence.today
    known = [anchor.day for anchor in evidence.known] + ([evidence.listed] if evidence.listed else [])
    end = today or (max(known) + NEAR_LISTING if known else None)
    if end is None:
        return
    for year in range(_FIRST_YEAR, end.year + 1):
        found = gregorian_day(year, month, day)
        if found and found <= end + timedelta(days=1):
            yield found


def _by_number(days: list[date], evidence: YearEvidence) -> date | None:
    lower, upper = _neighbours(evidence)
    if lower is None or upper is None:
        return None
    return _only(days, lower, upper) or _only(days, lower - SLACK, upper + SLACK)


def _only(days: Iterable[date], first: date, last: date) -> date | None:
    fitting = [day for day in days if first <= day <= last]
    return fitting[0] if len(fitting) == 1 else None


def _neighbours(evidence: YearEvidence) -> tuple[date | None, date | None]:
    """The days of the nearest lower and the nearest higher number."""
    number = evidence.number
    if number is None:
        return None, None
    below = [anchor for anchor in evidence.known if anchor.number < number]
    above = [anchor for anchor in evidence.known if anchor.number > number]
    lower = max(below, key=lambda anchor: (anchor.number, anchor.day)).day if below else None
    upper = min(above, key=lambda anchor: (anchor.number, anchor.day)).day if above else None
    return lower, upper


def _by_listing(days: list[date], evidence: YearEvidence) -> date | None:
    if evidence.listed is None:
        return None
    return _only(days, evidence.listed - NEAR_LISTING, evidence.listed + NEAR_LISTING)


def _by_fetch(days: list[date], evidence: YearEvidence) -> date | None:
    """The latest such day before the fetch, for a page that is new; none where it is a year old."""
    today = evidence.today
    if not evidence.current or today is None or not days:
        return None
    return days[-1] if today - days[-1] <= _YEAR else None
