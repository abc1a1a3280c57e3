"""Who reserves text and data mining has that recorded, and obeyed where a setting says so."""

import json

import pytest

from crawler.exit_status import EXIT_CODES
from tests.crawls import counts
from tests.site import Site
from tests.site.answer import Answer, document

HOST_FILE = "/.well-known/tdmrep.json"


def said(project) -> set[tuple[bool | None, str | None]]:
    """What articles record of it, and where it was said."""
    articles = [stored.article for stored in project.articles()]
    return {(one.tdm_reservation, one.provenance.get("tdm_reservation")) for one in articles}


def with_meta(site: Site, content: str) -> Answer:
    answer = site.respond("GET", site.articles[0].path, {})
    body = answer.body.replace(b"<head>", b"<head>" + content.encode(), 1)
    return Answer(body, headers={"Content-Type": answer.headers["Content-Type"]})


@pytest.mark.parametrize(
    ("meta", "headers", "recorded"),
    [
        ('<meta name="tdm-reservation" content="1">', {}, (True, "meta")),
        ('<meta name="tdm-reservation" content="0">', {}, (False, "meta")),
        ('<meta name="robots" content="index, noai">', {}, (True, "meta")),
        ("", {"tdm_reservation": "1"}, (True, "header")),
        ("", {"X_Robots_Tag": "noai"}, (True, "header")),
        ("", {}, (None, None)),
    ],
)
def test_what_a_page_says_is_recorded_and_obeyed_where_asked(project, meta, headers, recorded):
    with Site(articles=3, markups=("microdata",)).serve() as site:
        article = site.articles[0]
        site.script(article, with_meta(site, meta).with_headers(**headers))
        asked = ("crawl", "article", "-a", f"url={site.url(article)}")
        if recorded[0]:
            assert project.run(*asked, TDM_OBEY=True).status == EXIT_CODES["nothing"]
            assert project.query("SELECT state, reason FROM pages") == [("rejected", "tdm-reserved")]
            assert project.articles() == []
        assert project.run(*asked).status == 0
        assert said(project) == {recorded}


def test_what_the_host_says_is_asked_for_once_a_day_and_what_is_reserved_is_not_fetched(project):
    with Site(articles=8).serve() as site:
        project.outlet(site, sitemaps=["/sitemap-news.xml"])
        rules = [{"location": "/news/", "tdm-reservation": 1}, {"location": "/", "tdm-reservation": 0}]
        site.script(HOST_FILE, document(json.dumps(rules), "application/json"))
        reserved = {article.path for article in site.articles if article.section == "news"}
        assert 0 < len(reserved) < 8
        assert project.crawl(TDM_HOST_FILE=True, TDM_OBEY=True).status == 0
        assert counts(project.last_run()) == {
            "taken": 8,
            "done": 8 - len(reserved),
            "rejected": len(reserved),
        }
        assert not reserved & {request.path for request in site.requests}
        assert said(project) == {(False, "host-file")}
        urls = " ".join(map(site.url, reserved))
        assert project.run("crawl", "article", "-a", f"url={urls}", TDM_HOST_FILE=True).status == 0
        assert said(project) == {(False, "host-file"), (True, "host-file")}
        assert len(site.asked(HOST_FILE)) == 1


def test_a_host_without_the_file_or_whose_file_fails_reserves_nothing(sqlite_project):
    with Site(articles=3).serve() as site:
        site.script(HOST_FILE, Answer(status=500))
        for article in site.articles[:2]:
            url = site.url(article)
            assert sqlite_project.run("crawl", "article", "-a", f"url={url}", TDM_HOST_FILE=True).status == 0
        assert said(sqlite_project) == {(None, None)}
