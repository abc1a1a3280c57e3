"""The elements around the blocks, each once, parents before children, with what they hand down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.blocks import Blocks
from crawler.extraction.page.dom import Element

Ints = NDArray[np.int64]

#: Marks that an element hands down to all that stands in it.
MARKS = (
    "aside", "figure", "figcaption", "form", "table", "blockquote", "list", "article", "main", "header",
    "footer", "section", "details", "body", "hidden", "apart",
)  # fmt: skip
_BIT = {name: 1 << at for at, name in enumerate(MARKS)}
_TAG_BITS = {
    **{name: _BIT[name] for name in set(MARKS) - {"list", "body", "hidden", "apart"}},
    **dict.fromkeys(("ul", "ol", "dl"), _BIT["list"]),
    "figcaption": _BIT["figcaption"] | _BIT["figure"],
}
_ROLES = {
    "main": _BIT["main"],
    "complementary": _BIT["aside"],
    "article": _BIT["article"],
    "navigation": _BIT["apart"],
    "dialog": _BIT["apart"],
    "contentinfo": _BIT["footer"],
    "banner": _BIT["header"],
    "search": _BIT["form"],
}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}|[^\W\d_A-Za-z]+")
_MOST_WORDS = 12


@lru_cache(maxsize=20_000)
def class_words(names: str) -> tuple[str, ...]:
    """Return the words of a class or id ("articleBody--main_2" -> article, body, main), each once."""
    return tuple(dict.fromkeys(word.lower() for word in _WORD.findall(names[:200])))[:_MOST_WORDS]


@dataclass(slots=True)
class Containers:
    """The elements around the blocks; the place of each in `elements` is its number.

    `parent` is 0 for the root itself, which is number 0; `of` is the number of each block's own element;
    `first` and `last` bound the blocks inside; `words` are those of class and id; `kind` numbers the
    different (tag, class) and `path` the different (tag, class, kind of the parent) of the page.
    """

    elements: list[Element]
    words: list[tuple[str, ...]]
    parent: Ints
    level: Ints
    marks: Ints
    kind: Ints
    path: Ints
    of: Ints
    first: Ints
    last: Ints


def containers_of(blocks: Blocks, root: Element) -> Containers:
    """Return the elements around the blocks."""
    numbers = {root.index: 0}
    elements, parent, level, marks = [root], [0], [0], [0]
    words: list[tuple[str, ...]] = [()]
    kinds: dict[tuple[str, str], int] = {}
    paths: dict[tuple[int, int], int] = {}
    kind, path = [kinds.setdefault((root.tag, ""), 0)], [paths.setdefault((0, 0), 0)]
    of = []
    for element in blocks.elements:
        waiting: list[Element] = []
        above: Element | None = element
        while above is not None and above.index not in numbers:
            waiting.append(above)
            above = above.parent
        number = numbers[above.index] if above is not None else 0
        while waiting:
            new = waiting.pop()
            attributes = new.attributes
            names = attributes.get("class") or ""
            k = kinds.setdefault((new.tag, names), len(kinds))
            p = paths.setdefault((k, kind[number]), len(paths))
            bits = marks[number] | _TAG_BITS.get(new.tag, 0) | _attribute_bits(attributes)
            if "id" in attributes:
                names = f"{names} {attributes['id']}"
            words.append(class_words(names) if names else ())
            parent.append(number)
            level.append(level[number] + 1)
            marks.append(bits)
            kind.append(k)
            path.append(p)
            number = numbers[new.index] = len(elements)
            elements.append(new)
        of.append(number)
    starts = np.asarray(blocks.starts)
    first = np.searchsorted(starts, np.fromiter((e.index for e in elements), np.int64, len(elements)))
    last = np.searchsorted(starts, np.fromiter((e.end for e in elements), np.int64, len(elements)))
    return Containers(
        elements, words, np.asarray(parent), np.asarray(level), np.asarray(marks), np.asarray(kind),
        np.asarray(path), np.asarray(of), first, last,
    )  # fmt: skip


def _attribute_bits(attributes: Mapping[str, str]) -> int:
    get = attributes.get
    bits = 0
    if role := get("role"):
        bits |= _ROLES.get(role, 0)
    if (prop := get("itemprop")) and ("articleBody" in prop or prop == "text"):
        bits |= _BIT["body"]
    if get("hidden") is not None or get("aria-hidden") == "true":
        bits |= _BIT["hidden"]
    if (style := get("style")) and "none" in style and "display" in style:
        bits |= _BIT["hidden"]
    return bits
