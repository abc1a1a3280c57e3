from datetime import UTC, datetime

import pytest

from crawler.outlet import OutletSpider
from crawler.outlet.arguments import ArgumentError, parse_arguments
from crawler.records import Arguments


def test_no_argument_means_no_bound():
    assert parse_arguments() == Arguments()


def test_days_are_inclusive_in_utc():
    arguments = parse_arguments(since="2024-03-30", until="2024-03-30")
    assert arguments.since == datetime(2024, 3, 30, tzinfo=UTC)
    assert arguments.until == datetime(2024, 3, 30, 23, 59, 59, 999999, tzinfo=UTC)


def test_an_instant_with_offset_is_taken_as_it_is():
    assert parse_arguments(since="2024-03-30T22:00:00-04:00").since == datetime(2024, 3, 31, 2, tzinfo=UTC)


def test_limit_is_a_number():
    assert parse_arguments(limit="20").limit == 20


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"limt": "3"}, "did you mean limit?"),
        ({"limt": "3"}, "since: only links dated"),
        ({"limit": "many"}, "limit='many' is no whole number"),
        ({"limit": "0"}, "at least 1"),
        ({"since": "yesterday"}, "since='yesterday' is no date: give it as YYYY-MM-DD"),
        ({"since": "2024-02-02", "until": "2024-01-01"}, "lies after"),
    ],
)
def test_a_wrong_argument_says_what_to_give(given, says):
    with pytest.raises(ArgumentError, match=says.replace("?", r"\?")):
        parse_arguments(**given)


def test_what_a_launcher_adds_is_no_argument_of_the_outlet():
    assert parse_arguments(_job="26a2", limit="2") == parse_arguments(limit="2")


def test_a_spider_keeps_a_launchers_argument_as_any_spider_of_scrapys_does():
    made = OutletSpider("daily", _job="26a2", limit="2")
    assert (made._job, made.given_arguments) == ("26a2", {"limit": "2"})
