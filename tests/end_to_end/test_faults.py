"""Cases 1-6: kills, signals, full disks, locks and lost servers cost nothing but time."""

import random
import signal
import sqlite3
import time
from datetime import timedelta

import psycopg
import pytest

from tests.crawls import Command, Project, counts
from tests.databases import postgresql_database
from tests.site import Site
from tests.site.answer import Answer
from tests.waiting import NET

ARTICLE_PAGES = "SELECT url FROM pages WHERE kind = 'article'"
SITEMAP = {"sitemaps": ["/sitemap-news.xml"]}


def busy_site(articles: int, **more) -> Site:
    """A site whose news sitemap names every article."""
    return Site(articles=articles, spacing=timedelta(minutes=5), **more)


def check_whole(project: Project, site: Site) -> None:
    """Every published article stored, each once, in one version; no page done without one."""
    stored = project.articles()
    assert {one.article.url.partition("?")[0] for one in stored} == set(site.published())
    assert len(stored) == len(site.published())
    assert {one.version for one in stored} == {1}
    assert project.query(f"{ARTICLE_PAGES} AND state = 'done' AND article_id IS NULL") == []
    assert project.letters() == []


def begin_crawl(project: Project, site: Site, *, answered: int, **settings) -> Command:
    """Start a crawl, and return it once the site has held back the request after that many.

    The crawl is in the middle of its work then, and can't end before it is told to.
    """
    asked = len(site.requests)
    site.hold(after=answered)
    running = project.start("crawl", "local", **settings)
    running.wait_until(lambda: len(site.requests) > asked + answered)
    return running


def stored_count(project: Project) -> int:
    return project.query("SELECT count(*) AS n FROM articles")[0].n


@pytest.mark.parametrize(
    ("kills", "articles"), [(4, 80), pytest.param(30, 400, marks=pytest.mark.deep)], ids=["few", "many"]
)
def test_case_1_kills_at_random_points_of_a_crawl_lose_nothing_and_store_nothing_twice(
    sqlite_project, kills, articles
):
    moment = random.Random(1)
    with busy_site(articles, latency=0.02).serve() as site:
        sqlite_project.outlet(site, **SITEMAP)
        for _ in range(kills):
            running = begin_crawl(sqlite_project, site, answered=moment.randrange(articles // kills))
            time.sleep(moment.random() * 0.3)  # at any point of what it does with the answers
            assert running.kill().status == -signal.SIGKILL
        site.let_go()
        ended = sqlite_project.crawl()
        assert ended.status == 0, ended.err
        check_whole(sqlite_project, site)
        run = sqlite_project.last_run()
        assert run.accounting_ok
        assert run.status == "finished"


def test_case_4_a_kill_while_a_listing_is_in_flight_leaves_its_articles_to_the_next_run(sqlite_project):
    with Site(articles=6).serve() as site:
        sqlite_project.outlet(site, listings=["/section/news"])
        site.script("/section/news", Answer(manner="silent"), times=1)
        running = sqlite_project.start("crawl", "local")
        running.wait_until(lambda: site.asked("/section/news"))
        running.kill()
        assert sqlite_project.stored() == {}
        assert sqlite_project.crawl().status == 0
        expected = {url for url, article in site.published().items() if article.article_section == "news"}
        assert set(sqlite_project.stored()) == expected


@pytest.mark.parametrize(
    "signals", [[signal.SIGTERM], [signal.SIGINT, signal.SIGINT]], ids=["term", "int-int"]
)
def test_case_3_a_signal_ends_a_crawl_in_order_while_a_download_hangs(sqlite_project, signals):
    with Site(articles=8).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        hanging = f"{site.articles[3].path}?utm_source=rss&utm_medium=feed"
        site.script(hanging, Answer(manner="silent"), times=1)
        running = sqlite_project.start("crawl", "local", DOWNLOAD_TIMEOUT=24 * 60 * 60, LOG_LEVEL="INFO")
        running.wait_until(lambda: stored_count(sqlite_project) == 7)
        for number in signals:
            running.send(number)
            running.wait_until(lambda: "Received SIG" in running.told())
        ended = running.wait()
        assert "Traceback" not in ended.err
        run = sqlite_project.last_run()
        assert (run.status, run.accounting_ok) == ("interrupted", True)
        assert counts(run) == {"taken": 8, "done": 7, "pending": 1}
        assert ended.status == 0, ended.err
        assert sqlite_project.crawl().status == 0
        assert counts(sqlite_project.last_run()) == {"taken": 1, "done": 1}
        check_whole(sqlite_project, site)


def test_case_3_a_signal_while_pages_are_taken_up_leaves_none_off_the_account(sqlite_project):
    with busy_site(60, latency=0.02).serve() as site:
        sqlite_project.outlet(site, **SITEMAP)
        statuses = []
        for answered in (0, 1, 30):
            running = begin_crawl(sqlite_project, site, answered=answered, LOG_LEVEL="INFO")
            running.send(signal.SIGTERM)
            running.wait_until(lambda running=running: "Received SIG" in running.told())
            if answered:  # else a download is cut
                site.let_go()
            statuses.append(running.wait().status)
            run = sqlite_project.last_run()
            assert (run.status, run.accounting_ok) == ("interrupted", True), run
        assert statuses == [0, 0, 0]
        assert sqlite_project.crawl().status == 0
        check_whole(sqlite_project, site)


def test_case_3_two_addresses_that_redirect_to_one_target_are_one_article(sqlite_project):
    with Site(articles=6).serve() as site:
        article = site.articles[0]
        moved = [url for url, trouble in site.troubles.items() if trouble.name in ("moved", "found")]
        asked = " ".join(map(site.url, moved))
        ended = sqlite_project.run("crawl", "article", "-a", f"url={asked}")
        assert ended.status == 0, ended.err
        assert set(sqlite_project.stored()) == {site.url(article)}
        run = counts(sqlite_project.last_run())
        assert run["taken"] == 2
        assert run["done"] == 1
        assert run.get("merged", 0) + run.get("unchanged", 0) == 1


FULL = """
from sqlalchemy import Engine as _Engine, event as _event
_event.listen(_Engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = {pages}"))
"""


@pytest.mark.parametrize("limit", ["pages", "bytes"])
def test_case_5_a_full_disk_ends_the_crawl_with_a_status_of_its_own(sqlite_project, limit):
    with busy_site(40).serve() as site:
        sqlite_project.store().close()
        pages = sqlite_project.query("PRAGMA page_count")[0][0]
        code = FULL.format(pages=pages + 12) if limit == "pages" else ""
        sqlite_project.outlet(site, body=code, **SITEMAP)
        largest = None if limit == "pages" else 200_000
        ended = sqlite_project.start("crawl", "local", largest_file=largest, STORE_PATIENCE=1).wait()
        assert ended.status == 5, ended.err
        assert "Traceback" not in ended.err
        assert "full" in ended.err or "disk I/O error" in ended.err
        assert sqlite_project.query("PRAGMA integrity_check")[0][0] == "ok"
        assert stored_count(sqlite_project) < 40
        assert sqlite_project.query(f"{ARTICLE_PAGES} AND state <> 'pending' AND article_id IS NULL") == []
        assert sqlite_project.letters() == []
        sqlite_project.outlet(site, **SITEMAP)
        ended = sqlite_project.crawl()
        assert ended.status == 0, ended.err
        check_whole(sqlite_project, site)


def test_case_6_a_database_locked_for_longer_than_patience_ends_the_crawl_and_drops_nothing(sqlite_project):
    with busy_site(20, latency=0.05).serve() as site:
        sqlite_project.outlet(site, **SITEMAP)
        running = sqlite_project.start("crawl", "local", STORE_PATIENCE=1)
        running.wait_until(lambda: len(site.requests) > 6)
        other = sqlite3.connect(sqlite_project.folder / "crawler.db", isolation_level=None, timeout=NET)
        other.execute("BEGIN EXCLUSIVE")
        ended = running.wait()
        other.execute("ROLLBACK")
        other.close()
        assert ended.status == 5, ended.err
        assert "locked" in ended.err
        assert "Traceback" not in ended.err
        assert sqlite_project.crawl().status == 0
        check_whole(sqlite_project, site)


def test_case_6_a_postgresql_server_that_drops_its_connections_costs_nothing(tmp_path, postgresql_server):
    with postgresql_database(postgresql_server) as url, busy_site(40).serve() as site:
        project = Project(tmp_path, url)
        project.outlet(site, **SITEMAP)
        site.hold(after=6)
        running = project.start("crawl", "local", CONCURRENT_REQUESTS_PER_DOMAIN=1)
        for asked in (6, 12, 18, 24, 30):
            running.wait_until(lambda asked=asked: len(site.requests) > asked)
            running.wait_until(lambda: drop_connections(url))  # what was stored before needs a connection
            site.hold(after=5)
        site.let_go()
        done = running.wait()
        assert done.status == 0, done.err
        assert "Traceback" not in done.err
        check_whole(project, site)
        assert project.last_run().accounting_ok


def drop_connections(url: str) -> int:
    """Drop the connections of the crawl, and return how many they were."""
    statement = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND datname = current_database() AND application_name = 'crawler'"
    )
    with psycopg.connect(url, autocommit=True) as connection:
        return len(connection.execute(statement).fetchall())
