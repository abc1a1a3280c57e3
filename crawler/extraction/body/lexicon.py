"""What words say of a block: those of its text, of its heading, and of the classes and ids around it.

Each word has a learned weight (log-odds), and the weights of all words in one place are summed. Other columns
measure the words that a block shares with the page's title, summary and JSON-LD body.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.blocks import TAG, Blocks, Floats, Measured, sums_before
from crawler.extraction.body.containers import Containers, class_words
from crawler.extraction.metadata.jsonld import LinkedData, node_types
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import fold_letters

#: Where a word stands: in the block, in the class of its own element, of the parent, of elements further
#: up, or in the heading before it.
PLACES = ("text", "own", "parent", "above", "heading")
#: Texts of more words count only with the first three.
SHORT = 12
#: Words of one letter each in scripts without spaces: pairs stand for words.
_WORD = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{1,2}|[^\\W\\d_]+")
#: Characters of a text in which words are looked for.
_READ = 200
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADING_WORDS = 8
#: Blocks that are compared with what the page states.
_COMPARED = 2_000
#: Levels above a block in which the headline is looked for.
_LEVELS = 12


def block_words(texts: list[str]) -> list[list[str]]:
    """Return the first words of each text, case-folded; pairs of characters in scripts without spaces."""
    find = _WORD.findall
    return [find(text[:_READ].casefold()) for text in texts]


def text_terms(words: list[str]) -> list[str]:
    """Return the terms of a text: all words of a short one, first and last marked; few of a long one."""
    if not words:
        return []
    if len(words) > SHORT:
        return ["+" + words[0], *words[:3]]
    return ["^" + words[0], "$" + words[-1], *dict.fromkeys(words)]


def heading_terms(blocks: Blocks, words: list[list[str]]) -> Iterator[list[str]]:
    """Yield for each block the first words of the heading before it, [] before the first heading."""
    heading: list[str] = []
    for element, own in zip(blocks.elements, words, strict=True):
        yield heading
        if element.tag in _HEADINGS:
            heading = own[:_HEADING_WORDS]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The learned weights of words (log-odds), by the place that a word stands in."""

    weights: dict[str, dict[str, float]]

    def scores(self, blocks: Blocks, box: Containers, words: list[list[str]]) -> NDArray[np.float64]:
        """Return the summed weights of the words in each place, for each block (places x blocks)."""
        text, heading = self.weights["text"].get, self.weights["heading"].get
        found = np.zeros((len(PLACES), len(blocks.texts)))
        found[0] = [sum([text(term, 0.0) for term in text_terms(own)]) for own in words]
        own, parent, above = self._of_containers(box)
        found[1] = own[box.of]
        inner = self.weights["own"].get
        for at, element in enumerate(blocks.inner):
            if element is not None and (names := element.attributes.get("class")):
                found[1, at] += sum(inner("i:" + word, 0.0) for word in class_words(names))
        up = box.parent[box.of]
        found[2], found[3] = parent[up], above[up]
        last: list[str] = []
        score = 0.0
        for at, terms in enumerate(heading_terms(blocks, words)):
            if terms is not last:
                last, score = terms, sum(heading(term, 0.0) for term in terms)
            found[4, at] = score
        return found

    def _of_containers(self, box: Containers) -> tuple[NDArray[np.float64], ...]:
        """Return each element's summed weights of words, as own and as parent, and those of all above it."""
        places = [self.weights[name].get for name in ("own", "parent", "above")]
        different = dict.fromkeys(box.words)
        by_words = {words: [sum([get(word, 0.0) for word in words]) for get in places] for words in different}
        sums = np.array([by_words[words] for words in box.words], np.float64).T
        above, parents = np.zeros(len(box.words)), box.parent.tolist()
        further = sums[2].tolist()
        for number in range(1, len(parents)):
            above[number] = above[parents[number]] + further[parents[number]]
        return sums[0], sums[1], above


def terms_of(blocks: Blocks, box: Containers) -> list[list[tuple[str, str]]]:
    """Return the terms of each block as pairs of place and term, from which the weights are learned."""
    words, above = block_words(blocks.texts), [[] for _ in box.words]  # type: list[list[str]], list[list[str]]
    for number in range(1, len(box.words)):
        parent = int(box.parent[number])
        above[number] = [*above[parent], *box.words[parent]]
    found = []
    for at, heading in enumerate(heading_terms(blocks, words)):
        number = int(box.of[at])
        parent, inner = int(box.parent[number]), blocks.inner[at]
        names = class_words(inner.attributes.get("class") or "") if inner is not None else ()
        found.append([
            *(("text", term) for term in text_terms(words[at])),
            *(("own", word) for word in box.words[number]),
            *(("own", "i:" + word) for word in names),
            *(("parent", word) for word in box.words[parent]),
            *(("above", word) for word in above[parent]),
            *(("heading", word) for word in heading),
        ])  # fmt: skip
    return found


@cache
def load_lexicon() -> Lexicon:
    """Return the weights that ship with the project."""
    return Lexicon(json.loads(files("crawler.extraction.body").joinpath("lexicon.json").read_text("utf-8")))


def measure_titles(m: Measured, page: HtmlPage, data: LinkedData) -> None:
    """Measure the words that a block shares with title and summary, and its place to the first heading."""
    f, n = m.columns, len(m.tokens)
    titles = [page.meta("og:title") or "", page.title, data.text(data.article, "headline") or ""]
    summaries = [
        page.meta("og:description", "description") or "",
        data.text(data.article, "description") or "",
    ]
    named = set().union(*block_words(titles))
    summary = set().union(*block_words(summaries))
    in_title, of_title, in_summary = np.zeros(n), np.zeros(n), np.zeros(n)
    for at, words in enumerate(m.words[:_COMPARED]):
        if words:
            own = set(words)
            if both := len(own & named):
                in_title[at], of_title[at] = both / len(own), both / len(named)
            in_summary[at] = len(own & summary) / len(own)
    f["in_title"], f["of_title"], f["in_summary"] = in_title, of_title, in_summary
    f["summary_best"] = np.where(m.prose > 0, in_summary, 0).max() - in_summary
    _measure_heading(m, in_title, of_title)


def _measure_heading(m: Measured, in_title: Floats, of_title: Floats) -> None:
    f, box, n = m.columns, m.box, len(m.tokens)
    firsts = np.flatnonzero(m.tag == TAG["h1"])
    candidates = firsts if len(firsts) else np.flatnonzero((in_title > 0.5) & (of_title > 0.5))
    f["h1s"] = np.full(n, float(min(len(firsts), 10)))
    if not len(candidates):
        for name in (
            "h1_title",
            "h1_far",
            "h1_prose",
            "h1_linked",
            "h1_up",
            "h1_share",
            "h1_level",
            "h1_count",
        ):
            f[name] = np.full(n, -99.0)
        return
    h1 = int(candidates[np.argmax((in_title + of_title)[candidates] - 0.001 * np.arange(len(candidates)))])
    at = np.arange(n)
    prose, tokens, linked = sums_before(m.prose), sums_before(m.tokens), sums_before(m.tokens * m.linked)
    f["h1_title"] = np.full(n, in_title[h1] + of_title[h1])
    f["h1_far"] = np.clip(at - h1, -200, 400).astype(float)
    f["h1_prose"] = np.sign(at - h1) * np.log1p(np.abs(prose[:-1] - prose[h1]))
    f["h1_linked"] = np.where(
        at > h1, (linked[:-1] - linked[h1]) / np.maximum(tokens[:-1] - tokens[h1], 1), -1
    )
    holds = (box.first <= h1) & (h1 < box.last)
    number, steps = box.of, np.zeros(n)
    for _ in range(_LEVELS):
        out = ~holds[number]
        if not out.any():
            break
        steps += out
        number = np.where(out, box.parent[number], number)
    f["h1_up"] = steps
    f["h1_share"] = (prose[box.last] - prose[box.first])[number] / max(prose[-1], 1)
    f["h1_level"] = (box.level[number] - box.level[box.of[h1]]).astype(float)
    f["h1_count"] = np.log1p((box.last - box.first)[number])


def measure_linked_body(m: Measured, page: HtmlPage, data: LinkedData) -> None:
    """Measure what structured data state: the kind of page, and a body, which may be a summary or cut off."""
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
