"""The article's own part of a page, in which its pictures and players stand."""

from __future__ import annotations

from crawler.extraction.page import Page
from crawler.extraction.text import letters, text_of
from crawler.extraction.tree import Element

_WHOLE = frozenset({"body", "html"})


def article_part(
    page: Page, containers: list[Element], *, body: str, heading: Element | None
) -> Element | None:
    """Return the element that holds the article: around the selected containers or the body's paragraphs.

    It is the nearest `article` above them, else the nearest element that holds the headline too, else
    their common ancestor; None where no paragraph of the body can be found in the tree.
    """
    inside = containers or _paragraphs_of(page, body)
    common = _common(inside)
    if common is None:
        return None
    around = next((e for e in (common, *common.above()) if e.tag == "article"), None)
    if around is None and heading is not None:
        around = _common([common, heading])
    return around if around is not None and around.tag not in _WHOLE else common


def _paragraphs_of(page: Page, body: str) -> list[Element]:
    known = {letters(text) for text in body.split("\n\n") if len(text) > 40}
    return [p for p in page.all("p") if letters(text_of(p)) in known] if known else []


def _common(elements: list[Element]) -> Element | None:
    """Return the nearest element that holds all of `elements`."""
    if not elements:
        return None
    path = _path(elements[0])
    for element in elements[1:]:
        other = _path(element)
        path = [a for a, b in zip(path, other, strict=False) if a is b]
    return path[-1] if path else None


def _path(element: Element) -> list[Element]:
    return [element, *element.above()][::-1]
