"""Synthetic outlets: when each publishes, and when it edits what it published."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from statistics import NormalDist

import numpy as np

START = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
DAYS = 30
#: Days before the crawl whose articles the first lists still show.
BEFORE = 14
#: Articles a day, log-normal: the median, and what its 90th percentile needs (ln 16 / 1.2816).
MEDIAN, SIGMA = 5.0, 2.1634
BURSTY, BURST_SIZE, BURST_MINUTES = 0.2, 6.0, 20.0
#: Part of the sources that state when each article was published.
DATED = 0.7
#: Articles that a list holds.
LISTED = 100


@dataclass(frozen=True)
class Outlet:
    """One outlet: its articles' hours since START (those before it negative), in order."""

    rate: float
    bursty: bool
    dated: bool
    zone: tzinfo
    hours: list[float]

    def published(self, since: float, until: float) -> list[float]:
        """Hours of the articles published after `since`, up to `until`."""
        return self.hours[bisect_right(self.hours, since) : bisect_right(self.hours, until)]

    def listed(self, at: float) -> list[float]:
        """Hours of the articles that the list shows."""
        end = bisect_right(self.hours, at)
        return self.hours[max(0, end - LISTED) : end]


def make_outlets(seed: int, *, number: int = 200, days: int = DAYS) -> list[Outlet]:
    """The outlets of a seed."""
    rng = np.random.default_rng(seed)
    bursty = rng.permutation(number) < number * BURSTY
    rates = _rates(rng, number)
    return [
        _outlet(rng, rate, bursty=bool(bursts), days=days) for rate, bursts in zip(rates, bursty, strict=True)
    ]


def _rates(rng: np.random.Generator, number: int) -> list[float]:
    """Articles a day: one of each `number`-th of the distribution, so that a month is not one giant's."""
    parts = (np.arange(number) + rng.random(number)) / number
    return [MEDIAN * float(np.exp(SIGMA * NormalDist().inv_cdf(part))) for part in parts]


def _outlet(rng: np.random.Generator, rate: float, *, bursty: bool, days: int) -> Outlet:
    zone = timezone(timedelta(hours=int(rng.integers(-8, 13))))
    dated = bool(rng.random() < DATED)
    shape = _week(rng, zone)
    span = (days + 2 + BEFORE) * 24
    hours = [n - BEFORE * 24 for n in range(span)]
    means = np.array([rate / 24 * shape[hour % 168] for hour in hours])
    counts = rng.poisson(means / (BURST_SIZE if bursty else 1))
    starts = np.repeat(np.array(hours, float), counts) + rng.random(int(counts.sum()))
    if bursty:
        sizes = rng.geometric(1 / BURST_SIZE, len(starts))
        starts = np.repeat(starts, sizes) + rng.exponential(BURST_MINUTES / 60, int(sizes.sum()))
    return Outlet(rate, bursty, dated, zone, sorted(starts.tolist()))


def _week(rng: np.random.Generator, zone: tzinfo) -> np.ndarray:
    """Factors by hour of the week in UTC, with night and weekend dips; their mean is 1."""
    night, weekend = rng.uniform(0.05, 0.35), rng.uniform(0.4, 1.0)
    wakes, sleeps = rng.uniform(5, 8), rng.uniform(20, 24)
    local = np.arange(24) + 0.5
    day = night + (1 - night) / (1 + np.exp(-2 * (local - wakes))) / (1 + np.exp(2 * (local - sleeps)))
    day *= np.exp(rng.normal(0, 0.25, 24))
    week = np.concatenate([day * (weekend if number >= 5 else 1) for number in range(7)])
    offset = int((zone.utcoffset(None) or timedelta()) / timedelta(hours=1))
    week = np.roll(week, -offset)
    return np.asarray(week / week.mean())


#: Of all texts, those that change within 7 days, and of these, those that do so within the first
#: (GDELT, "News articles are rewritten", 2018-2019; the same share is the mission's).
EDITED, FIRST_DAY = 0.18, 0.81
#: Part of the edits that are followed by one more, in the harder variant: nobody has measured it.
AGAIN = 0.3
#: Mean hours to an edit of the first day: most corrections come in the first hours.
EDIT_HOURS = 6.0


def make_edits(seed: int, *, number: int, again: float = 0.0) -> list[list[float]]:
    """Hours after publication of the edits of that many articles, in order; most have none.

    Each edit is followed by one more with the probability `again`.
    """
    rng = np.random.default_rng(seed)
    return [_edits(rng, again) if rng.random() < EDITED else [] for _ in range(number)]


def _edits(rng: np.random.Generator, again: float) -> list[float]:
    first = _of_first_day(rng) if rng.random() < FIRST_DAY else float(rng.uniform(24, 168))
    edits = [first]
    while rng.random() < again:
        after = edits[-1] + float(rng.exponential(EDIT_HOURS))
        if after >= 168:
            break
        edits.append(after)
    return edits


def _of_first_day(rng: np.random.Generator) -> float:
    while (hours := float(rng.exponential(EDIT_HOURS))) >= 24:
        pass
    return hours
