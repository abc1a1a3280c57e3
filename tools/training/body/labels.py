"""Which blocks of a page belong to its article, by gold: their runs of words stand in the gold body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.accuracy.scores import SHINGLE, holds_text, scored_words
from crawler.extraction.body.blocks import Measured
from tools.training.pages import Sample

#: A block belongs to the article where at least this share of its runs stands in gold.
LEAST = 0.5
#: A block of fewer words proves little: it counts only between longer ones.
_SHORT = 5
_LONG = 8
#: Weight of a block that a snippet names, as share of a page; nothing says how long the body is.
_SNIPPET = 0.15


@dataclass(frozen=True, slots=True)
class Labels:
    """For each block 1 (article), 0 (not) or -1 (unknown), and its length as share of the gold body."""

    label: NDArray[np.float64]
    share: NDArray[np.float64]


def labels(sample: Sample, measured: Measured) -> Labels:
    """Return the labels of a page's blocks; of several gold bodies the one that holds most counts."""
    texts = measured.blocks.texts
    bodies = sample.gold.get("bodies") or [body for body in [sample.gold.get("body")] if body]
    if not bodies:
        return _by_snippets(sample, texts)
    parents = measured.box.parent[measured.box.of]
    return max(
        (_by_body(body, texts, parents) for body in bodies),
        key=lambda found: float((found.label * found.share).sum()),
    )


def _by_snippets(sample: Sample, texts: list[str]) -> Labels:
    label = np.full(len(texts), -1.0)
    for at, text in enumerate(texts):
        if any(holds_text(text, snippet) for snippet in sample.gold.get("with") or []):
            label[at] = 1
        if any(holds_text(text, snippet) for snippet in sample.gold.get("without") or []):
            label[at] = 0
    return Labels(label, np.where(label >= 0, _SNIPPET, 0.0))


def _by_body(body: str, texts: list[str], parents: NDArray[np.int64]) -> Labels:
    unspaced = len(scored_words(body, unspaced=True)) > 3 * len(scored_words(body, unspaced=False))
    gold = [word.casefold() for word in scored_words(body, unspaced=unspaced)]
    tokens = [[word.casefold() for word in scored_words(text, unspaced=unspaced)] for text in texts]
    runs = {tuple(gold[at : at + SHINGLE]) for at in range(len(gold))}
    flat = f" {' '.join(gold)} "
    inside = np.array([_share(own, runs, flat) >= LEAST for own in tokens])
    size = np.array([len(own) for own in tokens], float)
    _drop_far_short(inside, size)
    _drop_repeats(inside, tokens, flat, np.bincount(parents, size * inside)[parents].astype(float))
    return Labels(inside.astype(float), np.minimum(size / max(len(gold), 1), 1))


def _share(own: list[str], runs: set[tuple[str, ...]], flat: str) -> float:
    """Return the share of a block's runs that stand in gold; a short block stands there whole or not."""
    if len(own) < SHINGLE:
        return float(bool(own) and f" {' '.join(own)} " in flat)
    starts = range(len(own) - SHINGLE + 1)
    return sum(tuple(own[at : at + SHINGLE]) in runs for at in starts) / len(starts)


def _drop_far_short(inside: NDArray[np.bool_], size: NDArray[np.float64]) -> None:
    """Drop short blocks before the first long one and after the last: menus hold the same words."""
    long = np.flatnonzero(inside & (size >= _LONG))
    if len(long):
        at = np.arange(len(inside))
        inside[(size < _SHORT) & ((at < long[0] - 1) | (at > long[-1] + 1))] = False


def _drop_repeats(
    inside: NDArray[np.bool_], tokens: list[list[str]], flat: str, mass: NDArray[np.float64]
) -> None:
    """Of blocks that repeat a text which gold has once, keep the one among most of the article's text."""
    kept: dict[str, int] = {}
    for at in np.flatnonzero(inside):
        text = f" {' '.join(tokens[at])} "
        other = kept.get(text)
        if other is None or flat.count(text) > 1:
            kept[text] = int(at)
        elif mass[at] > mass[other]:
            inside[other] = False
            kept[text] = int(at)
        else:
            inside[at] = False
