"""The model that ships has the format that its readers expect, and answers alike each time."""

import numpy as np

from crawler.extraction.body.boosted_trees import LEAVES
from crawler.extraction.body.confidence import MEASURES
from crawler.extraction.body.lexicon import PLACES
from crawler.extraction.body.model import load_body_model, score_blocks
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
