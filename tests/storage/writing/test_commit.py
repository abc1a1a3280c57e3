"""What a command that can't be stored leaves behind, and what of its group is stored all the same."""

from __future__ import annotations

import pytest

from crawler.storage import BeginBackfill, ExtendBackfill, KeepSources, RowError, SetWatchSince
from tests.storage.breaking import busy
from tests.storage.desk import NOON, Desk, link
from tests.waiting import NET


def test_a_command_that_ends_no_page_leaves_a_dead_letter(desk: Desk) -> None:
    with pytest.raises(RowError, match="KeepSources: .*text expected"):
        desk.do(KeepSources(outlet=5, keys=["feed:1"], now=NOON))
    [letter] = desk.store.dead_letters()
    assert (letter.run_id, letter.page_id, letter.url) == (None, None, None)
    assert letter.letter.payload["operation"] == "KeepSources"
    assert letter.letter.payload["keys"] == ["feed:1"]


def test_a_dead_letter_names_the_backfill_of_a_link_as_the_table_does(desk: Desk) -> None:
    begin = BeginBackfill(outlet="gazette", since=None, until=None, section=None, now=NOON)
    backfill = desk.do(begin).id
    names = {"backfill_id": backfill, "spider": "gazette", "outlet": "gazette"}
    links = [link("k" * 3000, backfill_id=backfill)]
    with pytest.raises(RowError, match="a key must have 1 to 2600 bytes"):
        desk.do(ExtendBackfill(**names, links=links, cursor={}, unfolded=True, now=NOON))
    [letter] = desk.store.dead_letters()
    assert letter.letter.payload["walk_id"] == backfill
    assert letter.letter.payload["links"][0]["walk_id"] == backfill
    [left] = desk.store.open_backfills("gazette")
    assert left.cursor == {}


def test_what_stands_beside_it_in_the_group_is_stored(desk: Desk) -> None:
    page = desk.page("gazette:1")
    with busy(desk.store):
        bad = desk.writer.submit(KeepSources(outlet=5, keys=[], now=NOON))
        stored = desk.writer.submit(desk.storing(page))
        begun = desk.writer.submit(SetWatchSince(outlet="gazette", watch_since=NOON, now=NOON))
    assert isinstance(bad.exception(NET), RowError)
    assert stored.result(NET).state == "done"
    assert begun.result(NET) == NOON
