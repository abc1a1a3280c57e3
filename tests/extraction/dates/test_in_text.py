"""Dates are found in any text, as printed, with what the words beside them say."""

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date, format_time

from crawler.extraction import extract
from crawler.extraction.dates.in_text import (
    dates_in,
    find_date,
    find_relative_date,
    names_date,
    states_change,
    states_date,
)
from tests.extraction.pages import body
from tests.growth import check_linear


@pytest.mark.parametrize(
    "text",
    [
        "18 April 2024",
        "April 18, 2024",
        "18.04.2024 10:30",
        "2024-04-18T10:30:00Z",
        "18 de abril de 2024",
        "le 18 avril 2024 à 10h30",
        "18 апреля 2024",
        "2024年4月18日 10:30",
        "2024년 4월 18일",
        "7 listopada 2024",
        "١٨ أبريل 2024",
    ],
)
def test_dates_are_found_in_many_languages(text: str) -> None:
    assert find_date(f"Harbour desk, {text}") is not None
    assert states_date(text)


@pytest.mark.parametrize(
    "text", ["18 apples 2024", "1.2.3", "2024", "18 April", "tel. 12-34-5678-90", "1889-04-18", ""]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    "text", ["1713422400", "1713422400000", "20240418", "20240418T101500Z", "Thu, 18 Apr 2024 10:15:00 GMT"]
)
def test_what_machines_print_states_a_date(text: str) -> None:
    assert states_date(text)


@pytest.mark.parametrize("unit", ["1 ", "2024-", "January ", "1.1.", "12.12.2024 |,,,(("])
def test_the_search_takes_linear_time(unit: str) -> None:
    check_linear(find_date, lambda size: unit * (size // len(unit)))


def told(text: str) -> list[tuple[str, str]]:
    """The dates of a text, each with what the words beside it say."""
    return [
        (one.text, "changed" if one.changed else "published" if one.published else "")
        for one in dates_in(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("18 April 2024", [("18 April 2024", "")]),
        ("Updated 18 April 2024", [("18 April 2024", "changed")]),
        ("2024年4月18日 更新", [("2024年4月18日", "changed")]),
        ("Published 17 April 2024, 10:30", [("17 April 2024, 10:30", "published")]),
        (
            "Published 17 April 2024 - Updated 18 April 2024",
            [("17 April 2024", "published"), ("18 April 2024", "changed")],
        ),
        ("Updated version, first published 17 April 2024", [("17 April 2024", "published")]),
    ],
)
def test_the_words_beside_a_date_tell_what_it_is_of(text: str, found: list[tuple[str, str]]) -> None:
    assert told(text) == found


def test_words_of_change_and_of_publication_are_told() -> None:
    assert states_change("Zuletzt aktualisiert")
    assert not states_change("Updated and published")
    assert names_date("Güncelleme:")
    assert not names_date("Published by the harbour desk")
    assert not names_date("Harbour desk")


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fa", "تاریخ انتشار: ۱۴۰۴/۱۲/۱۳ - ۱۴:۰۵", "۱۴۰۴/۱۲/۱۳ - ۱۴:۰۵"),
        ("eu", "Larne, 2026ko martxoak 4", "2026ko martxoak 4"),
        ("th", "เผยแพร่: 4 มี.ค. 69 14:05 น. ข่าว", "4 มี.ค. 69 14:05 น."),
        ("en", "Harbour desk, 3 May 24", None),
        ("en", "3 May 24", "3 May 24"),
        ("en", "on May 3 24 people came", None),
        ("en", "3 May 2024 | Updated 10:32", "3 May 2024"),
        ("en", "3 May 2024 - the vote was called in the old hall at 10:32", "3 May 2024"),
    ],
)
def test_a_date_is_cut_out_with_its_time(language: str, text: str, found: str | None) -> None:
    assert find_date(text, language) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Updated 2 hours ago", True),
        ("de", "gestern, 14:05 Uhr", True),
        ("de", "hier", False),
        ("en", "Two men who were here 2 hours ago are sought", False),
        ("en", "Today", True),
        ("en", "Today the harbour board has met", False),
    ],
)
def test_a_date_told_from_the_present_stands_nearly_alone(language: str, text: str, found: bool) -> None:
    assert (find_relative_date(text, language) is not None) is found


FETCHED = datetime(2026, 11, 27, 9, tzinfo=UTC)
FORMS = Path(__file__).parents[2] / "normalization" / "dates" / "printed_forms.jsonl"
#: What no page of one language tells: "IST" in English is the time of India, Ireland or Israel.
UNSURE = {"Updated: March 04, 2026 14:05 IST"}


def read_forms() -> dict[str, list[dict[str, Any]]]:
    """Return the printed forms by language."""
    forms = defaultdict(list)
    for row in map(json.loads, FORMS.read_text("utf-8").splitlines()):
        if row["printed"] not in UNSURE:
            forms[row["language"]].append(row)
    return forms


def date_on_page(language: str, printed: str, *, exact: bool) -> str | None:
    """Return the date of an article that prints it below its headline, with its time where `exact`."""
    html = (
        f'<html lang="{language}"><head><title>Storm over Larne</title></head><body><h1>Storm over Larne</h1>'
        f'<div class="meta"><span class="date">{printed}</span></div>{body()}</body></html>'
    )
    article = extract(html, url="https://x.example/a", fetched_at=FETCHED)
    value, precision = article.date_published, article.date_published_precision
    if value is None or (exact and precision == "day"):
        return None
    return value.isoformat(timespec="minutes") if exact else value.date().isoformat()


@pytest.mark.parametrize("language", read_forms())
def test_what_outlets_print_below_the_headline_is_found(language: str) -> None:
    missed = {
        row["printed"]: found
        for row in read_forms()[language]
        if not (found := date_on_page(language, row["printed"], exact="T" in row["reads"]) or "").startswith(
            row["reads"]
        )
    }
    assert not missed


#: Languages whose month and weekday names CLDR has; Yoruba prints "14:5", and Babel has no Haitian.
NAMES = Path(__file__).parents[3] / "crawler" / "normalization" / "dates" / "names.json"
LANGUAGES = sorted(set(json.loads(NAMES.read_text("utf-8"))["months"]) - {"ht", "yo"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cldr_prints_in_a_language_is_found(language: str) -> None:
    locale = Locale.parse({"no": "nb"}.get(language, language))
    for when in (datetime(2025, 3, 16, 14, 5, tzinfo=UTC), datetime(2025, 8, 21, 14, 5, tzinfo=UTC)):
        for form in ("full", "long", "medium"):
            printed = f"{format_date(when, form, locale)} {format_time(when, 'short', locale=locale)}"
            found = date_on_page(language, printed, exact=True)
            assert (printed, found) == (printed, when.isoformat(timespec="minutes"))
