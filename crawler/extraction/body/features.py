"""What is measured of each block, one column a measure: its text, its neighbours and its place."""

from __future__ import annotations

import numpy as np

from crawler.extraction.body import characters as kinds
from crawler.extraction.body.blocks import Blocks, read_blocks
from crawler.extraction.body.characters import count_kinds
from crawler.extraction.body.containers import Containers, containers_of
from crawler.extraction.body.lexicon import block_words
from crawler.extraction.body.measured import TAG, Measured, shift_values, sums_before
from crawler.extraction.body.surroundings import (
    measure_containers,
    measure_groups,
    measure_main_container,
    measure_marks,
)
from crawler.extraction.body.titles import measure_titles
from crawler.extraction.metadata.jsonld import LinkedData, node_types
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import fold_letters

#: Blocks whose letters are looked for in a linked body.
_COMPARED = 2_000


def measure_blocks(page: HtmlPage, data: LinkedData) -> Measured | None:
    """Measure the blocks of a page; None where it has none."""
    body = next(iter(page.all("body")), page.root) if len(page.all("body")) == 1 else page.root
    assert body is not None
    blocks = read_blocks(body)
    if not blocks.texts:
        return None
    m = _of_text(blocks, containers_of(blocks, body))
    _neighbours(m)
    _places(m)
    measure_containers(m)
    measure_groups(m)
    measure_main_container(m)
    measure_marks(m)
    measure_titles(m, page, data)
    _linked_body(m, page, data)
    return m


_ENDS = np.zeros(kinds.KINDS)
_ENDS[[kinds.STOP, kinds.QUOTE, kinds.COLON]] = 1, 0.7, 0.5
_INNER = {"strong": 1.0, "b": 1.0, "em": 2.0, "i": 2.0, "a": 3.0, "span": 4.0}


def _of_text(blocks: Blocks, box: Containers) -> Measured:
    texts = blocks.texts
    counts, first, last = count_kinds(texts)
    upper, lower, digit, unspaced, comma, stop, space, letter, quote, colon, mark = (
        counts[kind]
        for kind in (
            kinds.UPPER,
            kinds.LOWER,
            kinds.DIGIT,
            kinds.UNSPACED,
            kinds.COMMA,
            kinds.STOP,
            kinds.SPACE,
            kinds.LETTER,
            kinds.QUOTE,
            kinds.COLON,
            kinds.MARK,
        )
    )
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


def _neighbours(m: Measured) -> None:
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


def _places(m: Measured) -> None:
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


def _linked_body(m: Measured, page: HtmlPage, data: LinkedData) -> None:
    """What structured data say: the kind of page, and a body, which may be a summary or cut."""
    f, n = m.columns, len(m.tokens)
    kinds_said = node_types(data.article or {})
    f["says_news"] = np.full(n, 2.0 if any("News" in k for k in kinds_said) else float(bool(kinds_said)))
    f["og_article"] = np.full(
        n,
        float((page.meta("og:type") or "").lower() == "article")
        + float("article:published_time" in page.metas),
    )
    body = next((v for v in data.values(data.article, "articleBody") if isinstance(v, str)), "")
    flat = fold_letters(body[:200_000]) if len(body) > 200 else ""
    inside = np.full(n, -1.0)
    ratio = hit = -1.0
    if flat:
        keys = [fold_letters(text[:100]) for text in m.blocks.texts[:_COMPARED]]
        inside[: len(keys)] = [-0.5 if len(key) < 12 else float(key in flat) for key in keys]
        ratio = len(flat) / max(m.letter[m.prose > 0].sum(), 1)
        hit = float((m.letter * m.prose.astype(bool) * (inside == 1)).sum() / len(flat))
    f["linked_inside"], f["linked_ratio"], f["linked_hit"] = inside, np.full(n, ratio), np.full(n, hit)
