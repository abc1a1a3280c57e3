"""Progress and account are shown on a terminal, and nothing where nobody looks."""

import io
import re
import sys
from types import SimpleNamespace

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from crawler.extensions.progress import Progress, fit_figures, has_room, progress_line
from crawler.terminal.columns import count_columns
from tests.site import Site
from tests.terminals import open_terminal

STATS = {
    "response_received_count": 30,
    "item_scraped_count": 12,
    "links/new": 14,
    "links/dropped/known": 6,
    "pages/failed": 2,
}


def test_the_line_has_pages_articles_links_failures_and_the_rate():
    line = progress_line("gazette", STATS, 10, width=100)
    assert line == "gazette: 30 pages, 12 articles, 14 new, 6 known, 2 failed, 3.0 pages/s"
    assert progress_line("", {}, 0, width=100) == (
        ": 0 pages, 0 articles, 0 new, 0 known, 0 failed, 0.0 pages/s"
    )


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (70, "gazette: 30 pages, 12 articles, 14 new, 6 known, 2 failed, 3.0 pages/s"),
        (69, "gazette: 30 pages, 12 articles, 14 new, 2 failed, 3.0 pages/s"),
        (50, "gazette: 30 pages, 12 articles, 14 new, 2 failed"),
        (40, "gazette: 30 pages, 12 articles, 2 failed"),
        (37, "gazette: 30 pages, 12 articles"),
        (29, "gazette: 12 articles"),
        (19, "12 articles"),
    ],
)
def test_a_figure_that_has_no_room_is_left_out_whole(width, line):
    assert progress_line("gazette", STATS, 10, width=width) == line


@pytest.mark.parametrize("name", ["港口新闻", "👍" * 8, "a" * 90])
def test_a_line_fits_whatever_the_name(name):
    for width in range(37, 200):
        line = progress_line(name, STATS, 10, width=width)
        assert count_columns(line) <= width
        assert "12 articles" in line


def test_the_figures_keep_their_order():
    assert fit_figures("x: ", [(2, "two"), (1, "one"), (3, "three")], 11) == "x: two, one"


class FakeTerminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "settings"),
    [
        (io.StringIO(), {"PROGRESS_ENABLED": True, "STORE_ENABLED": True}),
        (FakeTerminal(), {"PROGRESS_ENABLED": False, "STORE_ENABLED": True}),
        (FakeTerminal(), {"PROGRESS_ENABLED": True, "STORE_ENABLED": False}),
        (FakeTerminal(), {"PROGRESS_ENABLED": True, "STORE_ENABLED": True, "ONLY_DUE": True}),
    ],
    ids=["cron", "off", "fetch", "crawldue"],
)
def test_it_is_quiet_where_nobody_looks(monkeypatch, stream, settings):
    monkeypatch.setattr(sys, "stderr", stream)
    with pytest.raises(NotConfigured):
        Progress(SimpleNamespace(settings=Settings(settings)))


@pytest.mark.parametrize(
    ("feeds", "term", "stdout", "room"),
    [
        ({}, "xterm", FakeTerminal(), True),
        ({"articles.jsonl": {}}, "xterm", FakeTerminal(), True),
        ({"stdout:": {}}, "xterm", FakeTerminal(), False),
        ({"stdout:": {}}, "xterm", io.StringIO(), True),
        ({}, "dumb", FakeTerminal(), False),
    ],
)
def test_a_line_is_drawn_where_it_can_be_and_disturbs_no_items(monkeypatch, feeds, term, stdout, room):
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys, "stdout", stdout)
    assert has_room(FakeTerminal(), Settings({"FEEDS": feeds})) is room


def test_a_crawl_without_a_terminal_says_nothing_where_all_goes_well(sqlite_project):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        ended = sqlite_project.crawl()
        assert (ended.status, ended.out, ended.err) == (0, "", "")


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_a_crawl_on_a_terminal_shows_its_progress_and_leaves_its_account(sqlite_project, columns):
    with Site(articles=3).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        with open_terminal(sqlite_project, "crawl", "local", columns=columns) as terminal:
            assert terminal.wait() == 0
    assert terminal.text == (
        "local: articles 3 taken = 3 done; sources 1 taken = 1 done; links = 3 new; adds up"
    )
    assert re.search(r"\r\x1b\[2Klocal: \d+ pages, \d+ articles", terminal.written)
    drawn = re.findall(r"\r\x1b\[2K(local: [^\r\n]*)", terminal.written)
    assert max(map(count_columns, drawn)) <= columns - 3


NOISY = """
def parse_article(self, response, draft=None, page=1):
    import sys
    number = response.url.rpartition("/")[2][:4]
    self.logger.warning("looked at %s", number)
    print("printed", number)
    print("told", file=sys.stderr)
    yield from super().parse_article(response, draft, page)
"""


def test_messages_stand_above_the_progress_each_on_lines_of_its_own(sqlite_project):
    with Site(articles=6, latency=0.2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"], body=NOISY)
        with open_terminal(sqlite_project, "crawl", "local", columns=100) as terminal:
            assert terminal.wait() == 0
    assert re.search(r"\x1b\[2Klocal: [^\r\n]*pages/s\r\x1b\[2K\d{4}-", terminal.written)
    begins = ("printed ", "told", "local: articles 6 taken")
    for line in terminal.lines:
        assert line.startswith(begins) or re.match(r"\d{4}-.* WARNING: looked at \d+$", line), line
    assert sum("looked at" in line for line in terminal.lines) == 6
    assert sum(line == "told" for line in terminal.lines) == 6
