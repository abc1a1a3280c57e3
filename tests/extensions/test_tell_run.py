"""The account of a run on a terminal fits it, and is told once; elsewhere the log has it."""

import logging
import re

import pytest

from crawler.extensions.tell_run import is_on_terminal
from crawler.terminal.columns import count_columns
from tests.site import Site
from tests.terminals import open_terminal


@pytest.mark.parametrize(
    ("variables", "colours"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
    ids=["terminal", "NO_COLOR", "dumb", "FORCE_COLOR"],
)
def test_the_account_has_colours_where_there_are_any(sqlite_project, variables, colours):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        with open_terminal(sqlite_project, "crawl", "local", variables=variables) as terminal:
            assert terminal.wait() == 0
    assert ("\x1b[32mlocal\x1b[0m: articles 2 taken" in terminal.written) is colours
    assert "local: articles 2 taken = 2 done" in terminal.text
    assert ("\x1b[2K" in terminal.written) is (variables.get("TERM") != "dumb")


@pytest.mark.parametrize("level", ["INFO", "ERROR"])
def test_an_account_on_a_terminal_stands_there_once_whatever_the_level(sqlite_project, level):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        with open_terminal(sqlite_project, "crawl", "local", LOG_LEVEL=level) as terminal:
            assert terminal.wait() == 0
    assert terminal.text.count("articles 2 taken") == 1
    assert "INFO: local:" not in terminal.text


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_an_account_that_is_not_good_is_red_and_breaks_no_word(sqlite_project, columns):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/no.xml"])
        with open_terminal(sqlite_project, "crawl", "local", columns=columns) as terminal:
            assert terminal.wait() == 3
    assert "\x1b[31mlocal\x1b[0m: articles 0 taken" in terminal.written
    assert "local: nothing was fetched: HTTP 404 from " in terminal.text
    assert max(map(count_columns, terminal.lines)) <= columns
    words = re.findall(r"[a-z]{4,}", " ".join(terminal.lines))
    assert {"articles", "sources", "taken", "nothing", "fetched", "address"} <= set(words)


def test_the_log_has_the_account_where_progress_is_off_or_a_file_keeps_it(sqlite_project, tmp_path):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        settings = {"LOG_LEVEL": "INFO", "PROGRESS_ENABLED": False}
        with open_terminal(sqlite_project, "crawl", "local", **settings) as terminal:
            assert terminal.wait() == 0
        assert "INFO: local: articles 2 taken" in terminal.text
        file = tmp_path / "log"
        settings = {"LOG_LEVEL": "INFO", "LOG_FILE": file}
        with open_terminal(sqlite_project, "crawl", "local", **settings) as terminal:
            assert terminal.wait() == 0
        assert "INFO: local: articles 0 taken" in file.read_text()
        assert terminal.text.startswith("local: articles 0 taken")


def test_a_handler_is_on_a_terminal_where_its_stream_is(tmp_path):
    file = logging.FileHandler(tmp_path / "log")
    assert not is_on_terminal(file)
    file.close()
    assert not is_on_terminal(logging.NullHandler())
