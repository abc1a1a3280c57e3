"""Canonical addresses that name one article on several pages raise an alarm, until new ones do not."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.health.checks.canonical import FEWEST, add_canonical, find_canonical_faults
from crawler.health.history import History, dump_history, load_history
from crawler.health.run_seen import ArticleSeen, RunSeen
from crawler.schedule.rhythm import Rhythm

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
ARTICLE = ArticleSeen(seen_at=NOON, published=NOON, origins={}, length=900)


def evidence(*runs: RunSeen) -> list[str]:
    history = History(since=NOON, at=NOON, rhythm=Rhythm(until=NOON, last_new=NOON))
    for run in runs:
        kept = load_history(dump_history(add_canonical(history, run)))
        assert kept is not None
        history = kept
    return [one.evidence for one in find_canonical_faults(history)]


def test_a_few_pages_that_name_another_article_are_enough() -> None:
    assert evidence(RunSeen(at=NOON, articles=(ARTICLE,), astray=FEWEST - 1, gathered=FEWEST - 1)) == []
    assert evidence(RunSeen(at=NOON, articles=(ARTICLE,), astray=FEWEST)) == [
        "3 articles name another one as their canonical address, and were kept apart"
    ]
    assert evidence(RunSeen(at=NOON, gathered=12)) == ["12 pages were merged into one article"]


def test_it_is_over_once_new_articles_name_none() -> None:
    wrong = RunSeen(at=NOON, articles=(ARTICLE,), astray=5)
    assert len(evidence(wrong, RunSeen(at=NOON))) == 1
    assert evidence(wrong, RunSeen(at=NOON, articles=(ARTICLE,))) == []
