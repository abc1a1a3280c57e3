"""What a run left in the store for its outlet to be judged by."""

from __future__ import annotations

from crawler.storage.health import read_run
from tests.storage.desk import HOUR, Desk, article


def test_a_run_is_read_as_it_left_the_database(desk: Desk) -> None:
    one, two, three, four = desk.page("gazette:1", "gazette:2", "gazette:3", "gazette:4")
    first = article("gazette:1", "A text.", provenance={"headline": "jsonld"}, language="es")
    desk.keep(one, first)
    desk.keep(two, article("gazette:2", "A text.", headline=first.headline))
    desk.settle(three, "failed", reason="http-403", http_status=403)
    desk.settle(four, "rejected", reason="no-body", http_status=200)
    left = desk.store.read(lambda connection: read_run(connection, desk.run))
    assert left.ends == {"done": 2, "failed/http-403": 1, "rejected/no-body": 1}
    assert [(source.kind, source.state) for source in left.sources] == [("feed", "done")]
    assert [(a.origins.get("headline"), a.length, a.opening, a.is_copy) for a in left.articles] == [
        ("jsonld", 7, "A text.", False),
        (None, 7, "A text.", True),
    ]


def test_an_article_that_was_stored_before_is_not_new_and_its_text_elsewhere_is_a_copy(desk: Desk) -> None:
    page = desk.page("gazette:1")
    desk.keep(page, article("gazette:1"), due_at=desk.now + HOUR)
    desk.again(page)
    desk.keep(page, article("gazette:1", "Another text."))
    left = desk.store.read(lambda connection: read_run(connection, desk.run))
    assert (left.ends, left.articles) == ({"done": 1}, [])


def test_a_source_that_must_not_be_asked_now_counts_as_failed(desk: Desk) -> None:
    [source] = desk.source()
    desk.settle(source, "pending", reason="robots-unreachable")
    [seen] = desk.store.read(lambda connection: read_run(connection, desk.run)).sources
    assert (seen.state, seen.reason, seen.links) == ("failed", "robots-unreachable", None)
