"""The one grammar of printed dates, held to what outlets of fifty languages print (`printed_forms.jsonl`).

The list was written from what outlets print, without a look at the grammar. A row gives the language and
the zone of the outlet, the text, and the local time or day that it states, with the offset where one is
printed; `inferred` where it is told from the present.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crawler.normalization.dates import parse_date
from crawler.normalization.dates.day_reader import Reader
from crawler.normalization.dates.find_dates import find_dates, first_date
from tests.growth import check_linear

FETCHED = datetime(2026, 11, 27, 9, tzinfo=UTC)
LINES = Path(__file__).with_name("printed_forms.jsonl").read_text("utf-8").splitlines()
ROWS: list[dict[str, Any]] = [json.loads(line) for line in LINES]


def shown(value: datetime | None, precision: str | None, like: str) -> str | None:
    """Return a date as exact as the text that is expected of it."""
    if value is None or (precision == "day" and len(like) > 10):
        return None
    return value.isoformat(timespec="minutes")[: len(like)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['language']}:{row['printed']}" for row in ROWS])
def test_a_printed_form_is_read(row: dict[str, Any]) -> None:
    stamp = parse_date(
        row["printed"], timezone=row["timezone"], languages=(row["language"],), fetched_at=FETCHED
    )
    assert stamp is not None
    assert shown(stamp.value, stamp.precision, row["reads"]) == row["reads"]
    assert (stamp.method == "inferred-fetch") == ("inferred" in row)
    if len(row["reads"]) == len("2026-03-04T14:05") and stamp.value:
        assert stamp.value.utcoffset() == stamp.value.astimezone(ZoneInfo(row["timezone"])).utcoffset()


def test_every_language_of_the_list_has_ten_forms() -> None:
    forms = Counter(row["language"] for row in ROWS)
    assert len(forms) > 40
    assert min(forms.values()) >= 10


def found(text: str, *languages: str) -> list[tuple[str, int | None]]:
    """Return the dates of a text as printed, each with its hour."""
    dates = find_dates(text, Reader(languages=languages))
    return [(text[one.start : one.end], one.clock.hour if one.clock else None) for one in dates]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("By A. Writer, 3 May 2024, 10:32 EDT | Sport", [("3 May 2024, 10:32 EDT", 10)]),
        (
            "Publié le 03/05/2024 à 10h32, mis à jour le 04/05/2024 à 9 h",
            [("03/05/2024 à 10h32", 10), ("04/05/2024 à 9 h", 9)],
        ),
        ("10:32, 3 мая 2024 | 4 мая 2024", [("10:32, 3 мая 2024", 10), ("4 мая 2024", None)]),
        ("Fri May 03 10:32:07 +0000 2024", [("May 03 10:32:07 +0000 2024", 10)]),
        ("3.5.2024 10.32", [("3.5.2024 10.32", 10)]),
        ("3 May 2024: the board met, and the vote was called at 10:32", [("3 May 2024", None)]),
        ("10:32", []),
    ],
)
def test_a_time_belongs_to_the_day_beside_it(text: str, wanted: list[tuple[str, int | None]]) -> None:
    assert found(text) == wanted


def test_the_gregorian_day_of_a_line_counts_before_that_of_another_calendar() -> None:
    first = first_date(find_dates("24 شوال 1445 - 3 مايو 2024", Reader(languages=("ar",))))
    assert first is not None
    assert (first.day.calendar, first.day.day) == ("gregorian", date(2024, 5, 3))


@pytest.mark.parametrize("unit", ["3 May 2024 10:32 ", "1.2.2024 ", "10:32 ", "5月3日 ", "mayo "])
def test_any_number_of_dates_takes_linear_time(unit: str) -> None:
    check_linear(lambda text: find_dates(text, Reader()), lambda size: unit * (size // len(unit)))
