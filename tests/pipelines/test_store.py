"""An article is handed on as scraped only once it is stored."""

import asyncio
from datetime import UTC, datetime

import pytest
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from crawler.items import Article, Context
from crawler.outlet import OutletSpider
from crawler.pipelines.store import StorePipeline
from crawler.records import Draft
from crawler.storage import Page, RowError, Stored, StoreFailed
from crawler.storage.in_flight import Fetch
from crawler.storage.run_session import RunSession

URL = "https://a.example/1"
PAGE = Page(1, "k", "article", URL, "a", "pending")


class Gazette(OutletSpider):
    """An outlet."""

    name = "gazette"
    allowed_domains = ["a.example"]
    extractor_version = "3"


class Recorder:
    """A session that keeps what it is handed."""

    def __init__(self, answer):
        self.answer, self.handed = answer, []

    async def store_article(self, fetch, article, **more):
        self.handed.append((fetch, article, more))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def draft():
    made = Article(url=URL, key="k", outlet="a", headline="Title", body="Text.")
    context = Context(key="k", outlet="a", url=URL, alias_keys=("k", "other"))
    fetch = Fetch(page=PAGE, moment=datetime(2026, 1, 1, tzinfo=UTC))
    return Draft(url=URL, article=made, context=context, fetch=fetch)


@pytest.fixture
def crawler():
    made = get_crawler()
    made.stats = StatsCollector(made)
    made.spider = Gazette()
    return made


def processed(crawler, item, session=None):
    if session is not None:
        RunSession.attach(session, crawler)
    return asyncio.run(StorePipeline.from_crawler(crawler).process_item(item))


def test_the_article_is_handed_on_once_stored(crawler):
    session, item = Recorder(Stored("done", 5, 1)), draft()
    assert processed(crawler, item, session) is item.article
    ((fetch, article, more),) = session.handed
    assert (fetch, article) == (item.fetch, item.article)
    assert more == {
        "alias_keys": ("k", "other"),
        "extractor_version": "3",
        "key_version": Gazette.key_version(),
    }
    assert crawler.stats.get_value("articles/done") == 1


@pytest.mark.parametrize("error", [RowError("odd value"), StoreFailed("disk is full")])
def test_what_is_not_stored_is_not_scraped(crawler, error):
    with pytest.raises(DropItem) as dropped:
        processed(crawler, draft(), Recorder(error))
    assert dropped.value.__cause__ is error
    assert crawler.stats.get_value("articles/done") is None


def test_with_the_store_off_the_article_is_handed_on(crawler):
    item = draft()
    assert processed(crawler, item) is item.article
    assert processed(crawler, {"any": "item"}) == {"any": "item"}
