"""The learned part: how likely each block of a page is to belong to the article.

`model.npz` holds the boosted trees (`trees`), the names of the columns that they read (`columns`), the share
from which a block is taken (`threshold`) and the weights of the confidence; `lexicon.json` the weights of
words by place.
`make train` makes both anew from the corpora, with fixed seeds (`tools/training/body`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from crawler.extraction.body.boosted_trees import Trees, trees_of
from crawler.extraction.body.features import measure_blocks
from crawler.extraction.body.lexicon import PLACES, Lexicon, load_lexicon
from crawler.extraction.body.measured import Floats, Measured, shift_values, sums_before
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.page import HtmlPage

#: A heading further back than this does not count.
_FAR = 100
#: Blocks before and after whose words count as nearby.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class BodyModel:
    """What was learned: words, trees, what the trees read, and the share from which a block is taken."""

    words: Lexicon
    trees: Trees
    columns: tuple[str, ...]
    threshold: float
    #: Weights of the confidence's measures (`confidence.MEASURES`), the constant last.
    confidence: Floats


@dataclass(frozen=True, slots=True)
class Scored:
    """The blocks of a page, each with its share: the probability that it belongs to the article."""

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
    """Return the blocks of a page with their shares; None where it has none."""
    model = model or load_body_model()
    measured = measure_blocks(page, data)
    if measured is None:
        return None
    words = model.words.scores(measured.blocks, measured.box, measured.words)
    measured.columns.update(lexical_columns(words, measured.columns))
    columns = np.array([measured.columns[name] for name in model.columns], np.float32)
    return Scored(measured, 1 / (1 + np.exp(-model.trees.ask(columns))))


def lexical_columns(found: Floats, columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return the columns that words give, of their weights (places x blocks) and columns measured before.

    They are the weight in each place and the sum; the sums of the neighbours and of the heading before; the
    mean nearby; and the lowest sum since the main container began: an end mark ("Related", "Comments").
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
    """Return the lowest sum from the main container's first block to the block before, and how far it is."""
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
