"""Reading what is known of addresses."""

from __future__ import annotations

import pytest

from tests.storage.desk import Desk, link


@pytest.mark.parametrize("number", [0, 1, 499, 500, 501, 1200])
def test_known_keys_are_told_in_any_number(desk: Desk, number: int) -> None:
    [source] = desk.source()
    keys = [f"gazette:{count}" for count in range(number)]
    desk.finish(source, [link(key) for key in keys])
    assert desk.store.known([*keys, "gazette:other"]) == set(keys)


def test_keys_that_share_their_beginning_are_two_pages(desk: Desk) -> None:
    long = "https://gazette.example/" + "a" * 970
    desk.list(long + "1", long + "2")
    assert len(desk.take()) == 2
