"""Values that one database would refuse or change: both store the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from crawler.items import Image
from crawler.storage import DeadLetter, RowError
from tests.storage.desk import Desk, article, link


def test_nul_is_stripped_and_lone_surrogates_are_replaced_everywhere(desk: Desk) -> None:
    bad = "a\0b\ud800c"
    given = article("gazette:1", bad, headline=bad, authors=[bad], images=[Image(url="u", caption=bad)],
                    provenance={bad: bad}, date_published_raw=bad)  # fmt: skip
    stored = desk.keep(desk.page("gazette:1"), given)
    kept = desk.store.article(stored.article_id).article
    good = "ab\ufffdc"
    assert (kept.body, kept.headline, kept.authors, kept.date_published_raw) == (good, good, [good], good)
    assert (kept.images[0].caption, kept.provenance) == (good, {good: good})


def test_text_that_looks_like_an_escape_is_left_alone(desk: Desk) -> None:
    given = article("gazette:1", authors=["a\\u0000b", "\\ud800"])
    desk.keep(desk.page("gazette:1"), given)
    assert desk.store.article("gazette:1").article.authors == ["a\\u0000b", "\\ud800"]


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_an_integer_beyond_64_bits_is_null_with_a_warning(desk: Desk, number: int) -> None:
    desk.keep(desk.page("gazette:1"), article("gazette:1", http_status=number, warnings=["one"]))
    kept = desk.store.article("gazette:1").article
    assert kept.http_status is None
    assert kept.warnings == ["one", "http_status: beyond 64 bits, left out"]


def test_the_largest_integers_are_kept(desk: Desk) -> None:
    desk.keep(desk.page("gazette:1"), article("gazette:1", word_count=2**63 - 1))
    assert desk.store.article("gazette:1").article.word_count == 2**63 - 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"word_count": "12"},
        {"word_count": 1.5},
        {"http_status": True},
        {"headline": 7},
        {"body": None},
        {"body": b"bytes"},
        {"authors": "Ana"},
        {"date_published": "2024-05-01"},
        {"date_published": datetime(2024, 5, 1)},
        {"is_accessible_for_free": "yes"},
        {"key": "x" * 3000},
    ],
    ids=lambda wrong: f"{wrong!r:.40}",
)
def test_a_value_of_the_wrong_type_is_refused_on_both(desk: Desk, wrong: dict[str, Any]) -> None:
    page = desk.page("gazette:1")
    given = article("gazette:1")
    for name, value in wrong.items():
        setattr(given, name, value)
    with pytest.raises(RowError):
        desk.keep(page, given)
    [letter] = desk.store.dead_letters(run_id=desk.run)
    assert (letter.page_id, letter.url, letter.letter.stage) == (page.id, page.url, "store")
    assert desk.store.page_counts(desk.run)["article"] == {"dead": 1}


def test_a_date_that_utc_has_no_form_for_is_null_with_a_warning(desk: Desk) -> None:
    early = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))
    late = datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-5)))
    desk.keep(desk.page("gazette:1"), article("gazette:1", date_published=early, date_modified=late,
              date_published_raw="1 January of the year 1"))  # fmt: skip
    kept = desk.store.article("gazette:1").article
    assert (kept.date_published, kept.date_modified) == (None, None)
    assert kept.date_published_raw == "1 January of the year 1"
    assert len(kept.warnings) == 2


@pytest.mark.parametrize(
    "moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)]
)
def test_the_first_and_the_last_moments_are_kept(desk: Desk, moment: datetime) -> None:
    desk.keep(desk.page("gazette:1"), article("gazette:1", date_published=moment))
    assert desk.store.article("gazette:1").article.date_published == moment


def test_a_dead_letter_keeps_any_payload(desk: Desk) -> None:
    page = desk.page("gazette:1")
    payload = {
        "nan": float("nan"),
        "inf": [float("inf")],
        "text": "a\0\ud800",
        "set": {1},
        "at": UTC,
        "big": 2**70,
    }
    desk.settle(page, "dead", dead_letter=DeadLetter("normalize", "why\0", "trace", payload))
    [letter] = desk.store.dead_letters()
    assert letter.letter.reason == "why"
    assert letter.letter.payload == {
        "nan": None, "inf": [None], "text": "a\ufffd", "set": [1], "at": str(UTC), "big": 2**70}  # fmt: skip


def test_a_title_of_a_megabyte_is_kept_whole(desk: Desk) -> None:
    headline = "T" * 1_000_000
    desk.list("gazette:1", title=headline)
    [page] = desk.take()
    desk.keep(page, article("gazette:1", headline=headline))
    assert page.link_title == headline
    assert desk.store.article("gazette:1").article.headline == headline


def test_urls_that_share_their_beginning_are_two(desk: Desk) -> None:
    shared = "https://gazette.example/" + "a" * 2048
    one, two = desk.page("gazette:1", "gazette:2")
    first = desk.keep(one, article("gazette:1", url=shared + "1"))
    second = desk.keep(two, article("gazette:2", url=shared + "2"))
    assert desk.store.article(shared + "1").id == first.article_id
    assert desk.store.article(shared + "2").id == second.article_id


def test_a_link_with_odd_letters_is_taken_and_found(desk: Desk) -> None:
    key = "gazette.example/camagüey\0\udfff"
    [source] = desk.source()
    desk.finish(source, [link(key, title="\0T")])
    assert desk.store.known([key]) == {key}
    [page] = desk.take()
    assert (page.key, page.link_title) == ("gazette.example/camagüey\ufffd", "T")


def test_search_ignores_case_in_every_script_and_takes_wildcards_literally(desk: Desk) -> None:
    bodies = {
        "1": "ÉCOLE DE MÚSICA",
        "2": "Сирия ПРИЗВАЛА",
        "3": "100% sure",
        "4": "1000 sure",
        "5": "a_b",
        "6": "axb",
    }
    pages = desk.page(*(f"gazette:{number}" for number in bodies))
    for page, body in zip(pages, bodies.values(), strict=True):
        desk.keep(page, article(page.key, body, headline="-"))

    def found(text: str) -> set[str]:
        return {stored.article.key[-1] for stored in desk.store.articles(text=text)}

    assert [found("école"), found("призвала"), found("100%"), found("A_B"), found("'; --")] == [
        {"1"}, {"2"}, {"3"}, {"5"}, set()]  # fmt: skip


def test_articles_are_listed_newest_first_and_filtered(desk: Desk) -> None:
    pages = desk.page("gazette:1", "gazette:2", "gazette:3")
    days = (datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 3, 1, tzinfo=UTC), None)
    for page, day, language in zip(pages, days, ("es", "es-CU", "en"), strict=True):
        desk.keep(page, article(page.key, date_published=day, language=language))

    def found(**filters: Any) -> list[str]:
        return [stored.article.key[-1] for stored in desk.store.articles(**filters)]

    assert found() == ["3", "2", "1"]
    assert found(limit=1, offset=1) == ["2"]
    assert found(language="es") == ["2", "1"]
    assert found(since=days[1]) == ["3", "2"]
    assert found(until=days[1]) == ["1"]
    assert found(outlet="other") == []
