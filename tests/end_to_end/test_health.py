"""Faults of a real site, crawled for real: each becomes one alarm, which closes by itself."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from crawler.exit_status import EXIT_CODES
from tests.crawls import Project
from tests.site import Site
from tests.site.answer import Answer, page, redirect
from tests.site.pages import frame

ALARM = 9
#: What the feed's links carry.
AS_LISTED = "?utm_source=rss&utm_medium=feed"
#: A section without its links: the class that held them was renamed, and scripts draw them now.
BARE = page(frame("Noticias", "<h1>Noticias</h1><div id='list' data-source='/api/list'></div>"))


def open_alarms(project: Project) -> dict[str, str]:
    """Kind -> what it is about, of each open alarm."""
    return {
        row.kind: row.subject
        for row in project.query("SELECT kind, subject FROM alarms WHERE closed_at IS NULL")
    }


def publish(site: Site, number: int, *, answer: Answer | None = None) -> None:
    """Publish some articles; with `answer`, that is what their addresses answer."""
    for _ in range(number):
        article = site.publish()
        if answer is not None:
            site.script(article.path + AS_LISTED, answer)


def crawl(
    project: Project, site: Site, *, each: int = 6, answer: Answer | None = None, times: int = 1
) -> list[int]:
    """Publish and crawl, some times; returns the exit statuses."""
    statuses = []
    for _ in range(times):
        publish(site, each, answer=answer)
        statuses.append(project.crawl().status)
    return statuses


def test_case_11_a_listing_that_had_links_and_gives_none_is_an_alarm_and_closes_by_itself(project):
    with Site(articles=20).serve() as site:
        project.outlet(site, listings=["/section/news"])
        assert project.crawl().status == 0
        site.script("/section/news", BARE, times=2)
        ended = project.crawl()
        assert ended.status == ALARM
        assert "source-empty" in ended.err
        assert "it lists 0 articles" in ended.err
        assert open_alarms(project) == {"source-empty": site.url("/section/news")}
        assert project.crawl().status == 0  # raised once
        assert project.crawl().status == 0
        assert open_alarms(project) == {}
        [row] = project.query("SELECT opened_run, closed_run FROM alarms")
        assert (row.opened_run, row.closed_run) == (2, 4)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(status=404), "source-dead"),
        (page(frame("Portada", "<h1>Portada</h1><p>Bienvenidos.</p>")), "source-dead"),
    ],
    ids=["404", "a page"],
)
def test_a_feed_that_fails_for_good_is_an_alarm_at_the_third_time(sqlite_project, answer, kind):
    with Site(articles=20).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"], listings=["/section/news"])
        assert sqlite_project.crawl().status == 0
        site.script("/rss.xml", answer, times=3)
        assert [sqlite_project.crawl().status for _ in range(3)] == [0, 0, ALARM]
        assert open_alarms(sqlite_project) == {kind: site.url("/rss.xml")}
        assert sqlite_project.crawl().status == 0
        assert open_alarms(sqlite_project) == {}


WALL = page("<html><head><title>Just a moment...</title></head><body><h1>Just a moment...</h1></body></html>")
LOST = page(
    frame("Página no encontrada", "<h1>Página no encontrada</h1><p>La página que busca no existe.</p>")
)


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        (page("No", status=403), {"refused"}),
        (WALL, {"refused"}),
        (LOST, {"missing"}),
        (page("No", status=500), {"failing"}),
        (redirect("/"), {"rejected"}),
    ],
    ids=["403", "robot check", "soft 404", "500", "home page"],
)
def test_articles_that_can_not_be_had_are_an_alarm(sqlite_project, answer, kinds):
    with Site(articles=30).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        assert sqlite_project.crawl().status == 0
        statuses = crawl(sqlite_project, site, answer=answer, times=3)
        assert ALARM in statuses
        assert open_alarms(sqlite_project).keys() == kinds


def test_structured_data_that_is_lost_is_an_alarm_although_every_field_is_still_found(sqlite_project):
    with Site(articles=40, markups=("jsonld",)).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        assert crawl(sqlite_project, site, times=2) == [0, 0]
        site.newsroom.markups = ("plain",)
        assert ALARM in crawl(sqlite_project, site, times=3)
        assert open_alarms(sqlite_project)["rung"] == "jsonld"


def test_silence_beyond_what_the_class_expects_is_an_alarm_until_the_next_article(sqlite_project):
    with Site(articles=5).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"], body='expect = {"quiet_hours": 0.00001}')
        assert sqlite_project.crawl().status == 0
        assert sqlite_project.crawl().status == ALARM
        assert open_alarms(sqlite_project).keys() == {"silence"}
        assert crawl(sqlite_project, site, each=1) == [0]
        assert open_alarms(sqlite_project) == {}


def test_days_without_faults_raise_nothing(sqlite_project):
    with Site(articles=40).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"], listings=["/section/news"])
        assert crawl(sqlite_project, site, times=6) == [0] * 6
        assert sqlite_project.query("SELECT kind, evidence FROM alarms") == []


def test_a_run_with_arguments_or_of_single_pages_is_not_judged(sqlite_project):
    with Site(articles=20).serve() as site:
        sqlite_project.outlet(site, listings=["/section/news"])
        assert sqlite_project.crawl().status == 0
        site.script("/section/news", BARE)
        assert sqlite_project.crawl("-a", "limit=5").status == EXIT_CODES["nothing"]
        sqlite_project.run("crawl", "article", "-a", f"url={site.url(site.articles[0])}")
        assert outlets_judged(sqlite_project) == {"local": 1}


def outlets_judged(project: Project) -> dict[str, int]:
    """Outlet -> the run that it was judged by."""
    rows: Iterable = project.query("SELECT outlet, run_id FROM health")
    return {row.outlet: row.run_id for row in rows}


def test_the_metrics_are_written_where_no_run_is_judged_too(sqlite_project):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        metrics = sqlite_project.folder / "crawler.prom"
        assert sqlite_project.crawl(METRICS_FILE=metrics, HEALTH_ENABLED=False).status == 0
    assert 'crawler_outlet_well{outlet="local"} 1' in metrics.read_text()


def test_what_is_wrong_is_shown_by_the_command_the_metrics_and_the_log(sqlite_project):
    with Site(articles=20).serve() as site:
        sqlite_project.outlet(site, listings=["/section/news"])
        metrics = sqlite_project.folder / "textfile" / "crawler.prom"
        assert sqlite_project.crawl(METRICS_FILE=metrics).status == 0
        assert 'crawler_outlet_well{outlet="local"} 1' in metrics.read_text()
        site.script("/section/news", BARE)
        ended = sqlite_project.crawl(METRICS_FILE=metrics, LOG_JSON=True)
        assert 'crawler_outlet_alarms_open{outlet="local",kind="source-empty"} 1' in metrics.read_text()
    entries = [json.loads(line) for line in ended.err.splitlines()]
    [entry] = [one for one in entries if one["logger"] == "crawler.extensions.health"]
    assert (entry["outlet"], entry["run"], entry["url"]) == ("local", 2, site.url("/section/news"))
    listed = sqlite_project.run("outlets")
    assert "local" in listed.out
    assert "source-empty" in listed.out
    shown = [json.loads(line) for line in sqlite_project.run("outlets", "--json").out.splitlines()]
    assert {one["outlet"]: one["state"] for one in shown}["local"] == "alarm"
    assert {one["outlet"]: one["state"] for one in shown}["radiohc"] == "never crawled"
