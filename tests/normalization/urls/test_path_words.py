"""The words of addresses are written as addresses print them, and each says one thing of a segment."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from crawler.normalization.urls import path_words

SETS = {name: value for name, value in vars(path_words).items() if isinstance(value, frozenset)}
#: Sets that tell what a whole segment of a path is.
SEGMENTS = ("LISTS", "SECTIONS", "ARTICLES", "NEWS")


@pytest.mark.parametrize("name", SETS)
def test_words_are_in_lower_case_and_without_accents(name: str) -> None:
    assert SETS[name]
    assert [word for word in SETS[name] if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", word)] == []


def test_the_sets_are_all_there() -> None:
    assert {*SEGMENTS, "STATIC", "FILES", "PAGES", "ID_PARAMS", "LIST_PARAMS"} <= set(SETS)


@pytest.mark.parametrize(("one", "other"), [*combinations(SEGMENTS, 2)])
def test_a_segment_is_one_thing_only(one: str, other: str) -> None:
    assert not SETS[one] & SETS[other]


def test_a_parameter_carries_an_article_or_a_list_and_an_ending_a_page_or_a_file() -> None:
    assert not SETS["ID_PARAMS"] & SETS["LIST_PARAMS"]
    assert not SETS["PAGES"] & SETS["FILES"]
