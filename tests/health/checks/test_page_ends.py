"""How article pages end: each end speaks for one kind of trouble, or for none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from crawler.health.checks.page_ends import SAID, add_page_ends, find_page_faults, kind_of
from crawler.health.history import History
from crawler.health.run_seen import KINDS, RunSeen
from crawler.schedule.rhythm import Rhythm
from tests.health.runs import MONDAY

BOUND = 8.0


def after(*runs: Mapping[str, int]) -> History:
    history = History(since=MONDAY, at=MONDAY, rhythm=Rhythm(until=MONDAY, last_new=MONDAY))
    for ends in runs:
        history = add_page_ends(history, RunSeen(at=MONDAY, ends=ends), bound=BOUND)
    return history


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ("done", None),
        ("failed/http-403", "refused"),
        ("failed/http-429", "refused"),
        ("rejected/login-wall", "refused"),
        ("gone/http-404", "missing"),
        ("gone/soft-404", "missing"),
        ("failed/timeout", "failing"),
        ("failed/http-500", "failing"),
        ("dead", "failing"),
        ("rejected/listing", "rejected"),
        ("rejected/robots", None),
    ],
)
def test_an_end_speaks_for_one_kind(end: str, kind: str | None) -> None:
    assert kind_of(end) == kind


def test_every_kind_is_one_that_alarms_have() -> None:
    assert set(SAID) <= set(KINDS)


def test_what_is_known_without_news_counts_for_nothing() -> None:
    history = after({"unchanged": 50, "pending": 9, "merged": 3, "done": 10, "gone/http-404": 1})
    assert (history.trials["missing"].usual_met, history.trials["missing"].usual_of) == (1, 11)


def test_a_usual_share_of_missing_pages_is_no_fault() -> None:
    usual = {"done": 18, "gone/http-404": 2}
    assert list(find_page_faults(after(*[usual] * 30), usual)) == []


def test_a_share_that_jumps_is_a_fault_with_its_reasons() -> None:
    ends = {"done": 2, "failed/http-403": 8, "rejected/bot-wall": 10}
    (fault,) = find_page_faults(after(*[{"done": 20}] * 10, ends, ends), ends)
    assert fault.kind == "refused"
    assert fault.evidence.startswith("36 of the last 40 pages were refused: bot-wall, http-403 (usually ")
    assert "CRAWLER_CONTACT" in fault.suggestion


def test_a_run_without_pages_changes_nothing() -> None:
    assert after({"done": 20}, {}).trials == after({"done": 20}).trials
