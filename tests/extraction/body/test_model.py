"""The model that ships has the format that its readers expect, and answers alike each time."""

from typing import Any

import numpy as np
import pytest

from crawler.extraction.body.lexicon import PLACES
from crawler.extraction.body.model import LEAVES, MEASURES, Trees, load_body_model, score_blocks
from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.page.page import read_page
from tests.extraction.pages import PARAGRAPHS, URL, page


def test_arrays_fit_each_other() -> None:
    trees = load_body_model().trees
    count = len(trees.value)
    assert trees.value.shape == (count, LEAVES)
    assert {part.shape for part in (trees.feature, trees.threshold, trees.mask)} == {(count * (LEAVES - 1),)}
    assert [str(a.dtype) for a in (trees.feature, trees.mask, trees.value)] == ["int16", "uint16", "float32"]
    assert np.isfinite(trees.value).all()
    assert 0 <= trees.feature.min() <= trees.feature.max() < len(load_body_model().columns)


def test_confidence_has_a_weight_a_measure_and_a_constant() -> None:
    assert load_body_model().confidence.shape == (len(MEASURES) + 1,)
    assert np.isfinite(load_body_model().confidence).all()
    assert 0 < load_body_model().threshold < 1


def test_words_have_weights_in_every_place() -> None:
    weights = load_body_model().words.weights
    assert set(weights) == set(PLACES)
    assert all(isinstance(weight, float) for place in weights.values() for weight in place.values())


def test_the_same_page_has_the_same_shares() -> None:
    first, second = (_scored(page()) for _ in range(2))
    assert (first[1] == second[1]).all()
    assert ((first[1] >= 0) & (first[1] <= 1)).all()


def test_paragraphs_of_the_article_have_higher_shares_than_the_rest() -> None:
    texts, shares = _scored(page())
    inside = np.array([text in PARAGRAPHS for text in texts])
    assert shares[inside].min() > shares[~inside].max()


def _scored(html: str) -> tuple[list[str], np.ndarray]:
    read = read_page(html, url=URL)
    found = score_blocks(read, linked_data(read))
    assert found is not None
    return found.measured.blocks.texts, found.shares


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
