"""The year that a printed day lacks is inferred where it is sure, and only there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Anchor
from crawler.normalization.dates.stamp import InferredDay, YearEvidence, infer_day


def anchors(*pairs: tuple[int, str]) -> tuple[Anchor, ...]:
    return tuple(Anchor(number=number, day=date.fromisoformat(day)) for number, day in pairs)


KNOWN = anchors(
    (137624, "2017-08-07"),
    (145874, "2017-10-30"),
    (154588, "2018-02-07"),
    (158008, "2018-03-20"),
    (210266, "2019-12-20"),
    (350957, "2024-03-30"),
)
FETCHED = datetime(2025, 11, 1, 12, tzinfo=UTC)


def by_number(number: int, month: int, day: int, *, weekday: int | None = None) -> InferredDay | None:
    return infer_day(
        month, day, YearEvidence(number=number, known=KNOWN, fetched_at=FETCHED), weekday=weekday
    )


@pytest.mark.parametrize(
    ("number", "month", "day", "expected"),
    [
        (145437, 10, 25, "2017-10-25"),
        (137625, 8, 7, "2017-08-07"),
        (150000, 12, 31, "2017-12-31"),
        (150000, 1, 1, "2018-01-01"),
        (155000, 3, 5, "2018-03-05"),
        (145000, 11, 2, "2017-11-02"),
        (138000, 8, 4, "2017-08-04"),
    ],
)
def test_the_year_that_fits_between_the_neighbours(number: int, month: int, day: int, expected: str) -> None:
    assert by_number(number, month, day) == InferredDay(
        day=date.fromisoformat(expected), method="inferred-number"
    )


@pytest.mark.parametrize(
    ("number", "month", "day", "why"),
    [
        (145437, 3, 5, "no such day between August and October"),
        (180000, 4, 5, "two such days between March 2018 and December 2019"),
        (300000, 6, 1, "several"),
        (100, 6, 1, "nothing below"),
        (400000, 6, 1, "nothing above"),
        (145437, 2, 31, "no such day at all"),
        (155000, 2, 29, "2018 was no leap year"),
    ],
)
def test_no_year_where_none_or_several_fit(number: int, month: int, day: int, why: str) -> None:
    assert by_number(number, month, day) is None, why


def test_the_article_itself_is_no_neighbour() -> None:
    own = anchors((145437, "2009-10-25"))
    found = infer_day(10, 25, YearEvidence(number=145437, known=own + KNOWN, fetched_at=FETCHED))
    assert found == InferredDay(day=date(2017, 10, 25), method="inferred-number")
    assert infer_day(10, 25, YearEvidence(number=145437, known=own, fetched_at=FETCHED)) is None


def test_the_nearest_neighbours_count() -> None:
    nearer = (*KNOWN, *anchors((180001, "2019-05-01"), (179999, "2018-12-01")))
    found = infer_day(4, 5, YearEvidence(number=180000, known=nearer, fetched_at=FETCHED))
    assert found == InferredDay(day=date(2019, 4, 5), method="inferred-number")


def test_a_weekday_confirms_one_of_two_years_and_refuses_the_only_one() -> None:
    assert by_number(180000, 4, 5, weekday=3) == InferredDay(day=date(2018, 4, 5), method="inferred-number")
    assert by_number(180000, 4, 5, weekday=4) == InferredDay(day=date(2019, 4, 5), method="inferred-number")
    assert by_number(145437, 10, 25, weekday=2) is not None
    assert by_number(145437, 10, 25, weekday=3) is None


def test_neighbours_that_contradict_each_other_give_nothing() -> None:
    known = anchors((1, "2018-05-01"), (3, "2017-01-01"))
    assert infer_day(6, 1, YearEvidence(number=2, known=known, fetched_at=FETCHED)) is None


def test_the_listing_answers_where_the_numbers_do_not() -> None:
    evidence = YearEvidence(
        number=180000, known=KNOWN, listed=date(2018, 4, 6), fetched_at=FETCHED, current=True
    )
    assert infer_day(4, 5, evidence) == InferredDay(day=date(2018, 4, 5), method="inferred-listing")


def test_the_listing_answers_across_the_turn_of_the_year() -> None:
    evidence = YearEvidence(listed=date(2018, 1, 2), fetched_at=FETCHED)
    assert infer_day(12, 30, evidence) == InferredDay(day=date(2017, 12, 30), method="inferred-listing")


def test_a_listing_of_another_time_of_the_year_says_nothing() -> None:
    assert infer_day(4, 5, YearEvidence(listed=date(2018, 9, 6), fetched_at=FETCHED)) is None


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [(10, 31, "2025-10-31"), (11, 1, "2025-11-01"), (11, 5, "2024-11-05"), (2, 29, None)],
)
def test_a_page_that_is_new_is_of_the_latest_such_day(month: int, day: int, expected: str | None) -> None:
    found = infer_day(month, day, YearEvidence(fetched_at=FETCHED, current=True))
    assert (found.day.isoformat() if found else None) == expected
    assert found is None or found.method == "inferred-fetch"


def test_the_present_day_is_the_outlets() -> None:
    late = datetime(2025, 10, 31, 20, tzinfo=UTC)
    found = infer_day(11, 1, YearEvidence(fetched_at=late, current=True, zone=ZoneInfo("Asia/Tokyo")))
    assert found is not None
    assert found.day == date(2025, 11, 1)


def test_a_page_that_is_not_new_has_no_year_from_the_fetch() -> None:
    assert infer_day(10, 31, YearEvidence(fetched_at=FETCHED)) is None
    assert infer_day(10, 31, YearEvidence(current=True)) is None


def test_nothing_lies_after_the_fetch() -> None:
    known = anchors((1, "2025-01-01"), (3, "2026-06-01"))
    assert infer_day(12, 1, YearEvidence(number=2, known=known, fetched_at=FETCHED)) is None


@given(st.integers(0, 14), st.integers(0, 40), st.integers(-(2**70), 2**70), st.booleans())
def test_no_figures_raise(month: int, day: int, number: int, current: bool) -> None:
    evidence = YearEvidence(number=number, known=KNOWN, fetched_at=FETCHED, current=current)
    found = infer_day(month, day, evidence)
    assert found is None or (found.day.month, found.day.day) == (month, day)
