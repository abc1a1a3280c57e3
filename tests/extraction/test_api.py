"""`extract`: one page in, one article out, whatever the page is, without Scrapy or a database."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from crawler.extraction import REASONS, extract, read_page
from crawler.items import Article, Context
from crawler.outlet import OutletSpider
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, linked, page

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


def test_it_loads_neither_scrapy_nor_a_database() -> None:
    program = "import sys, crawler.extraction; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert "crawler" in loaded
    assert not loaded & {"scrapy", "twisted", "sqlalchemy", "alembic", "sqlite3"}
