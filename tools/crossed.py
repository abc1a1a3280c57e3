"""Models of the body that never saw a page's domain, which score the pages that the shipped one learned from.

`python -m tools.training body` writes them, one for each fold of domains. What the shipped model scores on
the corpora says little, since it has learned from their pages.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from unittest.mock import patch

import numpy as np

from crawler.accuracy import Gold, Prediction, predict_pages
from crawler.extraction.body import choose
from crawler.extraction.body.lexicon import Lexicon
from crawler.extraction.body.model import BodyModel, trees_of
from tools.training.pages import FOLDS, fold_of

FILE = Path(__file__).parents[1] / "tests" / "accuracy" / "crossed.npz"
_PARTS = ("feature", "threshold", "mask", "value")


def save_crossed(models: Mapping[int, BodyModel], *, path: Path = FILE) -> None:
    """Write the models of all folds into one file."""
    arrays = {}
    for fold, model in models.items():
        words = json.dumps(model.words.weights, ensure_ascii=False, sort_keys=True).encode()
        arrays |= {f"{fold}.{part}": getattr(model.trees, part) for part in _PARTS}
        arrays |= {
            f"{fold}.words": np.frombuffer(words, np.uint8),
            f"{fold}.columns": np.array(model.columns),
            f"{fold}.limit": np.array(model.threshold),
            f"{fold}.confidence": model.confidence,
        }
    np.savez_compressed(path, **arrays)


@cache
def load_crossed(path: Path = FILE) -> dict[int, BodyModel]:
    """Return the model of each fold, which was learned from all pages but those of the fold."""
    with np.load(path) as arrays:
        return {
            fold: BodyModel(
                words=Lexicon(json.loads(arrays[f"{fold}.words"].tobytes())),
                trees=trees_of(arrays, str(fold)),
                columns=tuple(map(str, arrays[f"{fold}.columns"])),
                threshold=float(arrays[f"{fold}.limit"]),
                confidence=arrays[f"{fold}.confidence"],
            )
            for fold in range(FOLDS)
        }


def predict_crossed(gold: Sequence[Gold]) -> list[Prediction]:
    """Return what is found on each page, in order, the body by the model that never saw the page's domain."""
    by_fold: dict[int, list[Gold]] = defaultdict(list)
    for page in gold:
        by_fold[fold_of(page.url)].append(page)
    found: dict[str, Prediction] = {}
    for fold, pages in by_fold.items():
        with patch.object(choose, "load_body_model", lambda fold=fold: load_crossed()[fold]):
            found |= {prediction.id: prediction for prediction in predict_pages(pages, processes=1)}
    return [found[page.id] for page in gold]
