"""The elements around the blocks: what they hand down to the blocks, and what is measured of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.blocks import TAG, Blocks, Floats, Measured, sums_before
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
    """The elements around the blocks, each once and parents first; its place in `elements` is its number.

    `parent` is the number of the element above, 0 for the root, which is number 0. `of` is the number of
    each block's own element; `first` and `last` bound the blocks inside an element. `words` are those of
    class and id. `kind` numbers the different pairs of tag and class, `path` the pairs of kind and
    parent's kind.
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
    """Return the elements around the blocks, up to `root`."""
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


def measure_containers(m: Measured) -> None:
    """Measure a block's own element and the four above it, and the block's place in each of them."""
    f, box = m.columns, m.box
    sums_prose, sums_tokens, sums_linked = (
        sums_before(m.prose),
        sums_before(m.tokens),
        sums_before(m.tokens * m.linked),
    )
    total = max(sums_prose[-1], 1.0)
    prose = sums_prose[box.last] - sums_prose[box.first]
    tokens = np.maximum(sums_tokens[box.last] - sums_tokens[box.first], 1)
    linked = (sums_linked[box.last] - sums_linked[box.first]) / tokens
    count = box.last - box.first
    tags = np.array([TAG.get(e.tag, 0) for e in box.elements], float)
    log_tokens, share, density, log_count = np.log1p(tokens), prose / total, prose / tokens, np.log1p(count)
    at, number = np.arange(len(m.tokens)), box.of
    f["depth"] = box.level[box.of].astype(float)
    for level in range(5):
        f[f"tokens_up{level}"] = log_tokens[number]
        f[f"share_up{level}"] = share[number]
        f[f"density_up{level}"] = density[number]
        f[f"linked_up{level}"] = linked[number]
        f[f"count_up{level}"] = log_count[number]
        if level:
            f[f"at_up{level}"] = (at - box.first[number]) / count[number]
            f[f"after_up{level}"] = np.log1p(sums_prose[box.last[number]] - sums_prose[1:])
        if 0 < level < 4:
            f[f"tag_up{level}"] = tags[number]
        number = box.parent[number]


def measure_groups(m: Measured) -> None:
    """Measure the blocks of the same tag and class, on the whole page and among siblings."""
    f, box = m.columns, m.box
    total = max(m.prose.sum(), 1.0)
    up = box.parent[box.of]
    kind, path = box.kind[box.of], box.path[box.of]
    width = int(box.kind.max()) + 1
    _, siblings = np.unique(up * width + kind, return_inverse=True)
    for name, group in (("kind", kind), ("path", path), ("siblings", siblings)):
        size = np.maximum(np.bincount(group), 1)
        mass = np.bincount(group, m.tokens)
        f[f"{name}_n"] = np.log1p(size)[group]
        f[f"{name}_prose"] = np.bincount(group, m.prose)[group] / total
        f[f"{name}_mean"] = (mass / size)[group]
        f[f"{name}_linked"] = (np.bincount(group, m.linked * m.tokens) / np.maximum(mass, 1))[group]
    parents = box.path[up]
    f["parents_prose"] = np.bincount(parents, m.prose)[parents] / total


def measure_main_container(m: Measured) -> None:
    """Measure where a block stands to the elements that may hold the article.

    They are the one with the most prose directly in it, and the deepest ones that hold most of the page's
    prose.
    """
    f, box = m.columns, m.box
    n, k = len(m.tokens), len(box.elements)
    sums = sums_before(m.prose)
    total = max(sums[-1], 1.0)
    prose = sums[box.last] - sums[box.first]
    own, up = box.of, box.parent[box.of]
    up2 = box.parent[up]
    direct = np.bincount(up, m.prose, k) + 0.4 * np.bincount(up2, m.prose, k)
    direct += 0.6 * np.bincount(own, np.where(m.tag == TAG["p"], 0, m.prose), k)
    f["direct"] = direct[up] / max(direct.max(), 1)
    at = np.arange(n)
    first_choice = int(direct.argmax())
    for name, best in (
        ("main", first_choice),
        ("most", _deepest(prose, box, 0.6 * total)),
        ("all", _deepest(prose, box, 0.85 * total)),
    ):  # fmt: skip
        a, b = int(box.first[best]), int(box.last[best])
        inside = (at >= a) & (at < b)
        f[f"{name}_far"] = np.where(at < a, at - a, np.where(at >= b, at - b + 1, 0)).astype(float)
        f[f"{name}_depth"] = np.where(inside, box.level[own] - box.level[best], -1.0)
        f[f"{name}_share"] = np.full(n, prose[best] / total)
        f[f"{name}_at"] = np.clip((at - a) / max(b - a, 1), -1, 2)
        f[f"{name}_before"] = (sums[:-1] - sums[a]) / max(prose[best], 1)
        f[f"{name}_after"] = np.log1p(np.maximum(sums[b] - sums[1:], 0))
        if name == "main":
            place = np.where(up == best, 2.0, np.where(own == best, 3.0, np.where(up2 == best, 1.0, 0.0)))
            f["main_direct"] = place
            usual = np.bincount(box.kind[own], np.where(inside, m.prose, 0))
            f["main_usual"] = usual[box.kind[own]] / max(usual.max(), 1)
            f["main_sum"] = np.full(n, direct[best] / total)


def _deepest(prose: Floats, box: Containers, least: float) -> int:
    holds = np.flatnonzero(prose >= least)
    return int(holds[np.argmax(box.level[holds])]) if len(holds) else 0


def measure_marks(m: Measured) -> None:
    """Measure what the elements around a block say of themselves, and the `article` it stands in."""
    f, box = m.columns, m.box
    bits, n = box.marks[box.of], len(m.tokens)
    for bit, name in enumerate(MARKS):
        f[f"in_{name}"] = ((bits >> bit) & 1).astype(float)
    sums = sums_before(m.prose)
    total = max(sums[-1], 1.0)
    bit = MARKS.index("article")
    articles = [
        i
        for i, e in enumerate(box.elements)
        if e.tag == "article" and not (box.marks[box.parent[i]] >> bit) & 1
    ]
    number, share = np.zeros(n), np.zeros(n)
    for order, i in enumerate(articles[:50]):
        a, b = box.first[i], box.last[i]
        number[a:b] = order + 1
        share[a:b] = (sums[b] - sums[a]) / total
    f["articles"] = np.full(n, float(min(len(articles), 20)))
    f["article_number"], f["article_share"] = number, share
