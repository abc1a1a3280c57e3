"""Every page comes to one end, which is counted and handed to the store with what goes with it."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from scrapy.exceptions import DropItem
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure

from crawler.frontier.endings import PageEndings
from crawler.frontier.links_in import LinksTaken
from crawler.frontier.outcome import Refused
from crawler.items import Article
from crawler.outlet import OutletSpider
from crawler.records import Draft
from crawler.schedule.rhythm import News
from crawler.storage import LinkCounts, NewLink, Page, RowError, StoreFailed
from crawler.storage.in_flight import Fetch, Ticket

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://gazette.example/news/7-title"
ARTICLE = Page(1, "gazette:7", "article", URL, "gazette", "pending")
FEED = Page(2, "feed", "feed", "https://gazette.example/rss.xml", "gazette", "done")
NEW = NewLink("gazette:8", f"{URL}8", None, None, "article", "feed", True, "1")


class Gazette(OutletSpider):
    """An outlet."""

    name = "gazette"
    allowed_domains = ["gazette.example"]


class Session:
    """Keeps the ends that it is handed."""

    def __init__(self):
        self.tickets = {page.id: Ticket(page) for page in (ARTICLE, FEED)}
        self.account = SimpleNamespace(ticket=lambda page: self.tickets.get(page.id))
        self.ends, self.sources = [], []

    def now(self):
        return NOW

    def settle(self, page, outcome, *, now, dead_letter=None):
        self.ends.append((page.kind, outcome.state, outcome.reason, dead_letter and dead_letter.stage))

    async def finish_source(self, page, outcome, **more):
        self.sources.append((outcome.state, more["etag"], more["body_hash"] is not None))
        return LinkCounts(1, 2)


class Intake:
    """Takes one link of a source, and leaves another."""

    names_sitemaps = False

    async def take(self, links, page, *, now):
        dropped = Counter({"too-old": 1})
        return LinksTaken(links=[NEW], dropped=dropped, news=News(new=1), names_sitemaps=self.names_sitemaps)

    def links_past_end(self, page, *, now):
        return [NEW]


class Endings(PageEndings):
    """The endings of a run of the outlet."""

    def __init__(self, **arguments):
        crawler = get_crawler()
        crawler.engine = SimpleNamespace(running=True)
        super().__init__(crawler, session=Session(), spider=Gazette(**arguments), intake=Intake())
        self.supply = SimpleNamespace(expect=lambda: self.told.append("links"))
        self.told = []

    @property
    def counted(self):
        return {k: v for k, v in self.crawler.stats.get_stats().items() if k.startswith(("pages/", "links/"))}


def answer(page=ARTICLE, status=200):
    return Response(page.url, status=status, headers={"ETag": '"v1"'}, request=Request(page.url))


def failed(error, page=ARTICLE, **arguments):
    failure = Failure(error)
    failure.request = Request(page.url, meta={"page": page}, **arguments)
    return failure


def end(endings, page, **more):
    given = {"goes_on": False, "letter": None, **more}
    asyncio.run(endings.end_callback(page, [], answer(page), **given))


def test_an_article_page_whose_callback_gave_nothing_is_rejected():
    endings = Endings()
    end(endings, ARTICLE)
    assert endings.session.ends == [("article", "rejected", "no-article", None)]
    assert endings.counted == {"pages/rejected": 1, "pages/rejected/no-article": 1}


@pytest.mark.parametrize("done", ["goes on", "settled", "unknown"])
def test_a_page_that_has_an_end_or_an_item_on_its_way_gets_no_other(done):
    endings = Endings()
    endings.session.tickets[ARTICLE.id].settled = done == "settled"
    if done == "unknown":
        del endings.session.tickets[ARTICLE.id]
    end(endings, ARTICLE, goes_on=done == "goes on")
    assert endings.session.ends == []


def test_a_source_ends_with_its_links_and_each_is_counted():
    endings = Endings()
    end(endings, FEED)
    assert endings.session.sources == [("done", '"v1"', True)]
    assert endings.told == ["links"]
    assert endings.session.tickets[FEED.id].links == [NEW]
    assert endings.counted == {"links/new": 1, "links/dropped/known": 2, "links/dropped/too-old": 1}


@pytest.mark.parametrize("why", ["sitemaps", "arguments"])
def test_a_source_that_was_not_read_whole_keeps_no_validators(why):
    endings = Endings(**({"since": "2026-01-01"} if why == "arguments" else {}))
    endings.intake.names_sitemaps = why == "sitemaps"
    end(endings, FEED)
    assert endings.session.sources == [("done", None, False)]


def test_a_request_that_fails_ends_its_page_by_the_table():
    endings = Endings()
    assert endings.fail_request(failed(Refused("robots", "forbidden"))) == []
    assert endings.session.ends == [("article", "rejected", "robots", None)]


def test_a_further_page_that_fails_leaves_the_article_as_far_as_it_was_read():
    endings, draft = Endings(), Draft(url=URL)
    assert endings.fail_request(failed(Refused("robots", "no"), cb_kwargs={"draft": draft})) == [draft]
    assert draft.warnings == [f"body: {URL} could not be read (robots)"]
    assert draft.fetch.page is ARTICLE
    assert endings.session.ends == []


def test_a_page_of_a_listing_that_is_gone_leads_back():
    endings = Endings()
    endings.fail_request(failed(HttpError(answer(status=404)), ARTICLE))
    assert endings.session.ends == [("article", "gone", "http-404", None)]
    assert endings.session.tickets[ARTICLE.id].links == [NEW]
    assert endings.told == ["links"]


def test_what_raises_is_dead_with_a_letter_that_says_where():
    endings = Endings()
    endings.fail_callback(ARTICLE, answer(), KeyError("x"))
    fetched = Draft(url=URL, fetch=Fetch(page=ARTICLE, moment=NOW))
    fetched.article = Article(url=URL, key="k", outlet="gazette")
    endings.fail_item(fetched, None, OSError("full"))
    assert endings.session.ends == [
        ("article", "dead", "KeyError", "callback"),
        ("article", "dead", "OSError", "pipeline"),
    ]


@pytest.mark.parametrize("cause", [None, RowError("odd"), StoreFailed("full")])
def test_an_item_that_a_pipeline_drops_is_rejected_unless_the_store_has_seen_to_its_page(cause):
    endings, error = Endings(), DropItem("no headline")
    error.__cause__ = cause
    endings.drop_item(Draft(url=URL, fetch=Fetch(page=ARTICLE, moment=NOW)), None, error)
    assert endings.session.ends == ([] if cause else [("article", "rejected", "no-headline", None)])


def test_a_request_that_the_scheduler_drops_is_rejected():
    endings = Endings()
    endings.drop_request(Request(URL, meta={"page": ARTICLE}))
    endings.drop_request(Request("https://gazette.example/robots.txt"))
    assert endings.session.ends == [("article", "rejected", "scheduler", None)]
