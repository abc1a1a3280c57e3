"""Addresses and titles as sources print them."""

from __future__ import annotations

import pytest

from crawler.discovery.links import absolute_url, drop_fragment, join_links, plain_line
from crawler.records import Link
from tests.growth import check_linear

BASE = "https://paper.example/rss/all.xml"


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://paper.example/a?b=1&c=2", "https://paper.example/a?b=1&c=2"),
        ("/a/1", "https://paper.example/a/1"),
        ("a/1", "https://paper.example/rss/a/1"),
        ("../a/1", "https://paper.example/a/1"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("?p=3", "https://paper.example/rss/all.xml?p=3"),
        ("\n\t https://paper.example/a \r\n", "https://paper.example/a"),
        ("https://paper.example/long\n   -slug", "https://paper.example/long-slug"),
        ("https://paper.example/two words", "https://paper.example/two%20words"),
        ("https://paper.example/?a=1&amp;b=2", "https://paper.example/?a=1&b=2"),
        ("https://paper.example/?a=1&copy=2", "https://paper.example/?a=1&copy=2"),
        ("www.paper.example/a", "https://www.paper.example/a"),
        ("HTTP://paper.example/a", "http://paper.example/a"),
        (
            "https://news.example/url?url=https://x.example/a",
            "https://news.example/url?url=https://x.example/a",
        ),
        ("https://paper.example/日本/ñ", "https://paper.example/日本/ñ"),
    ],
)
def test_address_becomes_absolute(address: str, url: str) -> None:
    assert absolute_url(address, BASE) == url


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "  ",
        "#top",
        "javascript:alert(1)",
        "mailto:a@b.example",
        "tel:+1",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://x.example/a",
        "http://",
        "http://[::1",
        "urn:uuid:1",
        "tag:x.example,2020:1",
    ],
)
def test_what_names_no_page_is_dropped(address: str | None) -> None:
    assert absolute_url(address, BASE) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("  Two\n\t lines ", "Two lines"),
        ("Fish &amp; chips &#8212; &eacute;t&eacute;", "Fish & chips — été"),
        ("<b>Bold</b> <i class='x'>move</i>", "Bold move"),
        ("One<br/>two", "Onetwo"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("List<String> explained", "List<String> explained"),
        ("&lt;script&gt; explained", "<script> explained"),
        ("\x93Quoted\x94 it\x92s", "“Quoted” it’s"),
        ("", None),
        (None, None),
        ("<img src='x'>", None),
    ],
)
def test_title_becomes_plain(text: str | None, title: str | None) -> None:
    assert plain_line(text) == title


def test_text_that_is_no_markup_keeps_its_angles() -> None:
    assert plain_line("The <b> tag", markup=False) == "The <b> tag"


def test_fragment_goes_unless_it_is_a_route() -> None:
    assert drop_fragment("https://x.example/a#comments") == "https://x.example/a"
    assert drop_fragment("https://x.example/#!/a/1") == "https://x.example/#!/a/1"


def test_the_same_address_is_joined_with_what_each_said() -> None:
    links = [
        Link(url="https://x.example/a"),
        Link(url="https://x.example/b"),
        Link(url="https://x.example/a#c", title="T", date="D"),
    ]
    assert join_links(links) == [
        Link(url="https://x.example/a", title="T", date="D"),
        Link(url="https://x.example/b"),
    ]


@pytest.mark.parametrize("unit", ["<", "<b ", "&", "&a", " \n", "<!--"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    check_linear(plain_line, lambda size: unit * (size // len(unit)))
    check_linear(lambda text: absolute_url(text, BASE), lambda size: unit * (size // len(unit)))
