"""JSON is read from scripts as pages print it."""

import pytest

from crawler.extraction.metadata.json_text import load_json_values
from tests.growth import check_linear


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
    assert load_json_values(text) == values


@pytest.mark.parametrize(
    ("head", "unit"), [("", '"'), ("", "["), ("", ";"), ('{"a":', ","), ('{"a', '" '), ("", "\\")]
)
def test_hostile_text_takes_linear_time(head: str, unit: str) -> None:
    check_linear(load_json_values, lambda size: head + unit * (size // len(unit)))
