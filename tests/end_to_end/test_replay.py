"""Replay: a crawl that an archive answers stores what the live crawl stored, at the archive's times."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from crawler.warc.writer import Exchange, write_records
from tests.crawls import Project, counts
from tests.site import Site

SOURCES = {"feeds": ["/rss.xml"], "sitemaps": ["/sitemap.xml"], "listings": ["/section/news"]}
#: What is the run's own, not the article's.
OF_THE_RUN = ("fetched_at",)


def recorded(site, paths, *, date):
    """The site's answers to `paths` as exchanges, each a second after the one before."""
    for number, path in enumerate(paths):
        answer = site.respond("GET", path, {})
        moment = date + timedelta(seconds=number)
        headers = list(answer.headers.items())
        yield Exchange(
            url=site.url(path), date=moment, status=answer.status, headers=headers, body=answer.body
        )


def record(article):
    return {name: value for name, value in asdict(article).items() if name not in OF_THE_RUN}


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A site that is gone, the crawl made while it was there, and the archive of all that was asked."""
    with Site(articles=14, spacing=timedelta(minutes=20)).serve() as site:
        folder = tmp_path_factory.mktemp("live")
        project = Project(folder, f"sqlite:///{folder}/crawler.db")
        project.outlet(site, **SOURCES)
        assert project.crawl().status == 0
        asked = [
            path for path in dict.fromkeys(request.path for request in site.requests) if path != "/robots.txt"
        ]
        date = (site.newsroom.now + timedelta(minutes=10)).replace(microsecond=0)
        exchanges = list(recorded(site, asked, date=date))
    return site, project, exchanges


def test_a_replayed_crawl_stores_what_the_live_one_did_without_network_delay_or_robots(live, project):
    site, of_live, exchanges = live
    archive = project.folder / "site.warc.gz"
    write_records(archive, exchanges)
    project.outlet(site, **SOURCES)
    ended = project.crawl(
        REPLAY=archive, GUARD_ALLOWED_HOSTS="", DOWNLOAD_DELAY=None, AUTOTHROTTLE_ENABLED=None
    )
    assert ended.status == 0, ended.err
    assert ended.err == ""
    before = {one.article.key: one.article for one in of_live.articles()}
    after = {one.article.key: one.article for one in project.articles()}
    assert len(after) == 14
    assert {key: record(article) for key, article in after.items()} == {
        key: record(article) for key, article in before.items()
    }
    dates = {exchange.url: exchange.date for exchange in exchanges}
    assert {article.url: article.fetched_at for article in after.values()} == {
        article.url: dates[article.url] for article in after.values()
    }
    assert project.query("SELECT url FROM pages WHERE due_at IS NOT NULL") == []
    run = project.last_run()
    assert (run.ended_at - run.started_at).total_seconds() < 15


def test_what_the_archive_lacks_is_a_counted_miss_and_the_run_goes_on(live, sqlite_project):
    site, _, exchanges = live
    lost = site.articles[0].path
    archive = sqlite_project.folder / "site.warc"
    write_records(archive, [exchange for exchange in exchanges if lost not in exchange.url])
    sqlite_project.outlet(site, **SOURCES)
    ended = sqlite_project.crawl(REPLAY=archive, LOG_LEVEL="INFO")
    assert ended.status == 0, ended.err
    assert len(sqlite_project.articles()) == 13
    assert counts(sqlite_project.last_run()) == {"taken": 14, "done": 13, "gone": 1}
    assert "'replay/miss': 1" in ended.err


def test_a_second_replay_of_the_same_archive_fetches_nothing_again(live, sqlite_project):
    site, _, exchanges = live
    archive = sqlite_project.folder / "site.warc.zst"
    write_records(archive, exchanges)
    sqlite_project.outlet(site, **SOURCES)
    for _ in range(2):
        assert sqlite_project.crawl(REPLAY=archive).status == 0
    assert counts(sqlite_project.last_run()) == {}
    assert {one.version for one in sqlite_project.articles()} == {1}


PLANNED = "SELECT key, due_at, interval FROM pages WHERE due_at IS NOT NULL"


def test_what_is_replayed_is_neither_watched_nor_due(live, project):
    site, _, exchanges = live
    archive = project.folder / "site.warc.gz"
    write_records(archive, exchanges)
    project.outlet(site, **SOURCES)
    assert project.crawl(REPLAY=archive).status == 0
    assert len(project.articles()) == 14
    assert project.query(PLANNED) == []
    assert project.query("SELECT name FROM outlets WHERE watch_since IS NOT NULL") == []
    assert project.run("crawldue").status == 0
    assert len(project.query("SELECT id FROM runs")) == 1


def test_a_replay_leaves_as_planned_what_a_live_crawl_has_planned(project):
    with Site(articles=6).serve() as site:
        project.outlet(site, **SOURCES)
        assert project.crawl().status == 0
        asked = [path for path in {request.path for request in site.requests} if path != "/robots.txt"]
        exchanges = list(recorded(site, sorted(asked), date=site.newsroom.now.replace(microsecond=0)))
    archive = project.folder / "site.warc.gz"
    write_records(archive, exchanges)
    planned = set(map(tuple, project.query(PLANNED)))
    [watched] = project.query("SELECT name, watch_since FROM outlets")
    assert len(planned) > 6
    assert project.crawl(REPLAY=archive).status == 0
    assert set(map(tuple, project.query(PLANNED))) == planned
    assert project.query("SELECT name, watch_since FROM outlets") == [watched]
