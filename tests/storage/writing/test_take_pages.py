"""Taking pages up: what a run gets, in which order, and what it leaves."""

from __future__ import annotations

from crawler.storage import Asked, AskPages, NewPage
from tests.storage.desk import HOUR, Desk


def ask(desk: Desk, *keys: str, refetch: bool = False, spider: str = "article") -> Asked:
    pages = [NewPage(key, f"https://gazette.example/{key}", "gazette", "1") for key in keys]
    return desk.do(AskPages(run_id=desk.run, spider=spider, pages=pages, now=desk.now, refetch=refetch))


def test_a_source_is_taken_whether_due_or_not_and_once_a_run(desk: Desk) -> None:
    [source] = desk.source()
    desk.finish(source, due_at=desk.now + HOUR)
    assert desk.source() == []
    desk.start()
    [again] = desk.source()
    assert (again.id, again.state_before) == (source.id, "done")


def test_a_source_gives_its_validators_back(desk: Desk) -> None:
    [source] = desk.source()
    desk.finish(source, etag='"a"', last_modified="Wed")
    desk.start()
    [again] = desk.source()
    assert (again.etag, again.last_modified) == ('"a"', "Wed")


def test_an_address_that_a_link_named_an_article_may_be_declared_a_source(desk: Desk) -> None:
    desk.list("section")
    [source] = desk.source("section", "listing")
    assert (source.kind, source.url) == ("listing", "https://gazette.example/section")
    assert desk.take() == []


def test_pending_pages_come_newest_first_then_what_is_due(desk: Desk) -> None:
    old = desk.page("gazette:old")
    desk.keep(old)
    desk.now += 2 * HOUR
    desk.start()
    desk.list("gazette:a", "gazette:b")
    desk.now += HOUR
    desk.list("gazette:c")
    assert [page.key for page in desk.take()] == ["gazette:c", "gazette:a", "gazette:b", "gazette:old"]


def test_a_refill_leaves_out_what_this_run_has_had(desk: Desk) -> None:
    desk.list(*(f"gazette:{number}" for number in range(5)))
    first, second, third = desk.take(2), desk.take(2), desk.take(2)
    assert [len(first), len(second), len(third), len(desk.take(2))] == [2, 2, 1, 0]
    assert len({page.key for page in (*first, *second, *third)}) == 5


def test_pages_left_pending_are_taken_up_by_the_next_run(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.start()
    [again] = desk.take()
    assert (again.key, again.state_before, again.attempts) == (page.key, "pending", 0)


def test_only_pending_leaves_due_pages(desk: Desk) -> None:
    desk.keep(desk.page("gazette:1"))
    desk.now += 2 * HOUR
    desk.start()
    assert desk.take(only_pending=True) == []
    assert len(desk.take()) == 1


def test_a_page_that_is_not_due_is_left(desk: Desk) -> None:
    desk.keep(desk.page("gazette:1"))
    desk.start()
    assert desk.take() == []


def test_validators_are_given_only_where_an_article_is_stored(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page, etag='"a"', last_modified="Wed", raw_hash="abc", extractor_version="7")
    again = desk.again(page)
    assert (again.etag, again.last_modified) == ('"a"', "Wed")
    assert (again.article_raw_hash, again.article_extractor_version) == ("abc", "7")
    fresh = desk.page("gazette:2")
    assert (fresh.etag, fresh.last_modified, fresh.article_id) == (None, None, None)


def test_a_page_carries_what_its_source_said(desk: Desk) -> None:
    desk.list("gazette:1", title="Storm", date="3 May", via="sitemap", current=False)
    [page] = desk.take()
    assert (page.link_title, page.link_date, page.discovered_via) == ("Storm", "3 May", "sitemap")
    assert page.current is False
    assert page.source_id is not None


def test_pages_of_one_spider_are_not_resumed_by_another(desk: Desk) -> None:
    ask(desk, "gazette:1")
    desk.start()
    assert desk.take() == []
    assert [page.key for page in ask(desk, "gazette:1").taken] == ["gazette:1"]


def test_a_page_that_somebody_asked_for_is_due_for_its_outlet(desk: Desk) -> None:
    [page] = ask(desk, "gazette:1").taken
    desk.keep(page)
    assert desk.again(page).id == page.id


def test_a_listed_page_passes_to_the_spider_whose_source_lists_it(desk: Desk) -> None:
    ask(desk, "gazette:1")
    desk.start()
    desk.list("gazette:1")
    assert [page.key for page in desk.take()] == ["gazette:1"]


def test_asking_takes_what_is_new_pending_or_due(desk: Desk) -> None:
    done, pending = desk.page("gazette:done", "gazette:pending")
    desk.keep(done)
    desk.start()
    asked = ask(desk, "gazette:new", "gazette:done", "gazette:pending", "gazette:new")
    assert [page.key for page in asked.taken] == ["gazette:new", pending.key]
    assert asked.known == 1
    assert ask(desk, "gazette:new").known == 1
    desk.now += 2 * HOUR
    desk.start()
    assert [page.key for page in ask(desk, "gazette:done").taken] == ["gazette:done"]


def test_asking_by_address_takes_known_pages_too(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page)
    desk.start()
    asked = ask(desk, "gazette:1", refetch=True)
    assert [(taken.id, taken.discovered_via, taken.etag) for taken in asked.taken] == [
        (page.id, "feed", '"e"')
    ]
    assert ask(desk, "gazette:1", refetch=True) == Asked(taken=[], known=1)


def test_a_known_page_that_was_asked_for_stays_its_spiders(desk: Desk) -> None:
    desk.list("gazette:1")
    assert len(ask(desk, "gazette:1").taken) == 1
    desk.start()
    assert [page.key for page in desk.take()] == ["gazette:1"]


def test_a_source_that_is_asked_for_is_left(desk: Desk) -> None:
    desk.source("feed:1")
    desk.start()
    assert ask(desk, "feed:1", refetch=True) == Asked(taken=[], known=1)
