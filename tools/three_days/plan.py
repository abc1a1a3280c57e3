"""What an outlet's desk does and when: publishes by day more than by night, edits within hours, deletes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Literal

#: Articles by hour of the outlet's day, beside the mean.
HOURS = (0.3, 0.2, 0.2, 0.2, 0.2, 0.4, 0.8, 1.2, 1.4, 1.5, 1.5, 1.5,
         1.4, 1.4, 1.4, 1.4, 1.4, 1.3, 1.2, 1.1, 1.0, 0.9, 0.7, 0.5)  # fmt: skip
#: Part of the articles that are edited, of the edits that are followed by one more, and mean hours to one.
EDITED, AGAIN, EDIT_HOURS = 0.2, 0.3, 6.0
#: Part of the articles that are deleted, and by which statuses.
DELETED, STATUSES = 0.02, (404, 410)
#: When that is, as parts of the hours within which edits and deletions fall.
DELETED_BETWEEN = (0.35, 0.9)

Act = Literal["publish", "edit", "delete"]


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that the desk does; `number` counts the outlet's articles from 0."""

    at: datetime
    number: int
    act: Act
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """How an outlet works: articles a day, its zone, days of articles before the crawl, when it is silent.

    No edit and no deletion falls later than `latest` hours after publication: the look of the first day,
    or for less than six hours the one before it, finds them.
    """

    per_day: float
    days_before: float
    offset: int = 0
    silent: tuple[float, float] = (0.0, 0.0)
    latest: float = 20.0
    #: Parts of the articles.
    edited: float = field(default=EDITED, repr=False)
    deleted: float = field(default=DELETED, repr=False)


def plan(desk: Desk, *, seed: str, start: datetime, quiet: float, hours: float, after: float) -> list[Event]:
    """All that the desk does, in order.

    It publishes from `days_before` days before `start - quiet` on until `hours + after` after `start`;
    of the articles of the hours from `start` to `hours` some are edited and deleted.
    """
    random = Random(f"{desk} {seed}")
    begin = start - timedelta(hours=quiet, days=desk.days_before)
    moments = list(_moments(desk, random, begin, start + timedelta(hours=hours + after)))
    silent = tuple(start + timedelta(hours=hour) for hour in desk.silent)
    kept = [moment for moment in moments if not silent[0] <= moment < silent[1]]
    events = [Event(at, number, "publish") for number, at in enumerate(kept)]
    for event in list(events):
        if start <= event.at < start + timedelta(hours=hours):
            events += _later(event, random, desk)
    return sorted(events)


def _moments(desk: Desk, random: Random, begin: datetime, end: datetime) -> Iterator[datetime]:
    """A Poisson process that follows the hours of the day; never two within a minute."""
    highest, at = desk.per_day / 24 * max(HOURS), begin
    while True:
        at += max(timedelta(hours=random.expovariate(highest)), timedelta(minutes=1))
        if at >= end:
            return
        if random.random() < HOURS[(at + timedelta(hours=desk.offset)).hour] / max(HOURS):
            yield at.replace(microsecond=0)


def _later(event: Event, random: Random, desk: Desk) -> Sequence[Event]:
    """The edits of an article, or its deletion."""
    chance = random.random()
    if chance < desk.deleted:
        at = event.at + timedelta(hours=desk.latest * random.uniform(*DELETED_BETWEEN))
        return [Event(at, event.number, "delete", random.choice(STATUSES))]
    edits: list[Event] = []
    hours = random.expovariate(1 / EDIT_HOURS)
    while hours < desk.latest and random.random() < (AGAIN if edits else desk.edited):
        edits.append(Event(event.at + timedelta(hours=hours), event.number, "edit"))
        hours += random.expovariate(1 / EDIT_HOURS)
    return edits
