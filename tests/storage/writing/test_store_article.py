"""Storing an article: which article a page is, and every key and address that led there."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from crawler.items import Image
from tests.storage.desk import HAVANA, HOUR, NOON, Desk, article, together


def test_an_article_is_read_back_as_it_was_stored(desk: Desk) -> None:
    given = article(
        "gazette:1",
        "Erster Absatz.\n\nZweiter: naïve café, 上海, \U0001f642.",
        authors=["Ana Pérez", "Li Wei"],
        images=[Image(url="https://gazette.example/a.jpg", caption="A", credit=None)],
        date_published=datetime(2024, 3, 30, 9, 47, 25, 123456, tzinfo=HAVANA),
        date_published_raw="2024-03-30 09:47:25",
        date_published_method="assumed-zone",
        date_published_precision="second",
        date_modified=datetime(2024, 3, 30, 15, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        fetched_at=NOON,
        outlet_article_id="1",
        keywords=[],
        is_accessible_for_free=False,
        provenance={"headline": "jsonld"},
        confidence={"headline": 0.97},
        warnings=["headline: NUL removed"],
        word_count=7,
    )
    desk.keep(desk.page("gazette:1"), given)
    stored = desk.store.article("gazette:1")
    assert stored is not None
    assert stored.article == given
    assert stored.article.date_published.utcoffset() == timedelta(hours=-4)
    assert stored.article.date_modified.utcoffset() == timedelta(hours=5, minutes=45)


def test_every_key_and_address_that_led_here_is_known(desk: Desk) -> None:
    page = desk.page("gazette:found")
    given = article("gazette:canonical", url="https://gazette.example/final?x=1",
                    canonical_url="https://gazette.example/canonical")  # fmt: skip
    keys = ("gazette:found", "gazette:final", "gazette:canonical")
    stored = desk.keep(page, given, alias_keys=keys)
    assert stored.state == "done"
    assert desk.store.known(keys) == set(keys)
    names = (*keys, page.url, given.url, given.canonical_url, stored.article_id, str(stored.article_id))
    assert {desk.store.article(name).id for name in names} == {stored.article_id}
    desk.start()
    desk.list(*keys)
    assert desk.take() == []
    assert desk.store.page_counts(desk.run)["article"] == {}


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_addresses_of_one_target_are_one_article(
    desk: Desk, order: tuple[int, int], at_once: bool
) -> None:
    pages = desk.page("gazette:a", "gazette:b")
    commands = [
        desk.storing(pages[n], article("gazette:target"), alias_keys=(pages[n].key, "gazette:target"))
        for n in order
    ]
    stored = together(desk, commands) if at_once else [desk.do(command) for command in commands]
    assert [one.state for one in stored] == ["done", "merged"]
    assert stored[0].article_id == stored[1].article_id
    assert len(desk.store.articles()) == 1
    assert desk.store.page_counts(desk.run)["article"] == {"done": 1, "merged": 1}


@pytest.mark.parametrize("target_first", [False, True])
@pytest.mark.parametrize("at_once", [False, True])
def test_a_redirect_to_a_page_that_is_taken_up_too(desk: Desk, target_first: bool, at_once: bool) -> None:
    moved, target = desk.page("gazette:moved", "gazette:target")
    text = article("gazette:target")
    commands = [desk.storing(moved, text), desk.storing(target, text)]
    if target_first:
        commands.reverse()
    stored = together(desk, commands) if at_once else [desk.do(command) for command in commands]
    states = [one.state for one in stored]
    assert states == (["done", "merged"] if target_first else ["merged", "unchanged"])
    assert len(desk.store.articles()) == 1
    assert len(desk.store.versions(stored[0].article_id)) == 1


def test_a_page_merged_into_one_that_is_looked_after_is_not_due(desk: Desk) -> None:
    moved, target = desk.page("gazette:moved", "gazette:target")
    desk.keep(target, article("gazette:target"))
    desk.keep(moved, article("gazette:target"))
    desk.now += 2 * HOUR
    desk.start()
    assert [page.key for page in desk.take()] == ["gazette:target"]


def test_the_only_page_that_gives_an_article_stays_due(desk: Desk) -> None:
    broken = desk.page("gazette:target")
    desk.settle(broken, "failed")
    moved = desk.page("gazette:moved")
    assert desk.keep(moved, article("gazette:target")).state == "merged"
    assert desk.again(moved).key == "gazette:moved"


def test_an_article_keeps_its_key_when_its_canonical_address_changes(desk: Desk) -> None:
    page = desk.page("gazette:1")
    first = desk.keep(page)
    renamed = "https://gazette.example/renamed"
    second = desk.keep(desk.again(page), article(renamed, "B", url=renamed))
    assert (second.article_id, second.state, second.version) == (first.article_id, "done", 2)
    assert desk.store.article("gazette:1").article.key == "gazette:1"
    assert desk.store.article(renamed).id == first.article_id


def test_two_articles_that_were_stored_apart_are_never_made_one(desk: Desk) -> None:
    one, two = desk.page("gazette:1", "gazette:2")
    first, second = desk.keep(one, article("gazette:1", "A")), desk.keep(two, article("gazette:2", "B"))
    now_redirects = desk.keep(desk.again(one), article("gazette:2", "B"))
    assert (now_redirects.state, now_redirects.article_id) == ("merged", second.article_id)
    bodies = {stored.id: stored.article.body for stored in desk.store.articles()}
    assert bodies == {first.article_id: "A", second.article_id: "B"}


def test_an_article_that_leads_to_an_unknown_one_by_now_keeps_its_text(desk: Desk) -> None:
    desk.list("gazette:1")
    [one] = desk.take()
    first = desk.keep(one, article("gazette:1", "A"))
    now_leads_on = desk.keep(desk.again(one), article("gazette:2", "B"))
    assert now_leads_on.article_id != first.article_id
    kept, new = desk.store.article("gazette:1"), desk.store.article("gazette:2")
    assert kept is not None
    assert new is not None
    assert (kept.article.body, kept.version) == ("A", 1)
    assert (new.article.body, new.version) == ("B", 1)


def test_a_source_is_no_address_of_an_article(desk: Desk) -> None:
    desk.source("section", "listing")
    page = desk.page("gazette:1")
    stored = desk.keep(page, article("gazette:1"), alias_keys=(page.key, "section"))
    assert stored.state == "done"
    assert desk.store.page_counts(desk.run)["source"] == {"pending": 1, "done": 1}
