"""What stands around the headline: the page's text in order, after it and before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from crawler.extraction.text import BLOCKS, UNSEEN, squeeze

#: Elements that stand beside the article.
ASIDE = frozenset({"aside", "nav", "footer"})


def following(element: Any) -> Iterator[Any]:
    """Yield the elements after `element` (none below it) in document order, subtree by subtree."""
    while element is not None:
        sibling = element.getnext()
        while sibling is not None:
            yield sibling
            sibling = sibling.getnext()
        element = element.getparent()


def lines_after(element: Any, *, characters: int) -> list[tuple[Any, str]]:
    """Return the lines of text after `element`, each with the element it starts in, up to `characters`.

    A line ends where a block ends. Inline elements meet with a space: bylines and dates often stand in
    spans that only the style sheet keeps apart.
    """
    found: list[tuple[Any, str]] = []
    used = 0
    for subtree in following(element):
        for start, text in lines(subtree):
            found.append((start, text))
            used += len(text)
            if used > characters:
                return found
    return found


def lines(top: Any, *, tail: bool = True) -> Iterator[tuple[Any, str]]:
    """Yield the lines of visible text in a subtree (with its `tail`), each with the element it starts in."""
    parts: list[str] = []
    start: Any = None
    walk = etree.iterwalk(top, events=("start", "end"))
    for event, sub in walk:
        if event == "start" and sub.tag in UNSEEN:
            walk.skip_subtree()
            continue
        if sub.tag in BLOCKS and parts:
            yield start, squeeze(" ".join(parts))
            parts, start = [], None
        if event == "end" and sub is top and not tail:
            break
        text, holder = (sub.text, sub) if event == "start" else (sub.tail, sub.getparent())
        if text and not text.isspace():
            start = holder if start is None else start
            parts.append(text)
    if parts:
        yield start, squeeze(" ".join(parts))


def is_aside(element: Any) -> bool:
    """Tell whether an element stands in an aside, a menu or a footer."""
    return element is not None and any(parent.tag in ASIDE for parent in (element, *element.iterancestors()))
