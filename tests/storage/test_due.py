from datetime import UTC, datetime, timedelta

import pytest

from crawler.storage import article_due, retry_due, source_due

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
    assert retry_due(state, attempts, NOON) == (NOON + due if due else None)


def test_sources_are_due_by_their_kind_and_articles_are_no_sources() -> None:
    dues = [source_due(kind, NOON) for kind in ("feed", "listing", "sitemap")]
    assert dues == sorted(dues)
    assert all(due > NOON for due in dues)
    assert source_due("article", NOON) is None
