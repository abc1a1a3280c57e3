"""The text around the headline in lines, after it and before it, which several fields read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from crawler.extraction.page.dom import Element, Nodes
from crawler.extraction.page.text import BLOCKS, UNSEEN, pieces_between, squeeze_space

#: Elements that stand beside the article.
ASIDE = frozenset({"aside", "nav", "footer"})
#: Characters of text after the headline that are read, and before it.
AFTER = 800
BEFORE = 250
#: Nodes before the headline that are looked through for the text before it.
_BACK = 250
#: Nodes of an element that are read in lines, and blocks that are looked for.
_MOST_NODES, _MOST_BLOCKS = 2_000, 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of visible text: the element that it starts in, and the texts of its inline elements in order.

    `distance` counts the characters of text between the line and the headline. `text` joins the parts
    with spaces, since style sheets may keep them apart.
    """

    start: Element
    parts: list[str]
    distance: int
    text: str


@dataclass(frozen=True, slots=True)
class Nearby:
    """The lines around a headline, the nearest first; none where there is no headline."""

    heading: Element | None = None
    after: list[Line] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)


def read_nearby(heading: Element | None) -> Nearby:
    """Return the lines of text after and before a headline."""
    if heading is None:
        return Nearby()
    after = list(_read(heading.nodes, heading.end, len(heading.nodes), characters=AFTER))
    return Nearby(heading=heading, after=after, before=_lines_before(heading))


def text_lines(top: Element) -> Iterator[Line]:
    """Yield the lines of visible text in a subtree's first nodes; a line ends where a block does."""
    return _read(top.nodes, top.index, min(top.end, top.index + _MOST_NODES))


def _lines_before(heading: Element) -> list[Line]:
    found: list[Line] = []
    used = 0
    for line in reversed(list(_read(heading.nodes, max(1, heading.index - _BACK), heading.index))):
        found.append(Line(line.start, line.parts, used, line.text))
        used += len(line.text)
        if used > BEFORE:
            break
    return found


def _read(nodes: Nodes, at: int, end: int, *, characters: int | None = None) -> Iterator[Line]:
    """Yield the lines between two places of a page, until `characters` are passed."""
    used = 0
    parts: list[str] = []
    start: Element | None = None
    for holder, text in _texts(nodes, at, end):
        if text:
            start = start if parts else holder
            parts.append(text)
        elif parts and start is not None:
            yield Line(start, parts, used, whole := " ".join(parts))
            used += len(whole)
            parts = []
            if characters is not None and used > characters:
                return
    if parts and start is not None:
        yield Line(start, parts, used, " ".join(parts))


def _texts(nodes: Nodes, at: int, end: int) -> Iterator[tuple[Element, str]]:
    """Yield the visible texts between two places with the elements around them; "" at borders of blocks."""
    around = _around(nodes, at)
    unseen = next((element for element in around if element.tag in UNSEEN), None)
    at = unseen.end if unseen is not None else at
    for holder, text in pieces_between(nodes, at, end, around=around):
        if not text:
            yield holder, text
        elif not text.isspace():
            yield holder, squeeze_space(text)


def blocks_of(top: Element, says: Callable[[str], object]) -> Iterator[Element]:
    """Yield the blocks in `top` with a visible text of their own for which `says` is true, the first ones."""
    nodes, at, last, left = top.nodes, top.index, -1, _MOST_BLOCKS
    while at < top.end and left:
        node = nodes[at]
        at += 1
        if isinstance(node, Element):
            at = node.end if node.tag in UNSEEN else at
        elif says(node) and (block := _block_of(nodes, at - 1)) is not None and block.index != last:
            last, left = block.index, left - 1
            yield block


def _block_of(nodes: Nodes, at: int) -> Element | None:
    return next((element for element in reversed(_around(nodes, at)) if element.tag in BLOCKS), None)


def _around(nodes: Nodes, at: int) -> list[Element]:
    """Return the elements that are open where `nodes[at]` begins, the outermost first."""
    before = at - 1
    while before >= 0 and isinstance(nodes[before], str):
        before -= 1
    element = nodes[before] if before >= 0 else None
    chain: list[Element] = []
    while isinstance(element, Element):
        if element.end > at:
            chain.append(element)
        element = element.parent
    return chain[::-1]


def is_aside(element: Element | None) -> bool:
    """Tell whether an element stands in an aside, a menu or a footer."""
    return element is not None and (element.tag in ASIDE or any(True for _ in element.above(*ASIDE)))
