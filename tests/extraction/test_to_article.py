"""From a page to an article, both layers: each field by an own path, and values that no field can hold."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from itemadapter import ItemAdapter

from crawler.extraction import extract_draft
from crawler.items import Anchor, Article, Context, Image
from crawler.normalization import build_article
from tests.extraction.pages import HEADLINE, PARAGRAPHS, body, linked, page
from tests.growth import check_linear

SITE = "https://www.larne-courier.example"
#: It holds no date, so that every date here comes from the page.
URL = f"{SITE}/news/harbour-closes-for-repairs-88213"
FETCHED = datetime(2024, 5, 1, 12, tzinfo=UTC)
CONTEXT = Context(
    key="courier:88213",
    outlet="courier",
    url=URL,
    outlet_article_id="88213",
    timezone="Europe/London",
    languages=("en",),
    outlet_names=("Larne Courier",),
    section="news",
    anchors=(
        Anchor(number=88000, day=datetime(2024, 3, 1).date()),
        Anchor(number=89000, day=datetime(2024, 6, 1).date()),
    ),
    fetched_at=FETCHED,
    discovered_via="feed",
    http_status=200,
)
TWO_HOURS = timezone(timedelta(hours=2))


def made(html: str, **known: Any) -> Article:
    """The article of a page."""
    context = dataclasses.replace(CONTEXT, **known)
    return build_article(extract_draft(html, url=context.url), context)


def news(**stated: Any) -> str:
    """A JSON-LD node with a headline and what is given."""
    return linked(json.dumps({"@type": "NewsArticle", "headline": HEADLINE, **stated}))


def meta(**stated: str) -> str:
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in stated.items()
    )


def story(before: str = "", after: str = "", first: str = "") -> str:
    return f"<h1>{HEADLINE}</h1>{before}{body(first + PARAGRAPHS[0], *PARAGRAPHS[1:])}{after}"


CREDIT = '<span class="credit">Mara Lind</span>'
FIGURE = f'<figure><img src="/img/wall.jpg"><figcaption>The wall {CREDIT}</figcaption></figure>'
TEXT = "\n\n".join(PARAGRAPHS)
SHARED = meta(og__title=f"{HEADLINE} | Larne Courier", og__site_name="Larne Courier")
CREDITED = "<p>By Ines Halvorsen and Tom Achebe</p>"
INES = {"@type": "Person", "name": "Ines Halvorsen"}
PLACE = {"@type": "Place", "name": "Port Larne"}
CHINESE = '<meta name="keywords" content="港口 风暴 渡轮">'
DATELINE = "PORT LARNE, April 17 (Reuters) - "

#: Field, head of the page, its article, value, and the origin that gave it (None: the crawler itself).
FIELDS: list[tuple[str, str, str, Any, str | None]] = [
    ("url", "", story(), URL, None),
    ("key", "", story(), "courier:88213", None),
    ("outlet", "", story(), "courier", None),
    ("outlet_article_id", "", story(), "88213", None),
    (
        "canonical_url",
        '<link rel="canonical" href="/region/harbour-closes-for-repairs-88213">',
        story(),
        f"{SITE}/region/harbour-closes-for-repairs-88213",
        "link",
    ),
    ("headline", "", story(), HEADLINE, "heading"),
    ("headline", SHARED, body(), HEADLINE, "opengraph"),
    ("headline", news(), body(), HEADLINE, "jsonld"),
    ("alternative_headline", news(alternativeHeadline="No ferries"), story(), "No ferries", "jsonld"),
    ("description", news(description="Divers mend it."), story(), "Divers mend it.", "jsonld"),
    ("description", meta(og__description="Divers mend it."), story(), "Divers mend it.", "opengraph"),
    ("body", "", story(), TEXT, "text"),
    ("body", news(articleBody="\n".join(PARAGRAPHS)), f"<h1>{HEADLINE}</h1>", TEXT, "jsonld"),
    ("body", "", story(first=DATELINE), TEXT, "text"),
    ("word_count", "", story(), sum(len(text.split()) for text in PARAGRAPHS), None),
    ("byline", "", story("<p>By Ines Halvorsen</p>"), "By Ines Halvorsen", "byline"),
    ("authors", "", story(CREDITED), ["Ines Halvorsen", "Tom Achebe"], "byline"),
    ("authors", news(author=INES), story(), ["Ines Halvorsen"], "jsonld"),
    ("dateline", "", story(first=DATELINE), DATELINE.strip(), "dateline"),
    ("location", "", story(first=DATELINE), "PORT LARNE", "dateline"),
    ("location", news(contentLocation=PLACE), story(), "Port Larne", "jsonld"),
    ("agency", "", story(first=DATELINE), "Reuters", "dateline"),
    ("agency", "", story("<p>By Ines Halvorsen (AFP)</p>"), "AFP", "byline"),
    ("agency", news(sourceOrganization={"name": "dpa"}), story(), "dpa", "jsonld"),
    (
        "date_published",
        news(datePublished="2024-04-18T06:30:00+02:00"),
        story(),
        datetime(2024, 4, 18, 6, 30, tzinfo=TWO_HOURS),
        "jsonld",
    ),
    ("date_published", "", story(first=DATELINE), datetime(2024, 4, 17, tzinfo=UTC), "dateline"),
    ("date_published_raw", "", story("<p>18 April 2024, 06:30</p>"), "18 April 2024, 06:30", None),
    ("date_published_precision", "", story("<p>18 April 2024, 06:30</p>"), "minute", None),
    ("date_published_precision", "", story("<p>18 April 2024</p>"), "day", None),
    ("date_published_method", "", story("<p>18 April 2024, 06:30</p>"), "assumed-zone", None),
    ("date_published_method", "", story("<p>18 April 2024</p>"), "stated", None),
    (
        "date_modified",
        meta(article__modified_time="2024-04-19T06:30:00Z"),
        story(),
        datetime(2024, 4, 19, 6, 30, tzinfo=UTC),
        "opengraph",
    ),
    ("date_modified_raw", news(dateModified="2024-04-19"), story(), "2024-04-19", None),
    ("date_modified_precision", news(dateModified="2024-04-19T06:30:00Z"), story(), "second", None),
    ("date_modified_method", news(dateModified="2024-04-19T06:30:00Z"), story(), "stated", None),
    ("article_section", news(articleSection="Region"), story(), "Region", "jsonld"),
    ("article_section", "", story(), "news", "url"),
    ("keywords", news(keywords="harbour, storm, harbour"), story(), ["harbour", "storm"], "jsonld"),
    ("keywords", CHINESE, story(), ["港口", "风暴", "渡轮"], "meta"),
    ("language", '<meta http-equiv="content-language" content="es">', story(), "en", "language-detector"),
    ("image", meta(og__image="/img/harbour.jpg"), story(), f"{SITE}/img/harbour.jpg", "opengraph"),
    ("image", "", story(FIGURE), f"{SITE}/img/wall.jpg", "figure"),
    (
        "images",
        "",
        story(FIGURE),
        [Image(url=f"{SITE}/img/wall.jpg", caption="The wall", credit="Mara Lind")],
        "figure",
    ),
    ("videos", news(video={"contentUrl": "/wall.mp4"}), story(), [f"{SITE}/wall.mp4"], "jsonld"),
    ("audios", "", story(after='<audio src="/talk.mp3"></audio>'), [f"{SITE}/talk.mp3"], "player"),
    ("is_accessible_for_free", news(isAccessibleForFree="False"), story(), False, "jsonld"),
    ("license", '<link rel="license" href="/terms">', story(), f"{SITE}/terms", "link"),
    ("fetched_at", "", story(), FETCHED, None),
    ("discovered_via", "", story(), "feed", None),
    ("http_status", "", story(), 200, None),
    ("schema_version", "", story(), 1, None),
]  # fmt: skip


@pytest.mark.parametrize(("field", "head", "inner", "value", "origin"), FIELDS)
def test_every_field_has_a_path(field: str, head: str, inner: str, value: Any, origin: str | None) -> None:
    result = made(page(head, inner, title="" if inner == body() else f"{HEADLINE} | Larne Courier"))
    assert getattr(result, field) == value
    assert result.provenance.get(field) == origin


def test_no_field_is_without_one() -> None:
    # `tdm_reservation` is of the response and its host, beside the page.
    by_their_own = {"tdm_reservation", "provenance", "confidence", "content_hash", "warnings"}
    assert {row[0] for row in FIELDS} | by_their_own == {f.name for f in dataclasses.fields(Article)}


def test_the_hash_is_of_headline_and_body() -> None:
    first = made(page(news(keywords="a"), story()))
    same = made(page(news(keywords="b"), story()))
    other = made(page(news(keywords="a"), story(first="Now ")))
    assert first.content_hash == same.content_hash != other.content_hash
    assert len(first.content_hash or "") == 64


RAW_DATES = (
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-02-31", "31 February 2024", "2024-04-18 25:61",
    "2031-01-01", "-0001-01-01", "9223372036854775808",
)  # fmt: skip


@pytest.mark.parametrize("raw", RAW_DATES)
def test_an_impossible_date_is_null_with_its_raw_text_and_a_warning(raw: str) -> None:
    result = made(page(news(datePublished=raw, dateModified=raw), story()))
    assert (result.date_published, result.date_modified) == (None, None)
    assert (result.date_published_raw, result.date_modified_raw) == (raw, raw)
    assert (result.date_published_precision, result.date_published_method) == (None, None)
    assert any(warning.startswith("date_published: ") and raw[:20] in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("raw", "value", "precision", "method"),
    [
        ("2024-04-18T06:30:00+02:00", datetime(2024, 4, 18, 6, 30, tzinfo=TWO_HOURS), "second", "stated"),
        ("2024-04-18T04:30Z", datetime(2024, 4, 18, 4, 30, tzinfo=UTC), "minute", "stated"),
        ("2024-04-18T06:30:00", datetime(2024, 4, 18, 5, 30, tzinfo=UTC), "second", "assumed-zone"),
        ("2024-04-18", datetime(2024, 4, 18, tzinfo=UTC), "day", "stated"),
        (1713421800, datetime(2024, 4, 18, 6, 30, tzinfo=UTC), "second", "stated"),
    ],
)
def test_a_date_keeps_its_offset_and_a_day_is_never_shifted(
    raw: Any, value: datetime, precision: str, method: str
) -> None:
    result = made(page(news(datePublished=raw), story()))
    assert result.date_published == value
    assert (result.date_published_precision, result.date_published_method) == (precision, method)


@pytest.mark.parametrize(
    ("printed", "read", "warning"),
    [
        ("Port\\u0000 Larne \\u0000harbour", "Port Larne harbour", "headline: NUL removed"),
        ("Port Larne \\ud83d harbour", "Port Larne \ufffd harbour", "headline: surrogates mended"),
        ("Port Larne \\ud83d\\ude00 harbour", "Port Larne \U0001f600 harbour", None),
        ("Port \\u202eLarne\\u202c \\u200bharbour\\ufeff", "Port Larne harbour", None),
        ("Cafe\\u0301 Larne", "Café Larne", None),
    ],
)
def test_what_can_not_be_seen_leaves_a_title(printed: str, read: str, warning: str | None) -> None:
    node = f'{{"@type": "NewsArticle", "headline": "{printed}", "datePublished": "2024-04-18"}}'
    result = made(page(linked(node), body(), title=""))
    assert result.headline == read
    assert [line for line in result.warnings if line.startswith("headline")] == ([warning] if warning else [])


WRONG: list[Any] = [
    float("nan"), float("inf"), 2**63, -(2**63) - 1, True, None, 7, 0.5, [], {}, [[["x"]]], {"a": 1},
    {"name": {"name": 1}}, {"url": 5}, [None, 3, {"b": [2]}], "\x00", "\ud800", "\u202e", " ",
]  # fmt: skip
KEYS = (
    "headline", "alternativeHeadline", "description", "articleBody", "author", "datePublished", "url", "@id",
    "dateModified", "articleSection", "keywords", "image", "video", "audio", "isAccessibleForFree", "license",
    "contentLocation", "sourceOrganization", "creditText", "mainEntityOfPage", "publisher", "inLanguage",
)  # fmt: skip


@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_values_of_other_kinds_never_raise_and_fields_keep_their_types(value: Any) -> None:
    node = json.dumps({"@type": "NewsArticle"} | dict.fromkeys(KEYS, value))
    result = made(page(linked(node), story()))
    assert result.headline == HEADLINE
    assert result.body == "\n\n".join(PARAGRAPHS)
    assert result.date_published is None
    for field in dataclasses.fields(Article):
        given = getattr(result, field.name)
        assert type(given) in (str, int, bool, list, dict, datetime, type(None)), field.name
        for one in given if isinstance(given, list) else ():
            assert isinstance(one, str | Image), field.name
    json.dumps(ItemAdapter(result).asdict(), default=str, allow_nan=False).encode()


@pytest.mark.parametrize(
    "unit", ["word ", "e\u0301", "\u0301", "\u202e", "“", "中文", "Ana Pérez, ", "<p>", "&amp;"]
)
def test_a_field_of_a_megabyte_takes_linear_time(unit: str) -> None:
    def with_fields(size: int) -> str:
        long = unit * (size // len(unit))
        return page(news(alternativeHeadline=long, description=long, keywords=[long]), story())

    check_linear(made, with_fields)
    assert made(with_fields(1_000_000)).headline == HEADLINE
