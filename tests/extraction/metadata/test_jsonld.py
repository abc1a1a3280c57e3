"""The article's node is found among all that a page prints."""

import json

import pytest

from crawler.extraction.metadata.jsonld import as_text, linked_data, load_json_values, node_types
from crawler.extraction.page.page import read_page
from tests.extraction.pages import HEADLINE, URL, linked, page
from tests.growth import check_linear


def found(*values: object, title: str = "") -> object:
    html = page("".join(linked(json.dumps(value)) for value in values))
    return linked_data(read_page(html, url=URL), title=title)


def headline(*values: object, title: str = "") -> str | None:
    data = found(*values, title=title)
    return data.text(data.article, "headline")  # type: ignore[attr-defined]


ARTICLE = {"@type": "NewsArticle", "headline": HEADLINE, "url": URL}
OTHER = {"@type": "NewsArticle", "headline": "Bridge opened", "url": "https://www.larne-courier.example/a/1"}


def test_it_stands_in_graphs_arrays_and_below_other_nodes() -> None:
    assert headline({"@graph": [{"@type": "WebSite", "name": "x"}, ARTICLE]}) == HEADLINE
    assert headline([[ARTICLE]]) == HEADLINE
    assert (
        headline({"@type": "WebPage", "mainEntity": {"@type": "ItemPage", "mainEntity": ARTICLE}}) == HEADLINE
    )
    assert headline({"@type": "Organization"}, ARTICLE) == HEADLINE


def test_among_several_the_address_decides_and_then_the_title() -> None:
    assert headline(OTHER, ARTICLE) == HEADLINE
    untied = [{**OTHER, "url": None}, {**ARTICLE, "url": None}]
    assert headline(*untied, title=HEADLINE) == HEADLINE


def test_lists_of_other_articles_hold_none_of_its_own() -> None:
    assert headline({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]}) is None


def test_types_come_as_lists_and_addresses() -> None:
    assert node_types({"@type": ["http://schema.org/NewsArticle", "schema:Article"]}) >= {"NewsArticle"}
    assert headline({**ARTICLE, "@type": ["Thing", "https://schema.org/OpinionNewsArticle"]}) == HEADLINE


def test_references_are_followed() -> None:
    person = {"@type": "Person", "@id": "#ines", "name": "Ines Halvorsen"}
    data = found({"@graph": [{**ARTICLE, "author": {"@id": "#ines"}}, person]})
    assert data.texts(data.article, "author") == ["Ines Halvorsen"]  # type: ignore[attr-defined]


def test_texts_are_unescaped_and_templates_dropped() -> None:
    assert as_text("Fish &amp; <em>chips</em>") == "Fish & chips"
    assert as_text({"@type": "Person", "name": ["Ana"]}) == "Ana"
    assert as_text("{{author.name}}") == as_text(None) == as_text(True) == as_text("null") == ""


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
