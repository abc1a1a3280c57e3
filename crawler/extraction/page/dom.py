"""A page's tree as one flat list in document order, read once and shared by all places of the ladder.

libxml2 reports tags and texts as it meets them, and no tree of its own is built. The ladder asks for parents,
neighbours and texts many times, and a list of plain objects answers faster than a binding does. lexbor parses
faster still, but in quadratic time on nested or unclosed tags, which hostile pages have.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from lxml.etree import XMLSyntaxError
from lxml.html import HTMLParser

#: Elements nested deeper are taken as siblings of the last one that is not, as browsers do (Blink, 512).
MAX_DEPTH = 512
#: Reading stops at this depth: libxml2 looks through all open elements at each end tag that has none.
_TOO_DEEP = 1_000
#: Elements, texts and attributes read of one page; a page of a thousand comments has about 70,000.
MAX_NODES = 150_000
#: Characters read of one page's text, scripts and style sheets not counted.
MAX_TEXT = 1_000_000
#: Steps through open elements that end tags may cost: libxml2 looks for the start of each among all of them.
_MOST_STEPS = 100_000_000
#: Bytes handed to the parser at a time; between two portions it can be stopped.
_PORTION = 131_072
#: Portions in which a page may go on without an element or a text: one tag, or one comment.
_LONGEST_TAG = 8
_SCRIPTS = frozenset({"script", "style"})


class Element:
    """An element: its place in the list of nodes, the end of its subtree there, and its parent.

    `nodes[index]` is the element itself; `nodes[index + 1 : end]` is its subtree of elements and texts
    (`str`).
    """

    __slots__ = ("attributes", "depth", "end", "index", "nodes", "parent", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str], parent: Element | None, nodes: Nodes) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent is not None else 0
        self.nodes = nodes
        self.index = self.end = len(nodes)

    def __repr__(self) -> str:
        return f"<{self.tag} {dict(self.attributes)}>"

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return an attribute's value ("" where it has none), else `default`."""
        return self.attributes.get(name, default)

    def iter(self, *tags: str) -> Iterator[Element]:
        """Yield this element and those below it, of the given tags where there are any."""
        for node in self.nodes[self.index : self.end]:
            if type(node) is Element and (not tags or node.tag in tags):
                yield node

    def below(self, *tags: str) -> Iterator[Element]:
        """Yield the elements below this one, of the given tags where there are any."""
        for node in self.nodes[self.index + 1 : self.end]:
            if type(node) is Element and (not tags or node.tag in tags):
                yield node

    def above(self, *tags: str) -> Iterator[Element]:
        """Yield the elements around this one, the nearest first, of the given tags where there are any."""
        parent = self.parent
        while parent is not None:
            if not tags or parent.tag in tags:
                yield parent
            parent = parent.parent

    def __iter__(self) -> Iterator[Element]:
        """Yield the children."""
        at = self.index + 1
        while at < self.end:
            node = self.nodes[at]
            if type(node) is Element:
                yield node
                at = node.end
            else:
                at += 1

    @property
    def has_children(self) -> bool:
        """Whether an element stands below this one."""
        return any(True for _ in self)

    def holds(self, other: Element) -> bool:
        """Tell whether `other` is this element or stands below it."""
        return self.index <= other.index < self.end

    @property
    def next(self) -> Element | None:
        """The next element with the same parent."""
        end = self.parent.end if self.parent is not None else self.end
        for at in (self.end, self.end + 1):
            if at < end and isinstance(node := self.nodes[at], Element):
                return node
        return None

    @property
    def previous(self) -> Element | None:
        """The element before this one with the same parent."""
        at = self.index - 1
        while at > 0 and isinstance(self.nodes[at], str):
            at -= 1
        before = self.nodes[at] if at > 0 else None
        while isinstance(before, Element) and before.depth > self.depth:
            before = before.parent
        return before if isinstance(before, Element) and before.depth == self.depth else None

    @property
    def text(self) -> str:
        """Text between the start of this element and its first child."""
        return self._text_at(self.index + 1, self.end)

    @property
    def tail(self) -> str:
        """Text between this element and the next one."""
        return self._text_at(self.end, self.parent.end if self.parent is not None else 0)

    def _text_at(self, at: int, end: int) -> str:
        node = self.nodes[at] if at < end else ""
        return node if isinstance(node, str) else ""

    def texts(self) -> list[str]:
        """Return all texts of the subtree, scripts' too."""
        return [node for node in self.nodes[self.index : self.end] if type(node) is str]


Nodes: TypeAlias = "list[Element | str]"


def common_ancestor(elements: list[Element]) -> Element | None:
    """Return the nearest element that is, or holds, each of `elements`; None where there are none."""
    if not elements:
        return None
    first, *others = elements
    return next((e for e in (first, *first.above()) if all(map(e.holds, others))), None)


@contextmanager
def without_collector() -> Iterator[None]:
    """Hold Python's garbage collector, which would visit thousands of objects while a tree is made.

    That took a fifth of the time of a whole record. Where the collector is held already, nothing changes.
    """
    held = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not held:
            gc.enable()


@dataclass(slots=True)
class _Listener:
    """The functions that libxml2 calls for each tag and text of a page; they work on local names."""

    start: Callable[[str, Mapping[str, str]], None]
    end: Callable[[str], None]
    data: Callable[[str], None]
    close: Callable[[], Nodes]
    read: Callable[[], _Read]


@dataclass(frozen=True, slots=True)
class _Read:
    """What a listener has read so far: `size` counts elements, texts and attributes, `text` characters.

    `parts` are those of the text at hand. `deepest` is the greatest depth since the listener was last asked.
    """

    size: int
    text: int
    parts: int
    depth: int
    deepest: int


def _listener(nodes: Nodes) -> _Listener:
    """Return a listener that puts elements and texts into `nodes`."""
    around: list[Element] = []
    # Portions of the text at hand: libxml2 parts it at entities and comments.
    texts: list[str] = []
    depth = deepest = stated = characters = 0
    # Of the text at hand: parts that have been counted, and their characters.
    counted = pending = 0

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth, deepest, stated
        if texts:
            flush()
        stated += len(attributes)
        element = Element(tag, attributes, around[-1] if around else None, nodes)
        nodes.append(element)
        depth += 1
        if depth > deepest:
            deepest = depth
        if depth <= MAX_DEPTH:
            around.append(element)
        else:
            element.end = len(nodes)

    def end(_tag: str) -> None:
        nonlocal depth
        if texts:
            flush()
        if depth <= MAX_DEPTH:
            around.pop().end = len(nodes)
        depth -= 1

    def flush() -> None:
        nonlocal characters, counted, pending
        text = texts[0] if len(texts) == 1 else "".join(texts)
        nodes.append(text)
        texts.clear()
        counted = pending = 0
        if not (around and around[-1].tag in _SCRIPTS):
            characters += len(text)

    def read() -> _Read:
        nonlocal deepest, counted, pending
        pending += sum(map(len, islice(texts, counted, None)))
        counted = len(texts)
        shown = 0 if around and around[-1].tag in _SCRIPTS else pending
        found = _Read(len(nodes) + stated, characters + shown, counted, depth, deepest)
        deepest = depth
        return found

    def close() -> Nodes:
        if texts:
            flush()
        while around:
            around.pop().end = len(nodes)
        return nodes

    return _Listener(start, end, texts.append, close, read)


def parse_html(html: str) -> tuple[Element | None, bool]:
    """Return the root element of an HTML text (None where there is none) and whether all of it was read.

    Never raises; time is linear in the text, whatever it holds.
    """
    nodes: Nodes = []
    listener = _listener(nodes)
    whole = _feed(html.encode("utf-8", "replace"), listener)
    listener.close()
    root = nodes[0] if nodes else None
    return (root if isinstance(root, Element) else None), whole


def _feed(raw: bytes, listener: _Listener) -> bool:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, target=listener)
    steps = idle = 0
    before = listener.read()
    for at in range(0, len(raw), _PORTION):
        parser.feed(portion := raw[at : at + _PORTION])
        read = listener.read()
        steps += read.deepest * portion.count(b"</")
        idle = idle + 1 if (read.size, read.parts) == (before.size, before.parts) else 0
        if _is_enough(read) or steps > _MOST_STEPS or idle > _LONGEST_TAG:
            return False
        before = read
    with suppress(XMLSyntaxError):  # a page without any tag or text
        parser.close()
    return True


def _is_enough(read: _Read) -> bool:
    """Tell whether a bound on what is read of one page is passed."""
    return read.depth > _TOO_DEEP or read.size > MAX_NODES or read.text > MAX_TEXT
