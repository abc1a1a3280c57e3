"""Trees packed into arrays answer as the trees do that they were packed from."""

from typing import Any

import numpy as np
import pytest

from crawler.extraction.body.boosted_trees import LEAVES, Trees

Node = dict[str, Any]


def backfill_pages(node: Node, row: list[float]) -> float:
    while "value" not in node:
        node = node["left"] if row[node["feature"]] <= node["threshold"] else node["right"]
    return float(node["value"])


def grown(rng: np.random.Generator, leaves: int, *, start: int = 0) -> Node:
    """Return a tree at random; leaves are numbered from left to right, which is the bit that they have."""
    if leaves == 1:
        return {"value": round(float(rng.normal()), 3), "bit": start}
    left = int(rng.integers(1, leaves))
    return {
        "feature": int(rng.integers(0, 4)),
        "threshold": round(float(rng.normal()), 2),
        "left": grown(rng, left, start=start),
        "right": grown(rng, leaves - left, start=start + left),
        "struck": sum(1 << bit for bit in range(start, start + left)),
    }


def packed(trees: list[Node]) -> Trees:
    feature = np.zeros((len(trees), LEAVES - 1), np.int16)
    threshold = np.full((len(trees), LEAVES - 1), np.inf, np.float32)
    mask = np.full((len(trees), LEAVES - 1), 0xFFFF, np.uint16)
    value = np.zeros((len(trees), LEAVES), np.float32)
    for number, tree in enumerate(trees):
        waiting, at = [tree], 0
        while waiting:
            node = waiting.pop()
            if "value" in node:
                value[number, node["bit"]] = node["value"]
                continue
            feature[number, at], threshold[number, at] = node["feature"], node["threshold"]
            mask[number, at] = 0xFFFF & ~node["struck"]
            waiting += [node["left"], node["right"]]
            at += 1
    return Trees(feature.ravel(), threshold.ravel(), mask.ravel(), value)


@pytest.mark.parametrize("leaves", [1, 2, 7, LEAVES])
def test_packed_trees_give_the_sum_of_the_leaves_that_a_row_reaches(leaves: int) -> None:
    rng = np.random.default_rng(leaves)
    trees = [grown(rng, leaves) for _ in range(20)]
    rows = rng.normal(size=(600, 4)).astype(np.float32)
    wanted = [sum(backfill_pages(tree, row) for tree in trees) for row in rows.tolist()]
    assert packed(trees).ask(np.ascontiguousarray(rows.T)) == pytest.approx(wanted, abs=1e-4)


def test_no_row_is_no_answer() -> None:
    tree = packed([grown(np.random.default_rng(1), 3)])
    assert tree.ask(np.zeros((4, 0), np.float32)).shape == (0,)
