"""The scores of many pages in one row, and how far a confidence can be relied on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median, stdev

from crawler.accuracy.predictions import Prediction
from crawler.accuracy.scores import RIGHT_BODY, Score, harmonic_mean

#: A field at this confidence or above is one to rely on.
SURE = 0.9
#: Field of an article -> how right it is, from 0 to 1, or None where gold says nothing.
BY_FIELD: dict[str, Callable[[Score], float | None]] = {
    "headline": lambda score: score.title,
    "date_published": lambda score: score.date,
    "authors": lambda score: score.auth,
    "body": lambda score: _body(score),
    "language": lambda score: score.lang,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSummary:
    """The scores of a set; None where gold says nothing of the field.

    `f1` is of the mean precision `p` and recall `r` of the bodies' shingles, `mean_f1` the mean of each
    page's own, `exact` the share of bodies with exactly the gold's words, `snippets` F1 over texts that must
    and must not be there, `auth` the mean F1 over the set of names; title, day and language are exact.
    `spread` is two standard errors of the pages' F1 (of the title, where there is no body); `median_ms` and
    `mean_ms` are CPU milliseconds a page; `kept` is the share that was not refused as no article.
    """

    pages: int
    f1: float | None = None
    p: float | None = None
    r: float | None = None
    mean_f1: float | None = None
    exact: float | None = None
    snippets: float | None = None
    title: float | None = None
    date: float | None = None
    auth: float | None = None
    lang: float | None = None
    spread: float | None = None
    median_ms: float | None = None
    mean_ms: float | None = None
    kept: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Of one field: values with a confidence, those at `SURE`, the right ones, and those that are both.

    A right value without a confidence is among the right ones, and not among the sure.
    """

    field: str
    measured: int
    sure: int
    right: int
    sure_and_right: int


def summarise_scores(scores: Sequence[Score], predictions: Sequence[Prediction]) -> ScoreSummary:
    """Return the row of a set; scores and predictions are of the same pages."""
    bodies = [score.body for score in scores if score.body]
    precision = _mean(body.precision for body in bodies if body.has_prediction) or 0.0
    recall = _mean(body.recall for body in bodies if body.has_gold) or 0.0
    times = [prediction.ms for prediction in predictions if prediction.ms is not None]
    return ScoreSummary(
        pages=len(scores),
        f1=harmonic_mean(precision, recall) if bodies else None,
        p=precision if bodies else None,
        r=recall if bodies else None,
        mean_f1=_mean(body.f1 for body in bodies),
        exact=_mean(body.exact for body in bodies),
        snippets=_snippets(scores),
        title=_mean(score.title for score in scores),
        date=_mean(score.date for score in scores),
        auth=_mean(score.auth for score in scores),
        lang=_mean(score.lang for score in scores),
        spread=_spread([body.f1 for body in bodies] or [s.title for s in scores if s.title is not None]),
        median_ms=median(times) if times else None,
        mean_ms=_mean(times),
        kept=mean(prediction.refusal is None for prediction in predictions) if predictions else 1.0,
    )


def calibrate_confidence(scores: Sequence[Score], predictions: Sequence[Prediction]) -> list[Calibration]:
    """Return how far each field's confidence holds, over the pages where gold has the field."""
    return [_calibration(field, scores, predictions) for field in BY_FIELD]


def _calibration(field: str, scores: Sequence[Score], predictions: Sequence[Prediction]) -> Calibration:
    enough = RIGHT_BODY if field == "body" else 1
    pairs = [
        (prediction.confidence.get(field, -1.0), value >= enough)
        for score, prediction in zip(scores, predictions, strict=True)
        if (value := BY_FIELD[field](score)) is not None
    ]
    return Calibration(
        field=field,
        measured=sum(share >= 0 for share, _ in pairs),
        sure=sum(share >= SURE for share, _ in pairs),
        right=sum(right for _, right in pairs),
        sure_and_right=sum(right and share >= SURE for share, right in pairs),
    )


def _body(score: Score) -> float | None:
    """Return the F1 of a body, else of its snippets."""
    return score.body.f1 if score.body else _snippets([score])


def _snippets(scores: Iterable[Score]) -> float | None:
    found = [score.snippets for score in scores if score.snippets]
    if not found:
        return None
    hit, missed, wrong = (sum(getattr(one, name) for one in found) for name in ("hit", "missed", "wrong"))
    return harmonic_mean(hit / (hit + wrong or 1), hit / (hit + missed or 1))


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return mean(known) if known else None


def _spread(values: Sequence[float]) -> float | None:
    return 2 * stdev(values) / len(values) ** 0.5 if len(values) > 1 else None
