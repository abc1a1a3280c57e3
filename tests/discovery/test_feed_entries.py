"""One entry into one link, apart from the feed around it."""

from __future__ import annotations

import pytest
from lxml import etree

from crawler.discovery.feed_entries import base_address, load_json_feed, read_entry, read_items, text_at
from crawler.records import Link
from tests.growth import check_linear


def test_entry_without_the_feed_around_it() -> None:
    entry = etree.fromstring("<item><title>Harbour</title><link>a</link><pubDate>D</pubDate></item>")
    link = read_entry(entry, base="https://x.example/news/", core=None)
    assert link == Link(url="https://x.example/news/a", title="Harbour", date="D")


def test_entry_of_the_channel_definition_format() -> None:
    entry = etree.fromstring("<ITEM HREF='/item/1'><TITLE>Harbour</TITLE></ITEM>")
    assert read_entry(entry, base="https://x.example/", core=None) == Link(
        url="https://x.example/item/1", title="Harbour"
    )


@pytest.mark.parametrize(
    ("link", "site"),
    [
        ("https://x.example/", None),
        ("https://x.example", None),
        ("https://x.example/news/", "https://x.example/news/"),
    ],
)
def test_an_address_of_all_pages_is_none_of_an_entry(link: str, site: str | None) -> None:
    entry = etree.fromstring(
        f"<item><link>{link}</link><guid isPermaLink='true'>https://x.example/news/12-harbour</guid></item>"
    )
    found = read_entry(entry, base="https://x.example/", core=None, site=site)
    assert found is not None
    assert found.url == "https://x.example/news/12-harbour"


def test_a_front_page_is_taken_where_an_entry_has_nothing_else() -> None:
    entry = etree.fromstring("<item><link>https://x.example/</link><guid isPermaLink='false'>7</guid></item>")
    assert read_entry(entry, base="https://x.example/", core=None) == Link(url="https://x.example/")


def test_bases_add_up_from_the_outside() -> None:
    root = etree.fromstring("<a xml:base='/one/'><b xml:base='two/'><c xml:base='javascript:x'/></b></a>")
    assert base_address(root[0][0], "https://x.example/feed") == "https://x.example/one/two/"


@pytest.mark.parametrize(
    "text", ["[]", "3", "null", '{"items": {}}', '{"items":', "9" * 10_000, "[" * 200_000]
)
def test_what_is_no_json_feed(text: str) -> None:
    assert load_json_feed(text) is None


def test_lone_surrogates_become_replacement_characters() -> None:
    data = load_json_feed('{"items": [{"url": "https://x.example/a", "title": "\\ud800 \\n x"}]}')
    assert data is not None
    assert list(read_items(data, url="https://x.example/")) == [
        Link(url="https://x.example/a", title="\ufffd x")
    ]


def test_values_that_are_no_text_are_passed_over() -> None:
    assert text_at({"a": 3, "b": " ", "c": "x\ny"}, "a", "b", "c") == "x y"
    assert text_at({}, "a") is None


def test_an_entry_of_very_many_attributes_costs_no_more_than_they_do() -> None:
    def entry(size: int) -> etree._Element:
        attributes = " ".join(f'a{at}="b"' for at in range(size))
        return etree.fromstring(f"<item {attributes}><guid {attributes}>x</guid></item>")

    check_linear(lambda item: read_entry(item, base="http://a.example/", core=None), entry, most=20_000)
