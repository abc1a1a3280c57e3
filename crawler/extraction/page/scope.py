"""The article's own part of a page, in which its pictures and players stand."""

from __future__ import annotations

from crawler.extraction.page.dom import Element

_WHOLE = frozenset({"body", "html"})


def article_part(inside: list[Element], *, heading: Element | None) -> Element | None:
    """Return the element that holds the article: around the body's containers or paragraphs (`inside`).

    It is the nearest `article` above them, else the nearest element that holds the headline too, else
    their common ancestor; None where nothing of the body stands in the tree.
    """
    common = _common(inside)
    if common is None:
        return None
    around = next((e for e in (common, *common.above()) if e.tag == "article"), None)
    if around is None and heading is not None:
        around = _common([common, heading])
    return around if around is not None and around.tag not in _WHOLE else common


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
