"""A listing on a backfill: pages newer than the window are passed over, none in it is missed."""

from __future__ import annotations

import random

import pytest

from crawler.frontier.backfill_search import LARGEST, Trail, Verdict, advance_trail, judge_listing_page

OLD, NEW, IN = "too-old", "too-new", None


@pytest.mark.parametrize(
    ("reasons", "dated", "verdict"),
    [
        ([], 0, "older"),
        ([OLD] * 20, 20, "older"),
        ([NEW] * 20, 20, "newer"),
        ([IN] * 20, 20, "within"),
        ([OLD] * 16 + [NEW] * 4, 20, "older"),  # four stand beside the list
        ([NEW] * 16 + [IN] * 4, 20, "newer"),
        ([NEW] * 10 + [IN] * 10, 20, "within"),
        ([OLD] * 14 + [IN] * 6, 20, "within"),
        ([IN] * 20, 0, "blind"),
        ([OLD] * 9 + [IN] * 11, 9, "blind"),
        ([OLD] * 12 + [IN] * 8, 12, "older"),
    ],
)
def test_a_page_is_judged_by_most_of_its_dated_links(reasons, dated, verdict):
    assert judge_listing_page(reasons, dated=dated) == verdict


def read(
    first: int, last: int, total: int, *, unit: int = 1, origin: int = 1, known_end: bool = True
) -> list[int]:
    """The pages read of `total`, of which those from `first` to `last` lie in the window."""
    asked: list[int] = []
    trail: Trail = Trail(unit=unit, origin=origin)
    number: int | None = origin
    while number is not None:
        asked.append(number)
        place = (number - origin) // unit + 1
        verdict: Verdict = "older" if place > min(last, total) else "newer" if place < first else "within"
        trail, number = advance_trail(trail, number, verdict, last=known_end and place >= total)
        trail = Trail(**trail.as_dict())
    return asked


@pytest.mark.parametrize(
    ("window", "pages"),
    [
        ((1, 3, 100), [1, 2, 3, 4]),
        ((40, 43, 100), [1, 2, 3, 5, 9, 17, 33, 65, 49, 41, 37, 39, 40, 42, 43, 44]),
        ((50, 49, 100), [1, 2, 3, 5, 9, 17, 33, 65, 49, 57, 53, 51, 50]),  # nothing appeared in it
        ((1, 5, 3), [1, 2, 3]),  # the list ends before the window does
        ((1, 1, 1), [1]),
    ],
)
def test_pages_are_read_in_this_order(window, pages):
    assert read(*window) == pages


@pytest.mark.parametrize(("unit", "origin"), [(1, 1), (1, 0), (20, 0), (25, 1)])
@pytest.mark.parametrize("known_end", [True, False])
def test_no_page_of_the_window_is_missed_and_none_read_twice(unit, origin, known_end):
    choice = random.Random(f"{unit} {origin} {known_end}")
    for _ in range(300):
        total, first = choice.randint(1, 3000), choice.randint(1, 3100)
        last = choice.randint(first - 1, first + 60)
        pages = read(first, last, total, unit=unit, origin=origin, known_end=known_end)
        wanted = {origin + (place - 1) * unit for place in range(first, min(last, total) + 1)}
        assert wanted <= set(pages)
        assert len(pages) == len(set(pages)) <= len(wanted) + 26


def test_what_is_newer_for_ever_ends():
    trail, number, asked = Trail(unit=1, origin=1), 1, 0
    while number is not None:
        trail, number = advance_trail(trail, number, "newer")
        asked += 1
    assert asked < 30
    assert trail.low is not None
    assert trail.low <= LARGEST


def test_pages_without_dates_are_counted_until_one_has_some():
    trail = Trail(unit=1, origin=1)
    for number in (1, 2, 3):
        trail, _ = advance_trail(trail, number, "blind")
    assert trail.blind == 3
    assert advance_trail(trail, 4, "within")[0].blind == 0
