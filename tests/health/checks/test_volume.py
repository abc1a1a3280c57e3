"""How many articles are expected, and how rare it is that fewer come."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.health.checks.volume import expected_articles, low_tail
from crawler.schedule.rhythm import Rhythm

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("found", "mean", "variance", "tail"),
    [(0, 3, 3.0001, 0.0498), (2, 10, 10.001, 0.0028), (9, 10, 30, 0.5245)],
)
def test_the_tail_of_counts(found, mean, variance, tail):
    assert low_tail(found, mean, variance) == pytest.approx(tail, abs=2e-3)


def test_expected_articles_follow_the_hours():
    rhythm = Rhythm(
        until=NOON,
        last_new=NOON,
        found=280.0,
        days=28.0,
        hours=(0.0,) * 8 + (17.5,) * 16,
        weekdays=(40.0,) * 7,
    )
    night, day = NOON.replace(hour=0), NOON.replace(hour=10)
    hours = timedelta(hours=6)
    assert (
        expected_articles(rhythm, night, night + hours, zone=UTC)
        < 0.5
        < 3
        < expected_articles(rhythm, day, day + hours, zone=UTC)
    )
    week = expected_articles(rhythm, NOON, NOON + timedelta(days=7), zone=UTC)
    assert week == pytest.approx(7 * rhythm.rate, rel=0.02)
