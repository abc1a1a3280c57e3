"""The figures of a simulated month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.simulation.polling import Polled


@dataclass(frozen=True)
class Figures:
    """Delays in minutes from publication to storage; by outlet: the median outlet's own figure."""

    requests: int
    articles: int
    lost: int
    median: float
    p95: float
    outlet_median: float
    outlet_p95: float
    #: Of the outlets' own medians and 95th percentiles, the mean.
    mean_outlet_median: float
    mean_outlet_p95: float
    worst_outlet_median: float

    @property
    def requests_an_article(self) -> float:
        """Source requests a stored article, 304s included."""
        return self.requests / self.articles


def figures(polled: Sequence[Polled]) -> Figures:
    """The figures of all outlets together."""
    pooled = np.concatenate([np.array(one.delays) for one in polled if one.delays]) * 60
    medians = np.array([np.median(one.delays) for one in polled if one.delays]) * 60
    tails = np.array([np.percentile(one.delays, 95) for one in polled if one.delays]) * 60
    return Figures(
        requests=sum(one.requests for one in polled),
        articles=len(pooled),
        lost=sum(one.lost for one in polled),
        median=float(np.median(pooled)),
        p95=float(np.percentile(pooled, 95)),
        outlet_median=float(np.median(medians)),
        outlet_p95=float(np.median(tails)),
        mean_outlet_median=float(medians.mean()),
        mean_outlet_p95=float(tails.mean()),
        worst_outlet_median=float(medians.max()),
    )
