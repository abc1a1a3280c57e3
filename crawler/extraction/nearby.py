"""What stands around the headline: the page's text in order, after it and before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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


def preceding(element: Any) -> Iterator[Any]:
    """Yield the elements before `element` (none around it) in reverse order, subtree by subtree."""
    while element is not None:
        yield from element.itersiblings(preceding=True)
        element = element.getparent()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of visible text: the element it starts in and the texts of its inline elements in order."""

    start: Any
    parts: list[str]

    @property
    def text(self) -> str:
        """The line as one text; a space stands between its parts, which the style sheet may keep apart."""
        return " ".join(self.parts)


def lines_after(element: Any, *, characters: int) -> list[Line]:
    """Return the lines of text after `element` up to about `characters`."""
    found: list[Line] = []
    used = 0
    for subtree in following(element):
        for line in lines(subtree):
            found.append(line)
            used += len(line.text)
            if used > characters:
                return found
    return found


def lines_before(element: Any, *, characters: int) -> list[Line]:
    """Return the lines of text before `element` up to about `characters`, the nearest first."""
    found: list[Line] = []
    used = 0
    for subtree in preceding(element):
        for line in reversed(list(lines(subtree))):
            found.append(line)
            used += len(line.text)
            if used > characters:
                return found
    return found


def lines(top: Any, *, tail: bool = True) -> Iterator[Line]:
    """Yield the lines of visible text in a subtree (with its `tail`); a line ends where a block does."""
    parts: list[str] = []
    start: Any = None
    walk = etree.iterwalk(top, events=("start", "end"))
    for event, sub in walk:
        if event == "start" and sub.tag in UNSEEN:
            walk.skip_subtree()
            continue
        if sub.tag in BLOCKS and parts:
            yield Line(start, parts)
            parts, start = [], None
        if event == "end" and sub is top and not tail:
            break
        text, holder = (sub.text, sub) if event == "start" else (sub.tail, sub.getparent())
        if text and not text.isspace():
            start = holder if start is None else start
            parts.append(squeeze(text))
    if parts:
        yield Line(start, parts)


def is_aside(element: Any) -> bool:
    """Tell whether an element stands in an aside, a menu or a footer."""
    return element is not None and any(parent.tag in ASIDE for parent in (element, *element.iterancestors()))
