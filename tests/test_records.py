"""The few records between the layers that answer a question of their own."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from crawler.items import Article
from crawler.records import SOURCE_KINDS, STATES, WATCHED_FIELDS, Arguments, Kind, NumberedPage, State

DAY = datetime(2024, 1, 1, tzinfo=UTC)


def test_every_kind_and_state_is_listed_once() -> None:
    assert (*SOURCE_KINDS, "article") == get_args(Kind)
    assert get_args(State) == STATES


def test_watched_fields_are_fields_of_an_article() -> None:
    assert set(WATCHED_FIELDS) <= set(Article.__dataclass_fields__)


def test_a_series_has_a_page_of_any_number() -> None:
    page = NumberedPage("https://gazette.example/news?page=", 3, "&all")
    assert page.at(12) == "https://gazette.example/news?page=12&all"
    assert page.at(page.number) == "https://gazette.example/news?page=3&all"


@pytest.mark.parametrize(
    ("given", "backfills", "selects"),
    [
        ({}, False, False),
        ({"limit": 5}, False, False),
        ({"section": "region"}, False, True),
        ({"since": DAY}, True, True),
        ({"until": DAY}, True, True),
    ],
)
def test_arguments_ask_for_a_backfill_or_for_other_links(given, backfills: bool, selects: bool) -> None:
    arguments = Arguments(**given)
    assert (arguments.backfills, arguments.selects_links) == (backfills, selects)
