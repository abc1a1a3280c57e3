"""Weighs what speaks for a value: a logistic model over named marks, trained from the corpora.

The weights are data (`weights/*.json`, made by `python -m tests.training`): a mark's name and what it adds
to the logarithm of the odds that a value with it is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import exp

_FURTHEST = 30.0


@cache
def weights(name: str) -> dict[str, float]:
    """Return the weights of `weights/{name}.json` by mark; "bias" is every value's."""
    text = files(__package__).joinpath("weights", f"{name}.json").read_text("utf-8")
    loaded: dict[str, float] = json.loads(text)["weights"]
    return loaded


def likelihood(name: str, marks: Iterable[str]) -> float:
    """Return how likely a value with these marks is right, 0 to 1, to three figures."""
    known = weights(name)
    odds = known["bias"] + sum(known.get(mark, 0.0) for mark in marks)
    return round(1 / (1 + exp(-max(-_FURTHEST, min(_FURTHEST, odds)))), 3)
