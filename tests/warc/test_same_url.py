"""Spellings of one address find the same record, and those of two do not."""

from __future__ import annotations

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from crawler.warc.same_url import address_key, match_form


@pytest.mark.parametrize(
    ("recorded", "asked"),
    [
        ("http://example.org/a b", "http://example.org/a%20b"),
        ("http://EXAMPLE.org:80/x", "http://example.org/x"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org?q=1", "http://example.org/?q=1"),
        ("http://example.org/a/../b", "http://example.org/b"),
        ("http://example.org/año?q=ñ", "http://example.org/a%C3%B1o?q=%c3%b1"),
        ("http://münchen.example/", "http://xn--mnchen-3ya.example/"),
        ("http://example.org/x#part", "http://example.org/x"),
        ("http://example.org/%7euser", "http://example.org/~user"),
        ("http://example.org/a|b?c='d'", "http://example.org/a%7Cb?c=%27d%27"),
    ],
)
def test_spellings_of_one_address_are_equal(recorded: str, asked: str) -> None:
    assert match_form(recorded) == match_form(asked)
    assert address_key(recorded) == address_key(asked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org/a", "https://example.org/a"),
        ("http://example.org/a", "http://www.example.org/a"),
        ("http://example.org/a", "http://example.org/A"),
        ("http://example.org/a", "http://example.org/a/"),
        ("http://example.org/a/b", "http://example.org/a%2Fb"),
        ("http://example.org/?a=1&b=2", "http://example.org/?b=2&a=1"),
        ("http://example.org/?a=b%26c", "http://example.org/?a=b&c"),
        ("http://example.org/?a=1%2B1", "http://example.org/?a=1+1"),
        ("http://example.org:8080/a", "http://example.org/a"),
    ],
)
def test_what_a_server_may_tell_apart_stays_apart(one: str, other: str) -> None:
    assert match_form(one) != match_form(other)


def test_a_method_of_its_own_has_a_key_of_its_own() -> None:
    assert address_key("http://example.org/a", "POST") != address_key("http://example.org/a")
    assert address_key("http://example.org/a", "get") == address_key("http://example.org/a")


_PRINTED = st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cc"])


@given(st.text(_PRINTED, max_size=30))
def test_what_scrapy_and_browsers_make_of_an_address_finds_it(tail: str) -> None:
    url = f"http://example.org/{tail}"
    assert match_form(Request(url).url) == match_form(url) == match_form(match_form(url))
    assert match_form(ada_url.URL(url).href) == match_form(url)


@given(st.text(max_size=40))
def test_no_address_raises(text: str) -> None:
    address_key(text)
