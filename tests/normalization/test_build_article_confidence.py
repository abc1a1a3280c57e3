"""How sure a field is travels with what was found, and goes where that is replaced."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from crawler.items import Article, Context
from crawler.normalization import build_article
from crawler.records import Draft, Found

URL = "https://lantern.example/world/4711-storm"
CONTEXT = Context(key="lantern:4711", outlet="lantern", url=URL, link_title="Storm at the coast")
BODY = (
    "The storm came at night and took the roofs of three villages by the sea.\n\nNobody was hurt, they say."
)


def found(value: Any, confidence: float | None = 0.9, origin: str = "jsonld") -> Found:
    return Found(value=value, origin=origin, confidence=confidence)


def made(context: Context = CONTEXT, **fields: Found) -> Article:
    return build_article(Draft(url=URL, fields=fields), context)


def test_each_field_keeps_the_confidence_that_it_was_found_with() -> None:
    article = made(
        headline=found("Storm hits", 0.95),
        body=found(BODY, 0.99),
        authors=found(["Ana Pérez"], 0.8),
        date_published=found("2024-05-01T10:00:00Z", 0.98),
        keywords=found(["storm"], 0.7),
    )
    assert article.confidence == {
        "headline": 0.95,
        "body": 0.99,
        "authors": 0.8,
        "byline": 0.8,
        "date_published": 0.98,
        "keywords": 0.7,
    }
    assert article.confidence.keys() <= article.provenance.keys()


def test_nothing_is_claimed_where_nothing_was_measured() -> None:
    assert made(headline=found("Storm hits", None), body=found(BODY, None)).confidence == {}


def test_a_certainty_of_nought_is_kept() -> None:
    assert made(headline=found("Storm hits", 0.0)).confidence == {"headline": 0.0}


def test_a_value_from_the_link_has_none() -> None:
    article = made(headline=found("  ", 0.95), body=found(BODY, None))
    assert (article.headline, article.provenance["headline"]) == ("Storm at the coast", "link")
    assert article.confidence == {}


def test_a_field_that_is_dropped_takes_its_confidence_along() -> None:
    article = made(headline=found("Storm hits"), alternative_headline=found("STORM HITS!"))
    assert article.alternative_headline is None
    assert article.confidence == {"headline": 0.9}


def test_a_place_that_the_dateline_replaces_takes_its_confidence_along() -> None:
    article = made(body=found(f"Valletta, October 25 (Reuters) -- {BODY}"), location=found("Malta"))
    assert (article.location, article.provenance["location"]) == ("Valletta", "dateline")
    assert article.confidence == {"body": 0.9}


def test_a_date_whose_year_was_inferred_has_none() -> None:
    context = Context(
        key="k",
        outlet="o",
        url=URL,
        current=True,
        languages=("en",),
        fetched_at=datetime(2024, 5, 3, tzinfo=UTC),
    )
    article = made(context, date_published=found("May 1"))
    assert article.date_published == datetime(2024, 5, 1, tzinfo=UTC)
    assert article.confidence == {}
