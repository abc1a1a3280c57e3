"""One entry into one link, apart from the feed around it."""

from __future__ import annotations

from lxml import etree

from crawler.discovery.feed_entries import base_address, read_entry
from crawler.records import Link


def test_entry_without_the_feed_around_it() -> None:
    entry = etree.fromstring("<item><title>Harbour</title><link>a</link><pubDate>D</pubDate></item>")
    link = read_entry(entry, base="https://x.example/news/", core=None)
    assert link == Link(url="https://x.example/news/a", title="Harbour", date="D")


def test_entry_of_the_channel_definition_format() -> None:
    entry = etree.fromstring("<ITEM HREF='/item/1'><TITLE>Harbour</TITLE></ITEM>")
    assert read_entry(entry, base="https://x.example/", core=None) == Link(
        url="https://x.example/item/1", title="Harbour"
    )


def test_bases_add_up_from_the_outside() -> None:
    root = etree.fromstring("<a xml:base='/one/'><b xml:base='two/'><c xml:base='javascript:x'/></b></a>")
    assert base_address(root[0][0], "https://x.example/feed") == "https://x.example/one/two/"
