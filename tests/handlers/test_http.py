"""Case 3: a crawl that is told to end does not wait for downloads, nor for the delays before them."""

import signal
import time

from tests.crawls import counts
from tests.site import Site
from tests.site.answer import Answer


def test_a_minute_of_delay_does_not_hold_the_end(sqlite_project):
    with Site(articles=12).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        asked = {"ROBOTSTXT_OBEY": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY_JITTER": 0}
        command = sqlite_project.start("crawl", "local", DOWNLOAD_DELAY=60, **asked)
        command.wait_until(lambda: site.requests)
        time.sleep(1)
        began = time.monotonic()
        command.send(signal.SIGTERM)
        ended = command.wait(timeout=60)
    assert time.monotonic() - began < 10
    assert ended.status == 0, ended.err
    run = sqlite_project.last_run()
    assert (run.status, run.accounting_ok) == ("interrupted", True)
    assert counts(run).keys() <= {"taken", "pending"}


def test_a_crawl_that_closes_by_itself_cuts_what_hangs(sqlite_project):
    with Site(articles=4).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        for article in site.articles[:2]:
            site.script(f"{article.path}?utm_source=rss&utm_medium=feed", Answer(manner="silent"))
        began = time.monotonic()
        ended = sqlite_project.crawl(CLOSESPIDER_ITEMCOUNT=2, DOWNLOAD_TIMEOUT=40)
    assert time.monotonic() - began < 20
    assert ended.status == 0, ended.err
    run = sqlite_project.last_run()
    assert (run.status, run.accounting_ok) == ("interrupted", True)
    assert counts(run)["pending"] >= 1
