"""Patterns that run on scraped text take linear time, however the text is made.

Each is tried with short texts made of its own pieces; the one that cost most grows to a megabyte.
"""

from __future__ import annotations

import re

import pytest

from crawler.extraction import captions
from crawler.extraction.refusal import decide as refusal
from crawler.normalization.datelines import split as datelines
from crawler.normalization.people import byline as bylines
from tests.growth import check_linear, check_moment, least_cost
from tests.patterns import Named, hostile_texts, patterns_of, repeated

PACKAGES = ("crawler.extraction", "crawler.normalization", "crawler.discovery")
#: Characters of the first, short texts, and of the last, long one.
SHORT, LONG = 8_000, 1_000_000
#: Patterns that run on short texts alone, with the longest that they are given.
BOUNDED = {
    "crawler.extraction.captions._CREDIT_TEXT": captions._BESIDE,
    "crawler.extraction.refusal.decide._heading_signs": refusal.LONGEST_HEADING,
    "crawler.normalization.people.credit_line._labels": bylines._LONGEST_LINE,
    "crawler.normalization.datelines.parts._CABLE": datelines._HEAD,
}

PATTERNS = {f"{n.name}: {n.pattern.pattern!r:.40}": n for package in PACKAGES for n in patterns_of(package)}


@pytest.mark.parametrize("named", PATTERNS.values(), ids=PATTERNS)
def test_a_megabyte_of_hostile_text_takes_linear_time(named: Named) -> None:
    tried = BOUNDED.get(named.name, SHORT)
    slowest = dearest_text(named, tried)
    if named.name in BOUNDED:
        check_moment(named.try_on, repeated(named.pattern, slowest, tried))
    else:
        check_linear(named.try_on, lambda size: repeated(named.pattern, slowest, size), most=LONG)


def dearest_text(named: Named, size: int, *, tries: int = 1) -> tuple[str, str]:
    """The hostile text that costs a pattern most, of those in `size` characters."""
    texts = hostile_texts(named.pattern)
    return max(
        texts, key=lambda text: least_cost(named.try_on, repeated(named.pattern, text, size), tries=tries)
    )


def test_the_patterns_of_all_packages_are_found() -> None:
    for package in PACKAGES:
        assert sum(name.startswith(package) for name in PATTERNS) > 10
    assert any(name.startswith("crawler.extraction.refusal.decide._heading_signs") for name in PATTERNS)
    assert any(name.startswith("crawler.normalization.people.credit_line._labels") for name in PATTERNS)


@pytest.mark.parametrize(
    ("slow", "most"), [(r"(\w+)\s*[!?]", 8_000), (r"\s+(?:and)\s+", 32_000), (r"<[^>]*>x", 32_000)]
)
def test_a_pattern_that_is_not_linear_is_found(slow: str, most: int) -> None:
    named = Named("slow", re.compile(slow), frozenset({"search"}))
    slowest = dearest_text(named, 500, tries=5)
    with pytest.raises(AssertionError, match="cost grows"):
        check_linear(named.try_on, lambda size: repeated(named.pattern, slowest, size), most=most)


def test_a_pattern_of_exponential_cost_is_found() -> None:
    named = Named("slow", re.compile(r"(?:a|a)*b"), frozenset({"search"}))
    with pytest.raises(AssertionError, match="times what a few megabytes of text cost"):
        check_moment(named.try_on, repeated(named.pattern, ("", "a"), 22))
