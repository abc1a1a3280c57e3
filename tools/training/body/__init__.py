"""Learns which blocks of a page are its article's, and measures it on outlets that it has not seen.

`python -m tools.training body` takes about five minutes of one core. All that is random has a fixed seed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from crawler.accuracy.gold import Gold, read_gold
from crawler.accuracy.predictions import Prediction, write_predictions
from crawler.accuracy.score_report import format_score_table as printed
from crawler.accuracy.scores import RIGHT_BODY, Score, score_prediction
from crawler.accuracy.summary import SURE, summarise_scores
from crawler.extraction.body import choose as body
from crawler.extraction.body.model import BodyModel, measure_choice, score_blocks
from crawler.extraction.ladder import article_of, extract_draft
from tools.crossed import save_crossed
from tools.training.body.examples import opened, table
from tools.training.body.fitting import Fitting
from tools.training.body.sureness import learn
from tools.training.pages import CORPORA, FOLDS, SETS, Sample, samples

FOLDER = Path(body.__file__).parent
#: Where the predictions go, a file a set, in the layout of `scrapy accuracy`.
PREDICTIONS = Path("data/training")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a model that never saw the page's domain makes of it; no `measures` of a text from JSON-LD."""

    sample: Sample
    prediction: Prediction
    score: Score
    measures: Floats | None

    @property
    def right(self) -> bool | None:
        """Whether the body is right, where gold has one (snippets say too little)."""
        return self.score.body.f1 >= RIGHT_BODY if self.score.body else None


def main() -> None:
    """Learn, measure by folds, write the predictions and the model that ships."""
    fitting = Fitting(table(samples()))
    models = {fold: fitting.model(without=fold) for fold in range(FOLDS)}
    golds = {gold.id: gold for name in SETS for gold in read_gold(CORPORA / "articles" / name / "gold.jsonl")}
    outcomes = [_outcome(one, models[one.fold], golds[one.id]) for one in samples()]
    for line in _report(calibrated(outcomes)):
        print(line)
    PREDICTIONS.mkdir(parents=True, exist_ok=True)
    for name in SETS:
        made = [one.prediction for one in outcomes if one.sample.set == name]
        write_predictions(made, PREDICTIONS / f"body-{name}.jsonl")
    save_crossed(
        {fold: replace(model, confidence=sureness(outcomes, without=fold)) for fold, model in models.items()}
    )
    save(replace(fitting.model(), confidence=sureness(outcomes)))


def _outcome(sample: Sample, model: BodyModel, gold: Gold) -> Outcome:
    start = time.process_time()
    with patch.object(body, "load_body_model", lambda: model):
        draft = extract_draft(sample.html, url=sample.url)
    article = article_of(draft)
    ms = 1000 * (time.process_time() - start)
    prediction = Prediction(
        id=sample.id, headline=article.headline, authors=article.authors, body=article.body, ms=ms,
        dateline=article.dateline, confidence=article.confidence,
    )  # fmt: skip
    found = draft.fields.get("body")
    page, data = opened(sample)
    blocks = score_blocks(page, data, model=model) if found is not None and found.origin == "text" else None
    measured = measure_choice(blocks, threshold=model.threshold) if blocks is not None else None
    return Outcome(sample, prediction, score_prediction(gold, prediction), measured)


def sureness(outcomes: Sequence[Outcome], *, without: int | None = None) -> Floats:
    """Return the weights of the confidence, learned from all folds or all but one."""
    given = [
        one
        for one in outcomes
        if one.measures is not None and one.right is not None and one.sample.fold != without
    ]
    return learn(np.array([one.measures for one in given]), np.array([one.right for one in given]))


def calibrated(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes with the confidence that weights of the other folds give."""
    weights = {fold: sureness(outcomes, without=fold) for fold in range(FOLDS)}
    return [_sure(one, weights[one.sample.fold]) for one in outcomes]


def _sure(one: Outcome, weights: Floats) -> Outcome:
    if one.measures is None:
        return one
    odds = float(one.measures @ weights[:-1] + weights[-1])
    share = {**one.prediction.confidence, "body": 1 / (1 + float(np.exp(-odds)))}
    return replace(one, prediction=replace(one.prediction, confidence=share))


def _report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    rows = {}
    for name in SETS:
        of_set = [one for one in outcomes if one.sample.set == name]
        for label, given in (
            (name, of_set),
            (f"{name[:8]} tuned", [one for one in of_set if not one.sample.aside]),
            (f"{name[:8]} aside", [one for one in of_set if one.sample.aside]),
        ):
            rows[label] = summarise_scores([one.score for one in given], [one.prediction for one in given])
    yield from printed(rows)
    known = [one for one in outcomes if one.right is not None]
    sure = [one for one in known if one.prediction.confidence.get("body", 0) >= SURE]
    right = [one for one in known if one.right]
    both = sum(bool(one.right) for one in sure)
    yield (
        f"confidence >= {SURE}: {len(sure)} of {len(known)} bodies, "
        f"{both / max(len(sure), 1):.3f} of them right; {both / max(len(right), 1):.3f} of the right ones"
    )


def save(model: BodyModel) -> None:
    """Write the model that ships."""
    np.savez_compressed(
        FOLDER / "model.npz",
        **{f"trees.{part}": getattr(model.trees, part) for part in ("feature", "threshold", "mask", "value")},
        columns=np.array(model.columns),
        threshold=np.array(model.threshold),
        confidence=model.confidence,
    )
    text = json.dumps(model.words.weights, ensure_ascii=False, indent=0, sort_keys=True)
    (FOLDER / "lexicon.json").write_text(text + "\n", "utf-8")
