"""Crawls whose pages are read by readers: what one of them does to a reader costs that page alone."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.crawls import counts
from tests.site import Site
from tests.waiting import wait_until

EVERYTHING = {"feeds": ["/rss.xml"], "sitemaps": ["/sitemap.txt"], "listings": ["/"]}
#: Reads one page by a call that does what a hostile page might: it never ends, dies, or takes all memory.
HOSTILE = """
def reading_job(self, response, kind, *, meta):
    from crawler.reading import ReadJob
    calls = {"hang": ReadJob("signal:pause"), "die": ReadJob("os:abort"),
             "grow": ReadJob("builtins:bytearray", {"source": 10**11})}
    name = response.url.rpartition("-")[2]
    return calls.get(name) or super().reading_job(response, kind, meta=meta)
"""


def plant(project, site, *names):
    page = site.respond("GET", site.articles[0].path, {})
    paths = [f"/news/{number}-{name}" for number, name in enumerate(names, start=900_001)]
    for path in paths:
        site.script(path, page)
    feed = "".join(f"<item><link>{site.url(path)}</link></item>" for path in paths)
    site.script("/hostile.xml", type(page)(f"<rss><channel>{feed}</channel></rss>".encode()))
    project.outlet(site, feeds=["/rss.xml", "/hostile.xml"], body=HOSTILE)


def hostile_pages(project):
    rows = project.query("SELECT url, state, reason FROM pages WHERE kind = 'article'")
    ends = {row.url.rpartition("-")[2]: (row.state, row.reason) for row in rows}
    return {name: end for name, end in ends.items() if name in ("hang", "die", "grow")}


def test_readers_give_what_is_read_inline(sqlite_project, news_site):
    sqlite_project.outlet(news_site, **EVERYTHING)
    ended = sqlite_project.crawl(READERS=2)
    assert ended.status == 0, ended.err
    truth = {url: record.headline for url, record in news_site.published().items()}
    assert sqlite_project.stored() == truth
    assert counts(sqlite_project.last_run()) == {"taken": len(truth), "done": len(truth)}


def test_a_page_that_costs_its_reader_fails_alone(sqlite_project):
    with Site(articles=4).serve() as site:
        plant(sqlite_project, site, "hang", "die", "grow")
        ended = sqlite_project.crawl(READERS=1, READ_SECONDS=5)
        assert "Traceback" not in ended.err
        assert hostile_pages(sqlite_project) == {
            "hang": ("failed", "too-slow"),
            "die": ("failed", "reader-died"),
            "grow": ("failed", "too-large"),
        }
        run = sqlite_project.last_run()
        assert run.accounting_ok
        assert counts(run) == {"taken": 7, "done": 4, "failed": 3}


def test_a_signal_ends_a_crawl_in_order_while_a_page_is_read(sqlite_project):
    with Site(articles=4).serve() as site:
        plant(sqlite_project, site, "hang")
        running = sqlite_project.start("crawl", "local", READERS=2, READ_SECONDS=86_400, LOG_LEVEL="INFO")
        running.wait_until(lambda: len(sqlite_project.stored()) == 4)
        running.send(signal.SIGTERM)
        ended = running.wait()
        assert ended.status == 0, ended.err
        assert "Traceback" not in ended.err
        run = sqlite_project.last_run()
        assert (run.status, run.accounting_ok) == ("interrupted", True)
        assert counts(run) == {"taken": 5, "done": 4, "pending": 1}


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the readers are found in /proc")
def test_a_crawl_that_is_killed_in_mid_read_leaves_no_reader(sqlite_project):
    with Site(articles=4).serve() as site:
        plant(sqlite_project, site, "hang")
        running = sqlite_project.start("crawl", "local", READERS=2, READ_SECONDS=86_400)
        running.wait_until(lambda: len(sqlite_project.stored()) == 4)
        assert readers_of(sqlite_project)
        running.kill()
        wait_until(lambda: not readers_of(sqlite_project))


def readers_of(project) -> list[str]:
    """The processes, readers and their server, that have the project's environment."""
    mark = f"DATABASE_URL={project.database_url}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            is_server = b"forkserver" in (place / "cmdline").read_bytes()
            if is_server and mark in (place / "environ").read_bytes():
                found.append(place.name)
        except OSError:
            continue
    return found
