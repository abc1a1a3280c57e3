"""From one page of a listing to the next on a backfill, in addresses."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.discovery.next_page import numbered_page
from crawler.frontier.turning import turn_page
from crawler.records import Backfill, Link
from crawler.storage import Page

SITE = "https://gazette.example"


class Spider:
    """Reads numbers in addresses."""

    numbered_page = staticmethod(numbered_page)


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
    found = turn_page(Spider(), page(first), to(second), "within", blind_limit=3)
    assert path_of(found) == second
    found = turn_page(Spider(), page(second, found.trail), to(third), "within", blind_limit=3)
    assert path_of(found) == third
    found = turn_page(Spider(), page(third, found.trail), None, "within", blind_limit=3)
    assert (path_of(found), found.reason) == (None, "listing-end")


def galloped(number: int) -> tuple[Page, dict[str, Any]]:
    """A page of a listing that is newer than the window as far as it is known."""
    found = turn_page(Spider(), page("/news"), to("/news?page=2"), "newer", blind_limit=3)
    while found.link and found.link.url != f"{SITE}/news?page={number}":
        here = found.link.url.removeprefix(SITE)
        found = turn_page(
            Spider(), page(here, found.trail), to(f"/news?page={_next(here)}"), "newer", blind_limit=3
        )
    assert found.trail is not None
    return page(f"/news?page={number}", found.trail), found.trail


def _next(path: str) -> int:
    return int(path.rpartition("=")[2]) + 1


def test_a_page_past_the_end_that_shows_the_first_one_sends_back():
    here, _ = galloped(17)
    found = turn_page(Spider(), here, to("/news?page=2"), "newer", blind_limit=3)
    assert path_of(found) == "/news?page=13"


def test_an_address_without_a_number_is_followed_while_it_is_not_older():
    following = to("/news/more-of-it?after=xyz")
    assert path_of(turn_page(Spider(), page("/news"), following, "within", blind_limit=3)) is not None
    assert path_of(turn_page(Spider(), page("/news"), following, "older", blind_limit=3)) is None
    found = turn_page(Spider(), page("/news"), following, "blind", blind_limit=2)
    here = page("/news/more-of-it?after=xyz", found.trail)
    assert (
        turn_page(Spider(), here, to("/news/more?after=uvw"), "blind", blind_limit=2).reason
        == "listing-limit"
    )


def test_a_series_that_shows_the_same_again_has_ended():
    found = turn_page(Spider(), page("/news"), to("/news?page=2"), "within", blind_limit=3, shown="a")
    here = page("/news?page=2", found.trail)
    assert (
        path_of(turn_page(Spider(), here, to("/news?page=3"), "within", blind_limit=3, shown="b")) is not None
    )
    assert path_of(turn_page(Spider(), here, to("/news?page=3"), "within", blind_limit=3, shown="a")) is None


def test_undated_pages_end_at_their_limit():
    found = turn_page(Spider(), page("/news"), to("/news?page=2"), "blind", blind_limit=2)
    assert path_of(found) == "/news?page=2"
    found = turn_page(Spider(), page("/news?page=2", found.trail), to("/news?page=3"), "blind", blind_limit=2)
    assert (path_of(found), found.reason) == (None, "listing-limit")
