"""Runs in short words, for the tests of health."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.health.history import Finding, History
from crawler.health.review import review_run
from crawler.health.run_seen import ArticleSeen, RunSeen, SourceSeen
from crawler.records import Expect

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
FEED = "https://gazette.example/rss"
RUNGS = {"headline": "jsonld", "body": "page", "date_published": "jsonld:second", "authors": "jsonld"}


def article(number: int, at: datetime, **values: Any) -> ArticleSeen:
    """A usual article, ten minutes old, its length unlike that of its neighbours."""
    usual = {"published": at - timedelta(minutes=10, seconds=number), "length": 1500 + number * 377 % 2000}
    return ArticleSeen(seen_at=at, **{"origins": RUNGS, "language": "es", **usual, **values})


def source(**values: Any) -> SourceSeen:
    """The feed, with 20 links."""
    return SourceSeen(**{"url": FEED, "kind": "feed", "state": "done", "links": 20, **values})


class Watch:
    """An outlet under review: `articles` every `hours`, day and night."""

    def __init__(self, *, hours: float = 2.0, expect: Expect | None = None) -> None:
        self.hours, self.expect = hours, expect or Expect()
        self.now, self.number = MONDAY, 0
        self.history: History | None = None
        self.findings: tuple[Finding, ...] = ()

    def run(self, *, articles: int = 1, change: dict[str, Any] | None = None, **values: Any) -> set[str]:
        """One run later; returns the kinds of what is wrong then. `change` is what its articles are like."""
        self.now += timedelta(hours=self.hours)
        made = []
        for _ in range(articles):
            self.number += 1
            made.append(article(self.number, self.now, **(change or {})))
        usual = {"ends": {"done": articles, "unchanged": 2}, "sources": (source(),)}
        seen = RunSeen(at=self.now, articles=tuple(made), **{**usual, **values})
        made_review = review_run(self.history, seen, expect=self.expect, zone=UTC)
        self.history, self.findings = made_review.history, made_review.findings
        return {finding.kind for finding in self.findings}

    def runs(self, number: int, **values: Any) -> list[set[str]]:
        """Some runs alike."""
        return [self.run(**values) for _ in range(number)]

    def until(self, kind: str, *, most: int, **values: Any) -> int:
        """How many such runs pass until an alarm of that kind; raises AssertionError where none does."""
        for number in range(1, most + 1):
            if kind in self.run(**values):
                return number
        raise AssertionError(f"no {kind} within {most} runs: {self.findings}")


def watched(*, days: float = 20, **values: Any) -> Watch:
    """An outlet that was well for some days."""
    watch = Watch(**values)
    assert not set().union(*watch.runs(int(days * 24 / watch.hours)))
    return watch
