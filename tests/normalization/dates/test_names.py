from __future__ import annotations

import pytest

from crawler.normalization.dates.names import (
    Month,
    fold_text,
    fold_words,
    half_of,
    language_codes,
    month_of,
    phrases_ago,
    weekday_of,
)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("MAYIS", 5),
        ("août", 8),
        ("AOUT", 8),
        ("Sept.", 9),
        ("setem", 9),
        ("мая", 5),
        ("Μαΐου", 5),
        ("كانون الثاني", 1),
        ("كَانُون الثَّاني", 1),
        ("พ.ค.", 5),
        ("במאי", 5),
        ("oktòb", 10),
        ("jui", None),
        ("lis", None),
        ("hello", None),
    ],
)
def test_names_of_months(name: str, number: int | None) -> None:
    assert month_of(fold_words(name)) == (Month(number) if number else None)


def test_months_of_the_solar_year_say_so() -> None:
    assert month_of(fold_words("اردیبهشت")) == Month(2, solar=True)


def test_weekdays_in_full_anywhere_and_cut_in_their_language() -> None:
    assert weekday_of("friday") == 4
    assert weekday_of("пятница") == 4
    assert weekday_of("fri") is None
    assert weekday_of("fri", ("en",)) == 4
    assert weekday_of("mar", ("fr",)) is None


def test_halves_of_the_day() -> None:
    assert (half_of("pm"), half_of("午後"), half_of("صباحا")) == ("pm", "pm", "am")
    assert (half_of("du"), half_of("du", ("hu",))) == (None, "pm")


def test_primary_subtags_each_once() -> None:
    assert language_codes(["pt-BR", "pt", "nb", "zh_Hant"]) == ("pt", "no", "zh")


def test_phrases_of_the_past() -> None:
    assert phrases_ago()["# minutes ago"] == "minute"
    assert phrases_ago()["hace # horas"] == "hour"


@pytest.mark.parametrize(
    "text", ["É１２：３０", "İstanbul", "ß", "e\u0301", "٣ أيار", "한국", "\u202e\ud800"]
)
def test_plain_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold_text(text)) == len(text)


def test_plain_text_has_no_case_accents_or_foreign_figures() -> None:
    assert fold_text("Mayıs ÉTÉ １２：３０ ٣") == "mayis ete 12:30 3"
