"""Boosted trees asked for many rows at once, in numpy alone.

After QuickScorer (Lucchese et al., SIGIR 2015): each split that fails strikes the leaves of its left side off
a bit mask; the lowest bit that all splits of a tree leave standing is its leaf.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Leaves of a tree, at most: the bits of a mask.
LEAVES = 16
#: Rows asked at a time, so that a page of many blocks takes little memory.
_ROWS = 512


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of at most 16 leaves. A split sends a row to the right where its feature is above the threshold.

    `feature`, `threshold` and `mask` have 15 splits a tree, one tree after the other; a tree with fewer has
    splits that never fail. `value` is trees x 16; the answer is the sum over trees (log-odds).
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    mask: NDArray[np.uint16]
    value: NDArray[np.float32]

    def ask(self, columns: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the log-odds of each row; `columns` is features x rows."""
        rows = columns.shape[1]
        parts = [self._ask(columns[:, at : at + _ROWS]) for at in range(0, rows, _ROWS)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _ask(self, columns: NDArray[np.float32]) -> NDArray[np.float64]:
        trees, rows = len(self.value), columns.shape[1]
        fails = np.take(columns, self.feature, axis=0) > self.threshold[:, None]
        # Its mask where a split fails, all bits where it holds: cheaper than a choice between the two.
        standing = (fails.astype(np.uint16) - np.uint16(1)) | self.mask[:, None]
        standing = standing.reshape(trees, LEAVES - 1, rows)
        leaf = _lowest_bit()[np.bitwise_and.reduce(standing, axis=1)]
        found: NDArray[np.float64] = self.value.ravel()[leaf + np.arange(trees)[:, None] * LEAVES].sum(
            axis=0, dtype=np.float64
        )
        return found


@cache
def _lowest_bit() -> NDArray[np.uint8]:
    """Return the place of the lowest bit of each number of 16 bits."""
    places = np.zeros(0x10000, np.uint8)
    for bit in reversed(range(LEAVES)):
        places[1 << bit :: 1 << (bit + 1)] = bit
    return places


def trees_of(arrays: Mapping[str, Any], name: str) -> Trees:
    """Return the trees kept as `name.feature`, `name.threshold`, `name.mask` and `name.value`."""
    return Trees(
        *(np.asarray(arrays[f"{name}.{part}"]) for part in ("feature", "threshold", "mask", "value"))
    )
