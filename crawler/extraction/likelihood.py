"""How likely a value is right: two models whose weights were learned from pages with known values.

`weights.json` of `authors` and `dates` holds what a mark adds to the logarithm of the odds that a value with
it is right. `model.json` of `headline` holds the weight of each feature, by which the wordings of a page
compete. `make train` writes all three (`tools/training`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log
from typing import Any

#: Odds beyond e to this power count as this.
_FURTHEST = 30.0
#: Keeps odds finite.
_LEAST = 1e-6
#: The features of no wording: that the headline is none of those on the page.
NONE: Mapping[str, float] = {"none": 1.0}


@dataclass(frozen=True, slots=True)
class MarkWeights:
    """Weights by mark ("bias" counts for every value), and the line that turns sums into measured odds."""

    weights: dict[str, float]
    slope: float
    shift: float


@cache
def load_weights(name: str) -> MarkWeights:
    """Return the weights of marks that ship for `name`, which is "authors" or "dates"."""
    kept = _kept(name, "weights.json")
    return MarkWeights(kept["weights"], kept["slope"], kept["shift"])


def _kept(name: str, file: str) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(files(__package__).joinpath(name, file).read_text("utf-8"))
    return kept


def weigh_marks(name: str, marks: Iterable[str]) -> float:
    """Return how likely a value with these marks is right, 0 to 1, rounded to three figures."""
    known = load_weights(name)
    odds = known.weights["bias"] + sum(known.weights.get(mark, 0.0) for mark in marks)
    odds = known.slope * odds + known.shift
    return round(1 / (1 + exp(-max(-_FURTHEST, min(_FURTHEST, odds)))), 3)


@dataclass(frozen=True, slots=True)
class HeadlineModel:
    """Weights by feature; `calibration` pairs rising log-odds of winners with the share of right ones."""

    weights: dict[str, float]
    calibration: tuple[tuple[float, float], ...] = ()

    def shares(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """Return the chance of each wording to be the headline; what is left to 1 is that none is."""
        weight = self.weights.get
        scores = [sum(weight(name, 0.0) * value for name, value in row.items()) for row in (*rows, NONE)]
        most = max(scores)
        raised = [exp(score - most) for score in scores]
        total = sum(raised)
        return [value / total for value in raised[:-1]]

    def confidence(self, share: float) -> float:
        """Return the measured share of right ones, 0 to 1, among winners with this chance."""
        at, points = log_odds(share), self.calibration
        if at <= points[0][0]:
            return points[0][1]
        for (low, less), (high, more) in pairwise(points):
            if at <= high:
                return less + (more - less) * (at - low) / (high - low)
        return points[-1][1]


def log_odds(share: float) -> float:
    """Return the logarithm of the odds of a chance, which stays finite for 0 and 1."""
    return log((share + _LEAST) / (1 - share + _LEAST))


@cache
def load_headline_model() -> HeadlineModel:
    """Return the ranker of headlines that ships."""
    kept = _kept("headline", "model.json")
    return HeadlineModel(kept["weights"], tuple((odds, share) for odds, share in kept["calibration"]))
