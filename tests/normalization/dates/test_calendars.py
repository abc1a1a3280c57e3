"""Days of other calendars become days of the Gregorian, or none."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from crawler.normalization.dates.calendars import convert_day, full_foreign_year, gregorian_day, western_year


@pytest.mark.parametrize(
    ("calendar", "parts", "day"),
    [
        ("gregorian", (2024, 5, 3), date(2024, 5, 3)),
        ("solar", (1370, 1, 1), date(1991, 3, 21)),
        ("solar", (1375, 1, 1), date(1996, 3, 20)),
        ("solar", (1399, 12, 30), date(2021, 3, 20)),
        ("solar", (1400, 1, 1), date(2021, 3, 21)),
        ("solar", (1403, 2, 14), date(2024, 5, 3)),
        ("solar", (1403, 12, 30), date(2025, 3, 20)),
        ("solar", (1404, 1, 1), date(2025, 3, 21)),
        ("ethiopian", (2015, 13, 6), date(2023, 9, 11)),
        ("ethiopian", (2016, 1, 1), date(2023, 9, 12)),
        ("ethiopian", (2017, 1, 1), date(2024, 9, 11)),
        ("ethiopian", (2016, 8, 25), date(2024, 5, 3)),
        ("bikram", (2046, 1, 1), date(1989, 4, 13)),
        ("bikram", (2080, 8, 12), date(2023, 11, 28)),
        ("bikram", (2081, 1, 21), date(2024, 5, 3)),
        ("bikram", (2082, 1, 1), date(2025, 4, 14)),
        ("islamic", (1410, 1, 1), date(1989, 8, 2)),
        ("islamic", (1445, 9, 1), date(2024, 3, 11)),
        ("islamic", (1445, 10, 24), date(2024, 5, 3)),
        ("islamic", (1446, 9, 1), date(2025, 3, 1)),
    ],
)
def test_a_day_of_another_calendar_becomes_a_gregorian_day(
    calendar: str, parts: tuple[int, int, int], day: date
) -> None:
    assert convert_day(calendar, *parts) == day


@pytest.mark.parametrize("calendar", ["solar", "ethiopian", "bikram", "islamic"])
def test_the_days_of_a_calendar_follow_each_other_without_a_gap(calendar: str) -> None:
    first = {"solar": 1370, "ethiopian": 1983, "bikram": 2046, "islamic": 1411}[calendar]
    days = [
        found
        for year in range(first, first + 40)
        for month in range(1, 14)
        for day in range(1, 33)
        if (found := convert_day(calendar, year, month, day))
    ]
    assert {(after - before).days for before, after in pairwise(days)} == {1}


@pytest.mark.parametrize(
    ("calendar", "parts"),
    [
        ("solar", (1402, 12, 30)),
        ("solar", (1403, 7, 31)),
        ("solar", (1403, 13, 1)),
        ("solar", (1403, 1, 0)),
        ("solar", (2024, 1, 1)),
        ("solar", (0, 1, 1)),
        ("ethiopian", (2016, 13, 6)),
        ("ethiopian", (2016, 1, 31)),
        ("bikram", (2081, 1, 33)),
        ("bikram", (2045, 1, 1)),
        ("islamic", (1445, 13, 1)),
        ("islamic", (1501, 1, 1)),
        ("gregorian", (2024, 2, 31)),
    ],
)
def test_days_that_a_calendar_has_not(calendar: str, parts: tuple[int, int, int]) -> None:
    assert convert_day(calendar, *parts) is None


@pytest.mark.parametrize(
    ("calendar", "two", "year"),
    [("solar", 2, 1402), ("solar", 99, 1399), ("bikram", 81, 2081), ("islamic", 46, 1446)],
)
def test_a_year_of_two_figures_is_the_latest_that_has_begun(calendar: str, two: int, year: int) -> None:
    assert full_foreign_year(calendar, two, date(2025, 11, 1)) == year


def test_years_of_other_counts_are_read_where_they_are_used() -> None:
    assert western_year(2567, ("th",), None) == 2024
    assert western_year(2567, ("en",), "TH") == 2024
    assert western_year(2567, ("en",), "GB") == 2567
    assert western_year(113, ("zh",), "TW") == 2024


def test_there_is_no_31_february() -> None:
    assert gregorian_day(2024, 2, 29) == date(2024, 2, 29)
    assert gregorian_day(2024, 2, 31) is None
    assert gregorian_day(0, 1, 1) is None
