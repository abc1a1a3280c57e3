"""Reading articles: those near a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tests.storage.desk import HAVANA, Desk, article, dated


def test_neighbours_are_the_nearest_that_print_their_day(desk: Desk) -> None:
    numbers = (10, 20, 30, 40, 50)
    pages = desk.page(*(f"gazette:{number}" for number in numbers))
    for number, page in zip(numbers, pages, strict=True):
        given = article(
            page.key, outlet_article_id=str(number), **dated("fetch" if number == 40 else "stated")
        )
        desk.keep(page, replace(given, date_published=datetime(2024, 1, number % 28 + 1, 23, tzinfo=HAVANA)))
    near = desk.store.neighbours("gazette", 30, excluding_key="gazette:30")
    assert [(anchor.number, anchor.day.day) for anchor in near] == [(20, 21), (50, 23)]
    near = desk.store.neighbours("gazette", 35, excluding_key="gazette:30", count=2)
    assert [anchor.number for anchor in near] == [10, 20, 50]
    assert desk.store.neighbours("other", 30, excluding_key="x") == ()


def test_a_number_that_no_database_holds_has_no_neighbours(desk: Desk) -> None:
    desk.keep(desk.page("gazette:1"), article("gazette:1", outlet_article_id="9" * 40, **dated("stated")))
    assert desk.store.neighbours("gazette", 10**40, excluding_key="x") == ()
