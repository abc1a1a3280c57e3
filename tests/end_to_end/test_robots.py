"""Cases 20-22: robots.txt by RFC 9309, as a crawl keeps it, on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from crawler.exit_status import EXIT_CODES
from tests.crawls import Project, counts
from tests.site import Site
from tests.site.answer import Answer, document, redirect

ROBOTS = "/robots.txt"
FORBIDS = document("User-agent: *\nDisallow: /\n", "text/plain")
ALLOWS = document("User-agent: *\nDisallow: /private/\n", "text/plain")
SITEMAP = {"sitemaps": ["/sitemap-news.xml"]}


#: What is known of hosts, and when pages are due.
TIMES = (("host_files", "tried_at"), ("host_files", "fetched_at"), ("pauses", "until"), ("pages", "due_at"))


def execute(project: Project, sql: str, **values: object) -> None:
    """Change the database between two runs."""
    store = project.store()
    with store.engine.begin() as connection:
        connection.execute(text(sql), values)
    store.close()


def let_time_pass(project: Project, hours: float) -> None:
    """Make what is known of hosts, and when pages are due, that much older."""
    for table, column in TIMES:
        store = project.store()
        sqlite = store.engine.dialect.name == "sqlite"
        store.close()
        change = f"datetime({column}, '-{hours} hours')" if sqlite else f"{column} - interval '{hours} hours'"
        execute(project, f"UPDATE {table} SET {column} = {change} WHERE {column} IS NOT NULL")


def fetched(site: Site) -> set[str]:
    """The paths asked for, without robots.txt."""
    return {request.path for request in site.requests} - {ROBOTS}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=500),
        Answer(b"User-agent: *\nAllow: /\n", status=503),
        Answer(status=429),
        Answer(manner="silent"),
        Answer(manner="reset"),
    ],
    ids=["500", "503", "429", "timeout", "reset"],
)
def test_case_21_a_robots_file_that_cannot_be_had_keeps_pages_waiting_and_loses_none(project, answer):
    with Site(articles=4).serve() as site:
        project.outlet(site, **SITEMAP)
        site.script(ROBOTS, answer, times=1)
        ended = project.crawl(hanging="/robots.txt" if answer.manner == "silent" else None)
        assert ended.status == 3, ended.err
        assert fetched(site) == set()
        run = project.last_run()
        assert (run.accounting_ok, counts(run, "source")) == (True, {"taken": 1, "pending": 1})
        assert run.counts["waits"] == {"robots-unreachable": 1}
        assert "robots-unreachable" in ended.err
        let_time_pass(project, 1)
        ended = project.crawl()
        assert ended.status == 0, ended.err
        assert len(project.stored()) == 4


def test_case_21_a_robots_file_that_cannot_be_had_is_asked_for_again_by_and_by(sqlite_project):
    with Site(articles=4).serve() as site:
        sqlite_project.outlet(site, **SITEMAP)
        site.script(ROBOTS, Answer(status=500))
        sqlite_project.crawl()
        sqlite_project.crawl()
        assert len(site.asked(ROBOTS)) == 1  # the first try is a moment old
        for hours, asked in ((0.1, 2), (0.1, 2), (0.1, 3), (0.2, 3), (24, 4)):
            let_time_pass(sqlite_project, hours)
            sqlite_project.crawl()
            assert len(site.asked(ROBOTS)) == asked, hours
        assert fetched(site) == set()
        assert sqlite_project.query("SELECT attempts FROM pages") == [(0,)]


def test_case_21_a_name_that_does_not_resolve_is_no_leave(sqlite_project):
    ended = sqlite_project.run("crawl", "article", "-a", "url=http://no-such-host.invalid/news/1-a")
    assert ended.status == 3, ended.err
    assert sqlite_project.query("SELECT state, reason FROM pages") == [("failed", "dns")]
    assert sqlite_project.query("SELECT reason, failures FROM host_files") == [("dns", 1)]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_case_21_a_missing_robots_file_forbids_nothing_whatever_its_body_says(sqlite_project, status):
    with Site(articles=3).serve() as site:
        site.script(ROBOTS, Answer(FORBIDS.body, status=status, headers=FORBIDS.headers))
        assert sqlite_project.run("crawl", "article", "-a", f"url={site.url(site.articles[0])}").status == 0
        assert len(sqlite_project.stored()) == 1


def test_case_21_five_redirects_are_followed_to_another_host_too(sqlite_project):
    with Site(articles=3).serve() as site, Site(articles=1).serve() as other:
        away = other.url("/rules.txt").replace("127.0.0.1", "localhost")
        for number in range(4):
            site.script(f"/r{number}" if number else ROBOTS, redirect(f"/r{number + 1}"))
        site.script("/r4", redirect(away))
        other.script("/rules.txt", FORBIDS)
        asked = ("crawl", "article", "-a", f"url={site.url(site.articles[0])}")
        sqlite_project.run(*asked, GUARD_ALLOWED_HOSTS="127.0.0.1,localhost")
        assert counts(sqlite_project.last_run()) == {"taken": 1, "rejected": 1}
        assert len(other.asked("/rules.txt")) == 1


def test_case_21_a_redirect_to_a_private_address_is_not_followed_and_is_no_leave(sqlite_project):
    with Site(articles=3).serve() as site, Site(articles=1).serve() as other:
        site.script(ROBOTS, redirect(other.url("/rules.txt").replace("127.0.0.1", "localhost")))
        sqlite_project.run("crawl", "article", "-a", f"url={site.url(site.articles[0])}")
        assert counts(sqlite_project.last_run()) == {"taken": 1, "pending": 1}
        assert other.requests == []
        assert sqlite_project.query("SELECT reason FROM host_files") == [("private-address",)]


@pytest.mark.parametrize("location", ["javascript:void(0)", "http://[", "ftp://x.example/robots.txt"])
def test_case_21_a_redirect_that_is_no_address_counts_as_no_file(sqlite_project, location):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, **SITEMAP)
        site.script(ROBOTS, redirect(location))
        assert sqlite_project.crawl().status == 0
        assert len(sqlite_project.stored()) == 2


def test_case_21_a_redirect_loop_counts_as_no_file(sqlite_project):
    with Site(articles=3).serve() as site:
        site.script(ROBOTS, redirect("/round"))
        site.script("/round", redirect(ROBOTS))
        assert sqlite_project.run("crawl", "article", "-a", f"url={site.url(site.articles[0])}").status == 0
        assert len(sqlite_project.stored()) == 1


def test_case_22_a_copy_serves_all_runs_for_24_hours(project):
    with Site(articles=4).serve() as site:
        project.outlet(site, **SITEMAP)
        site.script(ROBOTS, ALLOWS, times=1)
        site.script(ROBOTS, FORBIDS)
        for hours, asked in ((0, 1), (1, 1), (22, 1), (2, 2)):
            let_time_pass(project, hours)
            assert project.crawl().status == (0 if asked == 1 else EXIT_CODES["nothing"])
            assert len(site.asked(ROBOTS)) == asked, hours
        assert counts(project.last_run(), "source") == {"taken": 1, "rejected": 1}
        assert len(project.stored()) == 4


def test_case_22_the_last_good_copy_serves_in_an_outage(project):
    with Site(articles=4).serve() as site:
        site.script(ROBOTS, ALLOWS, times=1)
        site.script(ROBOTS, Answer(manner="reset"))
        urls = [site.url(site.articles[0]), site.url("/private/9-a"), site.url(site.articles[1])]
        project.run("crawl", "article", "-a", f"url={urls[0]}")
        let_time_pass(project, 30 * 24)
        ended = project.run("crawl", "article", "-a", f"url={' '.join(urls[1:])}")
        assert "the last copy holds" in ended.err
        assert counts(project.last_run()) == {"taken": 2, "done": 1, "rejected": 1}
        assert not site.asked("/private/9-a")


def test_case_22_a_page_that_is_forbidden_ends_rejected_with_its_reason(sqlite_project):
    with Site(articles=3).serve() as site:
        site.script(ROBOTS, FORBIDS)
        sqlite_project.run("crawl", "article", "-a", f"url={site.url(site.articles[0])}")
        assert sqlite_project.query("SELECT state, reason FROM pages") == [("rejected", "robots")]


def test_case_22_only_the_first_500_kib_are_asked_for_and_read(sqlite_project):
    line = b"# " + b"a" * 1000 + b"\n"
    early = b"User-agent: *\nDisallow: /private/\n"
    with Site(articles=3).serve() as site:
        site.script(ROBOTS, Answer(early + line * 14_000 + b"Disallow: /\n", headers=ALLOWS.headers))
        urls = f"{site.url(site.articles[0])} {site.url('/private/1-a')}"
        sqlite_project.run("crawl", "article", "-a", f"url={urls}")
        assert counts(sqlite_project.last_run()) == {"taken": 2, "done": 1, "rejected": 1}
        [row] = sqlite_project.query("SELECT length(body) AS size FROM host_files")
        assert row.size == 500 * 1024


def test_case_22_a_robots_file_without_an_end_is_read_to_its_bound(sqlite_project):
    with Site(articles=3).serve() as site:
        body = b"User-agent: *\nDisallow: /private/\n" + b"# nothing\n" * 1000
        site.script(ROBOTS, Answer(body, headers=ALLOWS.headers, manner="endless"))
        urls = f"{site.url(site.articles[0])} {site.url('/private/1-a')}"
        sqlite_project.run("crawl", "article", "-a", f"url={urls}")
        assert counts(sqlite_project.last_run()) == {"taken": 2, "done": 1, "rejected": 1}


def test_case_22_a_web_page_in_place_of_robots_forbids_nothing_and_is_said(sqlite_project):
    with Site(articles=3).serve() as site:
        page = b"<!DOCTYPE html><pre>\nUser-agent: *\nDisallow: /\n</pre>"
        site.script(ROBOTS, Answer(page, headers={"Content-Type": "text/html"}))
        ended = sqlite_project.run("crawl", "article", "-a", f"url={site.url(site.articles[0])}")
        assert ended.status == 0
        assert "is a web page" in ended.err
        assert len(sqlite_project.stored()) == 1


def test_case_22_a_bit_of_clock_that_goes_back_asks_again(sqlite_project):
    with Site(articles=3).serve() as site:
        url = f"url={site.url(site.articles[0])}"
        sqlite_project.run("crawl", "article", "-a", url)
        ahead = datetime.now(UTC) + timedelta(days=400)
        execute(sqlite_project, "UPDATE host_files SET tried_at = :at", at=ahead.replace(tzinfo=None))
        sqlite_project.run("crawl", "article", "-a", url)
        assert len(site.asked(ROBOTS)) == 2
