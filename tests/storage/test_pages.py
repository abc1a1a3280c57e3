"""Rows of pages, as records."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.storage.desk import NOON, Desk


def test_a_taken_record_differs_from_its_row_in_nothing_but_state(desk: Desk) -> None:
    [source] = desk.source()
    desk.finish(source)
    desk.now += timedelta(minutes=1)
    desk.start()
    [again] = desk.source()
    assert again == replace(source, state_before="done", read_whole_at=NOON)
