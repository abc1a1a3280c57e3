"""Which outlets have something to do now."""

from datetime import datetime, timedelta

import pytest

from crawler.storage import KeepSources, SetWatchSince, TakeSources
from crawler.storage.due_outlets import MendClock, due_outlets
from crawler.storage.records import NewSource, Outcome
from tests.storage.desk import HOUR, NOON, Desk, link

DAY = timedelta(days=1)


@pytest.fixture
def watched(desk: Desk) -> Desk:
    desk.do(SetWatchSince(outlet="gazette", watch_since=NOON - 30 * DAY, now=NOON))
    return desk


def due(desk: Desk, now: datetime | None = None) -> list[str]:
    return desk.store.read(lambda connection: due_outlets(connection, now or desk.now))


def poll(desk: Desk, *links, due_at: datetime | None, key: str = "feed:1"):
    [source] = desk.source(key)
    desk.finish(source, links, due_at=due_at)
    return source


def test_an_outlet_is_due_with_its_source(watched: Desk) -> None:
    poll(watched, due_at=NOON + HOUR)
    assert due(watched) == []
    assert due(watched, NOON + HOUR) == ["gazette"]


def test_an_outlet_that_was_never_crawled_is_not_due(desk: Desk) -> None:
    poll(desk, due_at=NOON)
    assert due(desk) == []


def test_an_outlet_is_due_with_its_article(watched: Desk) -> None:
    poll(watched, link("gazette:1"), due_at=NOON + 9 * HOUR)
    [page] = watched.take()
    watched.keep(page, due_at=NOON + HOUR)
    assert due(watched) == []
    assert due(watched, NOON + HOUR) == ["gazette"]


def test_what_was_left_pending_is_due_at_once(watched: Desk) -> None:
    poll(watched, link("gazette:1"), due_at=NOON + 9 * HOUR)
    assert due(watched) == ["gazette"]


def test_what_waits_for_its_host_is_due_then(watched: Desk) -> None:
    poll(watched, link("gazette:1"), due_at=NOON + 9 * HOUR)
    [page] = watched.take()
    watched.settle(page, "pending", reason="paused", due_at=NOON + HOUR)
    assert due(watched) == []
    assert due(watched, NOON + HOUR) == ["gazette"]


def test_time_that_was_missed_is_caught_up_once(watched: Desk) -> None:
    poll(watched, due_at=NOON + HOUR)
    watched.now += 10 * DAY
    assert due(watched) == ["gazette"]
    watched.start()
    poll(watched, due_at=watched.now + HOUR)
    assert due(watched) == []


def test_only_due_sources_are_taken_where_that_is_asked_for(desk: Desk) -> None:
    poll(desk, due_at=NOON + HOUR)
    desk.start()
    sources = [NewSource(key, f"https://gazette.example/{key}", "feed", "1") for key in ("feed:1", "feed:2")]
    names = {"run_id": desk.run, "spider": desk.spider, "outlet": "gazette"}
    taking = TakeSources(**names, sources=sources, now=NOON, only_due=True)
    assert [page.key for page in desk.do(taking)] == ["feed:2"]


def test_a_source_that_is_declared_no_more_is_not_due(watched: Desk) -> None:
    poll(watched, due_at=NOON)
    poll(watched, due_at=NOON + HOUR, key="feed:2")
    assert watched.do(KeepSources(outlet="gazette", keys=["feed:2"], now=NOON)) == 1
    assert due(watched) == []
    assert due(watched, NOON + HOUR) == ["gazette"]


def test_case_12_a_clock_that_was_a_year_ahead_skips_no_schedule(watched: Desk) -> None:
    watched.now = NOON + 365 * DAY
    watched.start()
    poll(watched, due_at=watched.now + HOUR)
    watched.now = NOON
    assert due(watched) == []
    assert watched.do(MendClock(now=NOON)) == 1
    assert due(watched) == ["gazette"]
    watched.start()
    assert watched.do(MendClock(now=NOON)) == 0


def test_case_12_a_clock_that_was_set_back_an_hour_skips_no_schedule(watched: Desk) -> None:
    poll(watched, due_at=NOON + HOUR)
    watched.now = NOON - HOUR
    assert watched.do(MendClock(now=watched.now)) == 1
    assert due(watched) == ["gazette"]


def test_a_source_that_failed_comes_back_by_itself(watched: Desk) -> None:
    poll(watched, due_at=NOON + HOUR)
    watched.now += 2 * HOUR
    watched.start()
    [source] = watched.source("feed:1")
    watched.finish(source, outcome=Outcome("failed", "timeout"), due_at=watched.now + HOUR)
    assert due(watched) == []
    assert due(watched, watched.now + HOUR) == ["gazette"]
