"""A block is measured by its text, its neighbours and its place on the page."""

from __future__ import annotations

import numpy as np
import pytest

from crawler.extraction.body.blocks import Measured
from crawler.extraction.body.features import (
    COMMA,
    DIGIT,
    KINDS,
    LETTER,
    LOWER,
    SPACE,
    STOP,
    UNSPACED,
    UPPER,
    count_kinds,
    measure_blocks,
)
from crawler.extraction.body.model import load_body_model
from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.page.page import read_page
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, page


def measured(inner: str) -> Measured:
    found = measure_or_none(inner)
    assert found is not None
    return found


def measure_or_none(inner: str) -> Measured | None:
    read = read_page(f"<html><body>{inner}</body></html>", url=URL)
    return measure_blocks(read, linked_data(read))


def column(inner: str, name: str) -> list[float]:
    return measured(inner).columns[name].tolist()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ab 1.", {UPPER: 1, LOWER: 1, SPACE: 1, DIGIT: 1, STOP: 1}),
        ("東京、", {UNSPACED: 2, COMMA: 1}),
        ("خبر", {LETTER: 3}),
        ("ǅ", {UPPER: 1}),
        ("\ud800", {}),
    ],
)
def test_characters_are_counted_by_kind(text: str, kinds: dict[int, int]) -> None:
    counts, _, _ = count_kinds([text])
    found = {kind: int(counts[kind, 0]) for kind in range(1, KINDS) if counts[kind, 0]}
    assert found == kinds
    assert counts.sum() == len(text)


def test_each_text_has_its_own_counts_and_ends() -> None:
    counts, first, last = count_kinds(["A1", "b,c.", "2"])
    assert counts.sum(0).tolist() == [2, 4, 1]
    assert first.tolist() == [UPPER, LOWER, DIGIT]
    assert last.tolist() == [DIGIT, STOP, DIGIT]


def test_a_page_without_text_has_no_blocks() -> None:
    assert measure_or_none("<div><img src='/a.jpg'></div>") is None


def test_the_measures_are_those_that_the_model_asks_for_beside_its_words() -> None:
    found = measured(f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p>").columns
    asked = {name for name in load_body_model().columns if not name.startswith("words")}
    assert asked <= set(found)
    assert all(np.isfinite(values).all() for values in found.values())


def test_a_text_is_measured_by_its_links_capitals_and_end() -> None:
    inner = "<p>Ten <a>words</a></p><p>ALL</p><p>A sentence ends.</p><p>It says:</p>"
    assert column(inner, "linked")[0] == pytest.approx(5 / 9)
    assert column(inner, "links")[:2] == [1, 0]
    assert column(inner, "upper")[:2] == pytest.approx([1 / 8, 1])
    assert column(inner, "ends")[1:] == [0, 1, 0.5]


def test_prose_is_a_text_of_ten_words_that_are_no_links() -> None:
    found = measured(f"<p>{PARAGRAPHS[0]}</p><p>Short.</p><p><a>{PARAGRAPHS[1]}</a></p>")
    assert (found.prose > 0).tolist() == [True, False, False]


def test_neighbours_are_those_before_and_behind() -> None:
    inner = "<p>One two three</p><h2>Four</h2><p>Five</p>"
    tokens, before, behind = (column(inner, name) for name in ("tokens", "tokens-1", "tokens+1"))
    assert before[1:] == tokens[:-1]
    assert behind[:-1] == tokens[1:]
    assert column(inner, "same_path-1") == column(inner, "same_path+1") == [0, 0, 0]
    assert column("<p>One</p><p>Two</p>", "same_path+1")[0] == 1


def test_the_heading_before_is_the_nearest_one_above() -> None:
    inner = "<p>One</p><h2>Two</h2><p>Three</p><p>Four</p>"
    assert column(inner, "heading_far") == [101, 101, 1, 2]
    assert column(inner, "heading_beside")[2:] == [1, 1]
    assert column(f"<div><h2>Two</h2></div>{'<p>x</p>'}", "heading_beside")[1] == 0


def test_a_text_that_comes_again_is_numbered() -> None:
    inner = "<p>Share</p><p>Other</p><p>Share</p>"
    assert column(inner, "repeats") == [2, 1, 2]
    assert column(inner, "repeat") == [1, 1, 2]


def test_places_are_counted_along_the_page() -> None:
    found = measured(page()).columns
    assert (np.diff(found["at"]) > 0).all()
    assert (np.diff(found["prose_before"]) >= 0).all()
    assert found["of_longest"].max() == pytest.approx(1.0)
