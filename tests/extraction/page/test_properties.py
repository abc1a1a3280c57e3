"""Properties of schema.org are told in microdata and RDFa, and those of other vocabularies are not."""

import pytest

from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import read_page
from crawler.extraction.page.properties import has_property, property_names, scope_type
from tests.extraction.pages import URL


def span(attributes: str, around: str = "%s", html: str = "") -> Element:
    markup = f"<html {html}><body>{around % f'<span {attributes}>x</span>'}</body></html>"
    return read_page(markup, url=URL).all("span")[-1]


@pytest.mark.parametrize(
    ("attributes", "around", "html"),
    [
        ("itemprop='name author'", "%s", ""),
        ("itemprop='https://schema.org/author'", "%s", ""),
        ("property='schema:author'", "%s", ""),
        ("property='http://schema.org/author'", "%s", ""),
        ("property='s:author'", "%s", "prefix='og: https://ogp.me/ns# s: https://schema.org/'"),
        ("property='author'", "<div vocab='https://schema.org/'>%s</div>", ""),
        ("property='author'", "<div typeof='NewsArticle'>%s</div>", ""),
        ("property='author' typeof='Person'", "%s", ""),
        ("property='dc:creator'", "%s", ""),
    ],
)
def test_ways_to_carry_a_property(attributes: str, around: str, html: str) -> None:
    element = span(attributes, around, html)
    assert "author" in property_names(element)
    assert has_property(element, "author")


@pytest.mark.parametrize(
    ("attributes", "around"),
    [
        ("property='author'", "%s"),
        ("property='article:author'", "%s"),
        ("property='s:author'", "%s"),
        ("property='author'", "<div vocab='http://xmlns.com/foaf/0.1/' typeof='Person'>%s</div>"),
        ("itemprop='name'", "%s"),
        ("", "%s"),
    ],
)
def test_what_is_no_property_of_schema_org(attributes: str, around: str) -> None:
    assert not has_property(span(attributes, around), "author")


@pytest.mark.parametrize(
    ("around", "kind"),
    [
        ("<div itemscope itemtype='https://schema.org/Comment'>%s</div>", "comment"),
        ("<div typeof='schema:Comment'><p>%s</p></div>", "schema:comment"),
        ("<div itemscope>%s</div>", ""),
        ("%s", ""),
    ],
)
def test_the_type_around(around: str, kind: str) -> None:
    assert scope_type(span("", around)) == kind


def test_the_index_of_a_page_has_both_kinds() -> None:
    read = read_page("<p itemprop='author'>a</p><p property='schema:author dc:date'>b</p>", url=URL)
    assert [e.text for e in read.properties["author"]] == ["a", "b"]
    assert [e.text for e in read.properties["dateCreated"]] == ["b"]
