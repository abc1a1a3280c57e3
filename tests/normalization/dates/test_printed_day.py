"""A day as printed, and where the month is printed before it."""

from __future__ import annotations

import pytest

from crawler.normalization.dates.printed_day import PrintedDay, is_month_first


@pytest.mark.parametrize(
    ("year", "month", "number", "possible"),
    [
        (2024, 2, 29, True),
        (2023, 2, 29, False),
        (None, 2, 29, True),
        (None, 2, 31, False),
        (2024, 13, 1, False),
    ],
)
def test_a_day_that_no_year_has_is_told(year: int | None, month: int, number: int, possible: bool) -> None:
    printed = PrintedDay(year=year, month=month, day_of_month=number, start=0, end=1)
    assert printed.is_possible is possible
    assert (printed.day is not None) is (possible and year is not None)


@pytest.mark.parametrize(
    ("languages", "country", "timezone", "first"),
    [
        (("en",), "US", None, True),
        (("en",), "GB", "America/New_York", False),
        (("es",), "US", None, False),
        (("en-US",), None, None, True),
        (("en-GB",), None, "America/Chicago", False),
        (("en",), None, "America/Chicago", True),
        ((), None, "Europe/Dublin", False),
        (("tl",), "PH", None, True),
    ],
)
def test_the_month_goes_first_where_the_press_of_the_place_writes_so(
    languages: tuple[str, ...], country: str | None, timezone: str | None, first: bool
) -> None:
    assert is_month_first(languages, country, timezone) is first
