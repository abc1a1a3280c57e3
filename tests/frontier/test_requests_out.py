"""A run asks for what its spider starts with, then for all that the store has for it, and ends after that."""

import asyncio
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from scrapy.http import Request
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from crawler.frontier import requests_out
from crawler.frontier.links_in import links_by_reason
from crawler.frontier.requests_out import BATCH, LOW, Supply, import_requests
from crawler.outlet import OutletSpider
from crawler.records import Link
from crawler.storage import NewLink, Outcome, StartRun, Store, Writer
from crawler.storage.run_session import RunSession
from tests.storage.desk import NOON
from tests.waiting import NET

FEED = "https://gazette.example/rss.xml"


class Gazette(OutletSpider):
    """An outlet."""

    name = "gazette"
    allowed_domains = ["gazette.example"]


class Single(Gazette):
    """Single pages of it."""

    one_off = True
    known_arguments = {"limit": "most"}


class Scheduler:
    """Requests that were handed out and wait for the downloader."""

    def __init__(self):
        self.waiting = 0

    def __len__(self):
        return self.waiting


@contextmanager
def supplied(store, spider, **settings):
    """The supply of a run, with the scheduler that it looks at."""
    crawler = get_crawler(settings_dict=settings)
    crawler.stats, crawler.spider = StatsCollector(crawler), spider
    idle = SimpleNamespace(slot=None)
    crawler.engine = SimpleNamespace(
        scheduler=Scheduler(), scraper=idle, downloader=SimpleNamespace(active=set())
    )
    writer = Writer(store)
    run = writer.submit(StartRun(spider=spider.name, outlet="gazette", args={}, now=NOON)).result(NET)
    session = RunSession(store=store, writer=writer, run_id=run, spider=spider.name, outlet="gazette")
    session.present = NOON
    yield Supply(crawler, session, errback=print)
    writer.close()


async def starting(*outputs):
    for output in outputs:
        if isinstance(output, Exception):
            raise output
        yield output


def asking(url, *, kind="article", **meta):
    return Request(url, meta={"kind": kind, **meta})


def address(number):
    return f"https://gazette.example/news/{number}"


def link(number):
    return NewLink(address(number), address(number), None, None, "article", "feed", True, "1")


async def end(session, page, *, links=0):
    """End a page as a crawl does: a source gives so many links."""
    if page.kind == "article":
        session.settle(page, Outcome("gone"), now=NOON)
    else:
        session.account.tickets[page.id].links = [link(number) for number in range(links)]
        await session.finish_source(page, Outcome("done"), now=NOON)


def links_left(supply):
    return links_by_reason(supply.crawler.stats.get_stats())


def on_third_beat(supply, act):
    """Have `act` happen at the third look of a wait; returns the looks so far."""
    beats = []

    async def change():
        beats.append(1)
        if len(beats) == 3:
            await act()
        return False

    supply._change = change
    return beats


def crawled(supply, *outputs, links=0, most=10_000):
    """Every request of a run, in order; each page ends as soon as it is asked for."""

    async def crawl():
        asked, made = [], supply.requests(starting(*outputs))
        async for request in made:
            asked.append(request)
            if page := request.meta.get("page"):
                supply.expect()
                await end(supply.session, page, links=links)
            assert len(asked) <= most
        return asked

    return [request.url for request in asyncio.run(crawl())]


def test_a_source_is_asked_for_and_then_what_it_listed(store: Store):
    with supplied(store, Gazette()) as supply:
        assert crawled(supply, asking(FEED, kind="feed"), links=3) == [FEED, *map(address, range(3))]
        assert supply.declared == [Gazette.key(FEED)]


def test_pages_come_out_of_the_store_in_batches(store: Store, monkeypatch):
    with supplied(store, Gazette()) as supply:
        limits = []
        take = supply.session.take_pages
        monkeypatch.setattr(
            supply.session, "take_pages", lambda limit, **more: limits.append(limit) or take(limit, **more)
        )
        assert len(crawled(supply, asking(FEED, kind="feed"), links=2 * BATCH + 5)) == 2 * BATCH + 6
        assert set(limits) == {BATCH}


def test_no_more_articles_are_taken_up_than_the_run_may(store: Store):
    with supplied(store, Gazette(limit="5")) as supply:
        assert len(crawled(supply, asking(FEED, kind="feed"), links=20)) == 6
        assert supply.session.account.taken == {"source": 1, "article": 5}


def test_a_run_whose_budget_is_spent_takes_nothing_more_up(store: Store):
    with supplied(store, Gazette()) as supply:
        supply.session.exhausted = "budget-pages"
        assert crawled(supply, asking(FEED, kind="feed"), links=20) == [FEED]


def test_single_pages_are_asked_for_and_nothing_else_of_the_store(store: Store):
    with supplied(store, Gazette()) as supply:
        crawled(supply, asking(FEED, kind="feed"), links=0)
    with supplied(store, Single()) as supply:
        outputs = [asking(address(1), refetch=True), asking(address(2)), asking(address(1))]
        assert sorted(crawled(supply, *outputs)) == [address(1), address(2)]


def test_known_pages_are_left_unless_they_are_asked_for_by_address(store: Store):
    for refetch, asked in ((False, [address(1)]), (False, []), (True, [address(1)])):
        with supplied(store, Single()) as supply:
            assert crawled(supply, asking(address(1), refetch=refetch)) == asked
            assert links_left(supply).get("known", 0) == (0 if asked else 1)


def test_a_link_that_is_left_is_counted_and_any_other_output_handed_on(store: Store):
    with supplied(store, Single()) as supply:
        item = object()

        async def outputs():
            given = starting(Link(url="x", refusal="no-url"), item)
            return [output async for output in supply.requests(given)]

        assert asyncio.run(outputs()) == [item]
        assert links_left(supply) == {"no-url": 1}


def test_a_start_that_fails_leaves_the_pages_that_are_known(store: Store):
    with supplied(store, Gazette()) as supply:
        crawled(supply, asking(FEED, kind="feed"), links=2, most=3)
    with supplied(store, Gazette()) as supply:
        assert crawled(supply, KeyError("x"), most=0) == []
        assert supply.session.failure == "start() raised KeyError: 'x'"


def test_an_address_that_no_request_can_have_is_rejected_and_the_run_goes_on(store: Store, monkeypatch):
    really = requests_out.make_page_request

    def refuse(page, **more):
        if page.url == address(1):
            raise ValueError("no address")
        return really(page, **more)

    monkeypatch.setattr(requests_out, "make_page_request", refuse)
    with supplied(store, Gazette()) as supply:
        assert crawled(supply, asking(FEED, kind="feed"), links=3) == [FEED, address(0), address(2)]
        counted = store.page_counts(supply.session.run_id)["article"]
        assert counted == {"gone": 2, "rejected": 1}


def test_it_waits_while_pages_are_in_flight(store: Store):
    with supplied(store, Gazette()) as supply:
        active = supply.crawler.engine.downloader.active

        async def answer():
            (request,) = active
            active.clear()
            await end(supply.session, request.meta["page"])

        beats = on_third_beat(supply, answer)

        async def crawl():
            async for request in supply.requests(starting(asking(FEED, kind="feed"))):
                active.add(request)

        asyncio.run(crawl())
        assert len(beats) == 3
        assert not supply.session.account.tickets


def test_it_ends_where_nothing_moves_any_more(store: Store, monkeypatch):
    monkeypatch.setattr(requests_out, "HEARTBEAT", 0.01)
    with supplied(store, Gazette()) as supply:

        async def crawl():
            return [one.url async for one in supply.requests(starting(asking(FEED, kind="feed")))]

        assert asyncio.run(crawl()) == [FEED]
        assert len(supply.session.account.tickets) == 1


def test_the_next_batch_waits_until_most_of_the_last_is_handed_out(store: Store):
    with supplied(store, Gazette()) as supply:
        scheduler = supply.crawler.engine.scheduler

        async def hand_out():
            scheduler.waiting = LOW

        async def crawl():
            made = supply.requests(starting(asking(FEED, kind="feed")))
            feed = await anext(made)
            supply.expect()
            await end(supply.session, feed.meta["page"], links=2)
            scheduler.waiting = LOW + 1
            beats = on_third_beat(supply, hand_out)
            first = await anext(made)
            await made.aclose()
            return first.url, len(beats)

        assert asyncio.run(crawl()) == (address(0), 3)


def imported(spider, *urls):
    index = SimpleNamespace(urls=lambda *, pages_only: urls if pages_only else ())

    async def outputs():
        return [one async for one in import_requests(starting(asking(address(9))), spider, index)]

    return [one.url for one in asyncio.run(outputs())]


class Importer(Gazette):
    """Takes the pages of an archive."""

    everything = True

    def recorded(self, url):
        return asking(url)


@pytest.mark.parametrize(
    ("spider", "everything", "asked"),
    [
        (Importer, True, [address(9), address(1)]),
        (Importer, False, [address(9)]),
        (Gazette, True, [address(9)]),
    ],
)
def test_an_archives_pages_are_asked_for_where_nothing_else_is(spider, everything, asked):
    made = spider()
    made.everything = everything
    assert imported(made, address(1)) == asked
