"""How sure a body is: the measured share of such bodies that are right."""

from __future__ import annotations

import numpy as np

from crawler.extraction.body.measured import Floats
from crawler.extraction.body.model import Scored

#: What is measured of a body; the model's weights stand in this order, the constant last.
MEASURES = ("expected", "doubt", "stable", "length")
#: Blocks are chosen alike by every threshold between these, where the body is stable.
_LOW, _HIGH = 0.3, 0.7


def measure_choice(scored: Scored, *, threshold: float) -> Floats:
    """Return the `MEASURES` of what was chosen, each about 0 to 1.

    `expected` is the F1 to be expected if each block's share is its chance to belong to the article, `doubt`
    the same where it nears 1, on a finer scale; `length` is logarithmic.
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
    """Return the share of bodies like this one that are right: those with F1 >= .9 against gold."""
    odds = float(measure_choice(scored, threshold=threshold) @ weights[:-1] + weights[-1])
    return round(1 / (1 + float(np.exp(-odds))), 3)
