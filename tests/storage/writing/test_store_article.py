from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from crawler.items import Image
from crawler.storage import AlreadySettled, RowError
from crawler.storage.transactions import write_transaction
from crawler.storage.writing.commit import apply_group
from tests.storage.desk import HOUR, NOON, Desk, article

HAVANA = timezone(timedelta(hours=-4))


def test_an_article_is_read_back_as_it_was_stored(desk: Desk) -> None:
    given = article(
        "gazette:1",
        "Erster Absatz.\n\nZweiter: naïve café, 上海, \U0001f642.",
        authors=["Ana Pérez", "Li Wei"],
        images=[Image(url="https://gazette.example/a.jpg", caption="A", credit=None)],
        date_published=datetime(2024, 3, 30, 9, 47, 25, 123456, tzinfo=HAVANA),
        date_published_raw="2024-03-30 09:47:25",
        date_published_method="assumed-zone",
        date_published_precision="second",
        date_modified=datetime(2024, 3, 30, 15, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        fetched_at=NOON,
        outlet_article_id="1",
        keywords=[],
        is_accessible_for_free=False,
        provenance={"headline": "jsonld"},
        confidence={"headline": 0.97},
        warnings=["headline: NUL removed"],
        word_count=7,
    )
    desk.keep(desk.page("gazette:1"), given)
    stored = desk.store.article("gazette:1")
    assert stored is not None
    assert stored.article == given
    assert stored.article.date_published.utcoffset() == timedelta(hours=-4)
    assert stored.article.date_modified.utcoffset() == timedelta(hours=5, minutes=45)


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


def test_every_key_and_address_that_led_here_is_known(desk: Desk) -> None:
    page = desk.page("gazette:found")
    given = article("gazette:canonical", url="https://gazette.example/final?x=1",
                    canonical_url="https://gazette.example/canonical")  # fmt: skip
    keys = ("gazette:found", "gazette:final", "gazette:canonical")
    stored = desk.keep(page, given, alias_keys=keys)
    assert stored.state == "done"
    assert desk.store.known(keys) == set(keys)
    names = (*keys, page.url, given.url, given.canonical_url, stored.article_id, str(stored.article_id))
    assert {desk.store.article(name).id for name in names} == {stored.article_id}
    desk.start()
    desk.list(*keys)
    assert desk.take() == []
    assert desk.store.page_counts(desk.run)["article"] == {}


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_addresses_of_one_target_are_one_article(
    desk: Desk, order: tuple[int, int], at_once: bool
) -> None:
    pages = desk.page("gazette:a", "gazette:b")
    operations = [
        desk.storing(pages[n], article("gazette:target"), alias_keys=(pages[n].key, "gazette:target"))
        for n in order
    ]
    stored = together(desk, operations) if at_once else [desk.do(operation) for operation in operations]
    assert [one.state for one in stored] == ["done", "merged"]
    assert stored[0].article_id == stored[1].article_id
    assert len(desk.store.articles()) == 1
    assert desk.store.page_counts(desk.run)["article"] == {"done": 1, "merged": 1}


@pytest.mark.parametrize("target_first", [False, True])
@pytest.mark.parametrize("at_once", [False, True])
def test_a_redirect_to_a_page_that_is_taken_up_too(desk: Desk, target_first: bool, at_once: bool) -> None:
    moved, target = desk.page("gazette:moved", "gazette:target")
    text = article("gazette:target")
    operations = [desk.storing(moved, text), desk.storing(target, text)]
    if target_first:
        operations.reverse()
    stored = together(desk, operations) if at_once else [desk.do(operation) for operation in operations]
    states = [one.state for one in stored]
    assert states == (["done", "merged"] if target_first else ["merged", "unchanged"])
    assert len(desk.store.articles()) == 1
    assert len(desk.store.versions(stored[0].article_id)) == 1


def test_a_page_merged_into_one_that_is_looked_after_is_not_due(desk: Desk) -> None:
    moved, target = desk.page("gazette:moved", "gazette:target")
    desk.keep(target, article("gazette:target"))
    desk.keep(moved, article("gazette:target"))
    desk.now += 2 * HOUR
    desk.start()
    assert [page.key for page in desk.take()] == ["gazette:target"]


def test_the_only_page_that_gives_an_article_stays_due(desk: Desk) -> None:
    broken = desk.page("gazette:target")
    desk.settle(broken, "failed")
    moved = desk.page("gazette:moved")
    assert desk.keep(moved, article("gazette:target")).state == "merged"
    assert desk.again(moved).key == "gazette:moved"


def test_an_article_keeps_its_key_when_its_canonical_address_changes(desk: Desk) -> None:
    page = desk.page("gazette:1")
    first = desk.keep(page)
    renamed = "https://gazette.example/renamed"
    second = desk.keep(desk.again(page), article(renamed, "B", url=renamed))
    assert (second.article_id, second.state, second.version) == (first.article_id, "done", 2)
    assert desk.store.article("gazette:1").article.key == "gazette:1"
    assert desk.store.article(renamed).id == first.article_id


def test_two_articles_that_were_stored_apart_are_never_made_one(desk: Desk) -> None:
    one, two = desk.page("gazette:1", "gazette:2")
    first, second = desk.keep(one, article("gazette:1", "A")), desk.keep(two, article("gazette:2", "B"))
    now_redirects = desk.keep(desk.again(one), article("gazette:2", "B"))
    assert (now_redirects.state, now_redirects.article_id) == ("merged", second.article_id)
    bodies = {stored.id: stored.article.body for stored in desk.store.articles()}
    assert bodies == {first.article_id: "A", second.article_id: "B"}


def test_an_article_that_leads_to_an_unknown_one_by_now_keeps_its_text(desk: Desk) -> None:
    desk.list("gazette:1")
    [one] = desk.take()
    first = desk.keep(one, article("gazette:1", "A"))
    now_leads_on = desk.keep(desk.again(one), article("gazette:2", "B"))
    assert now_leads_on.article_id != first.article_id
    kept, new = desk.store.article("gazette:1"), desk.store.article("gazette:2")
    assert kept is not None
    assert new is not None
    assert (kept.article.body, kept.version) == ("A", 1)
    assert (new.article.body, new.version) == ("B", 1)


def test_a_source_is_no_address_of_an_article(desk: Desk) -> None:
    desk.source("section", "listing")
    page = desk.page("gazette:1")
    stored = desk.keep(page, article("gazette:1"), alias_keys=(page.key, "section"))
    assert stored.state == "done"
    assert desk.store.page_counts(desk.run)["source"] == {"pending": 1, "done": 1}


def test_a_later_link_to_a_pending_alias_is_fetched_in_its_turn(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.list("gazette:2")
    desk.keep(page, article("gazette:1"), alias_keys=("gazette:1", "gazette:2"))
    assert [waiting.key for waiting in desk.take()] == ["gazette:2"]


DATES = {
    "stated": ("2024-03-30", "stated", {"date_published": 0.98}),
    "number": ("2017-10-25", "inferred-number", {"date_published": 0.7}),
    "listing": ("2018-10-25", "inferred-listing", {}),
    "fetch": ("2019-10-25", "inferred-fetch", {}),
    "none": (None, None, {}),
}


def dated(which: str) -> dict[str, Any]:
    day, method, confidence = DATES[which]
    date = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return {"date_published": date, "date_published_method": method, "date_published_raw": f"raw {which}",
            "provenance": {"date_published": which},
            "confidence": confidence}  # fmt: skip


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


def test_the_first_outcome_of_a_page_in_a_run_wins(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.settle(page, "gone", http_status=410)
    with pytest.raises(AlreadySettled, match="gone"):
        desk.keep(page)
    with pytest.raises(AlreadySettled):
        desk.settle(page, "failed")
    assert desk.store.page_counts(desk.run)["article"] == {"gone": 1}
    assert desk.store.articles() == []


def test_two_outcomes_in_one_group(desk: Desk) -> None:
    page = desk.page("gazette:1")
    first, second = together(desk, [desk.storing(page) for _ in range(2)])
    assert first.state == "done"
    assert isinstance(second, AlreadySettled)


def test_a_source_ends_once_too(desk: Desk) -> None:
    [source] = desk.source()
    desk.finish(source)
    with pytest.raises(AlreadySettled):
        desk.finish(source)


def test_what_was_stored_stays_when_the_page_is_gone(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page)
    desk.settle(desk.again(page), "gone", http_status=404)
    assert desk.store.article("gazette:1").article.body == "The first text."


def test_attempts_are_counted_and_end_with_a_success(desk: Desk) -> None:
    page = desk.page("gazette:1")
    for attempts in (1, 2):
        desk.settle(page, "failed", count_attempt=True, due_at=desk.now)
        page = desk.again(page)
        assert page.attempts == attempts
    desk.keep(page)
    assert desk.again(page).attempts == 0


def test_an_answer_of_unchanged_keeps_the_validators(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page, etag='"a"')
    again = desk.again(page)
    desk.settle(again, "unchanged", http_status=304, due_at=desk.now + HOUR)
    assert desk.again(page).etag == '"a"'


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


def test_a_page_that_is_not_there_is_an_error_of_the_row(desk: Desk) -> None:
    page = desk.page("gazette:1")
    with pytest.raises(RowError, match="no page"):
        desk.keep(replace(page, id=10**6))
    [letter] = desk.store.dead_letters()
    assert (letter.page_id, letter.url) == (None, page.url)


def together(desk: Desk, commands: list[Any]) -> list[Any]:
    """Apply these commands as one group."""
    with write_transaction(desk.store.engine) as connection:
        return apply_group(connection, commands)
