"""The record of a date that was read, and how a time gets its zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

__all__ = ["Stamp", "assume_zone", "fix_offset", "with_instant", "zone_of"]


_MINUTE = timedelta(minutes=1)
_QUARTER = timedelta(minutes=15)
_FURTHEST = timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date read from `raw`.

    `value` is zone-aware (a fixed offset), with day precision midnight at offset zero of that day; it is
    `None` where `raw` holds no date that can be (`problem` says why), or lacks its year: then `day_of_month`
    and `month` are set. `precision` and `method` are those of `items.PRECISIONS` and `items.DATE_METHODS`.
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


@lru_cache(maxsize=256)
def zone_of(name: str | None) -> ZoneInfo | None:
    """The IANA zone `name`, `None` where there is none of that name."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def assume_zone(naive: datetime, zone: ZoneInfo | None) -> datetime:
    """`naive` read in `zone`, through UTC so that a time the clock skips becomes one that it shows."""
    if zone is None:
        return naive.replace(tzinfo=UTC)
    return fix_offset(naive.replace(tzinfo=zone).astimezone(UTC), zone)


def fix_offset(instant: datetime, zone: ZoneInfo | None) -> datetime:
    """`instant` with the offset that `zone` has then (UTC without one), as a fixed offset."""
    local = instant.astimezone(zone or UTC)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def with_instant(printed: Stamp, stated: Iterable[Stamp], zone: ZoneInfo | None) -> Stamp:
    """`printed`, a local day or time without its offset, as the instant in `stated` that fell on it.

    Outlets state instants in UTC and print their own day. The offset is the difference of the two times,
    else the one that `zone` has; where neither is known the printed day stays as it is.
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
    """The offset (in quarters of an hour) at which `instant` is the printed time or falls on that day."""
    local = printed.value.replace(tzinfo=None) if printed.value else datetime.min
    if printed.precision == "day":
        there = instant.astimezone(zone) if zone else None
        return there.utcoffset() if there and there.date() == local.date() else None
    apart = local - instant.astimezone(UTC).replace(tzinfo=None)
    offset = _QUARTER * round(apart / _QUARTER)
    return offset if abs(apart - offset) < _MINUTE * 2 and -_FURTHEST < offset <= _FURTHEST else None
