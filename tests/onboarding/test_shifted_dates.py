"""The dates of a page move by whole weeks in every form that they are printed in."""

from datetime import date, timedelta

import pytest

from crawler.onboarding.shifted_dates import DateShift

SITE = "https://larne.example"
WEEK = DateShift.of(date(2026, 11, 20), url=f"{SITE}/news/1")
YEAR = DateShift.of(date(2026, 11, 3), url=f"{SITE}/news/1")


@pytest.mark.parametrize(
    ("printed", "moved"),
    [
        ("2026-11-20T10:04:18+03:00", "2026-11-13T10:04:18+03:00"),
        ("20261120T100418", "20261113T100418"),
        ("Friday, November 20, 2026 at 10:30", "Friday, November 13, 2026 at 10:30"),
        ("viernes, 20 de noviembre de 2026", "viernes, 13 de noviembre de 2026"),
        ("20th of November", "13th of November"),
        ("Fri, 20 Nov 2026 10:00:00 GMT", "Fri, 13 Nov 2026 10:00:00 GMT"),
        ("20.11.2026", "13.11.2026"),
        ("11/20/2026", "11/13/2026"),
        ("2026年11月20日", "2026年11月13日"),
        ("11월 20일", "11월 13일"),
        ("20 ноября 2026", "13 ноября 2026"),
        ("1795168800", "1794564000"),
        ("1795168800000", "1794564000000"),
    ],
)
def test_forms_of_a_date(printed: str, moved: str) -> None:
    assert WEEK.move_text(f"({printed})") == f"({moved})"


@pytest.mark.parametrize(
    ("printed", "moved"),
    [
        ("2026-11-03", "2025-11-04"),
        ("Tuesday, November 3, 2026", "Tuesday, November 4, 2025"),
        ("3 de noviembre de 2026", "4 de noviembre de 2025"),
        ("03.11.26", "04.11.25"),
        ("2026年11月3日", "2025年11月4日"),
    ],
)
def test_in_the_first_week_of_a_month_a_year_of_52_weeks(printed: str, moved: str) -> None:
    assert YEAR.by == timedelta(weeks=-52)
    assert YEAR.move_text(printed) == moved


@pytest.mark.parametrize(
    "text",
    ["", "no figure", "5 November 2026", "42 people in May", "31.31.2026", "1234567890", "2026", "10:30"],
)
def test_what_is_no_date_or_would_leave_its_month_in_letters_stays(text: str) -> None:
    assert WEEK.move_text(text) == text


@pytest.mark.parametrize(
    "url",
    [
        f"{SITE}/2026/11/20/x",
        f"{SITE}/politica/20261120/1/x",
        f"{SITE}/2026-11-20/x/",
        f"{SITE}/n-20-11-2026",
    ],
)
def test_nothing_moves_where_the_address_tells_the_day(url: str) -> None:
    shift = DateShift.of(date(2026, 11, 20), url=url)
    assert not shift.by
    assert shift.move_text("2026-11-20") == "2026-11-20"


def test_nothing_moves_without_a_date() -> None:
    assert DateShift.of(None, url=SITE).move_text("2026-11-20") == "2026-11-20"
