"""What a text tells from the present, in the languages whose words are known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.normalization.dates.relative import find_relative
from tests.growth import check_linear

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


def before(text: str, *languages: str) -> timedelta | None:
    found = find_relative(text, languages)
    return NOW - found.before(NOW) if found else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("5 minutes ago", timedelta(minutes=5)),
        ("2h ago", timedelta(hours=2)),
        ("an hour ago", timedelta(hours=1)),
        ("just now", timedelta()),
        ("刚刚", timedelta()),
        ("Updated 3 days ago", timedelta(days=3)),
        ("vor einer Stunde", timedelta(hours=1)),
        ("il y a 2 jours", timedelta(days=2)),
        ("3小时前", timedelta(hours=3)),
        ("3 小時前", timedelta(hours=3)),
        ("2 วันก่อน", timedelta(days=2)),
        ("قبل يومين", timedelta(days=2)),
        ("לפני שעה", timedelta(hours=1)),
        ("час назад", timedelta(hours=1)),
        ("٣ ساعات مضت", timedelta(hours=3)),
    ],
)
def test_so_long_ago(text: str, wanted: timedelta) -> None:
    assert before(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["", "a while ago", "in 5 minutes", "2 months ago", "5 minutes", "9999 hours ago", "ago"],
)
def test_what_tells_no_day(text: str) -> None:
    assert before(text) is None


def test_a_word_that_means_a_day_in_one_language_counts_in_that_language() -> None:
    assert before("hier, 18 h", "fr") == timedelta(days=1)
    assert before("hier um 18 Uhr", "de") is None
    assert before("gestern um 18 Uhr", "de") == timedelta(days=1)
    assert before("कल") is None


def test_a_long_text_tells_no_date() -> None:
    assert before(f"2 hours ago {'the harbour board met again ' * 4}") is None


@pytest.mark.parametrize("unit", ["1 ", "hours ago ", "前", "a"])
def test_any_text_takes_linear_time(unit: str) -> None:
    check_linear(find_relative, lambda size: unit * (size // len(unit)))
