"""Years and days of other calendars than the Gregorian: Solar Hijri, Buddhist, Minguo, Japanese eras."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

__all__ = ["ERAS", "gregorian_day", "solar_day", "western_year"]

#: Japanese and Chinese era -> the year before its first.
ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}

_BUDDHIST = 543
_SOLAR_EPOCH = date(1925, 3, 21).toordinal()
_SOLAR_FIRST = 1304
_SOLAR_YEARS = range(1304, 1500)


def gregorian_day(year: int, month: int, day: int) -> date | None:
    """The day, or `None` where there is no such day (31 February, year 0)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def western_year(year: int, languages: Sequence[str], country: str | None) -> int:
    """`year` counted from Christ, where it is printed in the Buddhist count (Thai) or Minguo (Taiwan)."""
    if 2500 < year < 2700 and ("th" in languages or country == "TH"):
        return year - _BUDDHIST
    if 79 <= year < 200 and country == "TW":
        return year + ERAS["民國"]
    return year


def solar_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Solar Hijri one (Iran, Afghanistan), `None` where there is none.

    Leap years by the cycle of 33 years, right from 1304 to 1499 (1925-2120):
    https://en.wikipedia.org/wiki/Solar_Hijri_calendar#Leap_years
    """
    if year not in _SOLAR_YEARS or not 1 <= month <= 12 or not 1 <= day <= _solar_length(year, month):
        return None
    earlier = range(_SOLAR_FIRST, year)
    days = sum(366 if _solar_leap(one) else 365 for one in earlier)
    days += 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return date.fromordinal(_SOLAR_EPOCH) + timedelta(days=days + day - 1)


def _solar_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


def _solar_length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or _solar_leap(year) else 29
