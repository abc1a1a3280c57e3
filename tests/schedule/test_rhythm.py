"""What a source's history says of its pace."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.records import PollHints
from crawler.schedule.rhythm import Rhythm, after_poll, dump_rhythm, first_rhythm, load_rhythm

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEW = Rhythm(until=NOON, last_new=NOON)


def polled(rhythm: Rhythm, counts: list[int], *, every: timedelta = HOUR) -> Rhythm:
    for count in counts:
        rhythm = after_poll(rhythm, rhythm.until + every, new=count, zone=UTC, listed=20)
    return rhythm


@pytest.mark.parametrize("a_day", [0.5, 5, 50, 500])
def test_the_rate_is_learnt_from_polls(a_day: float) -> None:
    counts = [int(a_day / 24 * (n + 1)) - int(a_day / 24 * n) for n in range(24 * 20)]
    assert polled(NEW, counts).rate == pytest.approx(a_day, rel=0.15)


def test_a_source_without_history_is_taken_for_one_of_a_few_links_a_day() -> None:
    assert NEW.rate == 5


def test_a_change_of_pace_is_followed() -> None:
    busy = polled(NEW, [10] * 60, every=DAY)
    assert polled(busy, [1] * 60, every=DAY).rate < 2


def test_the_dates_of_a_first_list_are_history() -> None:
    dates = [NOON - n * 2 * HOUR for n in range(1, 40)]
    assert first_rhythm(dates, NOON, zone=UTC, listed=40).rate == pytest.approx(12, rel=0.1)


def test_dates_far_back_and_in_the_future_are_no_history() -> None:
    dates = [NOON + DAY, NOON - 300 * DAY, NOON - 200 * DAY, NOON - HOUR]
    assert first_rhythm(dates, NOON, zone=UTC, listed=4).days == 0


def test_hours_are_those_of_the_outlet() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    dates = [NOON - n * DAY - 3 * HOUR for n in range(13)]  # 18:00 in Tokyo
    week = first_rhythm(dates, NOON, zone=tokyo, listed=13).week()
    assert max(range(24), key=week[:24].__getitem__) == 18


def test_a_week_has_a_mean_of_one() -> None:
    week = first_rhythm([NOON - n * HOUR for n in range(300)], NOON, zone=UTC, listed=300).week()
    assert sum(week) / 168 == pytest.approx(1, abs=0.02)


def test_a_clock_that_was_set_back_makes_no_history() -> None:
    after = after_poll(polled(NEW, [3]), NOON - DAY, new=2, zone=UTC, listed=20)
    assert (after.until, after.found, round(after.days, 3)) == (NOON - DAY, 5, 0.042)


def test_a_poll_without_a_list_keeps_the_length_of_the_last() -> None:
    assert after_poll(polled(NEW, [3]), NOON + 2 * HOUR, new=0, zone=UTC, listed=None).listed == 20


def test_json_holds_it() -> None:
    rhythm = polled(NEW, [3, 0, 1])
    assert load_rhythm(dump_rhythm(rhythm)) == load_rhythm(
        dump_rhythm(load_rhythm(dump_rhythm(rhythm)) or NEW)
    )
    kept = Rhythm(NOON, NOON, hints=PollHints(min_interval=3600, skip_hours=(1,), skip_days=("Sunday",)))
    assert load_rhythm(dump_rhythm(kept)) == kept


@pytest.mark.parametrize(
    "damaged", [None, {}, {"until": "yesterday"}, {"until": NOON.isoformat(), "found": []}]
)
def test_a_damaged_history_is_begun_anew(damaged) -> None:
    assert load_rhythm(damaged) is None
