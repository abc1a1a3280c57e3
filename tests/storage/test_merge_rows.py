"""Rows that meet under one key are one, and no text is lost."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from crawler.storage.rekey import rekey_outlet
from tests.storage.desk import HOUR, NOON, Desk, article
from tests.storage.keys import OUTLET, number_of


def stored_twice(desk: Desk) -> tuple[int, int]:
    """One article under two keys, each with an edit of its own in between the other's."""
    one, two = desk.page("gazette:a/7", "gazette:b/7")
    first = desk.keep(one, article("gazette:a/7", "A"))
    desk.now += HOUR
    second = desk.keep(two, article("gazette:b/7", "B"), now=desk.now)
    desk.keep(desk.again(one), article("gazette:a/7", "C"))
    return first.article_id, second.article_id


def test_articles_that_meet_are_one_with_their_versions_by_time(desk: Desk) -> None:
    kept, lost = stored_twice(desk)
    counts = rekey_outlet(desk.store, **OUTLET, key_of=number_of)
    assert (counts.articles_merged, counts.pages_merged) == (1, 1)
    [stored] = desk.store.articles()
    assert (stored.id, stored.article.key, stored.article.body) == (kept, "number:7", "C")
    versions = desk.store.versions(kept)
    assert [(version.number, version.body) for version in versions] == [(1, "A"), (2, "B"), (3, "C")]
    assert stored.version == 3
    assert stored.first_seen_at == NOON
    addresses = ("https://gazette.example/gazette/a/7", "https://gazette.example/gazette/b/7")
    assert {desk.store.article(address).id for address in addresses} == {kept}
    assert desk.store.article(lost) is None
    edited = desk.keep(desk.again(desk_page(desk)), article("number:7", "D"))
    assert (edited.article_id, edited.version) == (kept, 4)


def desk_page(desk: Desk) -> Any:
    query = text("SELECT id FROM pages WHERE key = 'number:7'")
    return type("Page", (), {"id": desk.store.read(lambda connection: connection.scalar(query))})


def test_the_same_text_at_two_addresses_is_one_version(desk: Desk) -> None:
    one, two = desk.page("gazette:a/7", "gazette:b/7")
    desk.keep(one, article("gazette:a/7", "A", headline="H"))
    desk.keep(two, article("gazette:b/7", "A", headline="H"))
    rekey_outlet(desk.store, **OUTLET, key_of=number_of)
    [stored] = desk.store.articles()
    assert (len(desk.store.versions(stored.id)), stored.version) == (1, 1)


def test_a_printed_date_outlives_the_merge(desk: Desk) -> None:
    one, two = desk.page("gazette:a/7", "gazette:b/7")
    desk.keep(one, article("gazette:a/7", "A", date_published=NOON, date_published_method="stated"))
    later = article("gazette:b/7", "B", date_published=NOON + HOUR, date_published_method="inferred-fetch")
    desk.keep(two, later, now=NOON + HOUR)
    rekey_outlet(desk.store, **OUTLET, key_of=number_of)
    [stored] = desk.store.articles()
    assert (stored.article.body, stored.article.date_published) == ("B", NOON)


def test_a_page_with_an_article_stays_and_a_pending_one_is_not_lost(desk: Desk) -> None:
    stored, failed, _ = desk.page("gazette:a/1", "gazette:a/2", "gazette:b/2")
    desk.list("gazette:b/1")
    desk.keep(stored, article("gazette:a/1"))
    desk.settle(failed, "failed")
    rekey_outlet(desk.store, **OUTLET, key_of=number_of)
    desk.start()
    assert [page.key for page in desk.take()] == ["number:2"]
    assert desk.store.known(["number:1"]) == {"number:1"}
