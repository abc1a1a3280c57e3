"""The window: from when to when links are taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

#: A day printed without a time may be any instant within this of its midnight in UTC.
DAY_SLACK = timedelta(hours=14)


@dataclass(kw_only=True)
class DateWindow:
    """From when to when links are taken; `None` is open."""

    since: datetime | None
    until: datetime | None

    def verdict(self, published: datetime | None, *, slack: timedelta) -> str | None:
        """`too-old` or `too-new` where a date lies outside the window, else None."""
        if published is None:
            return None
        if self.since and published + slack < self.since:
            return "too-old"
        return "too-new" if self.until and published - slack > self.until else None

    def verdict_on(self, first: date, last: date) -> str | None:
        """The same for a stretch of days, both inclusive: where all of it lies outside."""
        begin, end = (datetime.combine(day, time(), UTC) for day in (first, last + timedelta(days=1)))
        if self.since and end + DAY_SLACK < self.since:
            return "too-old"
        return "too-new" if self.until and begin - DAY_SLACK > self.until else None
