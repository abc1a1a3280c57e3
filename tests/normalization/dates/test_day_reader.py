"""A day is read as an outlet of its languages and country prints it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crawler.normalization.dates.day_reader import Reader
from tests.growth import check_linear


def day(text: str, **outlet: Any) -> str | None:
    """What is read, as YYYY-MM-DD, with ? for a year that is not printed."""
    found = Reader(**outlet).read(text)
    return f"{found.year or '?'}-{found.month:02}-{found.day_of_month:02}" if found else None


@pytest.mark.parametrize(
    ("text", "languages", "read"),
    [
        ("3 mai 2024", ("fr",), "2024-05-03"),
        ("May 3, 2024", ("en",), "2024-05-03"),
        ("May 3", ("en",), "?-05-03"),
        ("el 3 de mayo de 2024", ("es",), "2024-05-03"),
        ("3. Mai", ("de",), "?-05-03"),
        ("7 listopada 2024", ("pl",), "2024-11-07"),
        ("7 listopada 2024", ("hr",), "2024-10-07"),
        ("2024年5月3日", ("zh",), "2024-05-03"),
        ("5月3日", ("ja",), "?-05-03"),
        ("令和6年5月3日", ("ja",), "2024-05-03"),
        ("民國113年5月3日", ("zh",), "2024-05-03"),
        ("2024년 5월 3일", ("ko",), "2024-05-03"),
        ("ngày 3 tháng 5 năm 2024", ("vi",), "2024-05-03"),
        ("3 พฤษภาคม 2567", (), "2024-05-03"),
        ("14 اردیبهشت 1403", ("fa",), "2024-05-03"),
        ("1403/02/14", ("fa",), "2024-05-03"),
        ("no day at all", ("en",), None),
        ("3 apples 2024", ("en",), None),
    ],
)
def test_days_are_read_as_they_are_printed(text: str, languages: tuple[str, ...], read: str | None) -> None:
    assert day(text, languages=languages) == read


@pytest.mark.parametrize(
    ("text", "outlet", "read"),
    [
        ("05/03/2024", {}, "2024-03-05"),
        ("05/03/2024", {"month_first": True}, "2024-05-03"),
        ("25/03/2024", {"month_first": True}, "2024-03-25"),
        ("05.03.24", {"languages": ("de",)}, "2024-03-05"),
        ("24.05.03", {"languages": ("ko",)}, "2024-05-03"),
        ("113/05/03", {"country": "TW"}, "2024-05-03"),
        ("113/05/03", {}, None),
        ("03.05.67", {"country": "TH"}, "2024-05-03"),
        ("1.2.3.4", {}, None),
        ("5.3", {}, "?-03-05"),
        ("5.3", {"month_first": True}, "?-05-03"),
        ("version 5.3 of it", {}, None),
    ],
)
def test_figures_are_read_in_the_order_of_the_outlet(
    text: str, outlet: dict[str, Any], read: str | None
) -> None:
    assert day(text, **outlet) == read


def test_a_weekday_decides_between_two_orders() -> None:
    assert day("Sunday 05/03/2023") == "2023-03-05"
    assert day("Wednesday 05/03/2023") == "2023-05-03"
    found = Reader().read("Wednesday 05/03/2023")
    assert found is not None
    assert found.weekday == 2


def test_bounds_decide_between_two_orders() -> None:
    assert day("05/03/2024", first=date(2024, 4, 1)) == "2024-05-03"
    assert day("05/03/2024", last=date(2024, 4, 1)) == "2024-03-05"


def test_two_figures_are_a_year_no_later_than_the_last() -> None:
    assert day("3 May 24", last=date(2024, 12, 31)) == "2024-05-03"
    assert day("05.03.25", last=date(2024, 12, 31)) == "1925-03-05"


def test_a_day_with_a_year_goes_before_one_without() -> None:
    assert day("May 3 - published May 4, 2024", languages=("en",)) == "2024-05-04"


def test_a_day_knows_where_it_stands() -> None:
    text = "Larne, 3 mai 2024, midi"
    found = Reader(languages=("fr",)).read(text)
    assert found is not None
    assert text[found.start : found.end] == "3 mai 2024"


@pytest.mark.parametrize("unit", ["1 ", "3 May ", "1/1/", "2024年", "thang 1 "])
def test_the_reading_takes_linear_time(unit: str) -> None:
    check_linear(Reader(languages=("en",)).read, lambda size: unit * (size // len(unit)))
