"""A listing on a backfill: pages newer than the window are passed over, none in it is missed."""

from __future__ import annotations

import random
from typing import Any

import pytest

from crawler.discovery.listings import numbered_page
from crawler.frontier.backfill_search import (
    LARGEST,
    Trail,
    Turn,
    Verdict,
    advance_trail,
    judge_listing_page,
    turn_page,
)
from crawler.records import Backfill, Link
from crawler.storage import Page

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


SITE = "https://gazette.example"


def turn(here: Page, following: Link | None, verdict: Verdict, **more: Any) -> Turn:
    return turn_page(here, following, verdict, numbered_page=numbered_page, **more)


def page(path: str, trail: dict[str, Any] | None = None) -> Page:
    return Page(1, "key", "listing", SITE + path, "gazette", "pending", backfill=Backfill(id=1), trail=trail)


def to(path: str | None) -> Link | None:
    return Link(url=SITE + path, kind="listing") if path else None


def path_of(found: Any) -> str | None:
    return found.link.url.removeprefix(SITE) if found.link else None


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("/news", "/news?page=2", "/news?page=3"),
        ("/news?page=1", "/news?page=2", "/news?page=3"),
        ("/news", "/news?page=1", "/news?page=2"),
        ("/news", "/news?start=20", "/news?start=40"),
        ("/news/", "/news/page/2/", "/news/page/3/"),
    ],
)
def test_the_second_page_tells_how_the_numbers_grow(first, second, third):
    found = turn(page(first), to(second), "within", blind_limit=3)
    assert path_of(found) == second
    found = turn(page(second, found.trail), to(third), "within", blind_limit=3)
    assert path_of(found) == third
    found = turn(page(third, found.trail), None, "within", blind_limit=3)
    assert (path_of(found), found.reason) == (None, "listing-end")


def galloped(number: int) -> tuple[Page, dict[str, Any]]:
    """A page of a listing that is newer than the window as far as it is known."""
    found = turn(page("/news"), to("/news?page=2"), "newer", blind_limit=3)
    while found.link and found.link.url != f"{SITE}/news?page={number}":
        here = found.link.url.removeprefix(SITE)
        found = turn(
            page(here, found.trail),
            to(f"/news?page={_next(here)}"),
            "newer",
            blind_limit=3,
        )
    assert found.trail is not None
    return page(f"/news?page={number}", found.trail), found.trail


def _next(path: str) -> int:
    return int(path.rpartition("=")[2]) + 1


def test_a_page_past_the_end_that_shows_the_first_one_sends_back():
    here, _ = galloped(17)
    found = turn(here, to("/news?page=2"), "newer", blind_limit=3)
    assert path_of(found) == "/news?page=13"


def test_an_address_without_a_number_is_followed_while_it_is_not_older():
    following = to("/news/more-of-it?after=xyz")
    assert path_of(turn(page("/news"), following, "within", blind_limit=3)) is not None
    assert path_of(turn(page("/news"), following, "older", blind_limit=3)) is None
    found = turn(page("/news"), following, "blind", blind_limit=2)
    here = page("/news/more-of-it?after=xyz", found.trail)
    assert turn(here, to("/news/more?after=uvw"), "blind", blind_limit=2).reason == "listing-limit"


def test_a_series_that_shows_the_same_again_has_ended():
    found = turn(page("/news"), to("/news?page=2"), "within", blind_limit=3, shown="a")
    here = page("/news?page=2", found.trail)
    assert path_of(turn(here, to("/news?page=3"), "within", blind_limit=3, shown="b")) is not None
    assert path_of(turn(here, to("/news?page=3"), "within", blind_limit=3, shown="a")) is None


def test_undated_pages_end_at_their_limit():
    found = turn(page("/news"), to("/news?page=2"), "blind", blind_limit=2)
    assert path_of(found) == "/news?page=2"
    found = turn(
        page("/news?page=2", found.trail),
        to("/news?page=3"),
        "blind",
        blind_limit=2,
    )
    assert (path_of(found), found.reason) == (None, "listing-limit")
