"""What words say of a block: those of its text, of its heading, and of the classes and ids around it.

Each word has a learned weight (log-odds); the weights of all words in one place are summed.
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

from crawler.extraction.body.blocks import Blocks
from crawler.extraction.body.containers import Containers, class_words

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


def block_words(texts: list[str]) -> list[list[str]]:
    """Return the first words of each text, folded; in scripts without spaces pairs of characters."""
    find = _WORD.findall
    return [find(text[:_READ].casefold()) for text in texts]


def text_terms(words: list[str]) -> list[str]:
    """Return the terms of one text: of a short one each word, and first and last once more."""
    if not words:
        return []
    if len(words) > SHORT:
        return ["+" + words[0], *words[:3]]
    return ["^" + words[0], "$" + words[-1], *dict.fromkeys(words)]


def heading_terms(blocks: Blocks, words: list[list[str]]) -> Iterator[list[str]]:
    """Yield for each block the words of the heading before it."""
    heading: list[str] = []
    for element, own in zip(blocks.elements, words, strict=True):
        yield heading
        if element.tag in _HEADINGS:
            heading = own[:_HEADING_WORDS]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Weights of words by place."""

    weights: dict[str, dict[str, float]]

    def scores(self, blocks: Blocks, box: Containers, words: list[list[str]]) -> NDArray[np.float64]:
        """Return the sum of weights of each place for each block (places x blocks)."""
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
        """Return of each element the weight of its words as own, as parent, and of all elements above."""
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
    """Return all terms of each block with their places: what the weights are learned from."""
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
    """Return the weights that ship."""
    return Lexicon(json.loads(files("crawler.extraction.body").joinpath("lexicon.json").read_text("utf-8")))
