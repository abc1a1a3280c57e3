"""Progress is shown on a terminal, and nothing where nobody looks."""

import io
import os
import pty
from types import SimpleNamespace

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from crawler.extensions.progress import Progress, progress_line
from tests.crawls import ROOT, launcher
from tests.site import Site


def test_the_line_has_pages_articles_links_failures_and_the_rate():
    stats = {
        "response_received_count": 30,
        "item_scraped_count": 12,
        "links/new": 14,
        "links/dropped/known": 6,
        "pages/failed": 2,
    }
    line = progress_line("gazette", stats, 10)
    assert line == "gazette: 30 pages, 12 articles, 14 new, 6 known, 2 failed, 3.0 pages/s"
    assert progress_line("", {}, 0) == ": 0 pages, 0 articles, 0 new, 0 known, 0 failed, 0.0 pages/s"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "settings"),
    [
        (io.StringIO(), {"PROGRESS_ENABLED": True, "STORE_ENABLED": True}),
        (Terminal(), {"PROGRESS_ENABLED": False, "STORE_ENABLED": True}),
        (Terminal(), {"PROGRESS_ENABLED": True, "STORE_ENABLED": False}),
    ],
    ids=["cron", "off", "fetch"],
)
def test_it_is_quiet_where_nobody_looks(stream, settings):
    with pytest.raises(NotConfigured):
        Progress(SimpleNamespace(settings=Settings(settings)), stream=stream)


def test_a_crawl_without_a_terminal_says_nothing_where_all_goes_well(sqlite_project):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        ended = sqlite_project.crawl()
        assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_a_crawl_on_a_terminal_shows_its_progress_and_its_account(sqlite_project):
    with Site(articles=3).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        ours, theirs = pty.openpty()
        running = launcher().launch(
            sqlite_project.arguments("crawl", "local"),
            cwd=ROOT,
            environment=sqlite_project.environment,
            files=(theirs, theirs, theirs),
        )
        os.close(theirs)
        shown = b""
        while not running.ended(within=0):
            shown += read(ours)
        assert running.exit_status() == 0
        text = (shown + read(ours)).decode()
        os.close(ours)
    assert "local: 5 pages, 3 articles, 3 new, 0 known, 0 failed," in text
    assert "articles 3 taken = 3 done; sources 1 taken = 1 done" in text


def read(terminal: int) -> bytes:
    """What has been written to the terminal, where there is something."""
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the other side is closed
        return b""
