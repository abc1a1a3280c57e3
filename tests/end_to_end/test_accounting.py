"""Cases 7-9, and the account of a run: what goes wrong with one page is kept, counted and told."""

from datetime import timedelta

import pytest

from tests.crawls import counts
from tests.site import Site
from tests.site.answer import Answer, redirect

SITEMAP = {"sitemaps": ["/sitemap-news.xml"]}

POISON = '''
class Poison:
    """A pipeline before the store: raises on one item, and gives another a value that no row can hold."""

    def process_item(self, item):
        article = item.article
        if article.outlet_article_id == "1007":
            raise ValueError("odd item")
        if article.outlet_article_id == "1011":
            article.http_status = "fine"
        return item
'''
POISONED = """
from crawler.settings import ITEM_PIPELINES as _pipelines
custom_settings = {"ITEM_PIPELINES": {**_pipelines, "poison.Poison": 800}}

def parse_article(self, response, **arguments):
    if "/1021-" in response.url:
        raise KeyError("odd page")
    return super().parse_article(response, **arguments)
"""


def test_cases_7_and_8_of_50_articles_the_three_that_raise_are_dead_and_47_are_stored(project):
    with Site(articles=50, spacing=timedelta(minutes=5)).serve() as site:
        project.plant("poison", POISON)
        project.outlet(site, body=POISONED, **SITEMAP)
        ended = project.crawl()
        assert ended.status == 7, ended.err
        assert len(project.stored()) == 47
        run = project.last_run()
        assert counts(run) == {"taken": 50, "done": 47, "dead": 3}
        assert run.accounting_ok
        assert run.status == "finished"
        letters = {
            letter.url.partition("-")[0].rsplit("/")[-1]: letter.letter for letter in project.letters()
        }
        assert {number: letter.stage for number, letter in letters.items()} == {
            "1007": "pipeline",
            "1011": "store",
            "1021": "callback",
        }
        assert "odd item" in letters["1007"].reason
        assert "odd page" in letters["1021"].reason
        assert all("Traceback" in letter.trace for letter in letters.values())
        assert "/1007-" in str(letters["1007"].payload)


MEDDLING = '''
from concurrent.futures import Future

from scrapy import signals

from crawler.storage import Settle, Stored
from crawler.storage.run_session import RunSession


class Meddler:
    """Breaks the account in one way, named by the setting MEDDLE."""

    meddled = False

    @classmethod
    def from_crawler(cls, crawler):
        meddler = cls()
        meddler.crawler = crawler
        crawler.signals.connect(meddler.begun, signal=signals.scheduler_empty)
        crawler.signals.connect(meddler.scraped, signal=signals.item_scraped)
        return meddler

    def begun(self):
        if not self.meddled:
            self.meddled = True
            getattr(self, self.crawler.settings["MEDDLE"])(RunSession.of(self.crawler))

    def unsettled(self, session):
        """An outcome that is never handed in."""
        session.settle = lambda page, outcome, **more: None

    def unstored(self, session):
        """An article that is said to be stored, and was not handed in."""

        async def store_article(fetch, article, **more):
            return Stored("done", 1, 1)

        session.store_article = store_article

    def lost(self, session):
        """An outcome that is lost on the way to the database."""
        submit = session.writer.submit

        def swallow(command):
            if not isinstance(command, Settle):
                return submit(command)
            done = Future()
            done.set_result(command.outcome.state)
            return done

        session.writer.submit = swallow

    def twice(self, session):
        """A second outcome for a page that has one."""

    def scraped(self, response):
        if self.crawler.settings["MEDDLE"] == "twice":
            from crawler.middlewares.frontier import FrontierMiddleware
            from scrapy.exceptions import DropItem

            frontier = self.crawler.get_spider_middleware(FrontierMiddleware)
            frontier.item_dropped(None, response, DropItem("late"))
'''
MEDDLED = """
from crawler.settings import EXTENSIONS as _extensions
custom_settings = {"EXTENSIONS": {**_extensions, "meddling.Meddler": 500}}
"""


@pytest.mark.parametrize(
    ("way", "says", "states"),
    [
        ("unsettled", "1 pages have no outcome", {"taken": 3, "done": 2, "pending": 1}),
        ("unstored", "2 pages have no outcome", {"taken": 3, "gone": 1, "pending": 2}),
        ("lost", "1 article pages pending but 0 left so", {"taken": 3, "done": 2, "pending": 1}),
        ("twice", "second outcome 'rejected'", {"taken": 3, "done": 2, "gone": 1}),
    ],
)
def test_an_outcome_that_is_dropped_or_doubled_is_told_with_status_4(sqlite_project, way, says, states):
    with Site(articles=3).serve() as site:
        site.script(f"{site.articles[1].path}?utm_source=rss&utm_medium=feed", Answer(status=404))
        sqlite_project.plant("meddling", MEDDLING)
        sqlite_project.outlet(site, body=MEDDLED, feeds=["/rss.xml"])
        ended = sqlite_project.crawl(MEDDLE=way)
        assert ended.status == 4, ended.err
        assert says in ended.err
        run = sqlite_project.last_run()
        assert (run.status, run.accounting_ok) == ("failed", False)
        assert counts(run) == states


SWALLOWED = """
from scrapy import Request as _Request

def parse_article(self, response, **arguments):
    if "/1002-" in response.url:
        yield response.request.replace(url=response.url + "/missing", errback=lambda failure: None)
        return
    yield from super().parse_article(response, **arguments)
"""


def test_a_page_whose_last_request_ends_unseen_is_told_with_status_4_and_is_pending(sqlite_project):
    with Site(articles=3).serve() as site:
        sqlite_project.outlet(site, body=SWALLOWED, feeds=["/rss.xml"])
        ended = sqlite_project.crawl()
        assert ended.status == 4, ended.err
        assert "1 pages have no outcome" in ended.err
        assert counts(sqlite_project.last_run()) == {"taken": 3, "done": 2, "pending": 1}


BROKEN_START = """
async def start(self):
    yield self.source_request("feed", self.feeds[0])
    raise RuntimeError("no more sources")
"""


def test_a_start_that_raises_ends_with_status_6_after_the_known_pages_were_fetched(sqlite_project):
    with Site(articles=8).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        assert sqlite_project.crawl("-a", "limit=3").status == 0
        new = site.publish()
        sqlite_project.outlet(site, body=BROKEN_START, feeds=["/rss.xml"])
        ended = sqlite_project.crawl()
        assert ended.status == 6, ended.err
        assert "start() raised RuntimeError: no more sources" in ended.err
        assert set(sqlite_project.stored()) == set(site.published()) >= {site.url(new)}
        assert sqlite_project.last_run().status == "failed"


@pytest.mark.parametrize("how", ["refused", "no-such-host"])
def test_a_site_that_can_not_be_reached_ends_with_status_3(sqlite_project, how):
    with Site(articles=3).serve() as site:
        if how == "no-such-host":
            site.origin = "http://news.invalid"
        sqlite_project.outlet(
            site, feeds=["/rss.xml"], body='allowed_domains = ["127.0.0.1", "news.invalid"]'
        )
    ended = sqlite_project.crawl()
    assert ended.status == 3, ended.err
    assert "Traceback" not in ended.err
    run = sqlite_project.last_run()
    assert counts(run, "source") == {"taken": 1, "failed": 1}
    assert (run.status, run.accounting_ok) == ("failed", True)
    reason = sqlite_project.query("SELECT reason FROM pages")[0].reason
    assert reason == ("refused" if how == "refused" else "dns")


def test_case_9_of_two_crawls_of_one_outlet_at_once_one_stores_each_article_once(project):
    with Site(articles=30, spacing=timedelta(minutes=5)).serve() as site:
        project.outlet(site, feeds=["/rss.xml"], **SITEMAP)
        site.hold(after=3)
        both = [project.start("crawl", "local") for _ in range(2)]
        both[0].wait_until(lambda: any(running.ended() for running in both))
        site.let_go()
        ended = [running.wait() for running in both]
        assert sorted(one.status for one in ended) == [0, 8], [one.err for one in ended]
        assert not any("ERROR" in one.err or "Traceback" in one.err for one in ended)
        stored = project.articles()
        assert {one.article.url.partition("?")[0] for one in stored} == set(site.published())
        assert len(stored) == 30
        assert {one.version for one in stored} == {1}
        assert project.query("SELECT key FROM pages GROUP BY key HAVING count(*) > 1") == []
        [run] = project.store().runs(2)
        assert (run.status, run.accounting_ok) == ("finished", True)


def test_a_run_says_in_one_line_how_its_pages_ended_and_why_links_were_left(sqlite_project):
    with Site(articles=5).serve() as site:
        site.script(f"{site.articles[1].path}?utm_source=rss&utm_medium=feed", Answer(status=410))
        sqlite_project.outlet(site, feeds=["/rss.xml"], listings=["/"])
        ended = sqlite_project.crawl(LOG_LEVEL="INFO")
        assert "articles 5 taken = 4 done + 1 gone; sources 2 taken = 2 done" in ended.err
        assert "adds up" in ended.err
        links = sqlite_project.last_run().counts["links"]
        assert links["new"] == 5
        assert links["not-an-article"] > 0


def test_a_passing_fault_is_tried_again_within_the_run(sqlite_project):
    with Site(articles=3).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        site.script("/rss.xml", Answer(status=503), times=1)
        site.script("/robots.txt", redirect("/rules.txt"), times=1)
        ended = sqlite_project.crawl(RETRY_ENABLED=True)
        assert ended.status == 0, ended.err
        assert [request.status for request in site.asked("/rss.xml")] == [503, 200]
        assert set(sqlite_project.stored()) == set(site.published())
