"""Boosted trees over blocks: LightGBM learns them, `crawler.extraction.body.model` asks them."""

from __future__ import annotations

from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.model import LEAVES, Trees

ROUNDS = 220
PARAMETERS = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": LEAVES, "min_data_in_leaf": 40,
    "feature_fraction": 0.3, "bagging_fraction": 0.6, "bagging_freq": 1, "lambda_l2": 5.0,
    "min_sum_hessian_in_leaf": 0.1, "max_bin": 63, "force_row_wise": True, "deterministic": True,
    "num_threads": 1, "seed": 1, "verbose": -1,
}  # fmt: skip


def grow(columns: NDArray[np.float32], label: NDArray[np.float64], weight: NDArray[np.float64]) -> Trees:
    """Return trees learned from blocks (blocks x columns)."""
    learned = lightgbm.train(PARAMETERS, lightgbm.Dataset(columns, label, weight=weight), ROUNDS)
    return packed(learned.dump_model()["tree_info"])


def packed(trees: list[dict[str, Any]]) -> Trees:
    """Return LightGBM's trees as arrays: leaves are numbered from left to right."""
    feature = np.zeros((len(trees), LEAVES - 1), np.int16)
    threshold = np.full((len(trees), LEAVES - 1), np.inf, np.float32)
    mask = np.full((len(trees), LEAVES - 1), 0xFFFF, np.uint16)
    value = np.zeros((len(trees), LEAVES), np.float32)
    for number, tree in enumerate(trees):
        leaves: list[float] = []
        splits: list[tuple[int, float, int]] = []
        _backfill(tree["tree_structure"], leaves, splits)
        value[number, : len(leaves)] = leaves
        for at, (column, limit, struck) in enumerate(splits):
            feature[number, at] = column
            threshold[number, at] = np.float32(limit)
            mask[number, at] = 0xFFFF & ~struck
    return Trees(feature.ravel(), threshold.ravel(), mask.ravel(), value)


def _backfill(node: dict[str, Any], leaves: list[float], splits: list[tuple[int, float, int]]) -> None:
    if "split_feature" not in node:
        leaves.append(float(node["leaf_value"]))
        return
    first = len(leaves)
    _backfill(node["left_child"], leaves, splits)
    struck = (1 << len(leaves)) - (1 << first)
    splits.append((int(node["split_feature"]), float(node["threshold"]), struck))
    _backfill(node["right_child"], leaves, splits)
