"""Dates as interchange formats write them: the form of an ISO 8601 text shows how exact the date is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["IsoDate", "read_iso", "write_iso"]

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ]\d\d:\d\d(?P<second>:\d\d(?:[.,]\d{1,9})?)?(?P<offset>Z|[+-]\d\d(?::?\d\d(?::\d\d)?)?)?)?"
)


@dataclass(kw_only=True, slots=True, frozen=True)
class IsoDate:
    """An instant with its offset, and whether it was stated to the second, the minute or the day."""

    value: datetime
    precision: str


def write_iso(value: datetime, *, precision: str | None) -> str:
    """Return a date as "2017-10-25" (day), "2017-10-25T09:47-04:00" (minute) or with its seconds."""
    if precision == "day":
        return value.date().isoformat()
    exact = not (value.second or value.microsecond)
    return value.isoformat(timespec="minutes" if precision == "minute" and exact else "auto")


def read_iso(text: object) -> IsoDate | None:
    """Return the date that `write_iso` wrote; `None` for any other value, and for a time without an offset.

    A day is midnight at offset zero, as in `Article.date_published`.
    """
    found = _ISO.fullmatch(text.strip()) if isinstance(text, str) else None
    if not found:
        return None
    try:
        value = datetime.fromisoformat(found[0])
    except ValueError:
        return None
    if found[0] == found["day"]:
        return IsoDate(value=value.replace(tzinfo=UTC), precision="day")
    return (
        IsoDate(value=value, precision="second" if found["second"] else "minute") if found["offset"] else None
    )
