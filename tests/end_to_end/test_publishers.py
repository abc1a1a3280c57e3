"""Real pages of 102 publishers at their addresses, answered from an archive."""

from html import escape

import pytest

from crawler.outlet.attributes import as_source
from crawler.records import SOURCE_KINDS
from crawler.spiderloader import declared_outlets, owner_of_url
from crawler.warc.writer import Exchange
from tests.crawls import counts
from tests.end_to_end.publishers import HTML, Publishers, moment


@pytest.fixture(scope="module")
def publishers(corpora):
    return Publishers(corpora / "articles" / "publishers")


def test_every_page_is_stored_once_at_the_time_of_its_newest_capture(sqlite_project, publishers):
    archive = publishers.archive(sqlite_project.folder / "publishers.warc.gz")
    listed = sqlite_project.folder / "list"
    listed.write_text("\n".join(publishers.urls), "utf-8")
    ended = sqlite_project.run("crawl", "article", "-a", f"file={listed}", REPLAY=archive)
    assert ended.status == 0, ended.err
    assert ended.err == ""
    assert (len(publishers.rows), len(publishers.urls)) == (148, 147)
    run = sqlite_project.last_run()
    assert counts(run) == {"taken": 147, "done": 147}
    assert (run.accounting_ok, run.status) == (True, "finished")
    stored = {one.article.url: one.article for one in sqlite_project.articles()}
    assert set(stored) == set(publishers.urls)
    times = {url: moment(row) for url, row in publishers.newest().items()}
    assert {url: article.fetched_at for url, article in stored.items()} == times
    assert sqlite_project.letters() == []
    assert sqlite_project.query("SELECT url FROM pages WHERE due_at IS NOT NULL") == []
    named = {url: outlet.name for url in stored if (outlet := owner_of_url(url))}
    assert {url: stored[url].outlet for url in named} == named
    assert set(named.values()) == set(SEEN)


def feed(url, rows):
    items = "".join(
        f"<item><title>{escape(row['gold']['title'])}</title><link>{escape(row['url'])}</link></item>"
        for row in rows
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>All</title>{items}</channel></rss>'
    return source(url, rows, body, "application/rss+xml")


def sitemap(url, rows):
    entries = "".join(f"<url><loc>{escape(row['url'])}</loc></url>" for row in rows)
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    return source(url, rows, body, "application/xml")


def listing(url, rows):
    items = "".join(
        f'<li><h3><a href="{escape(row["url"])}">{escape(row["gold"]["title"])}</a></h3></li>' for row in rows
    )
    return source(url, rows, f"<html><body><h1>All</h1><ul>{items}</ul></body></html>", HTML[0][1])


def source(url, rows, body, kind):
    return Exchange(
        url=url, date=max(map(moment, rows)), headers=[("Content-Type", kind)], body=body.encode()
    )


MADE = {"feed": feed, "sitemap": sitemap, "listing": listing}
OUTLETS = {outlet.name: outlet for outlet in declared_outlets()}
#: Outlets that have pages in the corpora.
SEEN = [
    *("aa", "habarileo", "lavanguardia", "lrt", "malaymail", "namibian"),
    *("people", "seznamzpravy", "taipeitimes", "taz", "tokyo_np", "vnexpress"),
]


@pytest.mark.parametrize("name", SEEN)
def test_an_outlet_finds_and_stores_its_pages_by_its_own_sources(sqlite_project, publishers, name):
    outlet = OUTLETS[name]
    rows = [row for row in publishers.newest().values() if owner_of_url(row["url"]) is outlet]
    assert rows
    kind, address = next((k, as_source(one).url) for k in SOURCE_KINDS for one in getattr(outlet, f"{k}s"))
    own = Publishers(publishers.folder)
    own.__dict__["rows"] = rows
    archive = own.archive(sqlite_project.folder / "own.warc.gz", MADE[kind](address, rows))
    ended = sqlite_project.run("crawl", name, REPLAY=archive)
    assert ended.status == 0, ended.err
    assert "Traceback" not in ended.err
    stored = {one.article.url: one.article for one in sqlite_project.articles()}
    assert set(stored) == {row["url"] for row in rows}
    assert {article.outlet for article in stored.values()} == {name}
    assert {article.discovered_via for article in stored.values()} == {kind}
    run = sqlite_project.last_run()
    assert run.accounting_ok
    assert counts(run) == {"taken": len(rows), "done": len(rows)}
