"""Ctrl-C on a terminal says that it stops and what a second one does, and the run ends with its account."""

from __future__ import annotations

import signal

import pytest

from crawler.terminal.columns import count_columns
from tests.crawls import Project
from tests.site import Site
from tests.terminals import Terminal, open_terminal


@pytest.fixture
def held(sqlite_project: Project) -> Site:
    """A site whose third answer does not come before a test says so, and its outlet."""
    with Site(articles=6).serve() as site:
        site.hold(after=2)
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        yield site
        site.let_go()


def interrupt(terminal: Terminal, site: Site) -> None:
    """Press Ctrl-C while a page is being fetched."""
    terminal.wait_until(lambda: len(site.requests) > 2)
    terminal.press("\x03")
    terminal.wait_until(lambda: "what is stored stays." in terminal.text)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_one_says_that_it_stops_and_the_account_follows(sqlite_project, held, columns):
    with open_terminal(sqlite_project, "crawl", "local", columns=columns) as terminal:
        interrupt(terminal, held)
        held.let_go()
        assert terminal.wait() == 0
    assert terminal.lines[0].startswith("Stopping: what is being fetched")
    assert terminal.text.count("Stopping") == 1
    assert "A second Ctrl-C ends it at once" in terminal.text
    assert "local: articles 6 taken = " in terminal.text
    assert terminal.text.endswith("adds up")
    assert max(map(count_columns, terminal.lines)) <= columns
    assert sqlite_project.last_run().status == "interrupted"


@pytest.mark.parametrize("command", [["crawl", "local"], ["crawldue", "local"]], ids=" ".join)
def test_a_second_one_ends_it_at_once_with_its_account(sqlite_project, held, command):
    with open_terminal(sqlite_project, *command) as terminal:
        interrupt(terminal, held)
        terminal.press("\x03")
        assert terminal.wait() == 0
    assert "Traceback" not in terminal.text
    assert terminal.lines[-1].endswith("adds up") or "crawldue" in command
    run = sqlite_project.last_run()
    assert (run.status, run.reason) == ("interrupted", "cut")


def test_where_nobody_looks_nothing_is_said(sqlite_project, held):
    command = sqlite_project.start("crawl", "local")
    command.wait_until(lambda: len(held.requests) > 2)
    command.send(signal.SIGTERM)
    held.let_go()
    ended = command.wait()
    assert (ended.status, ended.err) == (0, "")
