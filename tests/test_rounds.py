"""Rounds crawl what is due side by side, each with its own status, and stop between outlets."""

import asyncio
from types import SimpleNamespace

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler import rounds
from crawler.exit_status import EXIT_CODES
from crawler.extensions.runs import run_ended
from crawler.outlet import OutletSpider
from crawler.rounds import Rounds
from crawler.spiderloader import OutletError
from crawler.storage import StoreFailed
from tests.waiting import NET


class Gazette(OutletSpider):
    """An outlet."""

    name = "gazette"
    allowed_domains = ["gazette.example"]


class Single(Gazette):
    """Single pages of it."""

    name = "article"
    one_off = True


class Loader:
    """Loads three outlets; one is broken."""

    broken = {"broken": "a bad pattern"}

    def load(self, name):
        if name in ("gazette", "courier", "lantern"):
            return type(name, (Gazette,), {"name": name})
        if name == "article":
            return Single
        raise OutletError(f"{name!r} can't be loaded")


class Signals:
    """Keeps who listens to the end of a run."""

    def connect(self, listener, signal):
        assert signal is run_ended
        self.listener = listener


class Process:
    """Crawls at once: `ends` says with which status each outlet ends, or what it raises."""

    def __init__(self, settings):
        self.stopping = asyncio.Event()
        self.spider_loader = Loader()
        self.ends, self.crawled, self.active, self.most = {}, [], 0, 0

    def create_crawler(self, spider):
        return SimpleNamespace(spidercls=spider, signals=Signals(), stats=None)

    async def crawl(self, crawler):
        name = crawler.spidercls.name
        self.crawled.append(name)
        self.active += 1
        self.most = max(self.most, self.active)
        await asyncio.sleep(0)
        self.active -= 1
        end = self.ends.get(name, 0)
        if isinstance(end, Exception):
            raise end
        if end is not None:
            crawler.signals.listener(SimpleNamespace(exit_code=end))


@pytest.fixture
def made(monkeypatch):
    """Makes rounds over outlets that are due, one list a round; the last one is repeated."""
    monkeypatch.setattr(rounds, "CrawlProcess", Process)

    def make(*due, at_once=2, names=(), busy=False):
        waiting = list(due)

        def due_names(store, names, *, seconds):
            answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(rounds, "due_names", due_names)
        monkeypatch.setattr(rounds, "busy_with", lambda crawler: busy)
        settings = Settings({"DUE_AT_ONCE": at_once, "DUE_PAUSE": 0.001, "LEASE_SECONDS": 60})
        return Rounds(settings, store=None, names=list(names))

    return make


def run(one, *, loop=False):
    asyncio.run(asyncio.wait_for(one._rounds(loop=loop), NET))
    return one.statuses


def test_each_outlet_that_is_due_is_crawled_once_and_no_more_than_may_be_at_once(made):
    one = made(["gazette", "courier", "lantern"])
    assert run(one) == {EXIT_CODES["ok"]}
    assert sorted(one.process.crawled) == ["courier", "gazette", "lantern"]
    assert one.process.most == 2


def test_statuses_are_those_of_the_crawls(made):
    one = made(["gazette", "courier", "lantern"])
    one.process.ends = {"courier": 6, "lantern": RuntimeError("x")}
    assert run(one) == {0, 6, EXIT_CODES["configuration"]}


@pytest.mark.parametrize(("busy", "status"), [(True, "ok"), (False, "store")])
def test_a_crawl_without_a_run_left_it_to_another_or_lost_its_store(made, busy, status):
    one = made(["gazette"], busy=busy)
    one.process.ends = {"gazette": None}
    assert run(one) == {EXIT_CODES[status]}


def test_an_outlet_that_broke_is_told_from_one_that_is_declared_no_more(made, caplog):
    assert run(made(["broken"])) == {EXIT_CODES["configuration"]}
    assert "'broken' can't be loaded" in caplog.text
    assert run(made(["gone"])) == set()


def test_a_store_that_can_not_be_read_is_a_status_and_ends_no_loop(made):
    one = made(StoreFailed("locked"), ["gazette"])
    assert run(one) == {EXIT_CODES["store"]}


def test_a_loop_goes_on_until_it_is_told_to_stop_and_tells_of_its_last_round(made):
    one = made(StoreFailed("locked"), [], ["gazette"])
    crawl = one.process.crawl

    async def crawl_and_stop(crawler):
        await crawl(crawler)
        if len(one.process.crawled) == 3:
            one.process.stopping.set()

    one.process.crawl = crawl_and_stop
    assert run(one, loop=True) == {EXIT_CODES["ok"]}
    assert one.process.crawled == ["gazette"] * 3


def test_after_a_stop_no_other_outlet_is_begun(made):
    one = made(["gazette", "courier", "lantern"], at_once=1)
    crawl = one.process.crawl

    async def crawl_and_stop(crawler):
        await crawl(crawler)
        one.process.stopping.set()

    one.process.crawl = crawl_and_stop
    run(one)
    assert one.process.crawled == ["gazette"]


def test_an_outlet_that_is_still_crawled_is_not_begun_again(made):
    one = made(["gazette"])

    crawl = one.process.crawl

    async def begin_twice():
        ended = asyncio.Event()

        async def crawl_until_told(crawler):
            await ended.wait()
            await crawl(crawler)

        one.process.crawl = crawl_until_told
        await one._begin()
        await one._begin()
        ended.set()
        await asyncio.gather(*one.active.values())

    asyncio.run(begin_twice())
    assert one.process.crawled == ["gazette"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("article", "'article' is no outlet: scrapy crawl article"), ("none", "can't be loaded")],
)
def test_a_name_that_is_no_outlets_is_refused(made, name, said):
    with pytest.raises(UsageError, match=said):
        made([], names=[name])
