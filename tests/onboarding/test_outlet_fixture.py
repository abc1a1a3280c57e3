"""An outlet's test is made of an article that its definition reads, with invented text and its own record."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

from crawler.onboarding.findings import SiteFindings, TriedArticle
from crawler.onboarding.outlet_fixture import make_fixture, read_as, record_for_test
from crawler.outlet import OutletSpider
from tests.site.platforms import PLATFORMS, PlatformSite

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Larne(OutletSpider):
    """The site of a platform."""

    name = "larne"
    allowed_domains = ["127.0.0.1"]
    country, timezone, languages = "IE", "Europe/Dublin", ["es"]
    article_url = r"/(?P<id>\d+)-[^/]+$"


def findings(*, stories: int = 3) -> SiteFindings:
    site = PlatformSite(PLATFORMS[1])
    site.origin = "http://127.0.0.1"
    found = SiteFindings(home=f"{site.origin}/", addresses=[f"{site.origin}/news", f"{site.origin}/sport"])
    for story in site.stories[:stories]:
        url, html = site.origin + story.path, site.answer(story.path).body
        made = read_as(Larne, html, url=url, fetched_at=NOW)
        found.articles.append(TriedArticle(url=url, html=html, fetched_at=NOW, article=made))
    return found


def sure(tried: TriedArticle, confidence: float) -> TriedArticle:
    assert tried.article is not None
    return replace(tried, article=replace(tried.article, confidence={"body": confidence}))


def test_the_record_is_what_the_outlet_s_own_spider_makes_of_the_page() -> None:
    made = make_fixture(Larne, findings())
    assert made is not None
    case = json.loads(made.record)
    again = read_as(Larne, made.html, url=case["url"], fetched_at=datetime.fromisoformat(case["fetched_at"]))
    assert again is not None
    assert record_for_test(again) == case["article"]
    assert case["refused"] == ["http://127.0.0.1/news", "http://127.0.0.1/sport"]
    assert made.otherwise == ()
    assert not {"provenance", "confidence", "content_hash"} & case["article"].keys()


def test_the_article_that_was_read_best_is_taken() -> None:
    found = findings()
    found.articles = [
        sure(tried, confidence) for tried, confidence in zip(found.articles, (1, 3, 2), strict=True)
    ]
    made = make_fixture(Larne, found)
    assert made is not None
    assert json.loads(made.record)["url"] == found.articles[1].url


def test_what_the_definition_takes_for_no_article_makes_no_test() -> None:
    found = findings()
    found.articles = [replace(tried, url="http://127.0.0.1/about") for tried in found.articles]
    assert make_fixture(Larne, found) is None
    assert make_fixture(Larne, findings(stories=0)) is None


def test_what_is_read_otherwise_is_named() -> None:
    found = findings(stories=1)
    tried = found.articles[0]
    html = re.sub(rb"<time.*?</time>", b"", tried.html)
    stated = b'<script>var page = {"datePublished": "2026-11-20T10:00:00Z"};</script></head>'
    found.articles = [replace(tried, html=html.replace(b"</head>", stated))]
    made = make_fixture(Larne, found)
    assert made is not None
    assert "date_published" in made.otherwise  # it stood in a script, which is emptied


def test_a_page_that_is_no_article_is_read_as_none() -> None:
    assert (
        read_as(Larne, b"<html><title>404</title></html>", url="http://127.0.0.1/x", fetched_at=NOW) is None
    )
