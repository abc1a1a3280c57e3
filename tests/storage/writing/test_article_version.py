"""What an article becomes when it is read again: its versions, and which of its dates stay."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.storage.desk import HOUR, NOON, Desk, article, dated


def test_an_edit_adds_a_version_and_a_return_to_the_old_text_a_third(desk: Desk) -> None:
    page = desk.page("gazette:1")
    states = []
    for body in ("A", "B", "A", "A"):
        states.append(desk.keep(page, article("gazette:1", body)))
        page = desk.again(page)
    assert [(stored.state, stored.version) for stored in states] == [
        ("done", 1),
        ("done", 2),
        ("done", 3),
        ("unchanged", 3),
    ]
    versions = desk.store.versions(states[0].article_id)
    assert [(version.number, version.body) for version in versions] == [(1, "A"), (2, "B"), (3, "A")]
    assert [version.first_seen_at for version in versions] == [NOON + n * 2 * HOUR for n in range(3)]


def test_another_extractor_rewrites_the_latest_version_and_marks_it(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page, article("gazette:1", "A"))
    stored = desk.keep(desk.again(page), article("gazette:1", "A, read better"), extractor_version="2")
    assert (stored.state, stored.version, stored.reason) == ("done", 1, "re-extracted")
    [version] = desk.store.versions(stored.article_id)
    assert (version.body, version.extractor_version, version.re_extracted) == ("A, read better", "2", True)
    assert desk.store.article("gazette:1").article.body == "A, read better"


def test_an_edit_after_a_new_extractor_read_the_same_text_is_an_edit(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page, article("gazette:1", "A"))
    same = desk.keep(desk.again(page), article("gazette:1", "A"), extractor_version="2")
    edited = desk.keep(desk.again(page), article("gazette:1", "B"), extractor_version="2")
    assert (same.state, edited.state, edited.version) == ("unchanged", "done", 2)


def test_unchanged_text_still_brings_the_other_fields_up_to_date(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page, article("gazette:1", keywords=["a"]))
    desk.keep(desk.again(page), article("gazette:1", keywords=["a", "b"]))
    stored = desk.store.article("gazette:1")
    assert stored.article.keywords == ["a", "b"]
    assert stored.article.body == "The first text."
    assert (stored.first_seen_at, stored.updated_at) == (NOON, NOON + 2 * HOUR)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("stated", "none", "stated"),
        ("stated", "number", "stated"),
        ("number", "none", "number"),
        ("number", "fetch", "number"),
        ("number", "number", "number"),
        ("number", "stated", "stated"),
        ("fetch", "listing", "listing"),
        ("listing", "fetch", "listing"),
        ("none", "fetch", "fetch"),
        ("none", "none", "none"),
    ],
)
def test_a_date_stays_unless_a_stronger_answer_arrives(
    desk: Desk, before: str, after: str, kept: str
) -> None:
    page = desk.page("gazette:1")
    desk.keep(page, article("gazette:1", **dated(before)))
    desk.keep(desk.again(page), article("gazette:1", **dated(after)))
    stored = desk.store.article("gazette:1").article
    assert {name: getattr(stored, name) for name in dated(kept)} == dated(kept)


def test_an_inferred_date_stays_the_one_first_inferred(desk: Desk) -> None:
    page = desk.page("gazette:1")
    values = dated("number")
    desk.keep(page, article("gazette:1", **values))
    moved = {**values, "date_published": datetime(2016, 10, 25, tzinfo=UTC)}
    desk.keep(desk.again(page), article("gazette:1", **moved))
    assert desk.store.article("gazette:1").article.date_published == values["date_published"]


def test_an_update_without_a_modified_date_erases_none(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page, article("gazette:1", date_modified=NOON, date_modified_raw="noon"))
    desk.keep(desk.again(page), article("gazette:1"))
    stored = desk.store.article("gazette:1").article
    assert (stored.date_modified, stored.date_modified_raw) == (NOON, "noon")
