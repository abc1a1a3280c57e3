"""Days of other calendars become days of the Gregorian, or none."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.normalization.dates.day_parts import gregorian_day, solar_day, western_year


@pytest.mark.parametrize(
    ("solar", "day"),
    [
        ((1370, 1, 1), date(1991, 3, 21)),
        ((1375, 1, 1), date(1996, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1403, 2, 14), date(2024, 5, 3)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
    ],
)
def test_the_solar_hijri_calendar(solar: tuple[int, int, int], day: date) -> None:
    assert solar_day(*solar) == day


@pytest.mark.parametrize(
    "solar", [(1402, 12, 30), (1403, 7, 31), (1403, 13, 1), (1403, 1, 0), (2024, 1, 1), (0, 1, 1)]
)
def test_days_that_the_solar_hijri_calendar_has_not(solar: tuple[int, int, int]) -> None:
    assert solar_day(*solar) is None


def test_years_of_other_counts_are_read_where_they_are_used() -> None:
    assert western_year(2567, ("th",), None) == 2024
    assert western_year(2567, ("en",), "TH") == 2024
    assert western_year(2567, ("en",), "GB") == 2567
    assert western_year(113, ("zh",), "TW") == 2024


def test_there_is_no_31_february() -> None:
    assert gregorian_day(2024, 2, 29) == date(2024, 2, 29)
    assert gregorian_day(2024, 2, 31) is None
    assert gregorian_day(0, 1, 1) is None
