"""Case 3: a crawl that is told to end does not wait for downloads, nor for the delays before them."""

import signal

from tests.crawls import counts
from tests.site import Site
from tests.site.answer import Answer, document

#: Seconds longer than a test is let run: who waited for a delay or a download would not come to its end.
LONG = 24 * 60 * 60


def test_a_day_of_delay_does_not_hold_the_end(sqlite_project):
    site = Site(articles=12)
    site.script("/robots.txt", document(f"User-agent: *\nCrawl-delay: {LONG + 1}\n", "text/plain"))
    with site.serve():
        urls = " ".join(site.url(article) for article in site.articles)
        command = sqlite_project.start("crawl", "article", "-a", f"url={urls}", CRAWL_DELAY_MAX=LONG)
        command.wait_until(lambda: "s between requests: it gets" in command.told())
        command.send(signal.SIGTERM)
        ended = command.wait()
    assert ended.status == 0, ended.err
    run = sqlite_project.last_run()
    assert (run.status, run.accounting_ok) == ("interrupted", True)
    assert counts(run) == {"taken": 12, "pending": 12}


def test_a_crawl_that_closes_by_itself_cuts_what_hangs(sqlite_project):
    with Site(articles=4).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        for article in site.articles[:2]:
            site.script(f"{article.path}?utm_source=rss&utm_medium=feed", Answer(manner="silent"))
        ended = sqlite_project.crawl(CLOSESPIDER_ITEMCOUNT=2, DOWNLOAD_TIMEOUT=LONG)
    assert ended.status == 0, ended.err
    run = sqlite_project.last_run()
    assert (run.status, run.accounting_ok) == ("interrupted", True)
    assert counts(run)["pending"] >= 1
