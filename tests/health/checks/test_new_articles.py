"""What new articles say: a field that vanishes or comes from elsewhere, and what they all share."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.health.checks.new_articles import add_articles, find_article_faults
from crawler.health.history import History
from crawler.health.run_seen import KINDS, RunSeen
from crawler.records import Expect
from crawler.schedule.rhythm import Rhythm
from tests.health.runs import MONDAY, RUNGS, article

BOUND = 8.0
USUAL = 40


def after(*changes: dict[str, Any] | None, expect: Expect | None = None) -> History:
    """The history after usual articles, and one more run of ten for each of the `changes`."""
    history = History(since=MONDAY, at=MONDAY, rhythm=Rhythm(until=MONDAY, last_new=MONDAY))
    runs = [article(number, MONDAY) for number in range(USUAL)]
    batches = [tuple(runs[n : n + 10]) for n in range(0, USUAL, 10)]
    batches += [tuple(article(n, MONDAY, **(change or {})) for n in range(10)) for change in changes]
    for batch in batches:
        run = RunSeen(at=MONDAY, articles=batch)
        history = add_articles(history, run, expect or Expect(), bound=BOUND)
    return history


def kinds(history: History) -> set[str]:
    return {fault.kind for fault in find_article_faults(history)}


def without(field: str) -> dict[str, Any]:
    return {"origins": {name: origin for name, origin in RUNGS.items() if name != field}}


def test_usual_articles_are_no_fault() -> None:
    assert kinds(after(None, None)) == set()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (without("authors"), "coverage"),
        ({"origins": {**RUNGS, "headline": "heading"}}, "rung"),
        ({"is_copy": True}, "copies"),
        ({"is_garbled": True}, "encoding"),
        ({"language": "tr"}, "language"),
        ({"length": 90}, "body-short"),
        ({"length": 1143}, "body-uniform"),
    ],
)
def test_what_ten_articles_and_ten_more_show_is_a_fault(change: dict[str, Any], kind: str) -> None:
    assert kind in kinds(after(change, change))
    assert kind in KINDS


def test_one_run_alone_is_no_proof() -> None:
    assert kinds(after(without("authors"))) == set()


def test_a_field_that_is_missing_is_named_with_its_share() -> None:
    (fault,) = find_article_faults(after(without("authors"), without("authors")))
    assert (fault.subject, fault.evidence[:43]) == ("authors", "20 of the last 20 new articles have no auth")
    assert "`selectors`" in fault.suggestion


def test_fields_that_left_one_origin_are_one_fault() -> None:
    change = {"origins": {**RUNGS, "headline": "heading", "authors": "byline"}}
    (fault,) = find_article_faults(after(change, change))
    assert fault.subject == "jsonld"
    assert "headline in 20" in fault.evidence
    assert "authors in 20" in fault.evidence


def test_what_the_outlet_expects_holds_without_a_history() -> None:
    expect = Expect(coverage={"authors": 0.95})
    history = History(since=MONDAY, at=MONDAY, rhythm=Rhythm(until=MONDAY, last_new=MONDAY))
    for _ in range(2):
        batch = tuple(article(n, MONDAY, **without("authors")) for n in range(5))
        history = add_articles(history, RunSeen(at=MONDAY, articles=batch), expect, bound=BOUND)
    assert [(fault.kind, fault.subject) for fault in find_article_faults(history)] == [
        ("coverage", "authors")
    ]


def test_strange_values_are_not_learnt_while_they_are_watched() -> None:
    usual, strange = after(None), after({"language": "tr"}, {"language": "tr"})
    assert set(usual.counts["language"]) == set(strange.counts["language"]) == {"es"}


def test_a_run_without_articles_changes_nothing() -> None:
    history = after(None)
    assert add_articles(history, RunSeen(at=MONDAY), Expect(), bound=BOUND) is history


def test_the_last_article_is_remembered() -> None:
    history = after({"length": 777})
    assert history.last_length == 777
    assert history.last_published is not None
