"""Patterns that run on scraped text take linear time, however the text is made.

Each is tried with texts made of its own pieces; the slowest grows to a megabyte.
"""

from __future__ import annotations

import time

import pytest

from crawler.extraction import captions
from crawler.extraction.refusal import decide as refusal
from crawler.normalization.datelines import split as datelines
from crawler.normalization.people import byline as bylines
from tests.patterns import Named, hostile_texts, patterns_of, repeated

PACKAGES = ("crawler.extraction", "crawler.normalization", "crawler.discovery")
#: Characters of the first, short texts, and of the last, long one.
SHORT, LONG = 8_000, 1_000_000
#: The aim is .1 s a megabyte on a machine of its own. Every match is counted here, and machines are
#: slow and busy; a quadratic pattern takes minutes.
MOST_SECONDS = 2.0
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
    slowest = max(hostile_texts(named.pattern), key=lambda text: seconds(named, text, tried))
    if named.name in BOUNDED:
        assert seconds(named, slowest, tried) < MOST_SECONDS / 20, slowest
    else:
        assert seconds(named, slowest, LONG) < MOST_SECONDS, slowest


def seconds(named: Named, text: tuple[str, str], size: int) -> float:
    """CPU seconds that a pattern takes for one hostile text of `size` characters, all matches counted."""
    given = repeated(named.pattern, text, size)
    start = time.process_time()
    if "search" in named.asked:
        for _ in named.pattern.finditer(given):
            pass
    if "match" in named.asked:
        named.pattern.match(given)
    if "fullmatch" in named.asked:
        named.pattern.fullmatch(given)
    return time.process_time() - start


def test_the_patterns_of_all_packages_are_found() -> None:
    for package in PACKAGES:
        assert sum(name.startswith(package) for name in PATTERNS) > 10
    assert any(name.startswith("crawler.extraction.refusal.decide._heading_signs") for name in PATTERNS)
    assert any(name.startswith("crawler.normalization.people.credit_line._labels") for name in PATTERNS)


@pytest.mark.parametrize("slow", [r"(\w+)\s*[!?]", r"\s+(?:and)\s+", r"(?:a|a)*b", r"<[^>]*>x"])
def test_a_pattern_that_is_not_linear_is_found(slow: str) -> None:
    import re

    named = Named("slow", re.compile(slow), frozenset({"search"}))
    texts = list(hostile_texts(named.pattern))
    short = max(texts, key=lambda text: seconds(named, text, 400 if "a|a" not in slow else 18))
    small, large = (18, 22) if "a|a" in slow else (1_000, 8_000)
    assert seconds(named, short, large) > 10 * seconds(named, short, small)
