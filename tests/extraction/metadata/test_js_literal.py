"""Literals of JavaScript are read as values; nothing else is."""

import pytest

from crawler.extraction.metadata.js_literal import read_js_value
from tests.growth import check_linear


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: 1, 'b': [1, , 2,], \"c\": -.5e3,}", {"a": 1, "b": [1, None, 2], "c": -500.0}),
        ("[!0, !1, void 0, null, undefined, NaN, true]", [True, False, None, None, None, None, True]),
        (
            r"['it\'s', `two\nlines`, \"<p\", '\x41\u{1f600}', '\ud83d\ude00']".replace('\\"', '"'),
            ["it's", "two\nlines", "<p", "A😀", "😀"],
        ),
        ("/* first */ [/* in */ 1]", [1]),
        ('JSON.parse("{\\"a\\": [1]}")', {"a": [1]}),
        ("JSON.parse(decodeURIComponent('%7B%22a%22%3A1%7D'))", {"a": 1}),
        (
            "{at: new Date('2024-04-18'), frozen: Object.freeze({b: 2})}",
            {"at": "2024-04-18", "frozen": {"b": 2}},
        ),
        ("(function(a, b) {return {t: a, u: [b, b]}}('x', 2));", {"t": "x", "u": [2, 2]}),
        ("(function(a){s.x=1;return {t:a}})('x')", {"t": "x"}),
    ],
)
def test_values(text: str, value: object) -> None:
    assert read_js_value(text)[0] == value


def test_the_place_behind_the_value_is_told() -> None:
    text = "x = {a: 1}; y = 2"
    assert read_js_value(text, 4) == ({"a": 1}, 10)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1", "{a", "{a: b}", "{a: 1 + 2}", '"cut', "{f: function() {}}", "{m() {}}", "[" * 1000,
     "(function(a){return {b: c}}(1))", "(function(a){return {b: a}})"],
)  # fmt: skip
def test_what_is_no_literal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"literal|deep|called"):
        read_js_value(text)


def tried(text: str) -> None:
    try:
        read_js_value(text)
    except ValueError:
        return


@pytest.mark.parametrize(
    ("head", "unit"),
    [("[", "1,"), ("{", "a:1,"), ('"', "\\"), ("'", "x"), ("", "/**/"), ("", "a."), ("[", ",")],
)
def test_hostile_text_takes_linear_time(head: str, unit: str) -> None:
    check_linear(tried, lambda size: head + unit * (size // len(unit)), most=300_000)
