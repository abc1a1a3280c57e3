"""Rows stand by address and date once sealed, whatever the order they came in, and cost little."""

from __future__ import annotations

import random
import tracemalloc
from datetime import UTC, datetime, timedelta

from crawler.warc.index import Row, Rows, Trait, id_number

START = datetime(2020, 1, 1, tzinfo=UTC)


def row(key: int, *, second: int = 0, number: int = 1) -> Row:
    return Row(
        key=key,
        file=2,
        offset=1 << 40,
        length=900,
        date=START + timedelta(seconds=second, microseconds=7),
        status=200,
        traits=Trait.FULL | Trait.HTML,
        url=f"https://outlet.example/{key}/año",
        number=number,
    )


def test_sealed_rows_are_found_by_key_oldest_first() -> None:
    rows = Rows()
    chance = random.Random(3)
    keys = [chance.getrandbits(64) for _ in range(300)]
    added = [row(key, second=second) for key in keys for second in (5, 1, 3)]
    for one in chance.sample(added, len(added)):
        rows.add(one)
    rows.seal()
    for key in keys:
        assert [rows[at] for at in rows.of(key)] == [row(key, second=second) for second in (1, 3, 5)]
    assert not rows.of(12345)
    assert sum(len(group) for group in rows.groups()) == len(rows) == 900
    assert rows.newest == START + timedelta(seconds=5, microseconds=7)


def test_of_equal_dates_the_later_one_is_the_newer() -> None:
    rows = Rows()
    for number in (1, 2, 3):
        rows.add(row(9, number=number))
    rows.seal()
    assert [rows[at].number for at in rows.of(9)] == [1, 2, 3]


def test_a_row_costs_less_than_200_bytes_also_while_sealing() -> None:
    tracemalloc.start()
    rows = Rows()
    for at in range(10_000):
        rows.add(row(id_number(str(at)), second=at))
    rows.seal()
    rows.forget_numbers()
    settled, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert settled / len(rows) < 150
    assert peak / len(rows) < 200


def test_an_id_is_the_same_with_and_without_its_brackets() -> None:
    assert id_number("<urn:uuid:AB>") == id_number("urn:uuid:ab") != id_number("urn:uuid:ac")
