"""Broken JSON is mended where its meaning is sure and left out where it is not."""

import time

import pytest

from crawler.extraction.metadata.jsonmend import load_all


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('<!--\n{"a": 1}\n-->', [{"a": 1}]),
        ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
        ('/*<![CDATA[*/ {"a": 1} /*]]>*/', [{"a": 1}]),
        ('{"a": [1, 2,], "b": {"c": 3,},}', [{"a": [1, 2], "b": {"c": 3}}]),
        ('{"a": "one\ntwo\tthree"}', [{"a": "one\ntwo\tthree"}]),
        ('{"a": "He said "no", and left", "b": 1}', [{"a": 'He said "no", and left', "b": 1}]),
        ('{"a": "Rock \\\'n\\\' roll", "p": "C:\\dir"}', [{"a": "Rock 'n' roll", "p": "C:\\dir"}]),
        ("{&quot;a&quot;: &quot;x&quot;}", [{"a": "x"}]),
        ('{"a": 1}\n{"b": 2};', [{"a": 1}, {"b": 2}]),
        ('{"a": NaN}', [{"a": None}]),
        ('{"a": "cut', []),
        ("var x = 1;", []),
        ("", []),
    ],
)
def test_what_a_script_holds(text: str, values: list[object]) -> None:
    assert load_all(text) == values


@pytest.mark.parametrize(
    "text", ['"' * 10**6, "[" * 10**6, ";" * 10**6, '{"a":' + "," * 10**6, '{"a' + '" ' * 10**5, "\\" * 10**6]
)
def test_hostile_text_takes_bounded_time(text: str) -> None:
    started = time.process_time()
    load_all(text)
    assert time.process_time() - started < 1
