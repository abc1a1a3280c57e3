"""How long a response says that it stays fresh: asking sooner brings the same (RFC 9111, section 4.2)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Response

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age=\"?(\d{1,9})")


def fresh_for(response: Response, *, now: datetime) -> int:
    """Seconds for which the response is fresh from `now` on: by Cache-Control, else by Expires; else 0."""
    control = _header(response, "Cache-Control").lower()
    if "no-cache" in control or "no-store" in control:
        return 0
    if found := _MAX_AGE.search(control):
        age = _header(response, "Age")
        return max(0, int(found.group(1)) - (int(age) if age.isdecimal() and len(age) < 10 else 0))
    expires = _date(_header(response, "Expires"))
    sent = _date(_header(response, "Date")) or now
    return max(0, int((expires - sent).total_seconds())) if expires else 0


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
