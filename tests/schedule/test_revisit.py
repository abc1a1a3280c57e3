from datetime import UTC, datetime, timedelta

import pytest

from crawler.schedule.revisit import article_due, edited_due, is_whole_due, retry_due

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("age", "due"),
    [
        (timedelta(0), HOUR),
        (timedelta(minutes=50), 6 * HOUR),
        (2 * HOUR, 6 * HOUR),
        (7 * HOUR, 24 * HOUR),
        (25 * HOUR, 168 * HOUR),
        (timedelta(days=8), None),
        (timedelta(days=3000), None),
    ],
)
def test_an_article_is_due_by_its_age(age: timedelta, due: timedelta | None) -> None:
    assert article_due(NOON, NOON + age) == (NOON + due if due else None)


def test_an_article_from_the_future_counts_from_its_fetch() -> None:
    assert article_due(NOON + timedelta(days=300), NOON) == NOON + HOUR


@pytest.mark.parametrize(
    ("state", "attempts", "due"),
    [
        ("failed", 1, timedelta(minutes=15)),
        ("failed", 2, timedelta(minutes=30)),
        ("failed", 7, timedelta(hours=16)),
        ("failed", 8, None),
        ("rejected", 1, timedelta(days=1)),
        ("rejected", 2, timedelta(days=1)),
        ("rejected", 3, None),
        ("dead", 2, timedelta(days=1)),
        ("dead", 3, None),
        ("gone", 1, timedelta(days=1)),
        ("gone", 2, None),
        ("done", 1, None),
        ("merged", 1, None),
    ],
)
def test_a_page_without_an_article_is_tried_again(state, attempts: int, due: timedelta | None) -> None:
    assert retry_due("article", state, attempts, NOON) == (NOON + due if due else None)


@pytest.mark.parametrize(
    ("state", "attempts", "due"),
    [
        ("failed", 1, timedelta(minutes=15)),
        ("failed", 8, timedelta(days=1)),
        ("failed", 1000, timedelta(days=1)),
        ("rejected", 50, timedelta(days=1)),
        ("dead", 50, timedelta(days=1)),
    ],
)
def test_a_source_is_never_given_up(state, attempts: int, due: timedelta) -> None:
    assert retry_due("feed", state, attempts, NOON) == NOON + due


@pytest.mark.parametrize(
    ("age", "due"),
    [
        (timedelta(minutes=20), timedelta(minutes=40)),
        (2 * HOUR, HOUR),
        (10 * HOUR, 5 * HOUR),
        (timedelta(days=2), timedelta(days=1)),
        (timedelta(days=8), timedelta(days=4)),
        (timedelta(days=20), timedelta(days=7)),
        (timedelta(days=30), None),
    ],
)
def test_an_article_that_was_edited_is_looked_at_again_sooner(age: timedelta, due: timedelta | None) -> None:
    assert edited_due(NOON - age, NOON) == (NOON + due if due else None)


@pytest.mark.parametrize(
    ("ago", "whole"),
    [(None, False), (timedelta(0), False), (19 * HOUR, False), (20 * HOUR, True), (timedelta(days=9), True)],
)
def test_a_page_is_read_whole_once_a_day(ago: timedelta | None, whole: bool) -> None:
    assert is_whole_due(NOON - ago if ago is not None else None, now=NOON) is whole
