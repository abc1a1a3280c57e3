"""Weighs what speaks for a value: a logistic model over named marks, trained from the corpora.

The weights are data (`weights.json` in `authors` and `dates`, made by `python -m tools.training`): a mark's
name and what it adds to the logarithm of the odds that a value with it is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

_FURTHEST = 30.0


@dataclass(frozen=True, slots=True)
class MarkWeights:
    """The weights by mark ("bias" is every value's), and the line that makes their odds those measured."""

    weights: dict[str, float]
    slope: float
    shift: float


@cache
def load_weights(name: str) -> MarkWeights:
    """Return the model of `{name}/weights.json`."""
    text = files(__package__).joinpath(name, "weights.json").read_text("utf-8")
    data = json.loads(text)
    return MarkWeights(data["weights"], data["slope"], data["shift"])


def weigh_marks(name: str, marks: Iterable[str]) -> float:
    """Return how likely a value with these marks is right, 0 to 1, to three figures."""
    known = load_weights(name)
    odds = known.weights["bias"] + sum(known.weights.get(mark, 0.0) for mark in marks)
    odds = known.slope * odds + known.shift
    return round(1 / (1 + exp(-max(-_FURTHEST, min(_FURTHEST, odds)))), 3)
