"""Rows get their present keys in steps that may be cut short."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from crawler.storage import AskPages, NewPage, RekeyCounts, Store
from crawler.storage.rekey import needs_rekey, rekey_outlet
from tests.storage.desk import HOUR, NOON, Desk, article
from tests.storage.keys import OUTLET, number_of


def test_nothing_needs_a_new_key_while_the_rules_stay(desk: Desk) -> None:
    assert not needs_rekey(desk.store, **OUTLET)
    desk.list("gazette:1")
    assert not needs_rekey(desk.store, **{**OUTLET, "key_version": "1"})
    assert needs_rekey(desk.store, **OUTLET)
    assert needs_rekey(desk.store, **{**OUTLET, "key_version": "0"})
    rekey_outlet(desk.store, **OUTLET, key_of=number_of)
    assert not needs_rekey(desk.store, **OUTLET)


def test_keys_follow_the_rules_and_a_second_call_does_nothing(desk: Desk) -> None:
    one, _ = desk.page("gazette:1", "gazette:2")
    desk.keep(one)
    counts = rekey_outlet(desk.store, **OUTLET, key_of=number_of)
    assert (counts.pages_merged, counts.articles_merged) == (0, 0)
    assert desk.store.known(["number:1", "number:2", "gazette:1"]) == {"number:1", "number:2"}
    assert desk.store.article("number:1").article.key == "number:1"
    assert rekey_outlet(desk.store, **OUTLET, key_of=number_of) == RekeyCounts()
    desk.start()
    assert [page.key for page in desk.take()] == ["number:2"]


def test_keys_that_change_places_are_not_merged(desk: Desk) -> None:
    one, two, three = desk.page("gazette:1", "gazette:2", "gazette:3")
    for page in (one, two, three):
        desk.keep(page, article(page.key, page.key))
    turn = {"1": "gazette:2", "2": "gazette:3", "3": "gazette:1"}
    counts = rekey_outlet(
        desk.store, **OUTLET, key_of=lambda url: turn[url[-1]] if "/feed:" not in url else url, batch=1
    )
    assert (counts.pages_merged, counts.articles_merged) == (0, 0)
    bodies = {stored.article.key: stored.article.body for stored in desk.store.articles()}
    assert bodies == {"gazette:2": "gazette:1", "gazette:3": "gazette:2", "gazette:1": "gazette:3"}


def asking(desk: Desk, page: NewPage) -> AskPages:
    return AskPages(run_id=desk.run, spider="article", pages=[page], refetch=True, now=NOON)


def test_a_host_that_becomes_an_outlet(desk: Desk) -> None:
    page = NewPage("other.example/news/9", "https://other.example/news/9", "other.example", "1")
    [asked] = desk.do(asking(desk, page)).taken
    desk.keep(asked, article("other.example/news/9", url=page.url, outlet="other.example"))
    waiting = NewPage("other.example/news/8", "https://other.example/news/8", "other.example", "1")
    desk.do(asking(desk, waiting))
    named: dict[str, Any] = {"outlet": "gazette", "hosts": ("other.example",), "key_version": "1"}
    assert needs_rekey(desk.store, **named)
    rekey_outlet(desk.store, **named, key_of=number_of)
    assert not needs_rekey(desk.store, **named)
    [stored] = desk.store.articles(outlet="gazette")
    assert stored.article.key == "number:9"
    desk.now += 2 * HOUR
    desk.start()
    assert {taken.key for taken in desk.take()} == {"number:8", "number:9"}


def test_an_outlets_rules_do_not_touch_another_outlets_rows(desk: Desk) -> None:
    page = NewPage("number:5", "https://other.example/x", "other", "1")
    desk.do(asking(desk, page))
    desk.list("gazette:1")
    rekey_outlet(desk.store, **OUTLET, key_of=number_of)
    assert desk.store.known(["number:5", "number:1"]) == {"number:5", "number:1"}


def test_an_address_without_a_key_keeps_the_one_it_has(desk: Desk) -> None:
    desk.list("gazette:broken")
    rekey_outlet(desk.store, **OUTLET, key_of=number_of)
    assert desk.store.known(["gazette:broken"]) == {"gazette:broken"}
    assert not needs_rekey(desk.store, **OUTLET)


@pytest.mark.parametrize("after", [0, 1, 3, 7, 12])
def test_one_that_was_cut_short_goes_on_with_nothing_lost_and_nothing_twice(desk: Desk, after: int) -> None:
    pages = desk.page(*(f"gazette:{side}/{number}" for number in range(8) for side in "ab"))
    for page in pages:
        desk.keep(page, article(page.key, page.key))
    with pytest.raises(KeyboardInterrupt):
        rekey_outlet(desk.store, **OUTLET, key_of=stopping(after), batch=3)
    rekey_outlet(desk.store, **OUTLET, key_of=number_of, batch=3)
    assert not needs_rekey(desk.store, **OUTLET)
    stored = desk.store.articles()
    assert {one.article.key for one in stored} == {f"number:{number}" for number in range(8)}
    bodies = [version.body for one in stored for version in desk.store.versions(one.id)]
    assert sorted(bodies) == sorted(page.key for page in pages)
    keys = desk.store.read(lambda connection: list(connection.scalars(text("SELECT key FROM pages"))))
    assert sum(key.startswith("number:") for key in keys) == 8


def stopping(after: int) -> Callable[[str], str]:
    calls = iter(range(10_000))

    def key_of(url: str) -> str:
        if next(calls) >= after:
            raise KeyboardInterrupt
        return number_of(url)

    return key_of


def test_counts_say_what_was_done(store: Store, desk: Desk) -> None:
    desk.list("gazette:a/1", "gazette:b/1", "gazette:c/2")
    counts = rekey_outlet(store, **OUTLET, key_of=number_of)
    assert counts.pages_merged == 1
    assert counts.rows == counts.changed >= 3
