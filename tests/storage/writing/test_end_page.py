"""How a page of an article ends: once in a run, and what was stored of it stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.storage import AlreadySettled, RowError
from tests.storage.desk import HOUR, Desk, together


def test_the_first_outcome_of_a_page_in_a_run_wins(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.settle(page, "gone", http_status=410)
    with pytest.raises(AlreadySettled, match="gone"):
        desk.keep(page)
    with pytest.raises(AlreadySettled):
        desk.settle(page, "failed")
    assert desk.store.page_counts(desk.run)["article"] == {"gone": 1}
    assert desk.store.articles() == []


def test_two_outcomes_in_one_group(desk: Desk) -> None:
    page = desk.page("gazette:1")
    first, second = together(desk, [desk.storing(page) for _ in range(2)])
    assert first.state == "done"
    assert isinstance(second, AlreadySettled)


def test_what_was_stored_stays_when_the_page_is_gone(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page)
    desk.settle(desk.again(page), "gone", http_status=404)
    assert desk.store.article("gazette:1").article.body == "The first text."


def test_attempts_are_counted_and_end_with_a_success(desk: Desk) -> None:
    page = desk.page("gazette:1")
    for attempts in (1, 2):
        desk.settle(page, "failed", count_attempt=True, due_at=desk.now)
        page = desk.again(page)
        assert page.attempts == attempts
    desk.keep(page)
    assert desk.again(page).attempts == 0


def test_an_answer_of_unchanged_keeps_the_validators(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page, etag='"a"')
    again = desk.again(page)
    desk.settle(again, "unchanged", http_status=304, due_at=desk.now + HOUR)
    assert desk.again(page).etag == '"a"'


def test_a_page_that_is_not_there_is_an_error_of_the_row(desk: Desk) -> None:
    page = desk.page("gazette:1")
    with pytest.raises(RowError, match="no page"):
        desk.keep(replace(page, id=10**6))
    [letter] = desk.store.dead_letters()
    assert (letter.page_id, letter.url) == (None, page.url)
