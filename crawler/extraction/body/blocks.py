"""A page as text blocks, and the columns in which all that is measured of them is kept.

A block is what stands between two borders of blocks; one pass reads them in document order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.apart import PRUNED, Apart
from crawler.extraction.page.dom import Element, Nodes
from crawler.extraction.page.text import BLOCKS, is_json

if TYPE_CHECKING:
    from crawler.extraction.body.containers import Containers

Floats = NDArray[np.float64]

#: Tags of blocks; the number of each is its place here plus 1, and 0 any other tag.
TAGS = (
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "li", "td", "th", "blockquote", "figcaption", "section",
    "article", "dd", "dt", "header", "footer", "form", "aside", "main", "body", "pre", "figure", "address",
    "center",
)  # fmt: skip
TAG = {tag: at + 1 for at, tag in enumerate(TAGS)}
#: Blocks read of one page; a page of a thousand comments has about 10,000.
MAX_BLOCKS = 20_000
#: Characters read of one page's text.
MAX_CHARACTERS = 3_000_000
_PICTURES = frozenset({"img", "picture", "iframe", "video", "audio", "object", "figure"})
_STRONG = frozenset({"strong", "b"})
_WHOLE = frozenset({"html", "body"})
#: Characters that are not seen: soft hyphens, zero-width spaces, byte order marks.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
#: Stands among a block's texts for a line break (a character of no meaning, and no white space).
_BREAK = "\ue000"

_PREFORMATTED = re.compile(r"white-space\s{0,9}:\s{0,9}(?:pre|break-spaces)")


@dataclass(slots=True)
class Blocks:
    """The blocks of a page, one entry a block in each list.

    `texts` have single spaces; `lines` holds, by number of the block, the lines of those with line
    breaks. `elements` are the nearest block elements around, `inner` the first inline elements within
    (None where the text begins at once). `starts` is the index of a block's first text in the page's list
    of nodes. `linked` and `strong` count characters inside links and in bold type, `links` counts links,
    `pictures` counts the pictures since the block before.
    """

    texts: list[str] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    inner: list[Element | None] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    strong: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    lines: dict[int, tuple[str, ...]] = field(default_factory=dict)
    #: Numbers of the blocks that stand in comments or other elements that hold nothing of the article.
    foreign: set[int] = field(default_factory=set)
    #: Whether all of the page was read.
    whole: bool = True


class _Reader:
    """The block that is being read, and what has been counted of it so far."""

    def __init__(self, root: Element) -> None:
        self.blocks = Blocks()
        self.parts: list[str] = []
        self.start = self.linked = self.strong = self.links = self.pictures = self.read = 0
        self.inner: Element | None = None
        #: Whether a text of the block stands outside of the elements that hold nothing of the article.
        self.owned = False
        #: The open block elements and where they end.
        self.around, self.ends = [root], [root.end]

    def flush(self) -> None:
        """End the block at hand, whose text stands directly in the innermost open element."""
        raw = "".join(self.parts)
        self.parts.clear()
        if not raw.isascii() and _UNSEEN.search(raw):
            raw = _UNSEEN.sub("", raw)
        if "\n" in raw and _keeps_lines(self.around[-1]):
            raw = raw.replace("\n", _BREAK)
        text = " ".join(raw.split())
        if _BREAK in text:
            lines = tuple(filter(None, (" ".join(line.split()) for line in raw.split(_BREAK))))
            text = " ".join(lines)
            if len(lines) > 1:
                self.blocks.lines[len(self.blocks.texts)] = lines
        if text and not (text[0] in "{[" and self.around[-1].tag != "pre" and is_json(text)):
            self._keep(text)
        self.linked = self.strong = self.links = 0
        self.inner, self.owned = None, False

    def _keep(self, text: str) -> None:
        blocks, inner = self.blocks, self.inner
        if not self.owned:
            blocks.foreign.add(len(blocks.texts))
        blocks.texts.append(text)
        blocks.elements.append(self.around[-1])
        blocks.inner.append(inner if inner is not None and inner.end > self.start else None)
        blocks.starts.append(self.start)
        blocks.linked.append(self.linked)
        blocks.strong.append(self.strong)
        blocks.links.append(self.links)
        blocks.pictures.append(self.pictures)
        self.read += len(text)
        self.pictures = 0

    def line_break(self) -> None:
        """Take a `br`: the second in a row ends the block."""
        parts = self.parts
        if not parts:
            return
        if parts[-1] == _BREAK or (len(parts) > 1 and parts[-2] == _BREAK and parts[-1].isspace()):
            self.flush()
        else:
            parts.append(_BREAK)

    def open(self, element: Element) -> None:
        """Begin a block element."""
        if self.parts:
            self.flush()
        self.around.append(element)
        self.ends.append(element.end)
        self.pictures += element.tag == "figure"

    def close(self, at: int) -> bool:
        """End the block elements that end before a place; return whether one is still open."""
        if self.parts:
            self.flush()
        while self.ends and at >= self.ends[-1]:
            self.around.pop()
            self.ends.pop()
        return bool(self.ends)

    @property
    def is_full(self) -> bool:
        """Whether the bounds are reached, so that no more may be read."""
        return self.read > MAX_CHARACTERS or len(self.blocks.texts) >= MAX_BLOCKS


def _keeps_lines(element: Element) -> bool:
    """Tell whether an element shows line breaks of its text, as `pre` and some style sheets do."""
    if element.tag == "pre":
        return True
    return (
        "pre" in (element.get("style") or "") and _PREFORMATTED.search(element.get("style") or "") is not None
    )


def read_blocks(root: Element, apart: Apart | None = None) -> Blocks:
    """Return the blocks below `root` but for what stands apart.

    Of a page beyond the bounds they are only the first ones, with `whole` false.
    """
    apart = apart or Apart()
    foreign, opened = apart.foreign, apart.opened
    nodes: Nodes = root.nodes
    reader = _Reader(root)
    parts, ends = reader.parts, reader.ends
    at = root.index + 1
    link_end = strong_end = foreign_end = 0
    while at < ends[-1] or reader.close(at):
        node = nodes[at]
        at += 1
        if isinstance(node, str):
            if not parts:
                if node.isspace():
                    continue
                reader.start = at - 1
            parts.append(node)
            if at > foreign_end:
                reader.owned = True
            if at <= link_end:
                reader.linked += len(node)
            if at <= strong_end:
                reader.strong += len(node)
            continue
        tag = node.tag
        if at - 1 in foreign:
            foreign_end = max(foreign_end, node.end)
        if (tag in PRUNED and at - 1 not in opened) or (apart.outweighs and at - 1 in foreign):
            at = node.end
            reader.pictures += tag in _PICTURES
        elif tag == "br":
            reader.line_break()
        elif tag in BLOCKS:
            if reader.is_full:
                reader.blocks.whole = False
                break
            reader.open(node)
        else:
            if tag == "a":
                link_end = max(link_end, node.end)
                reader.links += 1
            elif tag in _STRONG:
                strong_end = max(strong_end, node.end)
            reader.pictures += tag == "img"
            if not parts and reader.inner is None and tag not in _WHOLE:
                reader.inner = node
    return reader.blocks


@dataclass(slots=True)
class Measured:
    """The blocks of a page with their measures: named columns, one value a block, and arrays used often."""

    blocks: Blocks
    box: Containers
    words: list[list[str]]
    tokens: Floats
    prose: Floats
    linked: Floats
    tag: NDArray[np.int64]
    letter: Floats
    columns: dict[str, Floats] = field(default_factory=dict)


def sums_before(values: Floats) -> Floats:
    """Return the sums of all values before each place, with the sum of all at the end (one value more)."""
    out = np.zeros(len(values) + 1)
    np.cumsum(values, out=out[1:])
    return out


def shift_values(values: NDArray[Any], by: int, fill: float = 0.0) -> NDArray[Any]:
    """Return an array whose value at each place is the one `by` places further, or `fill` beyond the ends."""
    out = np.full(len(values), fill, values.dtype)
    if abs(by) < len(values):
        if by > 0:
            out[:-by] = values[by:]
        else:
            out[-by:] = values[:by]
    return out
