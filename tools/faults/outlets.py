"""Synthetic outlets: how often and when each publishes, and what its platform's pages give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import numpy as np

START = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday

#: Rung -> share of articles; what is missing to 1 has no value.
Rungs = Mapping[str, float]


@dataclass(frozen=True)
class Platform:
    """What pages of one platform give, and where its articles are listed."""

    name: str
    sources: tuple[str, ...]
    headline: Rungs
    body: Rungs
    date: Rungs
    authors: Rungs
    #: Letters of the median body, and the spread of its logarithm.
    length: float
    spread: float
    #: Whether the server says that a source has not changed.
    validators: bool = True


PLATFORMS = (
    Platform(
        "wordpress",
        ("feed",),
        {"jsonld": 0.97, "heading": 0.03},
        {"page": 1.0},
        {"jsonld:second": 0.99, "opengraph:second": 0.01},
        {"jsonld": 0.86, "byline": 0.06},
        2600,
        0.55,
    ),
    Platform(
        "joomla",
        ("feed", "listing"),
        {"heading": 0.95, "opengraph": 0.05},
        {"page": 0.9, "microdata": 0.1},
        {"time:minute": 0.93, "text:day": 0.05},
        {"byline": 0.35},
        1900,
        0.7,
        validators=False,
    ),
    Platform(
        "drupal",
        ("sitemap", "listing"),
        {"opengraph": 0.7, "heading": 0.3},
        {"microdata": 0.98, "page": 0.02},
        {"opengraph:second": 0.97, "time:day": 0.03},
        {"byline": 0.72, "meta": 0.08},
        3200,
        0.5,
    ),
    Platform(
        "arc",
        ("feed", "sitemap", "listing"),
        {"jsonld": 1.0},
        {"page": 0.8, "jsonld": 0.2},
        {"jsonld:second": 1.0},
        {"jsonld": 0.97},
        4200,
        0.6,
    ),
    Platform(
        "plain",
        ("listing", "listing"),
        {"heading": 0.9, "title": 0.1},
        {"page": 1.0},
        {"text:day": 0.8, "link:minute": 0.14},
        {},
        1500,
        0.45,
        validators=False,
    ),
)
RATES = (1.0, 3.0, 8.0, 20.0, 60.0, 150.0)


@dataclass(frozen=True)
class Outlet:
    """One outlet: its platform, articles a day, zone, and hours since START of all that it publishes."""

    name: str
    platform: Platform
    rate: float
    zone: tzinfo
    language: str
    #: Hours between two runs.
    pace: float
    hours: list[float]

    def usual_quiet(self, days: float) -> float:
        """Hours of the longest time without an article that a month has, at least two runs' pace.

        The expected interval: nobody can call an outlet silent before.
        """
        hours = np.array([0.0, *self.hours])
        month = [
            float(np.diff(hours[(hours >= a) & (hours < a + 720)]).max(initial=0)) for a in _months(days)
        ]
        return max(float(np.mean(month)), 2 * self.pace)


def _months(days: float) -> list[float]:
    return [start * 24.0 for start in range(0, int(days) - 29, 30)]


def make_outlets(seed: int, *, days: int) -> list[Outlet]:
    """Every platform at every rate."""
    rng = np.random.default_rng(seed)
    return [_outlet(rng, platform, rate, days) for platform in PLATFORMS for rate in RATES]


def _outlet(rng: np.random.Generator, platform: Platform, rate: float, days: int) -> Outlet:
    zone = timezone(timedelta(hours=int(rng.integers(-8, 11))))
    language = str(rng.choice(["en", "es", "de", "fr", "pt"]))
    rate *= float(np.exp(rng.normal(0, 0.15)))
    hours = _publishing(rng, rate, zone, days)
    pace = float(np.clip(12 / rate, 0.25, 6))
    return Outlet(f"{platform.name}-{rate:.0f}", platform, rate, zone, language, pace, hours)


def _publishing(rng: np.random.Generator, rate: float, zone: tzinfo, days: int) -> list[float]:
    """Hours of publication: nights and weekends are quiet, days differ, some bring a burst or a holiday."""
    week = _week(rng)
    offset = int((zone.utcoffset(None) or timedelta()) / timedelta(hours=1))
    daily = np.exp(rng.normal(0, 0.2, days + 2))
    daily[rng.random(days + 2) < 1 / 40] *= 2.2  # great news
    daily[rng.random(days + 2) < 1 / 45] *= 0.45  # a holiday
    means = [
        rate / 24 * week[(hour + offset) % 168] * daily[(hour + offset) // 24] for hour in range(days * 24)
    ]
    counts = rng.poisson(means)
    return sorted((np.repeat(np.arange(days * 24.0), counts) + rng.random(int(counts.sum()))).tolist())


def _week(rng: np.random.Generator) -> np.ndarray:
    """Factors by local hour of the week, their mean 1."""
    night, weekend = rng.uniform(0.03, 0.35), rng.uniform(0.35, 1.0)
    wakes, sleeps = rng.uniform(5, 8), rng.uniform(20, 24)
    local = np.arange(24) + 0.5
    day = night + (1 - night) / (1 + np.exp(-2 * (local - wakes))) / (1 + np.exp(2 * (local - sleeps)))
    day *= np.exp(rng.normal(0, 0.2, 24))
    week = np.concatenate([day * (weekend if number >= 5 else 1) for number in range(7)])
    return np.asarray(week / week.mean())
