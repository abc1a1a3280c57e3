"""What is measured of each block, one column a measure: its text, its neighbours and its place.

The measures of the elements around it stand in `containers`, those of its words in `lexicon`.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.apart import find_apart
from crawler.extraction.body.blocks import TAG, Blocks, Measured, read_blocks, shift_values, sums_before
from crawler.extraction.body.containers import (
    Containers,
    containers_of,
    measure_containers,
    measure_groups,
    measure_main_container,
    measure_marks,
)
from crawler.extraction.body.lexicon import block_words, measure_linked_body, measure_titles
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.page import HtmlPage

#: Kinds of characters by their numbers.
OTHER, UPPER, LOWER, DIGIT, UNSPACED, COMMA, STOP, SPACE, LETTER, QUOTE, COLON, MARK = range(12)
KINDS = 12
_SIGNS = {
    ",،、，;；": COMMA,
    ".!?。！？…؟।။։۔": STOP,
    "\"'“”„«»‘’‚「」『』《》": QUOTE,
    ":：": COLON,
    "|›/•·#@©→▶+*<>=~_[]{}": MARK,
}
#: Kana, CJK, Hangul, Thai to Burmese, Khmer: scripts in which a character counts as a word.
_UNSPACED = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0x0E00, 0x109F), (0x1780, 0x17FF))
_ENDS = np.zeros(KINDS)
_ENDS[[STOP, QUOTE, COLON]] = 1, 0.7, 0.5
_INNER = {"strong": 1.0, "b": 1.0, "em": 2.0, "i": 2.0, "a": 3.0, "span": 4.0}


def measure_blocks(page: HtmlPage, data: LinkedData) -> Measured | None:
    """Return the blocks of a page with all their measures; None where the page has no block."""
    body = next(iter(page.all("body")), page.root) if len(page.all("body")) == 1 else page.root
    assert body is not None
    blocks = read_blocks(body, find_apart(page, body))
    if not blocks.texts:
        return None
    m = _measure_texts(blocks, containers_of(blocks, body))
    _measure_neighbours(m)
    _measure_places(m)
    measure_containers(m)
    measure_groups(m)
    measure_main_container(m)
    measure_marks(m)
    measure_titles(m, page, data)
    measure_linked_body(m, page, data)
    return m


def _measure_texts(blocks: Blocks, box: Containers) -> Measured:
    """Return the blocks with the measures of their texts: length, links, kinds of characters, tags."""
    texts = blocks.texts
    counts, first, last = count_kinds(texts)
    _, upper, lower, digit, unspaced, comma, stop, space, letter, quote, colon, mark = counts
    chars = counts.sum(0)
    tokens = space + 1 + unspaced * 0.7
    letter = upper + lower + letter + unspaced
    linked = np.minimum(np.array(blocks.linked) / chars, 1)
    tag = np.array([TAG.get(e.tag, 0) for e in blocks.elements])
    prose = np.where(
        (tokens >= 10) & (linked < 0.5) & ((stop > 0) | (comma > 0) | (tokens > 30)), tokens, 0.0
    )
    m = Measured(blocks, box, block_words(texts), tokens, prose, linked, tag, letter)
    f = m.columns
    f["tokens"] = np.log1p(tokens)
    f["word_length"] = letter / tokens
    f["linked"] = linked
    f["links"] = np.minimum(np.array(blocks.links), 20.0)
    f["strong"] = np.minimum(np.array(blocks.strong) / chars, 1)
    f["upper"] = upper / np.maximum(letter, 1)
    f["digit"] = digit / chars
    f["comma"] = comma / tokens
    f["stops"] = stop / tokens
    f["quote"] = quote / tokens
    f["mark"] = mark / tokens
    f["colons"] = colon / tokens
    f["ends"] = _ENDS[last]
    f["first"] = first.astype(float)
    f["pictures"] = np.minimum(np.array(blocks.pictures), 10.0)
    f["tag"] = tag.astype(float)
    f["inner"] = np.array([_INNER.get(e.tag, 6.0) if e is not None else 0.0 for e in blocks.inner])
    return m


def _measure_neighbours(m: Measured) -> None:
    """Measure the one and two blocks before and behind each, and all within three and eight."""
    f, box = m.columns, m.box
    path = box.path[box.of]
    for by in (-2, -1, 1, 2):
        f[f"tokens{by:+}"] = shift_values(f["tokens"], by)
        f[f"linked{by:+}"] = shift_values(m.linked, by)
    for by in (-1, 1):
        f[f"tag{by:+}"] = shift_values(f["tag"], by)
        f[f"same_path{by:+}"] = (shift_values(path, by, -1) == path).astype(float)
    sums_prose, sums_tokens, sums_linked = (
        sums_before(m.prose),
        sums_before(m.tokens),
        sums_before(m.tokens * m.linked),
    )
    at, n = np.arange(len(path)), len(path)
    for width in (3, 8):
        low, high = np.maximum(at - width, 0), np.minimum(at + width + 1, n)
        all_tokens = sums_tokens[high] - sums_tokens[low]
        f[f"prose_near{width}"] = (sums_prose[high] - sums_prose[low]) / all_tokens
        f[f"linked_near{width}"] = (sums_linked[high] - sums_linked[low]) / all_tokens


def _measure_places(m: Measured) -> None:
    """Measure where a block stands on the page, the heading before it, and how often its text occurs."""
    f, n = m.columns, len(m.tokens)
    total = max(m.prose.sum(), 1.0)
    prose_before = sums_before(m.prose)[:-1]
    f["blocks"] = np.full(n, np.log1p(n))
    f["prose_total"] = np.full(n, np.log1p(total))
    f["prose_of_page"] = np.full(n, total / m.tokens.sum())
    f["at"] = np.arange(n) / n
    f["prose_before"] = prose_before / total
    f["prose_before_log"] = np.log1p(prose_before)
    f["of_longest"] = m.tokens / max(m.prose.max(), 1.0)
    headings = (m.tag >= TAG["h1"]) & (m.tag <= TAG["h6"])
    at = np.arange(n)
    last = shift_values(np.maximum.accumulate(np.where(headings, at, -1)), -1, -1)
    none = last < 0
    f["heading_far"] = np.where(none, 101, np.minimum(at - last, 100)).astype(float)
    f["heading_tag"] = np.where(none, 0, m.tag[last]).astype(float)
    f["heading_linked"] = np.where(none, -1, m.linked[last])
    up = m.box.parent[m.box.of]
    f["heading_beside"] = np.where(none, -1, up[last] == up).astype(float)
    seen: dict[str, int] = {}
    order = []
    for text in m.blocks.texts:
        seen[text] = seen.get(text, 0) + 1
        order.append(seen[text])
    f["repeats"] = np.array([min(seen[text], 10) for text in m.blocks.texts], float)
    f["repeat"] = np.minimum(np.array(order, float), 10)


def count_kinds(texts: list[str]) -> tuple[NDArray[np.float64], NDArray[np.uint8], NDArray[np.uint8]]:
    """Count the characters of each kind in each text; no text may be empty.

    Returns the counts (KINDS x texts), and the kinds of the first and of the last character of each text.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _kind_table()[np.minimum(codes, 0xFFFF)]
    ends = np.cumsum(lengths)
    owner = np.repeat(np.arange(len(texts)) * KINDS, lengths)
    counts = np.bincount(owner + kinds, minlength=len(texts) * KINDS).reshape(-1, KINDS).T
    return np.ascontiguousarray(counts, np.float64), kinds[ends - lengths], kinds[ends - 1]


@cache
def _kind_table() -> NDArray[np.uint8]:
    kinds = np.full(0x10000, OTHER, np.uint8)
    for code in range(0x10000):
        kinds[code] = _kind(chr(code))
    for first, last in _UNSPACED:
        kinds[first : last + 1] = UNSPACED
    for signs, kind in _SIGNS.items():
        for sign in signs:
            kinds[ord(sign)] = kind
    return kinds


def _kind(character: str) -> int:
    category = unicodedata.category(character)
    if category[0] == "L":
        return {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER}.get(category, LETTER)
    if category[0] == "M":
        return LETTER
    if category == "Nd":
        return DIGIT
    return SPACE if category[0] == "Z" else OTHER
