"""Backfills: begun once, unfolded once, taken up after the news."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.storage import BeginBackfill, ExtendBackfill, SetWatchSince
from crawler.storage.due_outlets import due_outlets
from tests.storage.desk import Desk, link

SINCE, UNTIL = datetime(2017, 1, 1, tzinfo=UTC), datetime(2017, 12, 31, tzinfo=UTC)


def begin(desk: Desk, section: str | None = None) -> int:
    begin = BeginBackfill(outlet="gazette", since=SINCE, until=UNTIL, section=section, now=desk.now)
    return int(desk.do(begin).id)


def extend(desk: Desk, backfill: int, *keys: str, unfolded: bool = True, **values: object) -> int:
    links = [link(key, backfill_id=backfill, current=False, **values) for key in keys]
    cursor = {"part": 1, "to_come": {"numbers": 7}}
    names = {"backfill_id": backfill, "spider": "gazette", "outlet": "gazette"}
    rest = {"links": links, "cursor": cursor, "unfolded": unfolded, "now": desk.now}
    found = desk.do(ExtendBackfill(**names, **rest))
    return int(found)


def keys(desk: Desk, **values: int) -> list[str]:
    return [page.key for page in desk.take(**values)]


def test_the_same_walk_goes_on_until_it_has_ended(desk: Desk) -> None:
    backfill = begin(desk)
    assert begin(desk) == backfill
    assert begin(desk, "sport") != backfill
    extend(desk, backfill, "gazette:1")
    assert begin(desk) == backfill
    desk.settle(desk.take()[0], "gone")
    assert begin(desk) != backfill


def test_its_pages_carry_its_window(desk: Desk) -> None:
    backfill = begin(desk, "sport")
    extend(desk, backfill, "gazette:1", trail={"unit": 1})
    [page] = desk.take()
    assert page.backfill is not None
    assert (page.backfill.id, page.backfill.since, page.backfill.until) == (backfill, SINCE, UNTIL)
    assert (page.backfill.section, page.trail) == ("sport", {"unit": 1})


def test_news_come_first_and_backfills_have_their_share(desk: Desk) -> None:
    backfill = begin(desk)
    extend(desk, backfill, *(f"gazette:{number}" for number in range(5)))
    desk.list("gazette:news")
    assert keys(desk, backfill_limit=0) == ["gazette:news"]
    desk.start()
    assert keys(desk, backfill_limit=2) == ["gazette:news", "gazette:0", "gazette:1"]
    assert keys(desk) == ["gazette:2", "gazette:3", "gazette:4"]


def test_articles_of_a_walk_come_before_its_sources(desk: Desk) -> None:
    backfill = begin(desk)
    extend(desk, backfill, "listing:1", kind="listing")
    extend(desk, backfill, "gazette:1")
    assert keys(desk) == ["gazette:1", "listing:1"]


def test_what_is_known_is_not_taken_again(desk: Desk) -> None:
    desk.keep(desk.page("gazette:1"))
    assert extend(desk, begin(desk), "gazette:1", "gazette:2") == 1
    desk.start()
    assert keys(desk) == ["gazette:2"]


def test_an_article_that_a_source_lists_becomes_news(desk: Desk) -> None:
    extend(desk, begin(desk), "gazette:1")
    desk.list("gazette:1")
    desk.start()
    assert keys(desk, backfill_limit=0) == ["gazette:1"]


def test_what_is_left_is_told(desk: Desk) -> None:
    backfill = begin(desk)
    assert [one.id for one in desk.store.open_backfills("gazette")] == [backfill]
    extend(desk, backfill, "gazette:1", unfolded=False)
    [left] = desk.store.backfills_left("gazette")
    assert (left.backfill.id, left.pages, left.to_come) == (backfill, 1, {"numbers": 7})
    extend(desk, backfill)
    assert desk.store.open_backfills("gazette") == []
    desk.settle(desk.take()[0], "gone")
    assert desk.store.backfills_left("gazette") == []


def test_an_outlet_with_a_walk_to_go_on_with_is_due(desk: Desk) -> None:
    desk.do(SetWatchSince(outlet="gazette", watch_since=SINCE, now=desk.now))
    assert desk.store.read(lambda connection: due_outlets(connection, desk.now)) == []
    begin(desk)
    assert desk.store.read(lambda connection: due_outlets(connection, desk.now)) == ["gazette"]
