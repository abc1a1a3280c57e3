"""After a run its outlet is judged, where the run says something of it, and what is new is told."""

import asyncio
import logging

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from crawler.extensions.health import Health, format_alarm, is_judged, judged
from crawler.extensions.run_summary import RunSummary
from crawler.outlet import OutletSpider
from crawler.storage import StartRun, Store, Writer
from crawler.storage.alarms import Alarm, list_alarms
from tests.storage.desk import NOON
from tests.waiting import NET

BROKEN = {"verdict": "accounting", "problems": ["3 article pages taken up but 2 accounted for"]}


class Gazette(OutletSpider):
    """An outlet."""

    name = "gazette"
    allowed_domains = ["gazette.example"]


class Single(Gazette):
    """Single pages of it."""

    one_off = True


def summary(run_id=1, **more):
    usual = {"spider": "gazette", "reason": "finished", "verdict": "ok", "counts": {}, "links": {}}
    return RunSummary(**{**usual, "run_id": run_id, **more})


@pytest.mark.parametrize(
    ("more", "spider", "whole"),
    [
        ({}, Gazette(), True),
        ({"verdict": "dead"}, Gazette(), True),
        ({"verdict": "store"}, Gazette(), False),
        ({"reason": "shutdown"}, Gazette(), False),
        ({}, Gazette(limit="5"), False),
        ({}, Single(), False),
    ],
    ids=["whole", "dead pages", "the store failed", "stopped", "with arguments", "single pages"],
)
def test_a_whole_run_of_an_outlet_is_judged(more, spider, whole):
    assert is_judged(summary(**more), spider) is whole


@pytest.mark.parametrize("off", [{"STORE_ENABLED": False}, {"HEALTH_ENABLED": False}, {"REPLAY": "a.warc"}])
def test_without_a_store_and_under_replay_there_is_no_health(off):
    with pytest.raises(NotConfigured):
        Health.from_crawler(get_crawler(settings_dict={"STORE_ENABLED": True, "HEALTH_ENABLED": True, **off}))


@pytest.fixture
def watched(tmp_path):
    """The extension over a store with two runs, and what its signal has told so far."""
    url = f"sqlite:///{tmp_path}/crawler.db"
    store = Store.open(url)
    writer = Writer(store)
    for _ in range(2):
        writer.submit(StartRun(spider="gazette", outlet="gazette", args={}, now=NOON)).result(NET)
    writer.close()
    settings = {"STORE_ENABLED": True, "HEALTH_ENABLED": True, "DATABASE_URL": url}
    crawler, told = get_crawler(settings_dict=settings), []

    def listen(changes):
        told.append(changes)

    crawler.signals.connect(listen, signal=judged)
    yield Health.from_crawler(crawler), store, told, listen
    store.close()


def end(health, ended, spider=None):
    asyncio.run(health.run_ended(ended, spider or Gazette()))
    return ended


def test_what_is_new_is_told_by_log_summary_and_signal_and_closes_by_itself(watched, caplog):
    health, store, told, _ = watched
    with caplog.at_level(logging.WARNING):
        first = end(health, summary(1, **BROKEN))
        second = end(health, summary(2))
    assert (first.alarms, second.alarms) == (["accounting"], [])
    assert [len(changes.raised) for changes in told] == [1, 0]
    assert [len(changes.closed) for changes in told] == [0, 1]
    assert caplog.messages[0].startswith("alarm: gazette: accounting: ")
    assert caplog.messages[1].startswith("closed by itself: gazette: accounting")
    assert store.read(list_alarms) == []


def test_a_run_that_says_nothing_of_the_outlet_raises_nothing_and_is_told(watched):
    health, store, told, _ = watched
    end(health, summary(1, reason="shutdown", **BROKEN))
    assert store.read(list_alarms) == []
    assert [changes.raised for changes in told] == [()]


def test_a_store_that_can_not_be_opened_leaves_the_run_unjudged(watched, caplog):
    health, _, told, _ = watched
    health.crawler.settings = Settings({"DATABASE_URL": "oracle://nowhere"})
    ended = end(health, summary(1, **BROKEN))
    assert ended.alarms == []
    assert "could not be judged" in caplog.text
    assert len(told) == 1


def test_an_alarm_is_one_line():
    alarm = Alarm(
        id=1,
        outlet="gazette",
        kind="source-dead",
        subject="https://gazette.example/rss",
        evidence="it has failed 3 times",
        suggestion="look for its new address",
        opened_at=NOON,
        opened_run=1,
    )
    assert format_alarm(alarm) == (
        "gazette: source-dead of https://gazette.example/rss: it has failed 3 times. look for its new address"
    )
