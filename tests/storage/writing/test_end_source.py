"""How a source ends: once in a run, and what becomes of the links that it gave."""

from __future__ import annotations

import pytest

from crawler.storage import AlreadySettled
from tests.storage.desk import Desk, article


def test_a_later_link_to_a_pending_alias_is_fetched_in_its_turn(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.list("gazette:2")
    desk.keep(page, article("gazette:1"), alias_keys=("gazette:1", "gazette:2"))
    assert [waiting.key for waiting in desk.take()] == ["gazette:2"]


def test_a_source_ends_once_too(desk: Desk) -> None:
    [source] = desk.source()
    desk.finish(source)
    with pytest.raises(AlreadySettled):
        desk.finish(source)
