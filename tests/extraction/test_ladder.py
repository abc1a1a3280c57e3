"""Every field has a path, origins go in order, no page raises; one call makes the article."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from crawler.extraction import REASONS, extract, extract_draft, next_page, read_page, refusal_reason
from crawler.items import Article, Context, Image
from crawler.outlet import OutletSpider
from crawler.records import Draft
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, linked, page
from tests.growth import check_linear


def value(draft: Draft, field: str) -> object:
    return draft.fields[field].value if field in draft.fields else None


def origin(draft: Draft, field: str) -> str | None:
    return draft.fields[field].origin if field in draft.fields else None


def test_without_the_time_of_fetching_no_date_after_today_is_believed() -> None:
    future = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    head = f'<meta property="article:published_time" content="{future}">'
    review = extract(page(head, f"<h1>{HEADLINE}</h1><p>18 April 2024</p>{body()}"), url=URL)
    assert (review.date_published_raw, review.fetched_at) == ("18 April 2024", None)


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
    assert value(draft, "canonical_url") == URL
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
        linked(
            '{"@type":"Article","headline":["x"],"author":[[[1]]],"datePublished":{"a":1},"image":[{"url":5}]}'
        ),
        '<meta name="" content="x"><meta property="og:image" content="http://[">',
        b"<html>\x00<h1>A\x00B</h1>",
        '<html><base href="http://[bad"><a rel=next href="http://[x">',
    ],
    ids=lambda html: repr(html[:16]),
)
def test_no_page_raises(html: str | bytes) -> None:
    read_whole(html)


@pytest.mark.parametrize(
    ("unit", "most", "make"),
    [
        ("<div>", 500_000, str),
        ("<a ", 300_000, str),
        ("&", 200_000, str),
        ("<title>", 140_000, str),
        ("x", 3_000_000, "<p a='{}'>text".format),
        ("a ", 400_000, "<h1>{}".format),
        ("[", 100_000, linked),
        ('{"@type": "NewsArticle", "author": ', 70_000, linked),
    ],
)
def test_a_hostile_page_takes_linear_time(unit: str, most: int, make: Callable[[str], str]) -> None:
    check_linear(read_whole, lambda size: make(unit * (size // len(unit))), most=most)


def read_whole(html: str | bytes) -> None:
    """Ask of a page all that a crawl asks."""
    draft = extract_draft(html, url="https://x.example/a")
    assert isinstance(draft, Draft)
    refusal_reason(draft, html)
    next_page(html, "https://x.example/a")


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


TEXT = "\n\n".join(PARAGRAPHS)
FETCHED = datetime(2024, 5, 1, 12, tzinfo=UTC)
WALL = "<html><head><title>Just a moment...</title></head><body><p>Checking your browser</p></body></html>"


def test_a_page_becomes_an_article_in_one_call() -> None:
    made = extract(page(linked()), url=URL, fetched_at=FETCHED)
    assert (made.headline, made.body) == (HEADLINE, TEXT)
    assert made.authors == ["Ines Halvorsen", "Tom Achebe"]
    assert made.date_published == datetime.fromisoformat("2024-04-18T06:30:00+02:00")
    assert (made.language, made.fetched_at, made.refusal) == ("en", FETCHED, None)
    assert made.provenance["headline"]
    assert (made.outlet, made.url) == ("larne-courier.example", URL)
    assert made.key.endswith("88213")


def test_bytes_text_and_a_parsed_page_give_the_same() -> None:
    html = page(linked())
    expected = extract(html, url=URL)
    assert extract(html.encode(), url=URL) == expected
    assert extract(read_page(html, url=URL), url=URL) == expected


def test_bytes_are_decoded_by_the_header() -> None:
    html = page("", f"<h1>Fähre fährt früher</h1>{body()}", title="Fähre fährt früher")
    html = html.replace('<meta charset="utf-8">', "")
    made = extract(html.encode("cp1252"), url=URL, content_type="text/html; charset=windows-1252")
    assert made.headline == "Fähre fährt früher"


def test_selectors_come_before_all_else() -> None:
    html = page(linked(), f"<h1>{HEADLINE}</h1><p class=kick>The wall</p>{body()}")
    made = extract(html, url=URL, selectors={"headline": [".kick::text"]})
    assert (made.headline, made.provenance["headline"]) == ("The wall", "selector")


def test_hints_tell_what_the_page_does_not() -> None:
    html = page("", f"<h1>{HEADLINE}</h1><p class=date>03/04/2024 10:30</p>{body()}")
    hints = Context(timezone="Europe/Paris", country="FR", languages=("en",), outlet="courier")
    made = extract(html, url="https://courier.example/a/1", fetched_at=FETCHED, hints=hints)
    assert made.date_published == datetime.fromisoformat("2024-04-03T10:30:00+02:00")
    assert (made.outlet, made.key) == ("courier", extract(html, url="https://courier.example/a/1").key)


def test_the_key_is_the_one_that_a_crawl_of_the_address_gives() -> None:
    class Any(OutletSpider):
        name = "larne-courier.example"
        allowed_domains = ("larne-courier.example",)

    made = extract(page(), url=URL + "?utm_source=rss#top")
    assert made.key == extract(page(), url=URL).key == Any.key(URL)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "empty"),
        (b"", "empty"),
        (b"%PDF-1.7 \x00\x01", "not-html"),
        ("{}", "not-html"),
        (b"\xff\xfe\x00\xd8", None),
        ("<html></html>", None),
        (WALL, "bot-wall"),
        ("\ud800<h1>\ud800</h1>", None),
        ("<" * 5000, None),
    ],
    ids=repr,
)
def test_what_is_no_article_says_so_and_never_raises(html: str | bytes, reason: str | None) -> None:
    made = extract(html, url=URL)
    assert made.refusal in REASONS
    assert made.refusal == reason or reason is None
    assert f"refused: {made.refusal}" in made.warnings


@pytest.mark.parametrize(
    "url", ["", "no address", "file:///home/page.html", "http://[::1", "//x/y", "http://"]
)
def test_an_address_that_is_none_costs_only_the_key(url: str) -> None:
    made = extract(page(), url=url)
    assert (made.headline, made.body, made.refusal) == (HEADLINE, TEXT, None)
    assert made.key == ""
    assert any(warning.startswith("url: ") for warning in made.warnings)


def test_what_was_mended_before_is_among_the_warnings() -> None:
    twice = page("", f"<h1>Fähre – now</h1>{body()}<p>Größe, Öl – “so” – Übung, ähnlich, süß</p>" * 3)
    made = extract(twice.encode().decode("cp1252", "replace").encode(), url=URL)
    assert isinstance(made, Article)
    assert made.refusal is None


@pytest.mark.system
def test_it_loads_neither_scrapy_nor_a_database() -> None:
    program = "import sys, crawler.extraction; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert "crawler" in loaded
    assert not loaded & {"scrapy", "twisted", "sqlalchemy", "alembic", "sqlite3"}


#: Reads a page where what crawling needs is not installed: its import fails as it would there.
WITHOUT_CRAWLING = """
import sys

class NotInstalled:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"scrapy", "twisted", "sqlalchemy", "alembic", "psycopg", "itemadapter"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NotInstalled())
from crawler.extraction import extract
print(extract(sys.stdin.read(), url=sys.argv[1], selectors={"description": ["p"]}).headline)
"""


@pytest.mark.system
def test_it_works_where_neither_scrapy_nor_a_database_is_installed() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_CRAWLING, URL], input=page(linked()), capture_output=True, text=True
    )
    assert (ran.stdout.strip(), ran.stderr) == (HEADLINE, "")
