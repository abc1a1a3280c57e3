"""Rekeying: where an outlet's rules change or a host becomes an outlet, rows get new keys before the run."""

from datetime import timedelta

import pytest

from tests.crawls import counts
from tests.site import Site


@pytest.fixture
def site():
    with Site(articles=12, spacing=timedelta(minutes=5), markups=("jsonld", "plain")).serve() as served:
        yield served


def keys(project):
    """The keys of the articles' pages that count, and of the articles."""
    pages = project.query("SELECT key FROM pages WHERE kind = 'article' AND state <> 'merged'")
    articles = project.query("SELECT key FROM articles")
    return sorted(row.key for row in pages), sorted(row.key for row in articles)


def test_a_host_that_becomes_an_outlet_keeps_its_articles_each_once(project, site):
    known = site.articles[:3]
    forms = [site.url(f"/{a.section}/{a.number}-{slug}") for a in known for slug in ("eins", "zwei")]
    assert project.run("crawl", "article", "-a", f"url={' '.join(forms)}").status == 0
    project.outlet(site, sitemaps=["/sitemap-news.xml"])
    asked = len(site.requests)
    ended = project.crawl()
    assert ended.status == 0, ended.err
    assert sorted(project.stored().values()) == sorted(truth.headline for truth in site.published().values())
    of_pages, of_articles = keys(project)
    assert of_articles == of_pages == sorted(f"local:{article.number}" for article in site.articles)
    assert {row.outlet for row in project.query("SELECT outlet FROM articles")} == {"local"}
    assert {one.version for one in project.articles()} == {1}
    again = [request.path for request in site.requests[asked:]]
    assert not {article.path for article in known} & set(again)


def test_a_changed_pattern_keys_the_rows_anew_and_fetches_nothing_again(sqlite_project, site):
    sources = {"sitemaps": ["/sitemap-news.xml"]}
    sqlite_project.outlet(site, body=r'article_url = r"/[\w-]+/\d+-[^/]+$"', **sources)
    assert sqlite_project.crawl().status == 0
    assert not any(key.startswith("local:") for key in keys(sqlite_project)[1])
    versions = sqlite_project.query("SELECT article_id, number, body FROM versions ORDER BY article_id")
    asked = len(site.requests)
    sqlite_project.outlet(site, **sources)
    ended = sqlite_project.crawl()
    assert ended.status == 0, ended.err
    of_pages, of_articles = keys(sqlite_project)
    assert of_articles == of_pages == sorted(f"local:{article.number}" for article in site.articles)
    assert (
        sqlite_project.query("SELECT article_id, number, body FROM versions ORDER BY article_id") == versions
    )
    assert counts(sqlite_project.last_run()) == {}
    assert [request.path for request in site.requests[asked:]] == ["/sitemap-news.xml"]


#: Writes a line for each row that is given its key, and stops for good at the last that is let through.
STOPPING = """
from sqlalchemy import Engine as _Engine, event as _event
import time as _time

def _stop(connection, cursor, statement, *more, _rows=[]):
    if statement.startswith(("UPDATE articles", "UPDATE pages")) and '"key"=' in statement:
        _rows.append(statement)
        with open({path!r}, "a") as file:
            print(statement, file=file)
        while len(_rows) > {rows}:
            _time.sleep(1)

_event.listen(_Engine, "before_cursor_execute", _stop)
"""


@pytest.mark.parametrize("rows", [0, 6, 18], ids=["at once", "among the articles", "among the pages"])
def test_a_rekeying_that_is_killed_half_way_is_ended_by_the_next_run(sqlite_project, site, rows):
    sources, noted = {"sitemaps": ["/sitemap-news.xml"]}, sqlite_project.folder / "rows"
    sqlite_project.outlet(site, body=r'article_url = r"/[\w-]+/\d+-[^/]+$"', **sources)
    assert sqlite_project.crawl().status == 0
    sqlite_project.outlet(site, body=STOPPING.format(path=str(noted), rows=rows), **sources)
    running = sqlite_project.start("crawl", "local")
    running.wait_until(lambda: noted.exists() and len(noted.read_text().splitlines()) > rows)
    running.kill()
    sqlite_project.outlet(site, **sources)
    ended = sqlite_project.crawl()
    assert ended.status == 0, ended.err
    assert set(sqlite_project.stored()) == set(site.published())
    of_pages, of_articles = keys(sqlite_project)
    assert of_articles == of_pages == sorted(f"local:{article.number}" for article in site.articles)
    assert {one.version for one in sqlite_project.articles()} == {1}
