"""A date as it was read, and how it gets what it lacks: its zone, its instant, its year.

The year of a day comes from article numbers, from the listing or from the time of fetching. Of each source
only a sure answer counts; where none gives one there is no year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from crawler.items import Anchor
from crawler.normalization.dates.calendars import gregorian_day

__all__ = [
    "InferredDay", "Stamp", "YearEvidence", "assume_zone", "day_stamp", "fix_offset", "infer_day",
    "instant_stamp", "with_instant", "zone_of",
]  # fmt: skip

#: How far a day may lie outside its neighbours': an article may be numbered days before it is published.
SLACK = timedelta(days=5)
#: How far a dispatch's own day may lie from the day that a listing prints for it.
NEAR_LISTING = timedelta(days=31)
_FIRST_YEAR = 1990
_YEAR = timedelta(days=366)
_MINUTE = timedelta(minutes=1)
_QUARTER = timedelta(minutes=15)
_FURTHEST = timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date read from `raw`.

    `value` is zone-aware, with a fixed offset; with day precision it is midnight at offset zero of that
    day. It is `None` where `raw` holds no possible date, and `problem` says why; or where the year is
    missing, and `day_of_month` and `month` are set. `precision` and `method` are of `items.PRECISIONS`
    and `items.DATE_METHODS`.
    """

    raw: str
    value: datetime | None = None
    precision: str | None = None
    method: str | None = None
    day_of_month: int | None = None
    month: int | None = None
    #: The weekday printed with it, Monday 0.
    weekday: int | None = None
    problem: str | None = None

    @property
    def is_partial(self) -> bool:
        """Whether day and month are known and the year is not."""
        return self.value is None and self.problem is None and self.day_of_month is not None


def day_stamp(raw: str, day: date, *, method: str = "stated", weekday: int | None = None) -> Stamp:
    """Return the stamp of a day, which is midnight at offset zero."""
    value = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Stamp(raw=raw, value=value, precision="day", method=method, weekday=weekday)


def instant_stamp(
    raw: str, value: datetime, precision: str, zone: ZoneInfo | None, *, weekday: int | None = None
) -> Stamp:
    """Return the stamp of a time; a naive one is read in `zone`, and an impossible offset is refused."""
    method = "stated"
    if value.tzinfo is None:
        value, method = assume_zone(value, zone), "assumed-zone"
    if abs(value.utcoffset() or timedelta()) > _FURTHEST:
        return Stamp(raw=raw, problem="no such offset")
    return Stamp(raw=raw, value=value, precision=precision, method=method, weekday=weekday)


@lru_cache(maxsize=256)
def zone_of(name: str | None) -> ZoneInfo | None:
    """Return the IANA zone of a name, or `None` where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def assume_zone(naive: datetime, zone: ZoneInfo | None) -> datetime:
    """Return a naive time read in `zone`; a time that the clock skips becomes one that it shows."""
    if zone is None:
        return naive.replace(tzinfo=UTC)
    return fix_offset(naive.replace(tzinfo=zone).astimezone(UTC), zone)


def fix_offset(instant: datetime, zone: ZoneInfo | None) -> datetime:
    """Return an instant with the offset that `zone` has then, as a fixed offset; in UTC without a zone."""
    local = instant.astimezone(zone or UTC)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def with_instant(printed: Stamp, stated: Iterable[Stamp], zone: ZoneInfo | None) -> Stamp:
    """Return a printed local day or time as the instant among `stated` that fell on it.

    Outlets state instants in UTC and print their own day. The offset is the difference of the two times,
    else the one that `zone` has. Where neither is known the printed day stays as it is.
    """
    if printed.value is None or (printed.precision != "day" and printed.method != "assumed-zone"):
        return printed
    for one in stated:
        if one.value is None or one.precision == "day" or one.method != "stated":
            continue
        offset = _offset_of(printed, one.value, zone)
        if offset is not None:
            return replace(one, raw=printed.raw, value=one.value.astimezone(timezone(offset)))
    return printed


def _offset_of(printed: Stamp, instant: datetime, zone: ZoneInfo | None) -> timedelta | None:
    """Return the offset at which `instant` is the printed time or falls on the printed day, or `None`.

    It is a number of quarters of an hour.
    """
    local = printed.value.replace(tzinfo=None) if printed.value else datetime.min
    if printed.precision == "day":
        there = instant.astimezone(zone) if zone else None
        return there.utcoffset() if there and there.date() == local.date() else None
    apart = local - instant.astimezone(UTC).replace(tzinfo=None)
    offset = _QUARTER * round(apart / _QUARTER)
    return offset if abs(apart - offset) < _MINUTE * 2 and -_FURTHEST < offset <= _FURTHEST else None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEvidence:
    """What speaks for the year of a day.

    `number` is the article's own; `known` holds numbers and days of other articles (one with the same
    number is passed over). `listed` is the day that the listing gives. `fetched_at` bounds every answer,
    and gives one where `current` says that the page is new.
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
class InferredDay:
    """A day with its year, and the method of `items.DATE_METHODS` that gave it."""

    day: date
    method: str


def infer_day(
    month: int, day: int, evidence: YearEvidence, *, weekday: int | None = None
) -> InferredDay | None:
    """Return the day of a printed day and month, or `None` where its year is not sure.

    A printed `weekday` (Monday 0) must fit. By number, exactly one year lies between the days of the
    nearest lower and the nearest higher number; if none does, exactly one with `SLACK` on both sides.
    """
    days = [one for one in _days(month, day, evidence) if weekday in (None, one.weekday())]
    by = {"inferred-number": _by_number, "inferred-listing": _by_listing, "inferred-fetch": _by_fetch}
    for method, find in by.items():
        found = find(days, evidence)
        if found:
            return InferredDay(day=found, method=method)
    return None


def _days(month: int, day: int, evidence: YearEvidence) -> Iterator[date]:
    """Yield that day of every year since 1990 up to the fetch, else up to the last known article."""
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
    """Return the days of the nearest lower and the nearest higher number."""
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
    """Return the latest such day before the fetch of a new page; `None` where it is a year old."""
    today = evidence.today
    if not evidence.current or today is None or not days:
        return None
    return days[-1] if today - days[-1] <= _YEAR else None
