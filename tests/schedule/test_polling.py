"""When a source is polled again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from scrapy.http import Response

from crawler.records import PollHints
from crawler.schedule.polling import (
    LONGEST,
    LONGEST_OF_ALL,
    SHORTEST,
    first_allowed,
    hourly_polls,
    learn_poll,
    longest_pause,
    next_poll,
    poll_due,
    polls_a_day,
    read_freshness,
)
from crawler.schedule.rhythm import News, Rhythm

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)  # a Wednesday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def source(a_day: float, *, days: float = 30, **more) -> Rhythm:
    return Rhythm(until=NOON, last_new=NOON, found=a_day * days, days=days, **more)


def pause(rhythm: Rhythm, now: datetime = NOON) -> timedelta:
    return next_poll(rhythm, now, zone=UTC) - now


def test_the_more_a_source_brings_the_sooner_it_is_polled() -> None:
    pauses = [pause(source(a_day)) for a_day in (0.02, 0.5, 5, 300, 1000)]
    assert pauses == sorted(pauses, reverse=True)
    assert timedelta(minutes=5) < pauses[-1] < timedelta(minutes=30)
    assert timedelta(hours=1) < pauses[2] < timedelta(hours=4)


def test_pauses_have_bounds() -> None:
    assert pause(source(1_000_000, listed=10)) == SHORTEST
    assert pause(source(0.0001)) == LONGEST


@pytest.mark.parametrize(
    ("silent", "longest"),
    [(timedelta(0), LONGEST), (30 * DAY, LONGEST), (60 * DAY, 12 * HOUR), (3000 * DAY, LONGEST_OF_ALL),
     (-DAY, LONGEST)],
)  # fmt: skip
def test_a_source_that_is_silent_for_long_is_asked_less_and_less(
    silent: timedelta, longest: timedelta
) -> None:
    assert longest_pause(replace(source(0.0001), last_new=NOON - silent), NOON) == longest


def test_a_list_is_read_before_what_it_shows_has_left_it() -> None:
    assert pause(source(500, listed=20)) < HOUR / 2 < pause(source(500, listed=20, days=0.01))


def test_polls_go_where_links_are_expected() -> None:
    day, night = pause(source(20)), pause(source(20), NOON + 13 * HOUR)
    assert night > 1.3 * day


def test_the_polls_of_a_week_are_as_many_as_they_are_to_be() -> None:
    assert sum(hourly_polls(source(20).week(), polls_a_day=polls_a_day(20))) == pytest.approx(
        7 * polls_a_day(20)
    )


@pytest.mark.parametrize(
    ("hints", "fresh_for", "soonest"),
    [
        (PollHints(), 0, timedelta(minutes=5)),
        (PollHints(min_interval=7200), 0, 2 * HOUR),
        (PollHints(), 7200, 2 * HOUR),
        (PollHints(min_interval=3600), 7200, 2 * HOUR),
        (PollHints(min_interval=31536000), 0, DAY),
        (PollHints(skip_hours=(12, 13)), 0, 2 * HOUR),
        (PollHints(skip_days=("Wednesday",)), 0, 12 * HOUR),
        (PollHints(skip_hours=tuple(range(24))), 0, timedelta(minutes=5)),
    ],
)
def test_a_source_is_polled_no_sooner_than_it_wishes(
    hints: PollHints, fresh_for: int, soonest: timedelta
) -> None:
    busy = replace(source(1_000_000, listed=10), hints=hints)
    assert poll_due(busy, NOON, fresh_for=fresh_for, zone=UTC) == NOON + soonest


def test_a_wish_for_less_than_the_pace_changes_nothing() -> None:
    rare = source(1)
    assert poll_due(replace(rare, hints=PollHints(min_interval=60)), NOON, zone=UTC) == next_poll(
        rare, NOON, zone=UTC
    )


def test_a_moment_that_is_not_to_be_skipped_stays() -> None:
    assert first_allowed(NOON, PollHints(skip_hours=(3,), skip_days=("Sunday",))) == NOON


def test_wishes_stay_where_the_feed_was_not_read() -> None:
    asked = PollHints(min_interval=3600)
    read = learn_poll(None, News(listed=10), NOON, hints=asked, zone=UTC)
    unchanged = learn_poll(read, News(), NOON + HOUR, zone=UTC)
    assert unchanged.hints == asked
    assert learn_poll(unchanged, News(listed=10), NOON + 2 * HOUR, zone=UTC).hints == PollHints()


DATE, LATER = "Wed, 01 May 2024 12:00:00 GMT", "Wed, 01 May 2024 13:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"Cache-Control": "public, max-age=300"}, 300),
        ({"Cache-Control": "s-maxage=900, max-age=300"}, 300),
        ({"Cache-Control": 'MAX-AGE="60"'}, 60),
        ({"Cache-Control": "max-age=300", "Age": "120"}, 180),
        ({"Cache-Control": "max-age=300", "Age": "900"}, 0),
        ({"Cache-Control": "max-age=300", "Age": "soon"}, 300),
        ({"Cache-Control": "no-cache, max-age=300"}, 0),
        ({"Cache-Control": "no-store"}, 0),
        ({"Cache-Control": "max-age=99999999999999999999"}, 999999999),
        ({"Cache-Control": "max-age=300", "Expires": LATER, "Date": DATE}, 300),
        ({"Expires": LATER, "Date": DATE}, 3600),
        ({"Expires": LATER}, 3600),
        ({"Expires": DATE, "Date": LATER}, 0),
        ({"Expires": "0"}, 0),
        ({"Expires": "Wed, 01 May 2024 13:00:00"}, 3600),
    ],
)
def test_a_response_is_fresh_for_as_long_as_its_headers_say(headers: dict[str, str], seconds: int) -> None:
    assert read_freshness(Response("https://a.example/feed", headers=headers), now=NOON) == seconds
