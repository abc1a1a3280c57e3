"""Fits the logistic models of `crawler.extraction.likelihood`, and says how well they choose.

Every figure is cross-validated: a page is judged by weights that have seen no page of its domain. Newton's
method has one solution for one set of pages, so there is no seed.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.training.pages import FOLDS, Sample

EXTRACTION = Path(__file__).parents[2] / "crawler" / "extraction"
#: Marks that fewer candidates have get no weight.
FEWEST = 5
#: A value at this likelihood is called sure.
SURE = 0.9
_STEPS = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """The marks of one candidate of a page, and how right it is by gold, 0 to 1."""

    marks: Collection[str]
    right: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A page with the candidates that are to be chosen from."""

    sample: Sample
    candidates: Sequence[Candidate]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen on a page: how likely by the weights, how right by gold."""

    sample: Sample
    likely: float
    right: float


def fit(choices: Sequence[Choice], *, ridge: float) -> dict[str, float]:
    """Return the weights of all marks under which the candidates are likeliest to be as right as they are.

    `ridge` is the penalty on large weights.
    """
    candidates = [candidate for choice in choices for candidate in choice.candidates]
    counts = Counter(mark for candidate in candidates for mark in candidate.marks)
    names = ["bias", *sorted(mark for mark, count in counts.items() if count >= FEWEST)]
    values = _newton(
        _matrix(candidates, names), np.array([candidate.right for candidate in candidates]), ridge
    )
    return {name: round(float(value), 3) for name, value in zip(names, values, strict=True)}


def _matrix(candidates: Sequence[Candidate], names: list[str]) -> NDArray[np.float64]:
    places = {name: place for place, name in enumerate(names)}
    matrix = np.zeros((len(candidates), len(names)))
    for row, candidate in enumerate(candidates):
        matrix[row, [0, *(places[mark] for mark in candidate.marks if mark in places)]] = 1
    return matrix


def _newton(matrix: NDArray[np.float64], right: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    weights = np.zeros(matrix.shape[1])
    penalty = np.full(matrix.shape[1], ridge)
    penalty[0] = min(ridge, 1e-3)
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (likely - right) + penalty * weights
        curve = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return weights


def choose(choice: Choice, weights: dict[str, float]) -> Chosen:
    """Return the likeliest candidate of a page, the first of equals; nothing where nothing is stated."""
    scored = [(_likely(candidate, weights), candidate.right) for candidate in choice.candidates]
    likely, right = max(scored, key=lambda entry: entry[0], default=(0.0, 0.0))
    return Chosen(choice.sample, likely, right)


def _likely(candidate: Candidate, weights: dict[str, float]) -> float:
    odds = weights["bias"] + sum(weights.get(mark, 0.0) for mark in candidate.marks)
    return float(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def cross_validated(choices: Sequence[Choice], *, ridge: float) -> list[Chosen]:
    """Return what is chosen on each page by weights from the other folds."""
    found = []
    for fold in range(FOLDS):
        weights = fit([one for one in choices if one.sample.fold != fold], ridge=ridge)
        found += [choose(one, weights) for one in choices if one.sample.fold == fold]
    return found


def calibrated(chosen: Sequence[Chosen]) -> tuple[list[Chosen], float, float]:
    """Return the choices with likelihoods as measured, and the slope and shift of odds that make them so.

    Right is here what is wholly right; two figures are fitted to what the other folds' weights foretold.
    """
    odds = np.array([float(np.log(one.likely / (1 - one.likely))) for one in chosen if 0 < one.likely < 1])
    right = np.array([float(one.right >= 1) for one in chosen if 0 < one.likely < 1])
    shift, slope = _newton(np.column_stack([np.ones_like(odds), odds]), right, 0.0)
    found = [replace(one, likely=_shifted(one.likely, slope, shift)) for one in chosen]
    return found, round(float(slope), 3), round(float(shift), 3)


def _shifted(likely: float, slope: float, shift: float) -> float:
    if not 0 < likely < 1:
        return likely
    return float(1 / (1 + np.exp(-slope * np.log(likely / (1 - likely)) - shift)))


def train(name: str, choices: Sequence[Choice], *, ridge: float, source: str) -> None:
    """Print how well is chosen, cross-validated, and write the weights of all pages."""
    chosen, slope, shift = calibrated(cross_validated(choices, ridge=ridge))
    print(report(chosen))
    data = {"source": source, "slope": slope, "shift": shift, "weights": fit(choices, ridge=ridge)}
    text = json.dumps(data, indent=1, ensure_ascii=False)
    (EXTRACTION / name / "weights.json").write_text(f"{text}\n", "utf-8")


def report(chosen: Sequence[Chosen]) -> str:
    """Return how much is right by set, tuned part and the part kept aside, and how well that is foretold."""
    rows = defaultdict(list)
    for one in chosen:
        rows[one.sample.set].append(one.right)
        rows[f"{one.sample.set}, {'aside' if one.sample.aside else 'tuned'}"].append(one.right)
    lines = [f"{name:24} {len(rights):4} {np.mean(rights):.3f}" for name, rights in sorted(rows.items())]
    sure = [one.right >= 1 for one in chosen if one.likely >= SURE]
    found = [one.likely >= SURE for one in chosen if one.right >= 1]
    lines.append(f"at >= {SURE}: {len(sure)} pages, {np.mean(sure):.3f} of them right")
    lines.append(f"of the right ones at >= {SURE}: {np.mean(found):.3f}")
    return "\n".join(lines)
