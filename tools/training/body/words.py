"""Weights of words: logistic regression over the words of blocks and of the classes around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from crawler.extraction.body.lexicon import PLACES, Lexicon

Term = tuple[str, str]
#: A word counts where at least this many domains have it.
DOMAINS = 5
#: Strength of the penalty on large weights.
PENALTY = 3.0
#: Steps of the descent, which is stopped early: a penalty, too.
STEPS = 40
#: Weights below this say nothing and do not ship.
LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of all blocks: `matrix` is blocks x `names`."""

    names: list[Term]
    matrix: Any


def gather(blocks: Sequence[list[list[Term]]], domains: Sequence[str]) -> Terms:
    """Return the terms that enough domains have; `blocks` and `domains` have one entry a page."""
    seen: dict[Term, set[str]] = defaultdict(set)
    for page, domain in zip(blocks, domains, strict=True):
        for terms in page:
            for term in terms:
                seen[term].add(domain)
    names = sorted(term for term, where in seen.items() if len(where) >= DOMAINS)
    place = {term: at for at, term in enumerate(names)}
    columns = [[place[term] for term in terms if term in place] for page in blocks for terms in page]
    flat = np.array([column for row in columns for column in row], np.int32)
    ends = np.cumsum([0, *map(len, columns)])
    matrix = csr_matrix((np.ones(len(flat), np.float32), flat, ends), (len(columns), len(names)))
    return Terms(names, matrix)


def weigh(
    terms: Terms, rows: NDArray[np.bool_], label: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the weights of all terms, learned from some rows; the constant is not kept."""
    chosen, sign, mass = terms.matrix[rows], 2 * label[rows] - 1, weight[rows]
    turned = chosen.T.tocsr()

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = sign * (chosen @ w[:-1] + w[-1])
        pull = -mass * sign / (1 + np.exp(np.clip(margin, -30, 30)))
        value = (mass * np.logaddexp(0, -margin)).sum() + 0.5 * PENALTY * (w[:-1] ** 2).sum()
        return float(value), np.append(turned @ pull + PENALTY * w[:-1], pull.sum())

    start = np.zeros(len(terms.names) + 1)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x[:-1])


def by_place(terms: Terms, weights: NDArray[np.float64], rows: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the sum of weights in each place for some rows (rows x `PLACES`)."""
    where = np.array([PLACES.index(place) for place, _ in terms.names])
    table = np.zeros((len(weights), len(PLACES)))
    table[np.arange(len(weights)), where] = shipped(weights)
    return np.asarray(terms.matrix[rows] @ table)


def shipped(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights as they ship: rounded, the small ones zero."""
    return np.where(np.abs(weights) < LEAST, 0, np.round(weights, 2))


def lexicon(terms: Terms, weights: NDArray[np.float64]) -> Lexicon:
    """Return the lexicon that ships."""
    table: dict[str, dict[str, float]] = {place: {} for place in PLACES}
    for (place, word), weight in zip(terms.names, shipped(weights), strict=True):
        if weight:
            table[place][word] = float(weight)
    return Lexicon(table)
