"""What follows from an outlet's declared attributes: its keys, its own addresses, sections and contexts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Request

from crawler.items import Anchor, Context
from crawler.outlet.attributes import Outlet, Source, as_source
from crawler.records import Draft, Expect, Found

STORY = "https://www.lantern.example/region/4711-harbour-closes"


class Lantern(Outlet):
    """An outlet with a pattern."""

    name = "lantern"
    allowed_domains = ["lantern.example", "news.lantern.example", "local.example:8080"]
    country, languages, timezone = "IE", ["en"], "Europe/Dublin"
    article_url = r"^/(?:en/)?(?P<section>[a-z]+)/(?P<id>\d+)-[^/]+$"
    drop_prefixes = ["/index.php"]
    anchors = [(4000, "2024-03-01")]
    agencies = {"PLN": "Port Larne News"}
    other_names = ["The Lantern"]
    expect = {"articles_per_day": (5, 40), "coverage": {"authors": 0.9}, "quiet_hours": 12}


class Numbered(Outlet):
    """An outlet whose addresses are numbers."""

    name = "numbered"
    allowed_domains = ["numbered.example"]
    numbered = "https://numbered.example/n/{number}"


class Plain(Outlet):
    """An outlet without a pattern."""

    name = "plain"
    allowed_domains = ["plain.example"]


def test_a_bare_address_is_a_source() -> None:
    source = Source("https://lantern.example/rss", found="its home page")
    assert as_source(source) is source
    assert as_source("https://lantern.example/rss") == Source("https://lantern.example/rss")


@pytest.mark.parametrize(
    ("outlet", "url", "key"),
    [
        (Lantern, STORY, "lantern:4711"),
        (
            Lantern,
            "http://lantern.example/index.php/en/region/4711-other/?utm_source=x",
            "lantern:4711",
        ),
        (Lantern, "https://lantern.example/region", "https://lantern.example/region"),
        (Numbered, "http://www.numbered.example/n/88", "numbered:88"),
        (Numbered, "https://numbered.example/n/88/", "numbered:88"),
        (Plain, "https://plain.example/harbour-closes", "https://plain.example/harbour-closes"),
    ],
)
def test_an_address_has_the_key_of_the_outlets_rules(outlet: type[Outlet], url: str, key: str) -> None:
    assert outlet.key(url) == key


def test_the_version_of_keys_changes_with_the_rules_and_with_nothing_else() -> None:
    class Renamed(Lantern):
        country = "GB"

    class Other(Lantern):
        drop_params = ["from"]

    assert Renamed.key_version() == Lantern.key_version()
    assert len({Other.key_version(), Lantern.key_version(), Plain.key_version()}) == 3


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        (STORY, "lantern.example"),
        ("https://news.lantern.example/1", "news.lantern.example"),
        ("https://x.news.lantern.example/1", "news.lantern.example"),
        ("https://LOCAL.example:8080/1", "local.example:8080"),
        ("https://otherlantern.example/1", None),
        ("https://lantern.example.evil.example/1", None),
        ("no address", None),
    ],
)
def test_an_outlet_owns_its_hosts_and_what_belongs_to_them(url: str, domain: str | None) -> None:
    assert Lantern.domain_of(url) == domain
    assert Lantern.owns(url) is (domain is not None)


@pytest.mark.parametrize(
    ("outlet", "url", "article"),
    [
        (Lantern, STORY, True),
        (Lantern, "https://lantern.example/región/4711-a", False),
        (Lantern, "https://lantern.example/region/", False),
        (Lantern, "https://other.example/region/4711-a", False),
        (Numbered, "https://numbered.example/n/88", True),
        (Plain, "https://plain.example/2024/05/03/harbour-closes-for-three-weeks", True),
        (Plain, "https://plain.example/tag/harbour", False),
    ],
)
def test_an_articles_address_is_told_by_the_pattern_or_by_its_looks(
    outlet: type[Outlet], url: str, article: bool
) -> None:
    assert outlet.is_article_url(url) is article


@pytest.mark.parametrize(
    ("outlet", "url", "section"),
    [
        (Lantern, STORY, "region"),
        (Lantern, "https://lantern.example/region", None),
        (Plain, "https://plain.example/mar%C3%ADtima/harbour", "marítima"),
        (Plain, "https://plain.example/harbour", None),
    ],
)
def test_the_section_stands_in_the_address(outlet: type[Outlet], url: str, section: str | None) -> None:
    assert outlet.section_of(url) == section


def test_anchors_and_expectations_are_records() -> None:
    assert Lantern.anchor_days() == (Anchor(number=4000, day=date(2024, 3, 1)),)
    assert Lantern.expectations() == Expect(
        articles_per_day=(5.0, 40.0), coverage={"authors": 0.9}, quiet_hours=12.0
    )
    assert Plain.expectations() == Expect()


def context(
    outlet: type[Outlet] = Lantern, *, url: str = STORY, canonical: str | None = None, **meta: Any
) -> Context:
    draft = Draft(url=url)
    if canonical is not None:
        draft.fields["canonical_url"] = Found(value=canonical, origin="link")
    response = HtmlResponse(url, request=Request(url, meta=meta), status=203)
    return outlet.context(response, draft)


def test_an_articles_context_is_what_the_outlet_declares() -> None:
    made = context(link_title="Harbour closes", discovered_via="feed")
    assert (made.key, made.outlet, made.outlet_article_id) == ("lantern:4711", "lantern", "4711")
    assert (made.section, made.country, made.languages) == ("region", "IE", ("en",))
    assert made.outlet_names == ("lantern", "The Lantern", *Lantern.allowed_domains)
    assert (made.link_title, made.discovered_via, made.http_status) == ("Harbour closes", "feed", 203)


def test_every_address_that_led_to_it_is_a_key_of_it() -> None:
    found = "https://lantern.example/short/x"
    made = context(found_url=found, canonical="/en/region/4711-harbour")
    assert made.alias_keys == (found, "lantern:4711", "lantern:4711")


@pytest.mark.parametrize(
    "canonical", ["https://other.example/region/4712-a", "https://lantern.example/", "mailto:x", ""]
)
def test_a_canonical_address_counts_only_where_it_is_an_article_of_the_outlet(canonical: str) -> None:
    assert context(canonical=canonical).key == "lantern:4711"


def test_an_archives_page_is_of_its_day() -> None:
    recorded = datetime(2021, 5, 4, tzinfo=UTC)
    assert context(archive_date=recorded).fetched_at == recorded
    assert context(Numbered, url="https://numbered.example/n/88").outlet_article_id == "88"
