"""A round on a terminal: a line that fits while it runs, each outlet's account, and what all came to."""

from __future__ import annotations

import re

import pytest

from crawler.exit_status import EXIT_CODES
from crawler.round_progress import name_outlets, round_line, round_summary
from crawler.terminal.columns import count_columns
from tests.commands.test_crawldue import make_due
from tests.crawls import Project
from tests.site import Site
from tests.terminals import Terminal, open_terminal

COUNTS = {"pages": 30, "articles": 12, "failed": 2}


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (100, "crawldue: 1 of 5 outlets, 30 pages, 12 articles, 2 failed, now lrt, taz"),
        (60, "crawldue: 1 of 5 outlets, 30 pages, 12 articles, 2 failed"),
        (50, "crawldue: 1 of 5 outlets, 30 pages, 12 articles"),
        (37, "crawldue: 1 of 5 outlets, 12 articles"),
        (20, "1 of 5 outlets"),
    ],
)
def test_the_line_leaves_out_whole_figures(width, line):
    assert round_line(ended=1, due=5, under_way=["lrt", "taz"], counts=COUNTS, width=width) == line


def test_the_line_fits_whatever_the_outlets_are_called():
    for width in range(37, 200):
        line = round_line(ended=1, due=5, under_way=["港口新闻" * 9, "a" * 70], counts=COUNTS, width=width)
        assert count_columns(line) <= width


def test_before_and_between_rounds_it_says_that_nothing_goes_on():
    line = round_line(ended=0, due=0, under_way=[], counts={}, width=80)
    assert line == "crawldue: nothing is under way"


def test_outlets_that_did_not_go_well_are_named_by_what_happened():
    statuses = dict.fromkeys("abc", 0) | {"lrt": EXIT_CODES["unreachable"], "taz": EXIT_CODES["store"]}
    assert round_summary(statuses, COUNTS, 71.6) == (
        "crawldue: 5 outlets, 12 articles in 72 s; store: taz; unreachable: lrt"
    )
    assert round_summary({"taz": 0}, {}, 3) == "crawldue: 1 outlet, 0 articles in 3 s; all went well"
    assert name_outlets(["aa", "lrt", "people", "sana", "taz"]) == "aa, lrt, people and 2 more"


@pytest.fixture
def outlets(sqlite_project: Project) -> Project:
    """The project with two outlets of a site that answers, and one of which no source is there."""
    with Site(articles=4).serve() as site:
        for name in ("one", "two"):
            sqlite_project.outlet(site, name=name, feeds=[f"/rss.xml?{name}"])
        sqlite_project.outlet(site, name="bad", feeds=["/no.xml"])
        yield sqlite_project


def check_round(terminal: Terminal, columns: int) -> None:
    """Each outlet has its account, and the round its line, each on lines of its own."""
    for name in ("one", "two", "bad"):
        assert sum(line.startswith(f"{name}: articles ") for line in terminal.lines) == 1, terminal.lines
    assert max(map(count_columns, terminal.lines)) <= columns
    drawn = re.findall(r"\r\x1b\[2K(crawldue: [^\r\n]*)", terminal.written)
    assert any("of 3 outlets" in line for line in drawn)
    assert max(map(count_columns, drawn)) <= columns - 3
    assert re.search(r"crawldue: 3 outlets, \d+ articles in \d+ s; unreachable: bad$", terminal.text)
    assert "Stopping" not in terminal.text


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_round_on_a_terminal(outlets, columns):
    with open_terminal(outlets, "crawldue", "one", "two", "bad", columns=columns) as terminal:
        assert terminal.wait() == EXIT_CODES["unreachable"]
    check_round(terminal, columns)


def test_without_a_terminal_a_good_round_says_nothing(outlets):
    ended = outlets.run("crawldue", "one", "two")
    assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_each_round_of_a_loop_is_told(outlets):
    with open_terminal(outlets, "crawldue", "--loop", "one", DUE_PAUSE=0.3) as terminal:
        terminal.wait_until(lambda: terminal.text.count("all went well") == 1)
        make_due(outlets)
        terminal.wait_until(lambda: terminal.text.count("all went well") == 2)
        terminal.press("\x03")
        assert terminal.wait() == 0
    assert len(outlets.query("SELECT id FROM runs")) == 2


def test_ctrl_c_in_a_round_is_answered_and_each_outlet_has_its_account(sqlite_project):
    with Site(articles=4).serve() as site:
        site.hold(after=4)
        for name in ("one", "two"):
            sqlite_project.outlet(site, name=name, feeds=[f"/rss.xml?{name}"])
        with open_terminal(sqlite_project, "crawldue", "one", "two") as terminal:
            terminal.wait_until(lambda: len(site.requests) > 4)
            terminal.press("\x03")
            terminal.wait_until(lambda: "what is stored stays." in terminal.text)
            site.let_go()
            assert terminal.wait() == 0
    assert terminal.text.count("Stopping") == 1
    for name in ("one", "two"):
        assert f"{name}: articles" in terminal.text
    assert "crawldue: 2 outlets" in terminal.text


def test_where_nothing_is_due_it_says_what_is_next(outlets):
    with open_terminal(outlets, "crawldue") as terminal:
        assert terminal.wait() == 0
    assert terminal.text == ("crawldue: no outlet was crawled yet; scrapy crawldue NAME begins with one")
    assert outlets.run("crawldue", "one").status == 0
    with open_terminal(outlets, "crawldue", columns=40) as terminal:
        assert terminal.wait() == 0
    assert re.fullmatch(
        r"crawldue: nothing is due; one is next, in \d+ \w+ \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)", terminal.text
    )
    with open_terminal(outlets, "crawldue", PROGRESS_ENABLED=False) as terminal:
        assert terminal.wait() == 0
    assert terminal.text == ""
