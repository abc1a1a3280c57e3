"""A site is looked at as a newcomer would, and what can't be had is said."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace

import pytest
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import HtmlResponse, Request, Response

from crawler.frontier.outcome import Refused
from crawler.onboarding.candidates import SourceCandidate
from crawler.onboarding.explorer import ARTICLES, Explorer
from crawler.onboarding.findings import SiteFindings
from crawler.outlet import OutletSpider
from tests.site.answer import Answer, document
from tests.site.platforms import PLATFORMS, PlatformSite

ORIGIN = "https://larne.example"
BY_NAME = {platform.name: platform for platform in PLATFORMS}


class Larne(OutletSpider):
    """The site of a platform, declared."""

    name = "larne"
    allowed_domains = ["larne.example"]
    country, languages = "IE", ["es"]
    article_url = r"/(?P<id>\d+)-[^/]+$"


class Engine:
    """Answers from a site in the same process; `asked` are the paths in order."""

    def __init__(self, site: PlatformSite) -> None:
        self.site = site
        self.asked: list[str] = []

    async def download_async(self, request: Request) -> Response:
        self.asked.append(request.url.removeprefix(ORIGIN))
        answer = self.site.answer(self.asked[-1])
        if isinstance(answer, Exception):
            raise answer
        kind = Response if "json" in answer.headers["Content-Type"] else HtmlResponse
        return kind(
            request.url, status=answer.status, headers=answer.headers, body=answer.body, request=request
        )


def site_of(platform: str, **values: object) -> PlatformSite:
    site = PlatformSite(replace(BY_NAME[platform], **values))
    site.origin = ORIGIN
    return site


def change(site: PlatformSite, target: str, answer: Answer | Exception) -> None:
    """Have the site answer otherwise at one path."""
    usual = site.answer
    site.answer = lambda asked: answer if asked == target else usual(asked)


def explore(site: PlatformSite, **arguments: object) -> tuple[SiteFindings, Engine]:
    explorer, engine = Explorer(home=f"{ORIGIN}/", **arguments), Engine(site)
    explorer.crawler = SimpleNamespace(engine=engine)

    async def run() -> None:
        async for _ in explorer.start():
            raise AssertionError("it yields nothing")

    asyncio.run(run())
    assert explorer.is_done
    return explorer.findings, engine


def urls(findings: SiteFindings) -> list[str]:
    return [one.candidate.url.removeprefix(ORIGIN) for one in findings.sources if not one.problem]


def test_what_the_site_names_is_looked_at_and_articles_are_read() -> None:
    findings, _ = explore(site_of("languages"))
    assert urls(findings)[:3] == ["/es/rss.xml", "/en/rss.xml", "/fr/rss.xml"]
    assert len(findings.articles) == ARTICLES
    assert all(tried.article is not None for tried in findings.articles)
    assert set(findings.tags) >= {"es", "en", "fr"}
    assert findings.title == "Larne Courier - Larne Courier"
    assert f"{ORIGIN}/monde" in findings.addresses


def test_the_usual_places_are_tried_up_to_the_first_that_is_good() -> None:
    findings, engine = explore(site_of("joomla"))
    assert "/?format=feed&type=rss" in urls(findings)
    assert "/feed/" in engine.asked
    assert "/feeds/posts/default" not in engine.asked  # it stands behind the one that was good
    assert not [one for one in findings.sources if one.candidate.url.endswith("/feed/")]


def test_the_children_of_a_sitemap_index_are_read() -> None:
    findings, _ = explore(site_of("nofeed"))
    [sitemap] = [one for one in findings.sources if one.candidate.kind == "sitemap"]
    assert (sitemap.candidate.url, sitemap.problem) == (f"{ORIGIN}/sitemap_index.xml", None)
    assert len(sitemap.articles) == 12


def test_a_child_that_fails_is_the_problem_of_its_index() -> None:
    site = site_of("nofeed", robots=("/sitemap_index.xml",))
    change(site, "/sitemap.xml", Answer(status=503, headers={"Content-Type": "text/html"}, body=b""))
    findings, _ = explore(site)
    [sitemap] = [one for one in findings.sources if one.candidate.kind == "sitemap"]
    assert "HTTP 503" in str(sitemap.problem)


def test_a_page_that_is_called_a_feed_says_what_it_is() -> None:
    findings, _ = explore(site_of("wrongfeed"))
    [wrong] = [one for one in findings.sources if one.candidate.url == f"{ORIGIN}/rss"]
    assert wrong.problem


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (CannotResolveHostError("no"), "the name larne.example can't be resolved (DNS)"),
        (Refused("robots", "no"), f"robots.txt of larne.example forbids {ORIGIN}/"),
        (Answer(status=403, headers={"Content-Type": "text/html"}, body=b""), "HTTP 403"),
        (document("{}", "application/json"), "is no web page but application/json"),
    ],
)
def test_a_home_page_that_can_t_be_had_is_the_site_s_trouble(answer: Answer | Exception, said: str) -> None:
    site = site_of("wordpress")
    change(site, "/", answer)
    findings, engine = explore(site)
    assert said in str(findings.trouble)
    assert (findings.sources, findings.articles, engine.asked) == ([], [], ["/"])


def test_a_feed_of_comments_is_named_and_lists_no_articles() -> None:
    site = site_of("wordpress", wrong="/iruzkinak/")
    items = "".join(f"<item><link>{ORIGIN}/a/#comment-{n}</link></item>" for n in range(3))
    change(site, "/iruzkinak/", document(f'<rss version="2.0"><channel>{items}</channel></rss>', "text/xml"))
    findings, _ = explore(site)
    [comments] = [one for one in findings.sources if one.candidate.url == f"{ORIGIN}/iruzkinak/"]
    assert "readers' comments" in str(comments.problem)
    assert comments.articles == {}


def test_a_declared_outlet_is_looked_at_by_its_own_rules() -> None:
    site = site_of("joomla")
    declared = [
        SourceCandidate("feed", f"{ORIGIN}/?format=feed&type=rss", ""),
        SourceCandidate("feed", f"{ORIGIN}/gone", ""),
    ]
    findings, engine = explore(site, outlet=Larne, declared=declared)
    good, gone = findings.sources
    assert len(good.articles) == 12
    assert "HTTP 404" in str(gone.problem)
    assert "/" not in engine.asked
    assert {tried.article.outlet for tried in findings.articles if tried.article} == {"larne"}


@pytest.mark.parametrize(
    ("url", "own"),
    [
        (f"{ORIGIN}/x", True),
        ("https://www.larne.example/x", True),
        ("https://sport.larne.example/x", True),
        ("https://example/x", True),
        ("https://notlarne.example/x", False),
        ("mailto:x@larne.example", False),
    ],
)
def test_a_site_s_hosts_are_its_own_and_those_above_and_below(url: str, own: bool) -> None:
    assert Explorer(home=f"{ORIGIN}/").owns(url) == own
