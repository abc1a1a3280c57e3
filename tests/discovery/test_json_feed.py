"""JSON Feed apart from the rest: what counts as one, and what its items give."""

from __future__ import annotations

import pytest

from crawler.discovery.json_feed import load_json_feed, read_items, text_at
from crawler.records import Link


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
