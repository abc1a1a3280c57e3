"""Polls the outlets of a seed by the crawler's own policy, or at a fixed pace, under a virtual clock."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from crawler.schedule.polling import next_poll
from crawler.schedule.rhythm import Rhythm, after_poll, first_rhythm
from tools.simulation.outlets import DAYS, START, Outlet

#: Hours between two looks of `scrapy crawldue` at what is due.
TICK = 1 / 60
Policy = Callable[[Rhythm, datetime, Outlet], datetime]


@dataclass
class Polled:
    """What polling one outlet did: its requests, and each article's delay in hours."""

    outlet: Outlet
    requests: int = 0
    delays: list[float] = field(default_factory=list)
    #: Articles that left the list before it was read.
    lost: int = 0


def adaptive(rhythm: Rhythm, now: datetime, outlet: Outlet) -> datetime:
    """The crawler's own policy."""
    return next_poll(rhythm, now, zone=outlet.zone)


def poll(outlet: Outlet, *, first: float, days: int = DAYS, policy: Policy = adaptive) -> Polled:
    """Poll an outlet for some days, the first time at hour `first`, and once more after the end."""
    polled = Polled(outlet, requests=1)
    listed = outlet.listed(first)
    polled.delays += [first - hour for hour in listed if hour >= 0]
    dates = [moment(hour) for hour in listed] if outlet.dated else []
    rhythm = first_rhythm(dates, moment(first), zone=outlet.zone, listed=len(listed))
    last, end = first, days * 24.0
    while last < end:
        due = policy(rhythm, moment(last), outlet)
        now = max(math.ceil(_hours(due) / TICK - 1e-9) * TICK, last + TICK)
        polled.requests += now < end
        rhythm = _take(polled, rhythm, last, now, end)
        last = now
    return polled


def _take(polled: Polled, rhythm: Rhythm, last: float, now: float, end: float) -> Rhythm:
    """One poll: the articles that it finds, and the history after it."""
    outlet = polled.outlet
    published, listed = outlet.published(last, now), outlet.listed(now)
    found = published[-len(listed) :] if published else []
    polled.lost += len(published) - len(found)
    polled.delays += [now - hour for hour in found if 0 <= hour < end]
    dates = [moment(hour) for hour in found] if outlet.dated else []
    count = len(listed) if found else None
    return after_poll(rhythm, moment(now), new=len(found), dates=dates, zone=outlet.zone, listed=count)


def poll_fixed(outlets: list[Outlet], *, every: float, seed: int, days: int = DAYS) -> list[Polled]:
    """Poll each outlet every `every` hours, each with a beat of its own."""
    rng = np.random.default_rng(seed)
    return [_fixed(outlet, every, float(rng.uniform(0, every)), days) for outlet in outlets]


def _fixed(outlet: Outlet, every: float, phase: float, days: int) -> Polled:
    hours = outlet.published(-1e-9, days * 24.0)
    delays = [(phase - hour) % every for hour in hours]
    return Polled(outlet, requests=math.ceil((days * 24 - phase) / every), delays=delays)


def poll_all(
    outlets: list[Outlet], *, seed: int, days: int = DAYS, policy: Policy = adaptive
) -> list[Polled]:
    """Poll each outlet by its own history, begun within the first quarter of an hour."""
    rng = np.random.default_rng(seed)
    return [poll(outlet, first=float(rng.uniform(0, 0.25)), days=days, policy=policy) for outlet in outlets]


def moment(hours: float) -> datetime:
    """The instant at that many hours after the start."""
    return START + timedelta(hours=hours)


def _hours(instant: datetime) -> float:
    return (instant - START) / timedelta(hours=1)
