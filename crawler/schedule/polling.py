"""When to poll a source again, by the links that its history leads to expect; each rule is a pure function.

Polls go where links are expected. Most sources are polled `POLLS_A_DAY` times a day; sources of few links
are polled less often, and sources of very many links more often. Within a week an hour gets more polls the
more links it brings. Polls by the square root of the rate would make the mean delay of all articles the
shortest, but would leave small outlets next to none. tools/simulation/README.md says what else was tried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from crawler.records import PollHints
from crawler.schedule.rhythm import HOUR, News, Rhythm, after_poll, first_rhythm

if TYPE_CHECKING:
    from scrapy.http import Response

#: Polls a day of a source, unless it brings fewer links a day than `FEW`: its polls fall with its rate.
POLLS_A_DAY, FEW, BY_RATE = 9.8, 4.0, 0.3
#: Polls a day that a source of very many links has besides; one of `MANY` links has half of them.
MORE_POLLS, MANY, STEEP = 55.0, 550.0, 3
#: How the polls of a week follow the expected links of its hours. The quietest hours, which bring `QUIET`
#: of the links together, have `QUIET_POLLS` of the others' polls.
BY_HOUR, QUIET, QUIET_POLLS = 0.2, 0.015, 0.1
#: The bounds of the pause between two polls: the longest holds where something came lately.
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=6)
#: A source that is silent for long is asked after this part of its silence, every two days at least.
SILENCE_PART, LONGEST_OF_ALL = 1 / 120, timedelta(days=2)
#: What a source asks for counts up to this.
LONGEST_ASKED = timedelta(days=1)
#: Part of a list that may have been replaced by the next poll: what has left it is lost.
TURNOVER = 0.4
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age=\"?(\d{1,9})")


def next_poll(rhythm: Rhythm, now: datetime, *, zone: tzinfo) -> datetime:
    """Return when to poll the source again: as soon as the links expected by then are worth a poll."""
    last = now + longest_pause(rhythm, now)
    rate = rhythm.rate
    week = rhythm.week()
    densities = hourly_polls(week, polls_a_day=polls_a_day(rate))
    bearable = TURNOVER * rhythm.listed if rhythm.listed else float("inf")
    worth, links, moment = 0.0, 0.0, now
    offset = now.astimezone(zone).utcoffset() or timedelta()
    while moment < last:
        local = moment + offset
        hour = local.weekday() * 24 + local.hour
        density, coming = densities[hour], rate / 24 * week[hour]
        step = _to_next_hour(local)
        wait = min((1 - worth) / density, (bearable - links) / coming)
        if wait <= step:
            return min(max(moment + wait * HOUR, now + SHORTEST), last)
        worth, links, moment = worth + density * step, links + coming * step, moment + step * HOUR
    return max(last, now + SHORTEST)


def polls_a_day(rate: float) -> float:
    """Return how many polls a day a source is worth that brings `rate` links a day."""
    return float(POLLS_A_DAY * min(1.0, rate / FEW) ** BY_RATE + MORE_POLLS / (1 + (MANY / rate) ** STEEP))


def hourly_polls(week: Sequence[float], *, polls_a_day: float) -> list[float]:
    """Return the polls for each hour of a week; `week` has the links of each hour beside the mean hour."""
    quiet, brought = 0.0, 0.0
    for share in sorted(week):
        brought += share
        if brought > QUIET * len(week):
            break
        quiet = share
    weights = [share**BY_HOUR * (QUIET_POLLS if share <= quiet else 1) for share in week]
    scale = polls_a_day / 24 * len(week) / sum(weights)
    return [weight * scale for weight in weights]


def _to_next_hour(local: datetime) -> float:
    """Return the hours from a moment to the next full hour."""
    return 1 - (local.minute * 60 + local.second + local.microsecond / 1e6) / 3600 or 1.0


def learn_poll(
    rhythm: Rhythm | None, news: News, now: datetime, *, hints: PollHints | None = None, zone: tzinfo
) -> Rhythm:
    """Return the history with what a poll brought; a first poll makes its history of the dates listed.

    `hints` are those that the feed states, and `None` where it was not read.
    """
    if rhythm is None:
        after = first_rhythm(news.dates, now, zone=zone, listed=news.listed or 0)
    else:
        after = after_poll(rhythm, now, new=news.new, dates=news.dates, zone=zone, listed=news.listed)
    if news.listed is None:
        return after
    return replace(after, hints=hints or PollHints())


def poll_due(rhythm: Rhythm, now: datetime, *, fresh_for: int = 0, zone: tzinfo) -> datetime:
    """Return when to poll the source again: by its history, but no sooner than the source asks for.

    `fresh_for` is for how many seconds the response said that it stays fresh. A source may ask for a
    pause of up to a day. Hours and days that it asks to skip are passed over, unless it names them all.
    """
    asked = timedelta(seconds=max(rhythm.hints.min_interval, fresh_for))
    soonest = now + min(asked, LONGEST_ASKED)
    return first_allowed(max(next_poll(rhythm, now, zone=zone), soonest), rhythm.hints)


def first_allowed(moment: datetime, hints: PollHints) -> datetime:
    """Return the first moment from `moment` on that lies in no hour (of UTC) and on no day to be skipped."""
    candidate = moment.astimezone(UTC)
    for _ in range(8 * 24):
        if candidate.hour not in hints.skip_hours and candidate.strftime("%A") not in hints.skip_days:
            return candidate
        candidate = candidate.replace(minute=0, second=0, microsecond=0) + HOUR
    return moment


def longest_pause(rhythm: Rhythm, now: datetime) -> timedelta:
    """Return the longest pause that the source may have, which grows with the time it has been silent."""
    silence = max(now - rhythm.last_new, timedelta())
    return min(max(LONGEST, silence * SILENCE_PART), LONGEST_OF_ALL)


def read_freshness(response: Response, *, now: datetime) -> int:
    """Return the seconds for which a response is fresh from `now` on: asking sooner brings the same.

    By Cache-Control, else by Expires (RFC 9111, section 4.2); 0 where neither says so.
    """
    control = _header(response, "Cache-Control").lower()
    if "no-cache" in control or "no-store" in control:
        return 0
    if found := _MAX_AGE.search(control):
        age = _header(response, "Age")
        return max(0, int(found.group(1)) - (int(age) if age.isdecimal() and len(age) < 10 else 0))
    expires = _http_date(_header(response, "Expires"))
    sent = _http_date(_header(response, "Date")) or now
    return max(0, int((expires - sent).total_seconds())) if expires else 0


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
