"""Walks through archives: what lies in the window is stored, and little else is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.exit_status import EXIT_CODES
from crawler.warc.writer import Exchange, write_records
from tests.crawls import Project, counts
from tests.site import Site
from tests.site.answer import page
from tests.site.pages import frame

#: A site with two years of news, three articles every two days.
NOW = datetime(2019, 6, 30, 15, tzinfo=UTC)
SINCE, UNTIL = date(2018, 3, 1), date(2018, 3, 31)
WINDOW = ("-a", f"since={SINCE}", "-a", f"until={UNTIL}")
PLAIN = {"languages": ("es",), "markups": ("jsonld",)}


@pytest.fixture(scope="module")
def old_site() -> Iterator[Site]:
    """1100 articles, sixteen hours apart."""
    with Site(articles=1100, now=NOW, spacing=timedelta(hours=16), **PLAIN).serve() as site:
        yield site


@pytest.fixture(autouse=True)
def forget(old_site: Site) -> None:
    """What was asked of the site before is another test's."""
    old_site.requests.clear()


def within(site: Site, since: date = SINCE, until: date = UNTIL) -> set[str]:
    """Addresses of what appeared in the window, its first and last day by UTC."""
    days = ((url, record.date_published.astimezone(UTC).date()) for url, record in site.published().items())
    return {url for url, day in days if since <= day <= until}


def asked(site: Site, pattern: str) -> list[str]:
    """The paths asked for that match, in order, without tracking."""
    paths = (request.path.partition("?utm_")[0] for request in site.requests)
    return [path for path in paths if re.search(pattern, path)]


def articles_asked(site: Site) -> list[str]:
    """The articles asked for by their own addresses."""
    return asked(site, r"^/(news|culture|sport)/\d+")


def left(project: Project) -> dict[str, dict[str, int]]:
    """What the account of the last run says is left of backfills."""
    return project.last_run().counts["archive"]  # type: ignore[no-any-return]


def test_monthly_sitemaps_outside_the_window_are_not_asked_for(project, old_site):
    project.outlet(old_site, sitemaps=["/sitemap-months.xml"])
    ended = project.crawl(*WINDOW)
    assert ended.status == 0, ended.err
    assert within(old_site) <= set(project.stored())
    months = asked(old_site, r"sitemap-\d")
    assert set(months) <= {f"/sitemap-2018-0{month}.xml" for month in (2, 3, 4)}
    assert "/sitemap-2018-03.xml" in months
    assert left(project) == {}


def test_a_long_listing_is_skipped_to_the_window_and_left_behind_it(project, old_site):
    project.outlet(old_site, listings=["/section/news"])
    assert project.crawl(*WINDOW).status == 0
    wanted = {url for url in within(old_site) if "/news/" in url}
    assert wanted <= set(project.stored())
    assert len(asked(old_site, "/section/news")) <= 12
    assert len(project.stored()) <= len(wanted) + 2


def test_a_listing_without_until_ends_at_the_first_page_older_than_since(sqlite_project, old_site):
    sqlite_project.outlet(old_site, listings=["/section/news"])
    assert sqlite_project.crawl("-a", "since=2019-06-01").status == 0
    assert asked(old_site, "/section/news") == ["/section/news", "/section/news?page=2"]


def test_a_window_before_the_listing_s_end_finds_nothing_and_ends(sqlite_project, old_site):
    sqlite_project.outlet(old_site, listings=["/section/news"])
    ended = sqlite_project.crawl("-a", "since=2001-01-01", "-a", "until=2001-12-31")
    assert ended.status == EXIT_CODES["nothing"]
    assert "no link lies within since and until: " in ended.err
    assert sqlite_project.stored() == {}
    assert len(asked(old_site, "/section/news")) <= 16


def test_archive_pages_by_day_are_those_of_the_window(project, old_site):
    address = old_site.url("/archive/{date:%Y/%m/%d}")
    project.outlet(old_site, feeds=["/rss.xml"], body=f"archives = [{address!r}]")
    assert project.crawl("-a", "since=2018-03-01", "-a", "until=2018-03-09").status == 0
    assert within(old_site, SINCE, date(2018, 3, 9)) <= set(project.stored())
    days = set(asked(old_site, "/archive/"))
    assert days == {
        *(f"/archive/2018/03/{day:02}" for day in range(1, 11)),
        "/archive/2018/02/28",
    }
    assert left(project) == {}


def test_a_day_without_news_is_gone_and_no_failure(sqlite_project):
    with Site(articles=6, now=NOW, spacing=timedelta(days=3), **PLAIN).serve() as site:
        address = site.url("/archive/{date:%Y/%m/%d}")
        sqlite_project.outlet(site, feeds=["/rss.xml"], body=f"archives = [{address!r}]")
        assert sqlite_project.crawl("-a", "since=2019-06-20", "-a", "until=2019-06-28").status == 0
        sources = counts(sqlite_project.last_run(), "source")
        assert sources["gone"] >= 6
        assert "failed" not in sources


NUMBERS = """
numbered = "{address}"
anchors = [({first}, "{first_day}"), ({last}, "{last_day}")]
"""


def numbered(site: Site) -> str:
    """The lines of an outlet's class by which its numbers are told, two anchors years apart."""
    first, last = site.articles[-1], site.articles[0]
    return NUMBERS.format(
        address=site.url("/nota/{number}"),
        first=first.number,
        first_day=first.published.date(),
        last=last.number,
        last_day=last.published.date(),
    )


def test_the_numbers_of_a_window_are_told_from_known_days_and_a_gone_one_is_gone(project):
    with Site(articles=1100, now=NOW, spacing=timedelta(hours=16), **PLAIN).serve() as site:
        wanted = within(site)
        deleted = next(article for article in site.articles if site.url(article) in wanted)
        site.delete(deleted, status=404)
        project.outlet(site, feeds=["/rss.xml"], body=numbered(site))
        ended = project.crawl(*WINDOW)
        assert ended.status == 0, ended.err
        assert wanted - {site.url(deleted)} <= set(project.stored())
        run = counts(project.last_run())
        assert run["gone"] >= 1
        assert "failed" not in run
        assert run["taken"] < 1100 * 0.5
        assert project.query("SELECT 1 FROM pages WHERE state = 'gone' AND due_at IS NOT NULL") == []
        assert left(project) == {}


def test_kill_9_at_any_point_loses_nothing_and_a_plain_run_goes_on(project, old_site):
    address = old_site.url("/archive/{date:%Y/%m/%d}")
    sources = {"sitemaps": ["/sitemap-months.xml"], "listings": ["/section/sport"], "feeds": ["/rss.xml"]}
    project.outlet(old_site, **sources, body=f"archives = [{address!r}]")
    for number in (8, 60):
        goal = len(old_site.requests) + number
        old_site.hold(after=number)
        command = project.start("crawl", "local", *(WINDOW if number == 8 else ()))
        command.wait_until(lambda goal=goal: len(old_site.requests) > goal)
        command.kill()
    old_site.let_go()
    assert project.crawl().status == 0
    assert within(old_site) <= set(project.stored())
    assert left(project) == {}
    ours = [path for path in articles_asked(old_site) if old_site.origin + path in within(old_site)]
    assert len(ours) <= len(set(ours)) + 2 * 8  # what was in flight when it was killed


@pytest.fixture
def present_site() -> Iterator[Site]:
    """300 articles, the newest of now, sixteen hours apart."""
    with Site(articles=300, spacing=timedelta(hours=16), **PLAIN).serve() as site:
        yield site


def test_fresh_news_come_first_and_a_run_has_its_share_of_the_archive_alone(project, present_site):
    site, today = present_site, datetime.now(UTC).date()
    since, until = today - timedelta(days=150), today - timedelta(days=110)
    project.outlet(site, feeds=["/rss.xml"], sitemaps=["/sitemap-months.xml"])
    project.crawl("-a", f"since={since}", "-a", f"until={until}", ARCHIVE_PAGES=3)
    assert len(articles_asked(site)) <= 3
    (before,) = left(project).values()
    assert before["pages"] > 10
    site.requests.clear()
    ended = project.crawl(ARCHIVE_PAGES=10, CONCURRENT_REQUESTS_PER_DOMAIN=1, LOG_LEVEL="INFO")
    ages = [_age(site, path) for path in articles_asked(site)]
    assert len(ages) >= 30
    assert 0 < len([age for age in ages if age > 60]) == 10
    assert all(age < 60 for age in ages[:-10])
    (after,) = left(project).values()
    assert after["pages"] < before["pages"]
    assert f"archive {since}..{until}: {after['pages']} pages left" in ended.err


def test_an_article_of_the_archive_that_a_feed_lists_is_news(sqlite_project, present_site):
    sqlite_project.outlet(present_site, feeds=["/rss.xml"], sitemaps=["/sitemap-months.xml"])
    since = datetime.now(UTC).date() - timedelta(days=60)
    sqlite_project.crawl("-a", f"since={since}", ARCHIVE_PAGES=3)
    sqlite_project.crawl(ARCHIVE_PAGES=1)
    newest = {present_site.url(article) for article in present_site.articles[:20]}
    assert newest <= set(sqlite_project.stored())


def _age(site: Site, path: str) -> int:
    """Days since the article at `path` appeared."""
    published = site.published()[site.origin + path].date_published
    return (datetime.now(UTC) - published).days


def test_crawldue_goes_on_with_a_walk_by_itself_until_it_has_ended(sqlite_project, old_site):
    address = old_site.url("/archive/{date:%Y/%m/%d}")
    sqlite_project.outlet(old_site, feeds=["/rss.xml"], body=f"archives = [{address!r}]")
    sqlite_project.crawl("-a", "since=2018-03-01", "-a", "until=2018-03-05", ARCHIVE_PAGES=4)
    assert sqlite_project.run("crawldue", "local", ARCHIVE_PAGES=9).status == 0
    assert sqlite_project.run("crawldue", ARCHIVE_PAGES=0).status == 0
    assert left(sqlite_project) == {}
    assert within(old_site, SINCE, date(2018, 3, 5)) <= set(sqlite_project.stored())
    runs = sqlite_project.query("SELECT count(*) AS number FROM runs")[0].number
    assert sqlite_project.run("crawldue").status == 0
    assert sqlite_project.query("SELECT count(*) AS number FROM runs")[0].number == runs


def test_one_section_of_the_archive_is_walked_by_the_next_run_too(sqlite_project, old_site):
    sqlite_project.outlet(old_site, sitemaps=["/sitemap-months.xml"])
    sqlite_project.crawl(*WINDOW, "-a", "section=sport", ARCHIVE_PAGES=2)
    sqlite_project.crawl()
    old = {url for url in sqlite_project.stored() if url in within(old_site)}
    assert old
    assert all("/sport/" in url for url in old)


# Import of archives


def recorded(site: Site, paths: list[str], *, when: datetime) -> Iterator[Exchange]:
    """The site's answers to `paths`, recorded a second after one another."""
    for number, path in enumerate(paths):
        answer = site.respond("GET", path, {})
        moment = when + timedelta(seconds=number)
        headers = list(answer.headers.items())
        yield Exchange(
            url=site.url(path), date=moment, status=answer.status, headers=headers, body=answer.body
        )


@pytest.fixture
def archive(project: Project, old_site: Site) -> list[Exchange]:
    """Forty articles, a front page, a page that is no article, a feed and a missing page, as WARC."""
    old_site.script("/about", page(frame("Quiénes somos", "<h1>Quiénes somos</h1><p>Una redacción.</p>")))
    paths = [article.path for article in old_site.articles[100:140]]
    paths += ["/", "/about", "/rss.xml", "/news/1-missing"]
    exchanges = list(recorded(old_site, paths, when=NOW))
    write_records(project.folder / "old.warc.gz", exchanges)
    return exchanges


def test_every_article_of_an_archive_is_imported_with_its_date(project, old_site, archive):
    ended = project.run("crawl", "article", REPLAY=project.folder / "old.warc.gz", GUARD_ALLOWED_HOSTS="")
    assert ended.status == 0, ended.err
    dates = {exchange.url: exchange.date for exchange in archive}
    stored = {one.article.url: one.article for one in project.articles()}
    assert set(stored) == {old_site.url(article) for article in old_site.articles[100:140]}
    assert all(article.fetched_at == dates[url] for url, article in stored.items())
    assert {article.outlet for article in stored.values()} == {old_site.origin.removeprefix("http://")}
    assert counts(project.last_run()) == {"taken": 42, "done": 40, "rejected": 2}
    reasons = project.query("SELECT reason FROM pages WHERE state = 'rejected'")
    assert all(row.reason for row in reasons)


#: Reads no more than two dozen articles.
STUCK = """
def parse_article(self, response, *more, _read=[], **arguments):
    import time
    _read.append(response.url)
    while len(_read) > 24:
        time.sleep(1)
    yield from super().parse_article(response, *more, **arguments)
"""


def test_an_import_gives_what_is_an_outlet_s_to_it_and_goes_on_after_a_kill(project, old_site, archive):
    project.outlet(old_site, feeds=["/rss.xml"], body=STUCK)
    warc = project.folder / "old.warc.gz"
    command = project.start("crawl", "article", "-a", "outlet=local", REPLAY=warc)
    command.wait_until(lambda: len(project.articles()) >= 5)
    command.kill()
    project.outlet(old_site, feeds=["/rss.xml"])
    ended = project.run("crawl", "article", "-a", "outlet=local", REPLAY=warc)
    assert ended.status == 0, ended.err
    assert {one.article.outlet for one in project.articles()} == {"local"}
    assert len(project.articles()) == 40
    assert project.last_run().counts["links"]["not-an-article"] == 2
    assert project.run("crawl", "article", REPLAY=warc).status == 0
    assert counts(project.last_run()) == {}


def test_pages_of_other_outlets_are_left(sqlite_project, old_site):
    warc = sqlite_project.folder / "old.warc.gz"
    write_records(warc, recorded(old_site, [old_site.articles[7].path], when=NOW))
    ended = sqlite_project.run("crawl", "article", "-a", "outlet=radiohc", REPLAY=warc)
    assert ended.status == EXIT_CODES["nothing"], ended.err
    assert sqlite_project.articles() == []
    assert json.dumps(sqlite_project.last_run().counts["links"]) == '{"other-outlet": 1}'
