"""An article in which every field holds something."""

from dataclasses import MISSING, fields
from datetime import UTC, datetime, timedelta, timezone

from crawler.items import Article, Image


def full_article() -> Article:
    return Article(
        url="https://lantern.example/world/4711-storm?page=1",
        canonical_url="https://lantern.example/world/4711-storm",
        key="lantern:4711",
        outlet="lantern",
        outlet_article_id="4711",
        headline="Storm hits the coast",
        alternative_headline="Roofs gone in Port Adler",
        description="Three villages are cut off.",
        body="The storm came at night.\n\nNobody was hurt.",
        word_count=8,
        byline="By Ana Pérez and Li Wei",
        authors=["Ana Pérez", "Li Wei"],
        dateline="Port Adler, October 25 (Reuters) -",
        location="Port Adler",
        agency="Reuters",
        date_published=datetime(2017, 10, 25, 9, 47, 25, tzinfo=timezone(timedelta(hours=-4))),
        date_published_raw="25 Oct 2017 09:47:25 -0400",
        date_published_precision="second",
        date_published_method="stated",
        date_modified=datetime(2017, 10, 26, 18, 5, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        date_modified_raw="26 October 2017, 18:05",
        date_modified_precision="minute",
        date_modified_method="assumed-zone",
        article_section="World",
        keywords=["storm", "coast, north", "Port Adler"],
        language="zh-Hant",
        image="https://lantern.example/roof.jpg",
        images=[
            Image(url="https://lantern.example/sea.jpg", caption="The sea", credit="Jo Ed / AP"),
            Image(url="https://lantern.example/roof.jpg", caption="A roof"),
        ],
        videos=["https://lantern.example/storm.mp4", "https://player.example/1"],
        audios=["https://lantern.example/storm.mp3"],
        is_accessible_for_free=False,
        license="https://creativecommons.org/licenses/by/4.0/",
        tdm_reservation=True,
        fetched_at=datetime(2017, 10, 27, 1, 2, 3, 456789, tzinfo=UTC),
        discovered_via="feed",
        http_status=200,
        content_hash="ab" * 32,
        provenance={"headline": "jsonld"},
        confidence={"headline": 0.97},
        warnings=["headline: NUL removed"],
        schema_version=99,
    )


def empty(name: str) -> object:
    """The value of a field of `Article` that nothing is known of; for a required one, no value at all."""
    [declared] = [declared for declared in fields(Article) if declared.name == name]
    return declared.default_factory() if declared.default_factory is not MISSING else declared.default
