"""Days with the name of their month, whatever stands between their parts."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.normalization.dates.day_words import days_in_words, units_of
from crawler.normalization.dates.names import fold_text
from crawler.normalization.dates.printed_day import DayHabits, PrintedDay

DAY = date(2024, 5, 3)


def days(text: str, *languages: str) -> list[PrintedDay]:
    simple = fold_text(text)
    return list(
        days_in_words(units_of(simple), simple, DayHabits(languages=languages, last=date(2025, 11, 1)))
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the 3rd of May, 2024"),
        ("es", "3 de mayo del 2024"),
        ("eu", "2024ko maiatzaren 3a"),
        ("kk", "2024 жылғы 3 мамыр"),
        ("hy", "2024 թ. մայիսի 3"),
        ("th", "3 พฤษภาคม พ.ศ. 2567"),
        ("my", "၂၀၂၄ ခုနှစ် မေလ ၃ ရက်"),
        ("ar", "3 أيار/مايو 2024"),
        ("ar", "24 شوال 1445"),
        ("fa", "۱۴ اردیبهشت ۰۳"),
        ("ne", "२०८१ वैशाख २१ गते"),
        ("am", "ሚያዝያ 25 ቀን 2016 ዓ.ም"),
        ("vi", "03 Tháng Năm 2024"),
    ],
)
def test_a_day_between_its_connecting_words(language: str, text: str) -> None:
    assert [found.day for found in days(text, language)] == [DAY]


def test_arabic_months_that_a_number_parts() -> None:
    assert [found.month for found in days("5 كانون 2 2022 - 5 كانون 1 2022 - 5 تشرين 2 2022", "ar")] == [
        1,
        12,
        11,
    ]


@pytest.mark.parametrize(
    "text", ["May 2024", "he may go 3 times", "3 Ordibehesht", "24 شوال", "फाल्गुन २०, २०८२", "May 10:32"]
)
def test_what_is_no_day(text: str) -> None:
    assert not [found for found in days(text, "hi") if found.day]


def test_every_day_of_a_text_is_found() -> None:
    assert [found.day_of_month for found in days("3 May 2024, then 5 May 2024 and May 7, 2024")] == [3, 5, 7]
