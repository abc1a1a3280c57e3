"""`scrapy crawldue` crawls what is due, once, beside whoever else does."""

import signal
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.crawls import Project, counts
from tests.site import Site
from tests.site.answer import Answer

#: Articles cost no extraction where a test is about sources and runs.
QUICK = """
def parse_article(self, response, draft=None, page=1):
    from crawler.records import PageRefused
    yield PageRefused(reason="not-looked-at")
"""


def change(project: Project, sql: str, **values: object) -> None:
    store = project.store()
    try:
        with store.engine.begin() as connection:
            connection.execute(text(sql), values)
    finally:
        store.close()


def make_due(project: Project, kind: str = "feed") -> None:
    """As if it had become time for every page of a kind."""
    past = datetime.now(UTC) - timedelta(minutes=1)
    moment = past.replace(tzinfo=None).isoformat(sep=" ") if "sqlite" in project.database_url else past
    change(project, "UPDATE pages SET due_at = :moment WHERE kind = :kind", moment=moment, kind=kind)


def statuses(project: Project) -> list[tuple[str, str]]:
    return [tuple(row) for row in project.query("SELECT spider, status FROM runs ORDER BY id")]


@pytest.fixture
def site():
    with Site(articles=6).serve() as served:
        yield served


def test_an_outlet_that_is_named_is_begun_and_then_left_until_it_is_due(project, site):
    project.outlet(site, feeds=["/rss.xml"], body=QUICK)
    first = project.run("crawldue", "local")
    assert first.status == 0, first.err
    assert counts(project.last_run(), "source") == {"taken": 1, "done": 1}
    asked = len(site.requests)
    second = project.run("crawldue", "local")
    assert (second.status, second.out, second.err) == (0, "", "")
    assert len(site.requests) == asked
    assert len(project.query("SELECT id FROM runs")) == 1


def test_nothing_is_due_where_nothing_was_ever_crawled_and_no_outlet_is_loaded(sqlite_project, site):
    sqlite_project.outlet(site, feeds=["/rss.xml"], body="raise RuntimeError('loaded')")
    ended = sqlite_project.run("crawldue")
    assert (ended.status, ended.out, ended.err) == (0, "", "")
    assert site.requests == []


def test_what_is_due_is_crawled_once_however_long_ago_that_was(project, site):
    project.outlet(site, feeds=["/rss.xml"], listings=["/"], body=QUICK)
    project.crawl()
    make_due(project)
    article = site.publish()
    ended = project.run("crawldue")
    assert ended.status == 0, ended.err
    run = project.last_run()
    assert counts(run, "source") == {"taken": 1, "done": 1}  # the listing is not due yet
    assert counts(run) == {"taken": 1, "rejected": 1}
    assert [request.status for request in site.asked("/")] == [200]
    assert site.url(article) in project.pages()
    assert project.run("crawldue").status == 0
    assert project.last_run().id == run.id


def test_an_unchanged_source_costs_a_304_and_brings_no_article(sqlite_project, site):
    sqlite_project.outlet(site, feeds=["/rss.xml"], body=QUICK)
    sqlite_project.crawl()
    make_due(sqlite_project)
    sqlite_project.run("crawldue")
    assert [request.status for request in site.asked("/rss.xml")] == [200, 304]
    assert counts(sqlite_project.last_run(), "source") == {"taken": 1, "unchanged": 1}


def test_a_source_without_validators_is_not_parsed_again_while_its_body_is_the_same(sqlite_project, site):
    feed = site.respond("GET", "/rss.xml", {}).body
    plain = Answer(feed, headers={"Content-Type": "application/rss+xml"})
    site.script("/rss.xml", plain)
    sqlite_project.outlet(site, feeds=["/rss.xml"], body=QUICK)
    sqlite_project.crawl()
    make_due(sqlite_project)
    sqlite_project.run("crawldue")
    assert counts(sqlite_project.last_run(), "source") == {"taken": 1, "unchanged": 1}
    [row] = sqlite_project.query("SELECT reason, due_at FROM pages WHERE kind = 'feed'")
    assert row.reason == "same-body"
    assert row.due_at is not None


def test_validators_are_left_out_once_a_day_since_some_servers_repeat_them(sqlite_project, site):
    sqlite_project.outlet(site, feeds=["/rss.xml"], body=QUICK)
    sqlite_project.crawl()
    change(sqlite_project, "UPDATE pages SET read_whole_at = '2020-01-01 00:00:00.000000'")
    make_due(sqlite_project)
    sqlite_project.run("crawldue")
    assert [request.status for request in site.asked("/rss.xml")] == [200, 200]
    assert counts(sqlite_project.last_run(), "source") == {"taken": 1, "done": 1}


def test_a_feed_is_left_for_as_long_as_it_asks(sqlite_project, site):
    body = site.respond("GET", "/rss.xml", {}).body.replace(b"<channel>", b"<channel><ttl>700</ttl>", 1)
    site.script("/rss.xml", Answer(body, headers={"Content-Type": "application/rss+xml"}))
    sqlite_project.outlet(site, feeds=["/rss.xml"], body=QUICK)
    sqlite_project.crawl()
    [row] = sqlite_project.query("SELECT interval FROM pages WHERE kind = 'feed'")
    assert 700 * 60 <= row.interval <= 701 * 60


def test_several_outlets_run_side_by_side_each_with_its_own_account(project, site):
    names = [f"outlet{number}" for number in range(5)]
    for number, name in enumerate(names):
        project.outlet(site, name=name, feeds=[f"/rss.xml?{number}"], body=QUICK)
    ended = project.run("crawldue", *names, DUE_AT_ONCE=3)
    assert ended.status == 0, ended.err
    assert sorted(statuses(project)) == [(name, "finished") for name in names]
    runs = project.query("SELECT accounting_ok FROM runs")
    assert all(row.accounting_ok for row in runs)
    assert project.query("SELECT name FROM leases") == []


def test_an_outlet_that_fails_shows_in_the_status_and_keeps_no_other_from_its_turn(sqlite_project, site):
    with Site(articles=2).serve() as other:
        sqlite_project.outlet(other, name="gone", feeds=["/rss.xml"], body=QUICK)
    sqlite_project.outlet(site, feeds=["/rss.xml"], body=QUICK)
    ended = sqlite_project.run("crawldue", "gone", "local")
    assert ended.status == 3
    assert sorted(statuses(sqlite_project)) == [("gone", "failed"), ("local", "finished")]


def test_an_outlet_that_broke_is_wrong_configuration_and_the_others_run(sqlite_project, site):
    for name in ("local", "other"):
        sqlite_project.outlet(site, name=name, feeds=[f"/rss.xml?{name}"], body=QUICK)
        sqlite_project.crawl() if name == "local" else sqlite_project.run("crawl", "other")
    make_due(sqlite_project)
    sqlite_project.outlet(site, name="local", feeds=["/rss.xml"], body="article_url = '('")
    ended = sqlite_project.run("crawldue")
    assert ended.status == 1
    assert "outlet 'local' is broken" in ended.err
    assert statuses(sqlite_project)[-1] == ("other", "finished")


def test_an_outlet_that_is_not_there_is_refused_in_one_line(sqlite_project):
    ended = sqlite_project.run("crawldue", "nowhere")
    assert ended.status == 2
    assert "there is no outlet 'nowhere'" in ended.err
    assert "Traceback" not in ended.err


def test_an_outlet_that_is_being_crawled_is_left_by_one_command_and_refused_by_the_other(project):
    with Site(articles=8).serve() as site:
        project.outlet(site, feeds=["/rss.xml"], body=QUICK)
        site.hold(after=2)
        first = project.start("crawl", "local")
        first.wait_until(lambda: len(site.requests) > 2)
        refused, left = project.crawl(), project.run("crawldue", "local")
        site.let_go()
        assert first.wait().status == 0
        assert refused.status == 8
        assert "local is being crawled since its run 1" in refused.err
        assert "Traceback" not in refused.err
        assert (left.status, left.err) == (0, "")
        assert statuses(project) == [("local", "finished")]


def test_what_a_killed_crawl_left_is_taken_up_at_once_and_its_run_is_marked(project):
    with Site(articles=8).serve() as site:
        project.outlet(site, feeds=["/rss.xml"], body=QUICK)
        site.hold(after=3)
        first = project.start("crawl", "local", CONCURRENT_REQUESTS_PER_DOMAIN=1)
        first.wait_until(lambda: len(site.requests) > 3)
        first.kill()
        site.let_go()
        assert statuses(project) == [("local", "running")]
        ended = project.run("crawldue")
        assert ended.status == 0, ended.err
        assert statuses(project) == [("local", "interrupted"), ("local", "finished")]
        assert set(project.pages()) >= {site.url(article) for article in site.articles}
        assert "pending" not in project.pages().values()


def test_a_crawl_whose_lease_was_taken_over_ends(sqlite_project):
    with Site(articles=30).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"], body=QUICK)
        site.hold(after=2)
        running = sqlite_project.start("crawl", "local", LEASE_SECONDS=4)
        running.wait_until(lambda: len(site.requests) > 2)
        change(sqlite_project, "UPDATE leases SET holder = 'another'")
        running.wait_until(lambda: "another crawl of local has taken over" in running.told())
        site.let_go()
        running.wait()
        assert statuses(sqlite_project) == [("local", "interrupted")]


def test_a_loop_goes_on_until_it_is_told_to_stop(sqlite_project, site):
    sqlite_project.outlet(site, feeds=["/rss.xml"], body=QUICK)
    running = sqlite_project.start("crawldue", "--loop", "local", DUE_PAUSE=0.3)
    running.wait_until(lambda: statuses(sqlite_project) == [("local", "finished")])
    make_due(sqlite_project)
    running.wait_until(lambda: statuses(sqlite_project) == [("local", "finished")] * 2)
    running.send(signal.SIGTERM)
    ended = running.wait()
    assert ended.status == 0, ended.err


def test_a_loop_that_is_told_to_stop_while_it_waits_ends_quietly(sqlite_project, site):
    sqlite_project.outlet(site, feeds=["/rss.xml"], body=QUICK)
    running = sqlite_project.start("crawldue", "--loop", "local", DUE_PAUSE=600)
    running.wait_until(lambda: statuses(sqlite_project) == [("local", "finished")])
    running.send(signal.SIGTERM)
    ended = running.wait()
    assert ended.status == 0, ended.err
    assert "Traceback" not in ended.err


def test_sigterm_ends_every_crawl_in_order(sqlite_project):
    with Site(articles=30).serve() as site:
        for name in ("one", "two"):
            sqlite_project.outlet(site, name=name, feeds=[f"/rss.xml?{name}"], body=QUICK)
        site.hold(after=5)
        running = sqlite_project.start("crawldue", "one", "two")
        running.wait_until(lambda: len(site.requests) > 5)
        running.wait_until(lambda: len(statuses(sqlite_project)) == 2)
        running.send(signal.SIGTERM)
        ended = running.wait()
        assert ended.status == 0, ended.err
        assert sorted(statuses(sqlite_project)) == [("one", "interrupted"), ("two", "interrupted")]
        assert sqlite_project.query("SELECT name FROM leases") == []


def test_case_12_a_clock_that_ran_a_year_ahead_skips_no_schedule(sqlite_project, site):
    sqlite_project.outlet(site, feeds=["/rss.xml"], body=QUICK)
    sqlite_project.crawl()
    ahead = "datetime({}, '+365 days') || '.000000'"
    change(sqlite_project, f"UPDATE runs SET started_at = {ahead.format('started_at')}")
    fetched = ahead.format("fetched_at")
    change(
        sqlite_project,
        f"UPDATE pages SET fetched_at = {fetched}, due_at = {fetched} WHERE fetched_at IS NOT NULL",
    )
    assert sqlite_project.run("crawldue").status == 0
    assert counts(sqlite_project.last_run(), "source") == {"taken": 1, "unchanged": 1}
    latest = sqlite_project.last_run().id
    assert sqlite_project.run("crawldue").status == 0
    assert sqlite_project.last_run().id == latest
