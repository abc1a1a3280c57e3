"""Every field has a path, the origins go in order, and no page raises."""

import time

import pytest

from crawler.extraction import extract_draft, next_page, read_page, refusal_reason
from crawler.items import Image
from crawler.records import Draft
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, linked, page


def value(draft: Draft, field: str) -> object:
    return draft.fields[field].value if field in draft.fields else None


def origin(draft: Draft, field: str) -> str | None:
    return draft.fields[field].origin if field in draft.fields else None


def test_json_ld_fills_every_field_that_it_states() -> None:
    article = (
        f'<h1>{HEADLINE}</h1><p class="byline">By Ines Halvorsen and Tom Achebe</p>'
        '<figure><img src="/img/wall.jpg"><figcaption>The gap in the wall. '
        f'<span class="credit">Foto: Mara Lind</span></figcaption></figure>{body()}'
    )
    canonical = '<link rel="canonical" href="/news/2024/04/18/harbour-closes-for-repairs-88213">'
    draft = extract_draft(page(canonical + linked(), article), url=URL)
    assert value(draft, "headline") == HEADLINE
    assert value(draft, "alternative_headline") == "Three weeks without ferries"
    assert value(draft, "description") == "Divers mend the outer wall."
    assert value(draft, "body") == "\n\n".join(PARAGRAPHS)
    assert value(draft, "authors") == ["Ines Halvorsen", "Tom Achebe"]
    assert value(draft, "byline") == "By Ines Halvorsen and Tom Achebe"
    assert value(draft, "date_published") == "2024-04-18T06:30:00+02:00"
    assert value(draft, "date_modified") == "2024-04-18T09:05:00+02:00"
    assert value(draft, "article_section") == "Region"
    assert value(draft, "keywords") == ["harbour", "storm damage"]
    assert value(draft, "image") == "https://www.larne-courier.example/img/harbour.jpg"
    assert value(draft, "images") == [
        Image(
            url="https://www.larne-courier.example/img/wall.jpg",
            caption="The gap in the wall.",
            credit="Foto: Mara Lind",
        )
    ]
    assert value(draft, "videos") == ["https://video.larne-courier.example/wall.mp4"]
    assert value(draft, "audios") == ["https://audio.larne-courier.example/88213.mp3"]
    assert value(draft, "is_accessible_for_free") is False
    assert value(draft, "license") == "https://creativecommons.org/licenses/by/4.0/"
    assert value(draft, "location") == "Port Larne"
    assert value(draft, "agency") == "Reuters"
    assert value(draft, "canonical_url") == "/news/2024/04/18/harbour-closes-for-repairs-88213"
    assert draft.page_language == "en"
    assert {origin(draft, f) for f in ("authors", "date_published", "keywords")} == {"jsonld"}
    assert (origin(draft, "headline"), origin(draft, "body")) == ("heading", "text")


def test_metadata_answers_where_there_is_no_structured_data() -> None:
    head = (
        '<meta property="og:title" content="Port Larne harbour closes for repairs - Larne Courier">'
        '<meta property="og:site_name" content="Larne Courier">'
        '<meta property="og:description" content="Divers at work"><meta property="og:image" content="/i.jpg">'
        '<meta property="article:published_time" content="2024-04-18T06:30:00Z">'
        '<meta property="article:modified_time" content="2024-04-19T06:30:00Z">'
        '<meta property="article:section" content="Region"><meta property="article:tag" content="harbour">'
        '<meta property="article:tag" content="storm"><meta name="author" content="Ines Halvorsen">'
        '<meta property="article:content_tier" content="locked"><meta property="og:url" content="https://x.example/a">'
    )
    draft = extract_draft(page(head), url=URL)
    assert value(draft, "headline") == HEADLINE
    assert (value(draft, "description"), origin(draft, "description")) == ("Divers at work", "opengraph")
    assert (value(draft, "date_published"), origin(draft, "date_published")) == (
        "2024-04-18T06:30:00Z",
        "opengraph",
    )
    assert value(draft, "date_modified") == "2024-04-19T06:30:00Z"
    assert (value(draft, "authors"), origin(draft, "authors")) == (["Ines Halvorsen"], "meta")
    assert value(draft, "keywords") == ["harbour", "storm"]
    assert value(draft, "is_accessible_for_free") is False
    assert (value(draft, "canonical_url"), origin(draft, "canonical_url")) == (
        "https://x.example/a",
        "opengraph",
    )


def test_selectors_go_before_everything_else() -> None:
    article = '<h1>Wrong</h1><div class="t">Right headline</div>'
    article += f'<div class="text"><p>One.</p><p>Two.</p></div>{body()}'
    selectors = {
        "headline": ["h2.none", "div.t"],
        "body": ["//div[@class='text']"],
        "authors": ["meta[name=by]::attr(content)"],
    }
    draft = extract_draft(
        page(linked() + '<meta name="by" content="Ana Ruiz">', article), url=URL, selectors=selectors
    )
    assert (value(draft, "headline"), origin(draft, "headline")) == ("Right headline", "selector")
    assert (value(draft, "body"), origin(draft, "body")) == ("One.\n\nTwo.", "selector")
    assert value(draft, "authors") == ["Ana Ruiz"]


def test_a_date_of_change_never_stands_in_for_publication() -> None:
    head = '<meta property="article:modified_time" content="2024-04-19T06:30:00Z">'
    article = (
        f'<h1>{HEADLINE}</h1><time itemprop="dateModified" datetime="2024-04-19">19 April 2024</time>{body()}'
    )
    draft = extract_draft(page(head, article), url="https://x.example/a")
    assert value(draft, "date_modified") == "2024-04-19T06:30:00Z"
    assert origin(draft, "date_published") is None


def test_a_parsed_page_serves_all_questions() -> None:
    parsed = read_page(page(linked()).encode(), url=URL)
    draft = extract_draft(parsed, url=URL)
    assert refusal_reason(draft, parsed) is None
    assert draft.refusal is None
    assert next_page(parsed, URL) is None


@pytest.mark.parametrize(
    "html",
    [
        b"",
        "",
        b"\x00\x01\x02\x03",
        b"%PDF-1.7",
        b"\x89PNG\r\n",
        b"\xff\xfe\x00\x00",
        "<",
        "<html>",
        "<!--",
        "\ud800",
        "<div>" * 100_000,
        "<a " * 100_000,
        "&" * 200_000,
        "<title>" * 20_000,
        "<p a='" + "x" * 3_000_000 + "'>text",
        "<h1>" + "a " * 200_000,
        linked("[" * 100_000),
        linked('{"@type": "NewsArticle", "author": ' * 2000),
        linked(
            '{"@type":"Article","headline":["x"],"author":[[[1]]],"datePublished":{"a":1},"image":[{"url":5}]}'
        ),
        '<meta name="" content="x"><meta property="og:image" content="http://[">',
        b"<html>\x00<h1>A\x00B</h1>",
        '<html><base href="http://[bad"><a rel=next href="http://[x">',
    ],
    ids=lambda html: repr(html[:16]),
)
def test_no_page_raises_or_takes_long(html: str | bytes) -> None:
    started = time.process_time()
    draft = extract_draft(html, url="https://x.example/a")
    assert isinstance(draft, Draft)
    refusal_reason(draft, html)
    next_page(html, "https://x.example/a")
    assert time.process_time() - started < 10


def test_nul_bytes_leave_the_text_readable() -> None:
    draft = extract_draft(page().replace("harbour", "har\x00bour"), url=URL)
    assert value(draft, "headline") == HEADLINE


def test_real_pages_are_hardly_ever_refused(corpora) -> None:  # type: ignore[no-untyped-def]
    import gzip
    import json

    folder = corpora / "articles" / "publishers"
    lines = (folder / "gold.jsonl").read_text("utf-8").splitlines()[::5]
    refused = []
    for line in map(json.loads, lines):
        html = gzip.decompress((folder / line["html"]).read_bytes())
        draft = extract_draft(html, url=line["url"])
        refused += [(draft.refusal, line["url"])] if draft.refusal else []
    assert refused == []
