"""Output that is piped into `head` ends quietly: every command that prints, and the items of a crawl."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.accuracy.pages import gold_file
from tests.crawls import Project
from tests.extraction.pages import linked, page
from tests.pipes import run_into_pipe, run_unread
from tests.site import Site

pytestmark = pytest.mark.system

#: What each command that prints is called with; SITE, PAGE and GOLD are filled in.
PRINTING = [
    ("articles",),
    ("articles", "--json"),
    ("articles", "1"),
    ("articles", "1", "--json"),
    ("runs",),
    ("outlets",),
    ("outlets", "--json"),
    ("extract", "PAGE"),
    ("extract", "PAGE", "--json"),
    ("accuracy", "GOLD"),
    ("outlet", "check", "local"),
    ("outlet", "forget", "local", "--keep", "--yes"),
    ("genspider", "-l"),
    ("list",),
    ("alerts", "test", "-s", "ALERT_URLS=json://127.0.0.1:9"),
]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A project that has crawled a site, which still answers."""
    folder = tmp_path_factory.mktemp("pipes")
    project = Project(folder, f"sqlite:///{folder}/crawler.db")
    with Site(articles=6).serve() as site:
        project.outlet(site, feeds=["/rss.xml"])
        assert project.crawl().status == 0
        yield project


def filled_in(arguments: tuple[str, ...], folder: Path) -> list[str]:
    """The arguments with files in place of their names."""
    (folder / "page.html").write_text(page(linked()), "utf-8")
    files = {"PAGE": str(folder / "page.html"), "GOLD": str(gold_file(folder))}
    return [files.get(argument, argument) for argument in arguments]


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_command_whose_output_nobody_reads_ends_quietly(crawled, tmp_path, arguments):
    ended = run_unread(crawled, *filled_in(arguments, tmp_path))
    assert ended.err == ""
    assert ended.status in (0, 1)  # `outlet check` has its own opinion of the site, no webhook answers


def test_every_command_is_among_them():
    silent = {"crawl", "crawldue"}  # they print nothing but the items of `-o -`, see below
    folder = Path(__file__).parent.parent.parent / "crawler" / "commands"
    assert {path.stem for path in folder.glob("[a-z]*.py")} - silent == {line[0] for line in PRINTING}


def test_the_lines_that_are_read_are_whole(crawled):
    whole = crawled.run("articles", "--json", "-n", "1").out
    assert run_into_pipe(crawled, "articles", "--json", lines=1).out == whole


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "xml"])
def test_a_crawl_whose_items_nobody_reads_ends_in_order(sqlite_project, form):
    with Site(articles=20).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        ended = run_unread(sqlite_project, "crawl", "local", "-o", f"-:{form}")
        assert (ended.status, ended.err) == (0, "")
        run = sqlite_project.last_run()
        assert (run.status, run.reason, run.accounting_ok) == ("interrupted", "output_closed", True)
        assert "pending" in sqlite_project.pages().values()
        assert sqlite_project.crawl().status == 0
        assert len(sqlite_project.stored()) == 20


def test_the_first_item_of_a_crawl_is_read_while_it_goes_on(sqlite_project):
    with Site(articles=20).serve() as site:
        site.hold(after=5)
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        crawl = ("crawl", "local", "-o", "-:jsonl")
        ended = run_into_pipe(sqlite_project, *crawl, lines=1, once_read=site.let_go)
        assert json.loads(ended.out)["outlet"] == "local"
        assert (ended.status, ended.err) == (0, "")
