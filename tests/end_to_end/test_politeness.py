"""Cases 19 and 23: no host is asked more than it wants, in this run and in later ones; no trap costs more."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from crawler.exit_status import EXIT_CODES
from tests.crawls import Project, counts
from tests.end_to_end.test_robots import let_time_pass
from tests.site import Site
from tests.site.answer import Answer, document, page

SITEMAP = {"sitemaps": ["/sitemap-news.xml"]}
PATIENT = {"RETRY_AFTER_MAX": 6 * 3600, "RETRY_AFTER_WAIT": 0}


def paths(site: Site) -> list[str]:
    """The addresses of articles asked for, in order."""
    return [request.path for request in site.requests if "-" in request.path and ".xml" not in request.path]


def in_two_hours() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("value", ["7200", in_two_hours()], ids=["seconds", "date"])
def test_case_23_a_pause_asked_for_holds_for_all_pages_and_for_later_runs(project, status, value):
    with Site(articles=10).serve() as site:
        project.outlet(site, **SITEMAP)
        newest = f"{site.articles[0].path}"
        site.script(newest, Answer(status=status, headers={"Retry-After": value}), times=1)
        ended = project.crawl(CONCURRENT_REQUESTS=1, **PATIENT)
        assert ended.status == 0, ended.err
        assert "it is left alone until" in ended.err
        run = project.last_run()
        assert run.accounting_ok
        before, waiting = len(site.requests), run.counts["article"]["pending"]
        assert (run.counts["article"]["failed"], waiting > 0) == (1, True)
        assert run.counts["waits"] == {"retry-after": waiting}
        assert run.counts["backlog"] == waiting

        ended = project.crawl(**PATIENT)
        assert "it is left alone until" in ended.err
        assert len(site.requests) == before
        assert counts(project.last_run(), "source") == {"taken": 1, "pending": 1}
        assert counts(project.last_run()) == {}
        assert project.query("SELECT DISTINCT attempts FROM pages WHERE state = 'pending'") == [(0,)]

        let_time_pass(project, 3)
        assert project.crawl(**PATIENT).status == 0
        assert set(project.stored()) == set(site.published())


def test_case_23_a_pause_is_capped(sqlite_project):
    with Site(articles=3).serve() as site:
        url = site.url(site.articles[0])
        site.script(site.articles[0], Answer(status=429, headers={"Retry-After": "9999999"}))
        sqlite_project.run("crawl", "article", "-a", f"url={url}", RETRY_AFTER_MAX=3600, RETRY_AFTER_WAIT=0)
        [row] = sqlite_project.query("SELECT until, noted_at FROM pauses")
        ahead = datetime.fromisoformat(row.until) - datetime.fromisoformat(row.noted_at)
        assert ahead == timedelta(hours=1)


def test_case_23_a_short_pause_is_waited_for_in_the_run(sqlite_project):
    with Site(articles=6).serve() as site:
        sqlite_project.outlet(site, **SITEMAP)
        site.script("/sitemap-news.xml", Answer(status=503, headers={"Retry-After": "1"}), times=1)
        site.script(site.articles[0], Answer(status=429, headers={"Retry-After": "2"}), times=1)
        sqlite_project.crawl(RETRY_AFTER_MAX=60, RETRY_AFTER_WAIT=10)
        let_time_pass(sqlite_project, 1)
        ended = sqlite_project.crawl(CONCURRENT_REQUESTS=1, RETRY_AFTER_MAX=60, RETRY_AFTER_WAIT=10)
        assert ended.status == 0, ended.err
        assert counts(sqlite_project.last_run()) == {"taken": 6, "done": 5, "failed": 1}


def test_case_23_an_answer_that_asks_for_a_pause_is_not_retried_at_once(sqlite_project):
    with Site(articles=3).serve() as site:
        site.script(site.articles[0], Answer(status=503, headers={"Retry-After": "600"}))
        url = site.url(site.articles[0])
        sqlite_project.run("crawl", "article", "-a", f"url={url}", RETRY_ENABLED=True, **PATIENT)
        assert len(site.asked(site.articles[0])) == 1


#: Notes when Scrapy's downloader lets each request go, by the clock that it waits by: what a busy machine
#: adds on the way to the site does not count.
NOTING = """
from scrapy.core.downloader import Downloader as _Downloader

def _note(self, slot, *more, _usual=_Downloader._wait_for_download):
    with open({path!r}, "a") as file:
        print(slot.lastseen, file=file)
    return _usual(self, slot, *more)

_Downloader._wait_for_download = _note
"""


def gaps(project: Project) -> list[float]:
    """Seconds from each request to the next, since the last time that this was asked."""
    path = project.folder / "moments"
    moments = [float(line) for line in path.read_text().splitlines()]
    path.unlink()
    return [after - before for before, after in pairwise(moments)]


def noting(project: Project) -> str:
    """Lines for the class of an outlet that have `gaps` told."""
    return NOTING.format(path=str(project.folder / "moments"))


def test_case_23_a_crawl_delay_is_kept_and_capped(sqlite_project):
    site = Site(articles=3)
    site.script("/robots.txt", document("User-agent: *\nCrawl-delay: 300\n", "text/plain"))
    with site.serve():
        sqlite_project.outlet(site, body=noting(sqlite_project), **SITEMAP)
        ended = sqlite_project.crawl(CRAWL_DELAY_MAX=1, AUTOTHROTTLE_ENABLED=True, AUTOTHROTTLE_START_DELAY=0)
        assert ended.status == 0, ended.err
        assert "asks for 300 s between requests: it gets 1 s" in ended.err
        found = gaps(sqlite_project)
        assert len(found) == 4
        assert min(found) >= 1


def test_case_23_an_outlets_own_delay_holds_for_single_pages_of_it_too(sqlite_project):
    with Site(articles=3).serve() as site:
        body = noting(sqlite_project) + "delay = 1.0\nconcurrency = 1"
        sqlite_project.outlet(site, body=body, **SITEMAP)
        urls = " ".join(site.url(article) for article in site.articles[:2])
        for given in (("crawl", "article", "-a", f"url={urls}"), ("crawl", "local")):
            settings = {"DOWNLOAD_DELAY": None} if given[1] == "local" else {}
            assert sqlite_project.run(*given, DOWNLOAD_DELAY_JITTER=0, **settings).status == 0
            assert min(gaps(sqlite_project)) >= 1


SENDING = """
import time as _time
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler as _Handler

async def _note(self, request, _usual=_Handler.download_request, _time=_time):
    with open({path!r}, "a") as file:
        print("begins", _time.monotonic(), file=file, flush=True)
    try:
        return await _usual(self, request)
    finally:
        with open({path!r}, "a") as file:
            print("ends", _time.monotonic(), file=file, flush=True)

_Handler.download_request = _note
"""


def sent(project: Project) -> list[tuple[str, float]]:
    """What was sent and answered by all crawls: "begins" or "ends" with the moment, in order."""
    lines = (project.folder / "moments").read_text().splitlines()
    return [(what, float(moment)) for what, moment in map(str.split, lines)]


def test_two_outlets_on_one_host_ask_it_at_one_pace(sqlite_project):
    with Site(articles=6).serve() as site:
        body = SENDING.format(path=str(sqlite_project.folder / "moments"))
        for name in ("one", "two"):
            sqlite_project.outlet(
                site, name=name, body=body if name == "one" else "", feeds=[f"/rss.xml?{name}"]
            )
        settings = {"DOWNLOAD_DELAY": 0.2, "DOWNLOAD_DELAY_JITTER": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
        ended = sqlite_project.run("crawldue", "one", "two", **settings)
        assert ended.status == 0, ended.err
    events = sent(sqlite_project)
    assert [what for what, _ in events] == ["begins", "ends"] * (len(events) // 2)
    moments = [moment for what, moment in events if what == "begins"]
    assert len(moments) >= 9
    assert min(after - before for before, after in pairwise(moments)) >= 0.19


def test_the_next_run_keeps_the_pace_of_the_last(sqlite_project):
    with Site(articles=2).serve() as site:
        body = SENDING.format(path=str(sqlite_project.folder / "moments"))
        sqlite_project.outlet(site, body=body, feeds=["/rss.xml"])
        for article in site.articles:
            given = ("crawl", "article", "-a", f"url={site.url(article)}")
            assert sqlite_project.run(*given, DOWNLOAD_DELAY=6, ROBOTSTXT_OBEY=False).status == 0
    first, second = (moment for what, moment in sent(sqlite_project) if what == "begins")
    assert second - first >= 5.9


def calendar(site: Site) -> None:
    """A listing of days, each of which names the next and an article of its own, without an end."""

    def day(number: int) -> Answer:
        link = f'<a href="/news/{800_000 + number}-dia">Programa del día {number} en la ciudad</a>'
        following = f'<a rel="next" href="/agenda?d={number + 1}">siguiente</a>'
        return page(f"<html><body><h1>Agenda</h1><ul><li>{link}</li></ul>{following}</body></html>")

    respond = site.respond

    def endless(method: str, target: str, headers: dict[str, str]) -> Answer:
        if target.startswith("/agenda"):
            site.script(target, day(int(target.partition("=")[2] or 0)), times=1)
        return respond(method, target, headers)

    site.respond = endless  # type: ignore[method-assign]


def test_case_19_a_calendar_without_an_end_stops_at_the_budget_and_says_so(project):
    site = Site(articles=3)
    calendar(site)
    with site.serve():
        project.outlet(site, listings=["/agenda"])
        ended = project.crawl(BUDGET_PAGES=15, LISTING_PAGE_LIMIT=1000)
        assert ended.status == 0, ended.err
        assert "budget-pages of the run is spent" in ended.err
        run = project.last_run()
        asked = [request for request in site.requests if request.path != "/robots.txt"]
        assert (len(asked), run.accounting_ok) == (15, True)
        assert run.counts["waits"]["budget-pages"] > 0
        left = project.query("SELECT count(*) AS n FROM pages WHERE state = 'pending'")[0].n
        assert run.counts["backlog"] == left > 0
        before = len(asked)
        project.crawl(BUDGET_PAGES=5, LISTING_PAGE_LIMIT=1000)
        assert len([r for r in site.requests if r.path != "/robots.txt"]) == before + 5


def test_case_19_a_listing_without_an_end_stops_at_its_limit_with_a_reason(sqlite_project):
    site = Site(articles=3)
    calendar(site)
    with site.serve():
        sqlite_project.outlet(site, listings=["/agenda"])
        assert sqlite_project.crawl(LISTING_PAGE_LIMIT=4).status == EXIT_CODES["nothing"]
        assert sqlite_project.last_run().counts["links"]["listing-limit"] == 1
        assert len([r for r in site.requests if r.path.startswith("/agenda")]) == 4


def test_case_19_ten_thousand_session_ids_of_one_article_are_one_fetch(sqlite_project):
    with Site(articles=3).serve() as site:
        path = site.articles[1].path
        addresses = (f"{path}?PHPSESSID={number:032x}" for number in range(10_000))
        links = "".join(f'<li><a href="{address}">Un titular largo</a></li>' for address in addresses)
        site.script("/trap", page(f"<html><body><ul>{links}</ul></body></html>"))
        sqlite_project.outlet(site, listings=["/trap"])
        assert sqlite_project.crawl().status == 0
        assert len(paths(site)) == 1
        assert counts(sqlite_project.last_run())["taken"] == 1


def test_case_19_sitemaps_that_name_sitemaps_end_at_the_depth(sqlite_project):
    site = Site(articles=3)
    respond = site.respond

    def endless(method: str, target: str, headers: dict[str, str]) -> Answer:
        if target.startswith("/maps/"):
            below = f"<sitemap><loc>{site.origin}/maps/{int(target[6:]) + 1}</loc></sitemap>"
            space = "http://www.sitemaps.org/schemas/sitemap/0.9"
            index = f'<sitemapindex xmlns="{space}">{below}</sitemapindex>'
            site.script(target, document(index, "application/xml"), times=1)
        return respond(method, target, headers)

    site.respond = endless  # type: ignore[method-assign]
    with site.serve():
        sqlite_project.outlet(site, sitemaps=["/maps/0"])
        assert sqlite_project.crawl(BUDGET_DEPTH=3).status == EXIT_CODES["nothing"]
        assert [r.path for r in site.requests if r.path.startswith("/maps")] == [
            f"/maps/{n}" for n in range(4)
        ]
        assert sqlite_project.last_run().counts["links"]["depth-limit"] == 1


#: By the clock of the budgets a second passes with each look at it.
TICKING = """
from itertools import count as _count
from crawler.middlewares.budgets import BudgetMiddleware as _Budgets
_Budgets.clock = staticmethod(_count().__next__)
"""


@pytest.mark.parametrize(
    ("budget", "reason"),
    [
        ({"BUDGET_BYTES": 30_000}, "budget-bytes"),
        ({"BUDGET_SECONDS": 6}, "budget-seconds"),
        ({"BUDGET_HOST_PAGES": 5}, "budget-host-pages"),
        ({"BUDGET_HOST_BYTES": 30_000}, "budget-host-bytes"),
        ({"BUDGET_HOST_SECONDS": 6}, "budget-host-seconds"),
    ],
)
def test_case_19_each_budget_leaves_the_rest_pending_and_the_next_run_goes_on(sqlite_project, budget, reason):
    with Site(articles=20, page_bytes=10_000).serve() as site:
        sqlite_project.outlet(site, body=TICKING, **SITEMAP)
        ended = sqlite_project.crawl(CONCURRENT_REQUESTS=1, **budget)
        assert ended.status == 0, ended.err
        run = sqlite_project.last_run()
        assert (run.accounting_ok, set(run.counts["waits"])) == (True, {reason})
        assert 0 < len(sqlite_project.stored()) < 20
        assert sqlite_project.crawl().status == 0
        assert set(sqlite_project.stored()) == set(site.published())
        assert sqlite_project.last_run().counts["backlog"] == 0
