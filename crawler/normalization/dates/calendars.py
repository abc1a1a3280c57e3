"""Calendars that the press prints beside the Gregorian one, and the Gregorian day of a day in each.

Solar Hijri (Iran, Afghanistan) and Ethiopian days follow from rules; those of Bikram Sambat (Nepal) and of
the Islamic calendar (Umm al-Qura) from the lengths of months that were published.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

__all__ = [
    "BUDDHIST",
    "ERAS",
    "GREGORIAN",
    "convert_day",
    "full_foreign_year",
    "gregorian_day",
    "western_year",
]

GREGORIAN = "gregorian"
#: Japanese and Chinese era -> the year before its first.
ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
#: Years that Thailand counts before Christ.
BUDDHIST = 543
_SOLAR_EPOCH = date(1925, 3, 21).toordinal()
_SOLAR_FIRST = 1304
_SOLAR_YEARS = range(1304, 1500)
#: Day before the first of the Ethiopian year 1, and the days of its twelve full months.
_ETHIOPIAN_EPOCH = date(8, 8, 27).toordinal()
_ETHIOPIAN_YEARS = range(1900, 2100)
_BIKRAM_FIRST = 2046
_BIKRAM_EPOCH = date(1989, 4, 13)
#: Days over 29 of each month from 2046 on, as the Nepali government publishes them.
_BIKRAM = (
    "232321110012222322101011223222101011232321110011232321110102222322101011223222101011232321110011"
    "232321110102223222101011223231101011232321110012132321110102223222101011223321101011232321110012"
    "222322010102223222101011223321101011232321110012222322011002223222101011223321101011232321110012"
    "222322011011223222101011232321101011232321110012222322101011223222101011232321110011232321110102"
    "222322101011223222101011232321110011232321110102223222101011223222101011223221110111232312110111"
    "132321110111223222101111123312110111132321110111132321110111223222110111123321110111132321110111"
    "223221110111223222101111"
)
_ISLAMIC_FIRST = 1410
_ISLAMIC_EPOCH = date(1989, 8, 2)
#: Three figures a year from 1410 on: a bit a month, the first highest, set where it has 30 days.
_ISLAMIC = (
    "ba95b49ba4db25d52daa5ad4aea56d4bd23d91da95b4ab5a56d2b693b49b6556a9754b6a56caad555b29b92ba95d4ada55a"
    "aab595749764baa5b52b6a56d2ae9572a75535a95d49ba4dd26d535aaaad4b6a57527a95b4ab5536c9ae4b6a96b4ada55d2"
    "5d92dc96d4ad6556d2b693749b64d72ab54b6a5752b6956b2ad94dc95d4aea56caad5556c97"
)


def convert_day(calendar: str, year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a day in a calendar, or `None` where there is none such.

    `calendar` is "gregorian", "solar", "ethiopian", "bikram" or "islamic".
    """
    if month < 1 or day < 1:
        return None
    return _CONVERSIONS[calendar](year, month, day)


def gregorian_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or `None` where there is no such day (31 February, year 0)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def western_year(year: int, languages: Sequence[str], country: str | None) -> int:
    """Return a year as counted from Christ, where Thailand or Taiwan prints it in a count of its own."""
    if 2500 < year < 2700 and ("th" in languages or country == "TH"):
        return year - BUDDHIST
    if 79 <= year < 200 and country == "TW":
        return year + ERAS["民國"]
    return year


def full_foreign_year(calendar: str, two: int, last: date) -> int:
    """Return the year of two figures in another calendar: the latest that begins before `last`."""
    century = {"solar": 1400, "bikram": 2000, "ethiopian": 2000, "islamic": 1400}[calendar]
    first = convert_day(calendar, century + two, 1, 1)
    return century + two if first and first <= last else century - 100 + two


def _solar_day(year: int, month: int, day: int) -> date | None:
    """Return the day of a Solar Hijri one.

    Leap years follow the cycle of 33 years, right from 1304 to 1499 (1925 to 2120):
    https://en.wikipedia.org/wiki/Solar_Hijri_calendar#Leap_years
    """
    if year not in _SOLAR_YEARS or month > 12 or day > _solar_length(year, month):
        return None
    earlier = range(_SOLAR_FIRST, year)
    days = sum(366 if _is_solar_leap(one) else 365 for one in earlier)
    days += 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return date.fromordinal(_SOLAR_EPOCH) + timedelta(days=days + day - 1)


def _is_solar_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8


def _solar_length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or _is_solar_leap(year) else 29


def _ethiopian_day(year: int, month: int, day: int) -> date | None:
    """Return the day of an Ethiopian one: twelve months of 30 days, and five or six days more."""
    length = 30 if month < 13 else 6 if year % 4 == 3 else 5
    if year not in _ETHIOPIAN_YEARS or month > 13 or day > length:
        return None
    days = 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1
    return date.fromordinal(_ETHIOPIAN_EPOCH + days)


def _bikram_day(year: int, month: int, day: int) -> date | None:
    return _listed_day(_bikram_starts(), _BIKRAM_EPOCH, 12 * (year - _BIKRAM_FIRST), month, day)


@cache
def _bikram_starts() -> tuple[int, ...]:
    return tuple(accumulate((29 + int(figure) for figure in _BIKRAM), initial=0))


def _islamic_day(year: int, month: int, day: int) -> date | None:
    return _listed_day(_islamic_starts(), _ISLAMIC_EPOCH, 12 * (year - _ISLAMIC_FIRST), month, day)


@cache
def _islamic_starts() -> tuple[int, ...]:
    bits = f"{int(_ISLAMIC, 16):0{4 * len(_ISLAMIC)}b}"
    return tuple(accumulate((29 + int(bit) for bit in bits), initial=0))


def _listed_day(starts: tuple[int, ...], epoch: date, place: int, month: int, day: int) -> date | None:
    """Return a day of the month after `place` others, from the days since `epoch` on which months start."""
    place += month - 1
    if month > 12 or not 0 <= place < len(starts) - 1 or day > starts[place + 1] - starts[place]:
        return None
    return epoch + timedelta(days=starts[place] + day - 1)


_CONVERSIONS = {
    GREGORIAN: gregorian_day,
    "solar": _solar_day,
    "ethiopian": _ethiopian_day,
    "bikram": _bikram_day,
    "islamic": _islamic_day,
}
