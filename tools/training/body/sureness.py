"""The confidence of a body: logistic regression over what is measured of it, with a slight penalty."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

PENALTY = 1.0

Floats = NDArray[np.float64]


def learn(rows: Floats, right: NDArray[np.bool_]) -> Floats:
    """Return the weights of the measures (pages x measures), the constant last."""
    sign = np.where(right, 1.0, -1.0)
    center, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.column_stack([(rows - center) / spread, np.ones(len(rows))])

    def loss(w: Floats) -> tuple[float, Floats]:
        margin = sign * (scaled @ w)
        pull = -sign / (1 + np.exp(np.clip(margin, -30, 30)))
        value = np.logaddexp(0, -margin).sum() + 0.5 * PENALTY * (w[:-1] ** 2).sum()
        return float(value), scaled.T @ pull + PENALTY * np.append(w[:-1], 0)

    found = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[:-1] / spread
    return np.round(np.append(weights, found[-1] - weights @ center), 4)
