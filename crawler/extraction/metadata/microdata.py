"""Microdata: `itemprop` values of the article's own scope."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import squeeze_space, visible_text

#: Scopes whose properties belong to another thing than the article.
_FOREIGN = (
    "comment",
    "product",
    "listitem",
    "organization",
    "imageobject",
    "videoobject",
    "person",
    "website",
    "event",
)


def property_elements(page: HtmlPage, name: str) -> Iterator[Element]:
    """Yield the elements that carry a property and stand in no foreign scope (a comment, a product)."""
    for element in page.properties.get(name, ()):
        if not any(kind in scope_type(element) for kind in _FOREIGN):
            yield element


def scope_type(element: Element) -> str:
    """Return the type of the nearest enclosing `itemscope` in lower case, "" where there is none."""
    for parent in element.above():
        if parent.get("itemscope") is not None:
            return (parent.get("itemtype") or "").rsplit("/", 1)[-1].lower()
    return ""


def property_value(element: Element) -> str:
    """Return an element's property value as HTML defines it: an attribute by its tag, else its text."""
    for key in ("content", "datetime"):
        if stated := element.get(key):
            return squeeze_space(stated)
    if element.tag in ("img", "audio", "embed", "iframe", "source", "video"):
        return element.get("src") or ""
    if element.tag in ("a", "link", "area"):
        return visible_text(element) or element.get("href") or ""
    return visible_text(element)


def property_values(page: HtmlPage, *names: str) -> Iterator[str]:
    """Yield the non-empty values of the properties, name by name."""
    for name in names:
        yield from filter(None, map(property_value, property_elements(page, name)))
