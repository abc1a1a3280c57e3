"""What a source's history says of its links: how many it brings a day, and how by hour and by weekday.

Until there is a history, a gamma prior on the rate and a usual day of newsrooms stand in for it: see Cho and
Garcia-Molina, "Estimating frequency of change" (2003). Each poll gives the number of new links, and not just
whether there are any. The plain estimate, links by time, therefore has no bias that must be mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from crawler.records import PollHints

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: After how many days a link counts half: what an outlet did months ago says little.
HALF_LIFE_DAYS = 14.0
#: The prior on links a day: as if this many had come in this many days (about 5 a day, soon outweighed).
PRIOR_FOUND, PRIOR_DAYS = 0.5, 0.1
#: Links that an hour's or a weekday's own share must outweigh.
HOUR_WEIGHT, WEEKDAY_WEIGHT = 8.0, 10.0
#: Days of history from which the shares by hour and by weekday count.
HOURS_FROM_DAYS, WEEKDAYS_FROM_DAYS = 2.0, 14.0
#: How far back the dates of a first list are taken for history.
HISTORY = timedelta(days=14)

#: Links by local hour beside the day's mean: newsrooms sleep from midnight to six.
USUAL_HOURS = (
    0.35, 0.25, 0.2, 0.2, 0.25, 0.4, 0.8, 1.1, 1.35, 1.45, 1.5, 1.5,
    1.45, 1.4, 1.4, 1.4, 1.4, 1.35, 1.25, 1.15, 1.05, 0.95, 0.8, 0.6,
)  # fmt: skip
#: Links by weekday, Monday first, beside the week's mean.
USUAL_WEEKDAYS = (1.08, 1.08, 1.08, 1.08, 1.08, 0.8, 0.8)


NO_HINTS = PollHints()


@dataclass(frozen=True, slots=True)
class News:
    """What one poll brought: how many new links, the dates of those that are exact, the list's length.

    Of a source that is read for the first time, `dates` are those of the whole list. `listed` is `None`
    where there was no list (304).
    """

    new: int = 0
    dates: tuple[datetime, ...] = ()
    listed: int | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The history of a source in 34 numbers; the older a link, the less it counts."""

    #: Until when it is known what the source brought.
    until: datetime
    #: When it last brought something; before that, when it was first polled.
    last_new: datetime
    #: Links that were new, and in how many days.
    found: float = 0.0
    days: float = 0.0
    #: The same links by local hour and by weekday.
    hours: tuple[float, ...] = (0.0,) * 24
    weekdays: tuple[float, ...] = (0.0,) * 7
    #: Links in the list when it was last read; 0 where that is not known.
    listed: int = 0
    #: How the feed asked to be polled when it was last read.
    hints: PollHints = NO_HINTS

    @property
    def rate(self) -> float:
        """Links a day that the source brings."""
        return (self.found + PRIOR_FOUND) / (self.days + PRIOR_DAYS)

    def week(self) -> list[float]:
        """Return the links of each local hour of a week beside the mean hour: 168 factors, from Monday on."""
        hours, weekdays = list(USUAL_HOURS), list(USUAL_WEEKDAYS)
        if self.days >= HOURS_FROM_DAYS:
            hours = _shares(self.hours, USUAL_HOURS, weight=HOUR_WEIGHT)
        if self.days >= WEEKDAYS_FROM_DAYS:
            weekdays = _shares(self.weekdays, USUAL_WEEKDAYS, weight=WEEKDAY_WEIGHT)
        return [weekday * hour for weekday in weekdays for hour in hours]


def _shares(counts: Sequence[float], usual: Sequence[float], *, weight: float) -> list[float]:
    """Return the counts as factors about 1, drawn towards the usual ones by `weight` links each."""
    size, total = len(counts), sum(counts)
    shares = [
        share * (count + weight) / (total * share / size + weight)
        for count, share in zip(counts, usual, strict=True)
    ]
    mean = sum(shares) / size
    return [share / mean for share in shares]


def first_rhythm(dates: Iterable[datetime], now: datetime, *, zone: tzinfo, listed: int) -> Rhythm:
    """Return the history that the dates in a source's first list tell of; an empty one without dates.

    The list is taken to reach back to its oldest date, and no further than `HISTORY`.
    """
    known = sorted(date for date in dates if now - HISTORY <= date <= now)
    rhythm = Rhythm(until=now, last_new=known[-1] if known else now, listed=listed)
    if len(known) < 3:
        return rhythm
    days = (now - known[0]) / DAY
    return _with_links(replace(rhythm, days=days), known[1:], zone=zone)


def after_poll(
    rhythm: Rhythm,
    now: datetime,
    *,
    new: int,
    dates: Iterable[datetime] = (),
    zone: tzinfo,
    listed: int | None,
) -> Rhythm:
    """Return the history after a poll that brought `new` links; `dates` are those of them that have one.

    Links without a date are taken to have come evenly since the last poll. `listed` is `None` for a poll
    without a list (304). Where the clock was set back, the poll counts as made right after the last one.
    """
    since = min(rhythm.until, now)
    fade = 0.5 ** ((now - since) / DAY / HALF_LIFE_DAYS)
    faded = replace(
        rhythm,
        until=now,
        last_new=now if new else rhythm.last_new,
        found=rhythm.found * fade,
        days=rhythm.days * fade + (now - since) / DAY,
        hours=tuple(count * fade for count in rhythm.hours),
        weekdays=tuple(count * fade for count in rhythm.weekdays),
        listed=rhythm.listed if listed is None else listed,
    )
    moments = [date for date in dates if since - DAY <= date <= now][:new]
    spread = new - len(moments)
    moments += [since + (now - since) * ((n + 0.5) / spread) for n in range(spread)]
    return _with_links(faded, moments, zone=zone)


def _with_links(rhythm: Rhythm, moments: Sequence[datetime], *, zone: tzinfo) -> Rhythm:
    hours, weekdays = list(rhythm.hours), list(rhythm.weekdays)
    for moment in moments:
        local = moment.astimezone(zone)
        hours[local.hour] += 1
        weekdays[local.weekday()] += 1
    found = rhythm.found + len(moments)
    return replace(rhythm, found=found, hours=tuple(hours), weekdays=tuple(weekdays))


def dump_rhythm(rhythm: Rhythm) -> dict[str, Any]:
    """Return the history as the JSON that `pages` holds."""
    return {
        "until": rhythm.until.astimezone(UTC).isoformat(),
        "last_new": rhythm.last_new.astimezone(UTC).isoformat(),
        "found": round(rhythm.found, 3),
        "days": round(rhythm.days, 3),
        "hours": [round(count, 2) for count in rhythm.hours],
        "weekdays": [round(count, 2) for count in rhythm.weekdays],
        "listed": rhythm.listed,
        "wishes": asdict(rhythm.hints),
    }


def load_rhythm(value: Mapping[str, Any] | None) -> Rhythm | None:
    """Return the history that JSON holds; `None` where there is none, or it is damaged and begun anew."""
    if not value:
        return None
    try:
        return Rhythm(
            until=datetime.fromisoformat(value["until"]),
            last_new=datetime.fromisoformat(value["last_new"]),
            found=float(value["found"]),
            days=float(value["days"]),
            hours=tuple(map(float, value["hours"])),
            weekdays=tuple(map(float, value["weekdays"])),
            listed=int(value["listed"]),
            hints=_load_hints(value["wishes"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _load_hints(value: Mapping[str, Any]) -> PollHints:
    return PollHints(
        min_interval=int(value["min_interval"]),
        skip_hours=tuple(map(int, value["skip_hours"])),
        skip_days=tuple(map(str, value["skip_days"])),
    )
