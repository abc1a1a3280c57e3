"""The ranker of headlines: a weight for each feature, learned from pages whose headline is known.

`model.json` is written by `make train`: "weights" by the names of `features`, and
"calibration", pairs of the winner's log-odds and the share of right ones that was measured there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log

from crawler.extraction.headline.features import Features

PATH = files(__package__).joinpath("model.json")
#: The features of no wording: that the headline is none of those on the page.
NONE: Features = {"none": 1.0}
#: Keeps odds finite.
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class HeadlineModel:
    """Weights by feature; `calibration` holds rising log-odds of winners with the share of right ones."""

    weights: dict[str, float]
    calibration: tuple[tuple[float, float], ...] = ()

    def shares(self, rows: Sequence[Features]) -> list[float]:
        """Return for each wording the chance that it is the headline; what is left to 1 is that none is."""
        weight = self.weights.get
        scores = [sum(weight(name, 0.0) * value for name, value in row.items()) for row in (*rows, NONE)]
        most = max(scores)
        raised = [exp(score - most) for score in scores]
        total = sum(raised)
        return [value / total for value in raised[:-1]]

    def confidence(self, share: float) -> float:
        """Return the share of right ones among winners of this chance, between the measured points."""
        at, points = log_odds(share), self.calibration
        if at <= points[0][0]:
            return points[0][1]
        for (low, less), (high, more) in pairwise(points):
            if at <= high:
                return less + (more - less) * (at - low) / (high - low)
        return points[-1][1]


def log_odds(share: float) -> float:
    """Return the logarithm of the odds of a chance, finite for 0 and 1 too."""
    return log((share + _LEAST) / (1 - share + _LEAST))


@cache
def load_headline_model() -> HeadlineModel:
    """Return the ranker that ships with the project."""
    kept = json.loads(PATH.read_text("utf-8"))
    return HeadlineModel(kept["weights"], tuple((odds, share) for odds, share in kept["calibration"]))
