"""What a callback gives brings its page to its end, and what was cut leaves it pending."""

import asyncio
import logging
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from scrapy.settings import Settings

from crawler.frontier.endings import PageEndings
from crawler.middlewares.frontier import FrontierMiddleware
from crawler.records import Link, PageRefused
from crawler.storage import Page

FEED = Page(2, "f", "feed", "https://a.example/feed", "a", "pending")


class Ends(PageEndings):
    """The endings of a run, kept in place of being handed in."""

    def __init__(self):
        super().__init__(SimpleNamespace(), session=None, spider=None, intake=None)
        self.kept = []

    async def end_callback(self, page, links, response, *, goes_on, letter):
        self.kept.append((page.key, [link.url for link in links], letter.reason if letter else None))

    def settle(self, page, outcome, *, now, dead_letter=None):
        self.kept.append((page.key, outcome.state, outcome.reason))


class Frontier(FrontierMiddleware):
    """The middleware without a run."""

    def __init__(self):
        super().__init__(SimpleNamespace(settings=Settings({"STORE_ENABLED": True}), spider=None))
        self.endings = Ends()


def response(**headers):
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    request = Request(FEED.url, meta={"page": FEED, "archive_date": moment})
    return Response(FEED.url, request=request, headers=headers)


async def read(middleware, outputs):
    return [item async for item in middleware.process_spider_output(response(), outputs)]


async def giving(*outputs):
    for output in outputs:
        if isinstance(output, BaseException):
            raise output
        yield output


def link(number):
    return Link(url=f"https://a.example/{number}", kind="article")


def test_a_callback_that_ended_gives_its_links():
    middleware = Frontier()
    asyncio.run(read(middleware, giving(link(1), link(2))))
    assert middleware.endings.kept == [("f", ["https://a.example/1", "https://a.example/2"], None)]
    assert not middleware.reading


def test_a_callback_that_raised_is_dead_with_what_it_gave():
    middleware = Frontier()
    with pytest.raises(KeyError):
        asyncio.run(read(middleware, giving(link(1), KeyError("x"))))
    assert middleware.endings.kept == [("f", ["https://a.example/1"], "KeyError: 'x'")]


def test_a_source_whose_callback_asks_for_a_page_by_itself_is_dead_rather_than_without_its_links():
    middleware = Frontier()
    with pytest.raises(TypeError, match="gives links"):
        asyncio.run(read(middleware, giving(link(1), Request("https://a.example/2"))))
    assert middleware.endings.kept[0][1] == ["https://a.example/1"]


@pytest.mark.parametrize("cut", [CloseSpider("enough"), asyncio.CancelledError()])
def test_a_callback_that_was_cut_leaves_its_page_pending(cut):
    middleware = Frontier()
    with pytest.raises(type(cut)):
        asyncio.run(read(middleware, giving(link(1), cut)))
    assert middleware.endings.kept == []
    assert not middleware.reading


def test_a_callback_whose_reader_went_away_leaves_its_page_pending():
    async def leave(middleware):
        outputs = middleware.process_spider_output(response(), giving({"no": "link"}, link(1)))
        await anext(outputs)
        await outputs.aclose()

    middleware = Frontier()
    asyncio.run(leave(middleware))
    assert middleware.endings.kept == []


def test_case_35_what_a_server_says_can_not_forge_a_log(caplog):
    refusal = PageRefused(
        reason="not-html", detail="https://a.example/feed is image/png\x1b[2J\r\nERROR: all lost"
    )
    with caplog.at_level(logging.WARNING):
        asyncio.run(read(Frontier(), giving(refusal)))
    assert caplog.messages == [
        r"https://a.example/feed: not-html. https://a.example/feed is image/png\x1b[2J\r\nERROR: all lost"
    ]
