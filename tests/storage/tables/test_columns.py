"""Column types take and give the same on both databases, and refuse what one of them would change."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from crawler.storage import Store
from crawler.storage.tables.columns import (
    WHOLE_MAX,
    WHOLE_MIN,
    CleanText,
    Json,
    UtcDateTime,
    Whole,
    clean_json,
    dump_json,
    storable_text,
)
from crawler.storage.transactions import write_transaction

THINGS = Table(
    "things",
    MetaData(),
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("text", CleanText),
    Column("number", Whole),
    Column("at", UtcDateTime),
    Column("anything", Json),
)


def kept(store: Store, name: str, value: Any) -> Any:
    """The value as the database gives it back."""
    with write_transaction(store.engine) as connection:
        THINGS.create(connection, checkfirst=True)
        number = connection.execute(insert(THINGS).values({name: value})).inserted_primary_key[0]
        return connection.execute(select(THINGS.c[name]).where(THINGS.c.id == number)).scalar_one()


@pytest.mark.parametrize(
    ("name", "value", "given_back"),
    [
        ("text", "Ñandú 港 🌊", "Ñandú 港 🌊"),
        ("text", "a\0b\ud800c", "ab\ufffdc"),
        ("text", None, None),
        ("number", WHOLE_MAX, WHOLE_MAX),
        ("number", WHOLE_MIN, WHOLE_MIN),
        ("at", datetime(2024, 5, 1, 12, tzinfo=UTC), datetime(2024, 5, 1, 12, tzinfo=UTC)),
        (
            "at",
            datetime(2024, 5, 1, 20, 0, 0, 5, tzinfo=timezone(timedelta(hours=-4))),
            datetime(2024, 5, 2, 0, 0, 0, 5, tzinfo=UTC),
        ),
        ("anything", {"a": [1, None, True, "é"]}, {"a": [1, None, True, "é"]}),
        ("anything", None, None),
    ],
)
def test_values_come_back_as_they_went_in(store: Store, name: str, value: Any, given_back: Any) -> None:
    found = kept(store, name, value)
    assert found == given_back
    if isinstance(found, datetime):
        assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("text", 5, "text expected, got int"),
        ("text", b"x", "text expected, got bytes"),
        ("number", True, "integer expected, got bool"),
        ("number", "5", "integer expected, got str"),
        ("number", 5.0, "integer expected, got float"),
        ("number", WHOLE_MAX + 1, "beyond 64 bits"),
        ("at", datetime(2024, 5, 1), "time without a zone"),
        ("at", "2024-05-01", "time without a zone"),
    ],
)
def test_values_of_another_kind_are_refused(store: Store, name: str, value: Any, said: str) -> None:
    with pytest.raises(StatementError, match=said):
        kept(store, name, value)


def test_primary_keys_number_themselves(store: Store) -> None:
    with write_transaction(store.engine) as connection:
        THINGS.create(connection)
        numbers = [connection.execute(insert(THINGS)).inserted_primary_key[0] for _ in range(3)]
    assert numbers == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "storable"),
    [("plain", "plain"), ("a\0", "a"), ("\udfffx", "\ufffdx"), ("🌊", "🌊"), ("\0\ud800", "\ufffd")],
)
def test_text_that_can_be_stored_stays(text: str, storable: str) -> None:
    assert storable_text(text) == storable


def test_what_json_has_no_form_for_is_mended() -> None:
    odd = {1: float("nan"), "a\0": (float("inf"), 2), "d": datetime(2024, 5, 1), "s": {"x"}, "\ud800": b"y"}
    assert clean_json(odd) == {
        "1": None,
        "a": [None, 2],
        "d": "2024-05-01 00:00:00",
        "s": ["x"],
        "\ufffd": "b'y'",
    }
    assert json.loads(dump_json(odd)) == clean_json(odd)


@pytest.mark.parametrize("value", [{"a": "b\0c"}, ["\ud800"], "a\\u0000b", {"é": [1, 2.5, None]}])
def test_json_is_what_both_databases_hold(value: Any) -> None:
    text = dump_json(value)
    assert json.loads(text) == clean_json(value)
    text.encode()
    assert "\\u0000" not in text.replace("\\\\", "")
