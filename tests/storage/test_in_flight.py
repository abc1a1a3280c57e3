"""When a run makes a page due again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.storage import Outcome, Page
from crawler.storage.in_flight import NextLook, Ticket

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ARTICLE = Page(1, "k", "article", "https://a.example/1", "a", "done", article_id=7)


def due(page: Page, state: Any, **look: Any) -> timedelta | None:
    moment = NextLook(**look).after_outcome(page, Outcome(state), NOW)
    return moment and moment - NOW


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(minutes=10), timedelta(minutes=50)),
        (timedelta(hours=5), timedelta(hours=1)),
        (timedelta(hours=20), timedelta(hours=4)),
        (timedelta(days=5), timedelta(days=2)),
        (timedelta(days=8), None),
    ],
)
def test_an_unchanged_article_is_due_by_how_long_ago_it_appeared(age, expected):
    page = Page(1, "k", "article", "https://a.example/1", "a", "done", article_dated_at=NOW - age)
    assert due(page, "unchanged") == expected


def test_a_failed_page_backs_off():
    assert due(ARTICLE, "failed") == timedelta(minutes=15)


def test_a_page_left_pending_is_not_due():
    assert due(ARTICLE, "pending") is None


def test_under_replay_nothing_is_due():
    assert due(ARTICLE, "failed", makes_due=False) is None


def test_a_page_of_a_host_without_an_outlet_is_never_due():
    assert due(ARTICLE, "failed", is_declared=lambda outlet: False) is None


FEED = Page(1, "f", "feed", "https://a.example/feed", "a", "done")


def polled(page: Page, outcome: Outcome, *, fresh_for: int = 0, **look: Any) -> timedelta | None:
    """After how long a source is polled again."""
    _, moment = NextLook(**look).after_poll(Ticket(page, fresh_for=fresh_for), outcome, NOW)
    moment = outcome.due(moment)
    return moment and moment - NOW


@pytest.mark.parametrize("state", ["done", "unchanged"])
def test_a_source_that_answered_is_polled_at_its_pace(state):
    pause = polled(FEED, Outcome(state))
    assert pause is not None
    assert timedelta(minutes=5) <= pause <= timedelta(hours=6)


def test_a_source_is_not_polled_while_its_response_is_fresh():
    assert polled(FEED, Outcome("done"), fresh_for=12 * 3600) == timedelta(hours=12)


def test_a_source_that_another_one_names_is_polled_when_that_says_so():
    child = replace(FEED, source_id=7)
    assert polled(child, Outcome("done")) is None
    assert polled(child, Outcome("failed")) == timedelta(minutes=15)


def test_a_source_that_failed_backs_off_and_waits_for_its_host():
    assert polled(replace(FEED, attempts=3), Outcome("failed")) == timedelta(hours=2)
    waiting = Outcome("failed", not_before=NOW + timedelta(hours=9))
    assert polled(FEED, waiting) == timedelta(hours=9)


def test_a_replayed_source_is_not_due():
    assert polled(FEED, Outcome("done"), makes_due=False) is None
