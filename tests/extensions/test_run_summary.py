"""The account of a run: whether it adds up, its verdict, its exit status."""

from collections import Counter
from types import SimpleNamespace

import pytest

from crawler.exit_status import EXIT_CODES
from crawler.extensions.run_summary import (
    RunSummary,
    find_discrepancies,
    run_verdict,
)
from crawler.records import STATES


def ended(taken=0, **states):
    return {"taken": taken, **dict.fromkeys(STATES, 0), **states}


def accounts(article=None, source=None):
    return {"article": article or ended(), "source": source or ended()}


@pytest.mark.parametrize(
    ("counts", "left", "found"),
    [
        (accounts(ended(3, done=2, gone=1)), Counter(), []),
        (accounts(ended(3, done=2, pending=1)), Counter(article=1), []),
        (accounts(ended(3, done=2)), Counter(), ["3 article pages taken up but 2 accounted for"]),
        (accounts(source=ended(1, done=2)), Counter(), ["1 source pages taken up but 2 accounted for"]),
        (accounts(ended(3, done=2, pending=1)), Counter(), ["1 article pages pending but 0 left so"]),
    ],
)
def test_the_account_adds_up_or_says_where_it_does_not(counts, left, found):
    assert find_discrepancies(counts, left) == found


@pytest.mark.parametrize(
    ("counts", "broken", "expected"),
    [
        (accounts(ended(2, done=2)), {}, "ok"),
        (accounts(), {}, "ok"),
        (accounts(ended(2, done=1, failed=1)), {}, "ok"),
        (accounts(ended(2, failed=2), ended(1, failed=1)), {}, "unreachable"),
        (accounts(ended(2, pending=1, failed=1)), {}, "unreachable"),
        (accounts(ended(2, pending=2)), {}, "ok"),
        (accounts(ended(2, pending=2)), {"waits": Counter({"retry-after": 2})}, "ok"),
        (accounts(ended(2, pending=2)), {"waits": Counter({"robots-unreachable": 2})}, "unreachable"),
        (
            accounts(ended(2, failed=1, pending=1)),
            {"waits": Counter({"robots-unreachable": 1})},
            "unreachable",
        ),
        (accounts(ended(2, done=1, pending=1)), {"waits": Counter({"robots-unreachable": 1})}, "ok"),
        (accounts(ended(2, failed=2), ended(1, unchanged=1)), {}, "ok"),
        (accounts(ended(2, done=1, dead=1)), {}, "dead"),
        (accounts(source=ended(1, dead=1)), {}, "dead"),
        (accounts(ended(2, dead=1, done=1)), {"failure": "start() raised"}, "start"),
        (accounts(ended(2, done=1)), {"accounting_ok": False, "failure": "start() raised"}, "accounting"),
        (accounts(ended(2, done=1)), {"accounting_ok": False, "store_failed": True}, "store"),
    ],
)
def test_the_verdict_is_the_worst_that_holds(counts, broken, expected):
    known = {"store_failed": False, "failure": None}
    account = SimpleNamespace(waits=broken.get("waits", Counter()))
    session = SimpleNamespace(**known | {k: v for k, v in broken.items() if k in known}, account=account)
    assert run_verdict(counts, session, accounting_ok=broken.get("accounting_ok", True)) == expected


def summary(**more):
    known = {"spider": "gazette", "run_id": 7, "reason": "finished", "verdict": "ok", "links": {}}
    return RunSummary(
        **{**known, "counts": accounts(ended(3, done=2, gone=1), ended(1, unchanged=1)), **more}
    )


def test_the_line_says_it_all():
    assert summary(links={"known": 4, "new": 3, "too-old": 0}).line() == (
        "gazette: articles 3 taken = 2 done + 1 gone; sources 1 taken = 1 unchanged;"
        " links = 4 known, 3 new; adds up"
    )
    assert summary(problems=["one", "two"]).line().endswith("links = none; one; two")


def test_an_alarm_shows_where_nothing_graver_happened():
    assert summary(alarms=["silence"]).exit_code == EXIT_CODES["alarm"]
    assert summary(alarms=["source-empty"], verdict="nothing").exit_code == EXIT_CODES["alarm"]
    assert summary(alarms=["unreachable"], verdict="unreachable").exit_code == EXIT_CODES["unreachable"]


def test_what_waits_is_said_with_its_reasons():
    line = summary(waits={"retry-after": 3, "budget-pages": 2}, backlog=40).line()
    assert "waits = 2 budget-pages, 3 retry-after; 40 pages wait for the next run; adds up" in line
