"""The article's node is found among all that a page prints."""

import json

import pytest

from crawler.extraction.metadata.jsonld import as_text, linked_data, names_of, node_types
from crawler.extraction.page.page import read_page
from tests.extraction.pages import HEADLINE, URL, linked, page


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


INES, TOM = {"@type": "Person", "name": "Ines Halvorsen"}, {"@type": "Person", "name": "Tom Achebe"}


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "givenName": "Ines", "familyName": "Halvorsen"}, ["Ines Halvorsen"]),
        ({**INES, "name": "Ines", "givenName": "Ines", "familyName": "Halvorsen"}, ["Ines Halvorsen"]),
        (
            {"@type": "Person", "name": None, "givenName": ["Tom", "K."], "familyName": "Achebe"},
            ["Tom K. Achebe"],
        ),
        ([[INES], [[TOM]]], ["Ines Halvorsen", "Tom Achebe"]),
        ({"@list": [INES, {"@id": "#tom"}]}, ["Ines Halvorsen", "Tom Achebe"]),
        ({"@set": ["Ines Halvorsen", "Tom Achebe"]}, ["Ines Halvorsen", "Tom Achebe"]),
        ({"@type": "Person", "name": ["Ines Halvorsen", "Tom Achebe"]}, ["Ines Halvorsen", "Tom Achebe"]),
        (
            {
                "name": [
                    {"@language": "en", "@value": "Ines Halvorsen"},
                    {"@language": "uk", "@value": "Інес"},
                ]
            },
            ["Ines Halvorsen"],
        ),
        ({"@type": "Role", "author": [INES, TOM]}, ["Ines Halvorsen", "Tom Achebe"]),
        (
            {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": INES}]},
            ["Ines Halvorsen"],
        ),
        (["#tom", {"@id": "#ines"}], ["Tom Achebe", "Ines Halvorsen"]),
    ],
)
def test_people_are_found_in_every_nesting(author: object, names: list[str]) -> None:
    stub, known = {"@type": "Person", "@id": "#tom"}, {**TOM, "@id": "#tom"}
    untyped = {"@id": "#ines", "name": "Ines Halvorsen"}
    data = found({"@graph": [{**ARTICLE, "author": author}, stub, known, untyped]})
    people = data.people(data.article, "author")  # type: ignore[attr-defined]
    assert [name for one in people for name in names_of(one)] == names


def test_a_page_of_references_to_itself_is_read_in_bounded_time() -> None:
    circle = {"@type": "Person", "@id": "#a", "author": [{"@id": "#a"}] * 300}
    data = found({"@graph": [{**ARTICLE, "author": {"@id": "#a"}}, circle]})
    assert len(data.people(data.article, "author")) <= 100  # type: ignore[attr-defined]
