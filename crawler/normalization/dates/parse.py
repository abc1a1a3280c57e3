"""Dates as outlets state or print them, in about a hundred languages, as instants or days.

`parse_date` never raises. What can't be a date of a page on the web is refused, with its raw text kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from crawler.normalization.dates.clock import Clock, find_times
from crawler.normalization.dates.day_reader import Reader
from crawler.normalization.dates.find_dates import find_dates, first_date
from crawler.normalization.dates.names import language_codes
from crawler.normalization.dates.printed_day import PrintedDay, is_month_first
from crawler.normalization.dates.relative import find_relative
from crawler.normalization.dates.stamp import Stamp, day_stamp, fix_offset, instant_stamp, zone_of
from crawler.normalization.dates.zones import zone_offset

__all__ = ["EARLIEST", "Stamp", "parse_date"]

#: The web began in 1990: what is dated before is no page's date of publication.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_SLACK = timedelta(days=1)
_READ = 200

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d.*)?|\d{8}(?:T\d\d.*)?|\d{4}-?W\d\d.*", re.DOTALL)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{8}|\d{4}-?W\d\d(?:-?\d)?")
_DAY_WITH_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)")
_SECONDS = re.compile(r"[T ]\d\d(?::?\d\d){2}")
_RFC_2822 = re.compile(
    r"(?:[A-Za-z]{3}, ?)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(:\d\d)? (?:[+-]\d{4}|GMT|UTC|[EMP][SD]T|CDT)"
)
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d{1,9})?|(\d{12,13})|(\d{16})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """Where and when a date was found."""

    zone: ZoneInfo | None
    languages: tuple[str, ...]
    fetched_at: datetime | None
    #: No later date is believed.
    last: datetime
    reader: Reader


def parse_date(
    raw: object,
    *,
    timezone: str | None = None,
    languages: Sequence[str] = (),
    country: str | None = None,
    fetched_at: datetime | None = None,
    latest: datetime | None = None,
) -> Stamp | None:
    """Return the date that `raw` states, read by an outlet's IANA zone, BCP 47 languages and ISO country.

    It is `None` where there is no text. A `Stamp` without value says why it is no possible date: there is
    none such, it is before 1990, or more than a day after `fetched_at` (after `latest`, where the time of
    fetching is not known). Only the first 200 characters are
    read.

    A time without an offset is read in `timezone`, in UTC without one, with the method "assumed-zone". In
    the hour that a clock skips it moves on by the skip; in the hour that comes twice it is the first.
    """
    text = _text(raw)
    if not text:
        return None
    fetched = _aware(fetched_at)
    setting = _setting(timezone, tuple(languages), country, fetched, latest=fetched or _aware(latest))
    head = text[:_READ].strip()
    stamp = _exact(text, head, setting) or _printed(text, head, setting)
    if stamp is None or stamp.is_partial:
        stamp = _relative(text, head, setting) or stamp
    return _plausible(stamp, setting) if stamp else Stamp(raw=text, problem="no date in it")


def _text(raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return ""
    try:
        return str(raw).strip()
    except ValueError:
        return ""


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _setting(
    name: str | None,
    languages: tuple[str, ...],
    country: str | None,
    fetched_at: datetime | None,
    *,
    latest: datetime | None,
) -> _Setting:
    last = (latest or _LATEST) + _SLACK
    reader = _reader(languages, country, name, last.date())
    return _Setting(
        zone=zone_of(name), languages=reader.languages, fetched_at=fetched_at, last=last, reader=reader
    )


@lru_cache(maxsize=256)
def _reader(languages: tuple[str, ...], country: str | None, zone: str | None, last: date) -> Reader:
    return Reader(
        languages=language_codes(languages),
        country=country.upper() if country else None,
        month_first=is_month_first(languages, country, zone),
        last=last,
    )


def _exact(raw: str, head: str, setting: _Setting) -> Stamp | None:
    """Return the date of a text in one of the forms made for machines, or `None`."""
    if head[0].isdigit():
        return _epoch(raw, head) or _iso(raw, head, setting)
    return _rfc_2822(raw, head)


def _iso(raw: str, head: str, setting: _Setting) -> Stamp | None:
    with_zone = _DAY_WITH_ZONE.fullmatch(head)
    head = with_zone[1] if with_zone else head
    if not _ISO.fullmatch(head):
        return None
    try:
        value = datetime.fromisoformat(head)
    except ValueError:
        return None
    if value.year < 1900 or value.year > 2500:
        return None
    if _ISO_DAY.fullmatch(head):
        return day_stamp(raw, value.date())
    precision = "second" if _SECONDS.search(head) else "minute"
    return instant_stamp(raw, value.replace(microsecond=0), precision, setting.zone)


def _rfc_2822(raw: str, head: str) -> Stamp | None:
    found = _RFC_2822.fullmatch(head)
    if not found:
        return None
    try:
        value = parsedate_to_datetime(head)
    except ValueError:
        return None
    value = value if value.tzinfo else value.replace(tzinfo=UTC)
    return Stamp(raw=raw, value=value, precision="second" if found[1] else "minute", method="stated")


def _epoch(raw: str, head: str) -> Stamp | None:
    found = _EPOCH.fullmatch(head)
    if not found or _is_compact(head):
        return None
    seconds = int(found[1] or 0) or int(found[2] or 0) // 1000 or int(found[3] or 0) // 1_000_000
    value = datetime.fromtimestamp(seconds, UTC)
    return Stamp(raw=raw, value=value, precision="second", method="stated")


def _is_compact(head: str) -> bool:
    """Tell whether twelve figures are year to minute: as milliseconds they would lie before the web."""
    return len(head) == 12 and head.isdecimal() and int(head) // 1000 < EARLIEST.timestamp()


def _printed(raw: str, head: str, setting: _Setting) -> Stamp | None:
    compact = _COMPACT.fullmatch(head)
    if compact:
        return _compact(raw, compact, setting)
    found = first_date(find_dates(head, setting.reader))
    return _joined(raw, found.day, found.clock, setting) if found else None


def _compact(raw: str, found: re.Match[str], setting: _Setting) -> Stamp:
    parts = [int(part) for part in found.groups() if part]
    try:
        value = datetime(*parts)  # type: ignore[arg-type]
    except ValueError:
        return Stamp(raw=raw, problem="no such date")
    return instant_stamp(raw, value, "second" if found[6] else "minute", setting.zone)


def _joined(raw: str, day: PrintedDay, clock: Clock | None, setting: _Setting) -> Stamp:
    if not day.is_possible or (clock and not clock.is_possible):
        return Stamp(raw=raw, problem="no such date")
    if day.day is None:
        return Stamp(raw=raw, day_of_month=day.day_of_month, month=day.month, weekday=day.weekday)
    if clock is None:
        return day_stamp(raw, day.day, weekday=day.weekday)
    return _timed(raw, day.day, clock, setting, weekday=day.weekday)


def _timed(raw: str, day: date, clock: Clock, setting: _Setting, *, weekday: int | None = None) -> Stamp:
    if not EARLIEST.date() <= day <= _LATEST.date():
        return Stamp(raw=raw, problem=f"{day} can't be")
    midnight = datetime(day.year, day.month, day.day)
    second = min(clock.second or 0, 59)
    local = midnight + timedelta(hours=clock.hour, minutes=clock.minute, seconds=second)
    offset = zone_offset(clock.zone, local, setting.zone, setting.languages) if clock.zone else None
    value = local if offset is None else local.replace(tzinfo=timezone(offset))
    precision = "minute" if clock.second is None else "second"
    return instant_stamp(raw, value, precision, setting.zone, weekday=weekday)


def _relative(raw: str, head: str, setting: _Setting) -> Stamp | None:
    if setting.fetched_at is None:
        return None
    then = find_relative(head, setting.languages)
    if then is None:
        return None
    instant = fix_offset(then.before(setting.fetched_at), setting.zone)
    if then.is_exact:
        value = instant.replace(second=0, microsecond=0)
        return Stamp(raw=raw, value=value, precision="minute", method="inferred-fetch")
    clock = next(iter(find_times(head, setting.languages)), None) if then.named else None
    if clock and not clock.is_possible:
        return Stamp(raw=raw, problem="no such date")
    day = instant.date()
    stamp = _timed(raw, day, clock, setting) if clock else day_stamp(raw, day)
    return Stamp(raw=raw, value=stamp.value, precision=stamp.precision, method="inferred-fetch")


def _plausible(stamp: Stamp, setting: _Setting) -> Stamp:
    """Return a stamp, without value where no page that was fetched then can have its date."""
    value = stamp.value
    if value is None:
        return stamp
    if value < EARLIEST:
        return Stamp(raw=stamp.raw, problem="before 1990")
    return Stamp(raw=stamp.raw, problem="after it was fetched") if value > setting.last else stamp
