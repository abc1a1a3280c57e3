"""Days in figures, in the order, the century and the calendar that an outlet writes them in."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.normalization.dates.day_figures import bare_day, days_in_characters, days_in_figures
from crawler.normalization.dates.names import fold_text
from crawler.normalization.dates.printed_day import DayHabits

LAST = date(2025, 11, 1)


@pytest.mark.parametrize(
    ("text", "languages", "day"),
    [
        ("03/05/2024", ("fr",), date(2024, 5, 3)),
        ("2024. 5. 3.", ("hu",), date(2024, 5, 3)),
        ("2024 05 03", ("lt",), date(2024, 5, 3)),
        ("3/5 2024", ("sv",), date(2024, 5, 3)),
        ("24/05/03", ("ja",), date(2024, 5, 3)),
        ("12/31/99", (), date(1999, 12, 31)),
        ("1403/02/14", ("fa",), date(2024, 5, 3)),
        ("۰۳/۰۲/۱۴", ("fa",), date(2024, 5, 3)),
        ("1445/10/24", ("ar",), date(2024, 5, 3)),
        ("2081-01-21", ("ne",), date(2024, 5, 3)),
        ("2567-05-03", ("th",), date(2024, 5, 3)),
    ],
)
def test_three_figures(text: str, languages: tuple[str, ...], day: date) -> None:
    (found,) = days_in_figures(fold_text(text), DayHabits(languages=languages, last=LAST), None)
    assert found.day == day


@pytest.mark.parametrize(
    "text", ["1.2.3.4", "10.0.2024.1", "555 2024 05 03", "2024 05 03 17", "3/5", "1/2/345"]
)
def test_other_figures_are_no_day(text: str) -> None:
    assert not list(days_in_figures(text, DayHabits(last=LAST), None))


def test_a_weekday_tells_the_month_from_the_day() -> None:
    (found,) = days_in_figures("05/03/2024", DayHabits(last=LAST), 4)
    assert found.day == date(2024, 5, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2024年5月3日",
        "2024 年 05 月 03 日",
        "二〇二四年五月三日",
        "令和六年五月三日",
        "令和6年5月3日",
        "民國113年5月3日",
        "2024년 5월 3일",
        "ngày 3 tháng 5 năm 2024",
        "2024 оны 5 сарын 3",
        "2024 оны 05 дугаар сарын 03",
    ],
)
def test_months_by_their_number(text: str) -> None:
    (found,) = days_in_characters(fold_text(text), DayHabits(last=LAST))
    assert found.day == date(2024, 5, 3)


@pytest.mark.parametrize(
    ("text", "day"), [("十二月三十一日", (12, 31)), ("二月廿八日", (2, 28)), ("十月二十日", (10, 20))]
)
def test_chinese_numerals(text: str, day: tuple[int, int]) -> None:
    (found,) = days_in_characters(text, DayHabits())
    assert (found.month, found.day_of_month, found.year) == (*day, None)


def test_a_day_and_month_alone() -> None:
    found = bare_day("25/10", DayHabits())
    assert found is not None
    assert (found.month, found.day_of_month) == (10, 25)
    assert bare_day("25/10 or so", DayHabits()) is None
