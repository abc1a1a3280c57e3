"""What stands around the headline: the page's text in order, after it and before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from crawler.extraction.text import pieces, squeeze
from crawler.extraction.tree import Element

#: Elements that stand beside the article.
ASIDE = frozenset({"aside", "nav", "footer"})


def following(element: Element) -> Iterator[Element]:
    """Yield the elements after `element` (none below it) in document order, subtree by subtree."""
    nodes, at = element.nodes, element.end
    while at < len(nodes):
        node = nodes[at]
        if isinstance(node, str):
            at += 1
        else:
            yield node
            at = node.end


def preceding(element: Element) -> Iterator[Element]:
    """Yield the elements before `element` (none around it) in reverse order, subtree by subtree."""
    around: Element | None = element
    while around is not None:
        before = around.previous
        while before is not None:
            yield before
            before = before.previous
        around = around.parent


@dataclass(frozen=True, slots=True)
class Line:
    """A line of visible text: the element it starts in and the texts of its inline elements in order."""

    start: Element
    parts: list[str]

    @property
    def text(self) -> str:
        """The line as one text; a space stands between its parts, which the style sheet may keep apart."""
        return " ".join(self.parts)


def lines_after(element: Element, *, characters: int) -> list[Line]:
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


def lines_before(element: Element, *, characters: int) -> list[Line]:
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


def lines(top: Element, *, tail: bool = True) -> Iterator[Line]:
    """Yield the lines of visible text in a subtree (with its `tail`); a line ends where a block does."""
    parts: list[str] = []
    start: Element | None = None
    behind = [(top.parent, top.tail)] if tail and top.parent is not None else []
    for holder, text in chain(pieces(top), behind):
        if not text and parts and start is not None:
            yield Line(start, parts)
            parts, start = [], None
        elif text and not text.isspace():
            start = holder if start is None else start
            parts.append(squeeze(text))
    if parts and start is not None:
        yield Line(start, parts)


def is_aside(element: Element | None) -> bool:
    """Tell whether an element stands in an aside, a menu or a footer."""
    return element is not None and (element.tag in ASIDE or any(True for _ in element.above(*ASIDE)))
