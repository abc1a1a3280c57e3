"""When a session makes a page due again."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from crawler.storage import Outcome, Page
from crawler.storage.session import Session

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ARTICLE = Page(1, "k", "article", "https://a.example/1", "a", "done", article_id=7)


def session(**arguments) -> Session:
    nothing = SimpleNamespace()
    return Session(store=nothing, writer=nothing, run_id=1, spider="a", outlet="a", **arguments)  # type: ignore[arg-type]


def due(page: Page, state: str, **arguments) -> timedelta | None:
    moment = session(**arguments)._retry(page, Outcome(state), NOW)  # type: ignore[arg-type]
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
    one_off = session()
    one_off.declared = lambda outlet: False
    assert one_off._retry(ARTICLE, Outcome("failed"), NOW) is None
