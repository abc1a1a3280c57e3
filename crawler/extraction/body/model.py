"""The learned part: how likely each block of a page is to belong to the article, and how sure the body is.

`model.npz` holds the boosted trees (`trees`), the names of the columns that they read (`columns`), the share
from which a block is taken (`threshold`) and the weights of the confidence; `lexicon.json` the weights of
words by place. `make train` makes both anew from the corpora, with fixed seeds (`tools/training/body`).

Trees are asked for many rows at once, in numpy alone, after QuickScorer (Lucchese et al., SIGIR 2015): each
split that fails strikes the leaves of its left side off a bit mask; the lowest bit that all splits of a tree
leave standing is its leaf.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.blocks import Floats, Measured, shift_values, sums_before
from crawler.extraction.body.features import measure_blocks
from crawler.extraction.body.lexicon import PLACES, Lexicon, load_lexicon
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.page import HtmlPage

#: Leaves of a tree, at most: the bits of a mask.
LEAVES = 16
#: Rows asked at a time, so that a page of many blocks takes little memory.
_ROWS = 512
#: What is measured of a body; the model's weights stand in this order, the constant last.
MEASURES = ("expected", "doubt", "stable", "length")
#: Blocks are chosen alike by every threshold between these, where the body is stable.
_LOW, _HIGH = 0.3, 0.7
#: A heading further back than this does not count.
_FAR = 100
#: Blocks before and after whose words count as nearby.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of at most 16 leaves. A split sends a row to the right where its feature is above the threshold.

    `feature`, `threshold` and `mask` have 15 splits a tree, one tree after the other; a tree with fewer has
    splits that never fail. `value` is trees x 16; the answer is the sum over trees (log-odds).
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    mask: NDArray[np.uint16]
    value: NDArray[np.float32]

    def ask(self, columns: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the log-odds of each row (block); `columns` is features x rows."""
        rows = columns.shape[1]
        parts = [self._ask(columns[:, at : at + _ROWS]) for at in range(0, rows, _ROWS)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _ask(self, columns: NDArray[np.float32]) -> NDArray[np.float64]:
        trees, rows = len(self.value), columns.shape[1]
        fails = np.take(columns, self.feature, axis=0) > self.threshold[:, None]
        # Its mask where a split fails, all bits where it holds: cheaper than a choice between the two.
        standing = (fails.astype(np.uint16) - np.uint16(1)) | self.mask[:, None]
        standing = standing.reshape(trees, LEAVES - 1, rows)
        leaf = _lowest_bit()[np.bitwise_and.reduce(standing, axis=1)]
        found: NDArray[np.float64] = self.value.ravel()[leaf + np.arange(trees)[:, None] * LEAVES].sum(
            axis=0, dtype=np.float64
        )
        return found


@cache
def _lowest_bit() -> NDArray[np.uint8]:
    """Return for each number of 16 bits the place of its lowest set bit."""
    places = np.zeros(0x10000, np.uint8)
    for bit in reversed(range(LEAVES)):
        places[1 << bit :: 1 << (bit + 1)] = bit
    return places


def trees_of(arrays: Mapping[str, Any], name: str) -> Trees:
    """Return the trees kept as `name.feature`, `name.threshold`, `name.mask` and `name.value`."""
    return Trees(
        *(np.asarray(arrays[f"{name}.{part}"]) for part in ("feature", "threshold", "mask", "value"))
    )


@dataclass(frozen=True, slots=True)
class BodyModel:
    """What was learned: words, trees, the columns that trees read, the share from which a block is taken."""

    words: Lexicon
    trees: Trees
    columns: tuple[str, ...]
    threshold: float
    #: Weights of the confidence's measures (`MEASURES`), the constant last.
    confidence: Floats


@dataclass(frozen=True, slots=True)
class Scored:
    """The blocks of a page, each with its share: the probability, 0 to 1, that it belongs to the article."""

    measured: Measured
    shares: Floats


@cache
def load_body_model() -> BodyModel:
    """Return the model that ships with the project."""
    path = files("crawler.extraction.body").joinpath("model.npz")
    with path.open("rb") as file, np.load(file) as arrays:
        return BodyModel(
            words=load_lexicon(),
            trees=trees_of(arrays, "trees"),
            columns=tuple(str(name) for name in arrays["columns"]),
            threshold=float(arrays["threshold"]),
            confidence=np.array(arrays["confidence"]),
        )


def score_blocks(page: HtmlPage, data: LinkedData, *, model: BodyModel | None = None) -> Scored | None:
    """Return the blocks of a page with their shares; None where the page has no block."""
    model = model or load_body_model()
    measured = measure_blocks(page, data)
    if measured is None:
        return None
    words = model.words.scores(measured.blocks, measured.box, measured.words)
    measured.columns.update(lexical_columns(words, measured.columns))
    columns = np.array([measured.columns[name] for name in model.columns], np.float32)
    return Scored(measured, 1 / (1 + np.exp(-model.trees.ask(columns))))


def lexical_columns(found: Floats, columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return the columns that the weights of words give (`found` is places x blocks), by name.

    They are the weight in each place and the sum; the sums of the neighbours and of the heading before;
    the mean nearby; and the lowest sum since the main container began, which an end mark gives
    ("Related").
    """
    made = {f"words_{place}": values for place, values in zip(PLACES, found, strict=True)}
    total = found.sum(axis=0)
    made["words"] = total
    made.update({f"words{by:+}": shift_values(total, by) for by in (-2, -1, 1, 2)})
    at = np.arange(len(total))
    far = columns["heading_far"].astype(np.int64)
    made["words_last_heading"] = np.where(far > _FAR, 0, total[np.maximum(at - far, 0)])
    sums, low, high = sums_before(total), np.maximum(at - _NEAR, 0), np.minimum(at + _NEAR + 1, len(total))
    made["words_near"] = (sums[high] - sums[low]) / (high - low)
    return {**made, **_end_mark(total, columns["main_far"])}


def _end_mark(total: Floats, main_far: Floats) -> dict[str, Floats]:
    """Return the lowest sum between the main container's first block and each block, and how far it is."""
    first = int((main_far == 0).argmax())
    at = np.arange(len(total))
    lowest = np.minimum.accumulate(np.where(at < first, 0.0, np.minimum(total, 0.0)))
    fell = np.diff(lowest, prepend=0.0) < 0
    last = np.maximum.accumulate(np.where(fell, at, 0))
    return {
        "words_lowest": shift_values(lowest, -1),
        "words_lowest_far": np.where(
            shift_values(lowest, -1) < 0, np.minimum(at - shift_values(last, -1), _FAR), -1.0
        ),
    }


def measure_choice(scored: Scored, *, threshold: float) -> Floats:
    """Return the `MEASURES` of what was chosen, each about 0 to 1.

    `expected` is the F1 to be expected where each block's share is its chance to belong to the article.
    `doubt` is the same on a scale that is finer near 1; `length` is logarithmic.
    """
    shares, tokens = scored.shares, scored.measured.tokens
    chosen = shares > threshold
    mass = max(float(tokens[chosen].sum()), 1.0)
    expected = 2 * float((shares * tokens)[chosen].sum()) / (mass + float((shares * tokens).sum()))
    return np.array([
        expected,
        -float(np.log(max(1.01 - expected, 0.01))) / 4,
        float(tokens[shares > _HIGH].sum()) / max(float(tokens[shares > _LOW].sum()), 1.0),
        min(np.log1p(mass) / 7, 1.2),
    ])  # fmt: skip


def body_confidence(scored: Scored, weights: Floats, *, threshold: float) -> float:
    """Return how sure a body is, 0 to 1: the share of bodies like it with F1 >= .9 against gold."""
    odds = float(measure_choice(scored, threshold=threshold) @ weights[:-1] + weights[-1])
    return round(1 / (1 + float(np.exp(-odds))), 3)
