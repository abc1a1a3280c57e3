"""A definition is told from what was found: the sources that add articles, country, zone and pattern."""

from datetime import UTC, datetime

import pytest

from crawler.items import Article
from crawler.onboarding.candidates import SourceCandidate
from crawler.onboarding.findings import (
    SiteFindings,
    TriedArticle,
    TriedSource,
    chosen_sources,
    find_country,
    find_languages,
    find_pattern,
    find_timezone,
)

HOME = "https://larne.example/"


def source(name: str, numbers: range, *, kind: str = "feed", problem: str | None = None) -> TriedSource:
    articles = {f"larne:{n}": f"{HOME}news/{48213 + n}-the-harbour-wall-{n}" for n in numbers}
    return TriedSource(candidate=SourceCandidate(kind, HOME + name, "x"), articles=articles, problem=problem)


def chosen(*tried: TriedSource) -> list[str]:
    return [one.candidate.url.removeprefix(HOME) for one in chosen_sources(tried)]


def read(*languages: str) -> list[TriedArticle]:
    now = datetime(2026, 11, 2, tzinfo=UTC)
    made = (
        Article(url=HOME, key=HOME, outlet="larne", fetched_at=now, language=language)
        for language in languages
    )
    return [TriedArticle(url=HOME, html=b"", fetched_at=now, article=article) for article in made]


def test_a_source_that_adds_nothing_is_left() -> None:
    whole, part = source("all", range(40)), source("sport", range(10))
    assert chosen(part, whole) == ["all"]


def test_what_a_feed_lists_is_known_to_sitemaps_and_listings_too() -> None:
    feed, sitemap = source("feed", range(40)), source("map", range(40), kind="sitemap")
    assert chosen(feed, sitemap, source("", range(30), kind="listing")) == ["feed"]


def test_a_source_is_kept_for_more_than_a_tenth_of_what_is_known() -> None:
    feed = source("feed", range(40))
    assert chosen(feed, source("four", range(36, 44))) == ["feed"]
    assert chosen(feed, source("five", range(36, 45))) == ["feed", "five"]


def test_of_a_kind_what_adds_most_comes_first() -> None:
    a, b, c = source("a", range(5)), source("b", range(20)), source("c", range(15, 40))
    assert chosen(a, b, c) == ["c", "b"]


def test_a_source_with_a_problem_is_never_kept() -> None:
    assert chosen(source("feed", range(40), problem="HTTP 404")) == []


def test_the_country_s_doubt_says_what_it_is_told_by() -> None:
    by_ending = find_country(SiteFindings(home="https://www.radiohc.cu/", tags=["es-ES"]))
    assert (by_ending.value, by_ending.doubt) == ("CU", None)
    by_tag = find_country(SiteFindings(home=HOME, tags=["de-AT"]))
    assert by_tag.value == "AT"
    assert by_tag.doubt is not None
    by_language = find_country(SiteFindings(home=HOME, tags=["vi"]))
    assert by_language.value == "VN"
    assert "language alone" in str(by_language.doubt)
    unknown = find_country(SiteFindings(home=HOME, tags=["en"]))
    assert unknown.value is None
    assert "--country" in str(unknown.doubt)


def test_a_tag_of_a_language_that_no_article_has_says_nothing_of_the_country() -> None:
    findings = SiteFindings(home=HOME, tags=["en_US"], articles=read("nl", "nl"))
    assert find_country(findings).value is None


@pytest.mark.parametrize(
    ("country", "zone", "sure"),
    [("DE", "Europe/Berlin", True), ("ES", "Europe/Madrid", False), ("US", "America/New_York", False)],
)
def test_the_zone_of_a_country_with_several_clocks_is_its_main_one_with_a_doubt(
    country: str, zone: str, sure: bool
) -> None:
    found = find_timezone(SiteFindings(home=HOME), country)
    assert found.value == zone
    assert (found.doubt is None) == sure


def test_without_a_country_there_is_no_zone() -> None:
    found = find_timezone(SiteFindings(home=HOME), None)
    assert found.value is None
    assert "UTC stands in" in str(found.doubt)


def test_the_languages_of_articles_come_before_those_that_a_page_states() -> None:
    assert find_languages(SiteFindings(home=HOME, tags=["en-US"], articles=read("es", "qu", "es"))) == [
        "es",
        "qu",
    ]
    assert find_languages(SiteFindings(home=HOME, tags=["en-US", "es"])) == ["en", "es"]


def test_where_no_pattern_is_found_the_doubt_says_why() -> None:
    few = SiteFindings(home=HOME, sources=[source("feed", range(3))])
    assert "3 addresses of articles are known, and 4 are needed" in str(find_pattern(few).doubt)
    many = SiteFindings(home=HOME, sources=[source("feed", range(12))])
    assert find_pattern(many).doubt is None
    assert "(?P<id>" in str(find_pattern(many).value)


def test_pages_that_look_like_no_article_are_what_a_pattern_must_not_fit() -> None:
    listing = source("sport", range(0), kind="listing")
    findings = SiteFindings(
        home=HOME,
        sources=[source("feed", range(2)), listing],
        addresses=[f"{HOME}about", f"{HOME}news/48213-the-harbour-wall-0"],
    )
    assert findings.other_urls == [f"{HOME}sport", f"{HOME}about"]
