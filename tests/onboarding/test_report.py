"""What a person is shown of a site: sources, articles, doubts, and what is wrong with a declared outlet."""

from datetime import UTC, datetime

from crawler.items import Article
from crawler.onboarding.candidates import SourceCandidate
from crawler.onboarding.findings import SiteFindings, TriedArticle, TriedSource
from crawler.onboarding.report import article_lines, doubt_lines, outlet_faults, source_lines
from crawler.records import Link

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOME = "https://larne.example/"


def source(
    *, kind: str = "feed", articles: int = 4, links: int = 4, problem: str | None = None
) -> TriedSource:
    return TriedSource(
        candidate=SourceCandidate(kind, f"{HOME}{kind}", "menu"),
        links=[Link(url=f"{HOME}{n}") for n in range(links)],
        articles={str(n): f"{HOME}{n}" for n in range(articles)},
        problem=problem,
        dates=[NOW],
    )


def tried(**values: object) -> TriedArticle:
    article = Article(url=HOME, key=HOME, outlet="larne", fetched_at=NOW, **values)
    return TriedArticle(url=HOME, html=b"", fetched_at=NOW, article=article)


WELL = {
    "headline": "Harbour",
    "body": "The wall.",
    "date_published": NOW,
    "provenance": {"headline": "jsonld"},
}


def test_each_source_is_shown_with_its_share_and_whether_it_is_kept() -> None:
    kept, left, bad = source(), source(kind="sitemap", articles=2), source(kind="listing", problem="HTTP 404")
    lines = source_lines(SiteFindings(home=HOME, title="Larne", sources=[kept, left, bad]), [kept])
    assert lines[0] == f"{HOME}  Larne"
    assert f"  keep feed     {HOME}feed" in lines
    assert f"  -    sitemap  {HOME}sitemap" in lines
    assert f"  no   listing  {HOME}listing" in lines
    assert "       4 articles, 100% of all seen, newest 2026-11-20 12:00 +0000; menu" in lines
    assert "       HTTP 404; menu" in lines


def test_each_article_is_shown_with_origins_and_the_coverage_of_fields() -> None:
    refused = TriedArticle(url=f"{HOME}x", html=b"", fetched_at=NOW, refusal="listing")
    lines = article_lines(SiteFindings(home=HOME, articles=[tried(**WELL), refused]))
    assert any("headline" in line and "jsonld" in line and "Harbour" in line for line in lines)
    assert "    no article: listing" in lines
    assert any(line.startswith("Coverage of fields: headline 100%") for line in lines)


def test_doubts_are_shown_where_there_are_any() -> None:
    assert doubt_lines([]) == []
    assert doubt_lines(["the country could not be told"])[1] == "  the country could not be told"


def test_an_outlet_that_is_well_has_no_faults() -> None:
    assert outlet_faults(SiteFindings(home=HOME, sources=[source()], articles=[tried(**WELL)])) == []


def test_faults_say_what_to_do() -> None:
    found = SiteFindings(
        home=HOME,
        sources=[source(problem="HTTP 404"), source(articles=1, links=10)],
        articles=[
            tried(body="The wall."),
            TriedArticle(url=HOME, html=b"", fetched_at=NOW, refusal="listing"),
        ],
    )
    faults = " ".join(outlet_faults(found))
    for said in (
        "HTTP 404. Has it moved?",
        "1 of 10 links",
        "no headline",
        "taken for no article",
        "No article has a date",
    ):
        assert said in faults, said
    assert "No article could be read." in outlet_faults(SiteFindings(home=HOME))
