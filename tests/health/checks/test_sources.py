"""Sources are judged by their own polls, and not for an outage of the whole site."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from crawler.health.checks.sources import add_polls, find_source_faults, has_answered, is_forbidden
from crawler.health.history import History
from crawler.health.run_seen import RunSeen, SourceSeen
from crawler.schedule.rhythm import Rhythm
from tests.health.runs import FEED, MONDAY, article, source

DEAD = {"state": "failed", "reason": "http-404", "links": None}
DOWN = {"state": "failed", "reason": "timeout", "links": None}
SITEMAP = "https://gazette.example/sitemap.xml"


class Polls:
    """An outlet's sources over runs, two hours apart."""

    def __init__(self) -> None:
        self.history = History(since=MONDAY, at=MONDAY, rhythm=Rhythm(until=MONDAY, last_new=MONDAY))
        self.at: datetime = MONDAY

    def run(self, *sources: SourceSeen, news: int = 0, times: int = 1, hours: float = 2) -> list[str]:
        """Poll these sources, some times; returns the kinds of what is wrong then."""
        for _ in range(times):
            self.at += timedelta(hours=hours)
            articles = tuple(article(number, self.at) for number in range(news))
            seen = RunSeen(at=self.at, sources=sources, articles=articles)
            history = add_polls(self.history, seen, bound=8.0)
            self.history = History(**{name: getattr(history, name) for name in FIELDS}, at=self.at)
        return [fault.kind for fault in find_source_faults(self.history)]


FIELDS = [name for name in History.__dataclass_fields__ if name != "at"]


@pytest.mark.parametrize(
    ("ends", "state", "answered"),
    [
        ({}, "done", True),
        ({}, "unchanged", True),
        ({}, "failed", False),
        ({"done": 1}, "failed", True),
        ({"done": 0, "gone/http-404": 4}, "failed", False),
    ],
)
def test_an_outlet_answers_by_any_page_that_came(ends: dict[str, int], state: str, answered: bool) -> None:
    assert has_answered(RunSeen(at=MONDAY, ends=ends, sources=(source(state=state),))) is answered


def test_it_is_forbidden_where_robots_keeps_from_every_source() -> None:
    kept = source(state="rejected", reason="robots")
    assert is_forbidden(RunSeen(at=MONDAY, sources=(kept, kept)))
    assert not is_forbidden(RunSeen(at=MONDAY, sources=(kept, source())))
    assert not is_forbidden(RunSeen(at=MONDAY))


def test_a_source_that_fails_for_good_is_dead_at_the_third_time_whatever_the_hours() -> None:
    polls = Polls()
    assert polls.run(source(**DEAD), source(url=SITEMAP), times=2, hours=0.1) == []
    assert polls.run(source(**DEAD), source(url=SITEMAP), hours=0.1) == ["source-dead"]


def test_a_passing_failure_must_last() -> None:
    polls = Polls()
    assert polls.run(source(**DOWN), source(url=SITEMAP), times=5, hours=0.5) == []
    assert polls.run(source(**DOWN), source(url=SITEMAP), hours=0.5) == ["source-dead"]


def test_one_good_poll_forgives_all() -> None:
    polls = Polls()
    polls.run(source(**DEAD), source(url=SITEMAP), times=3)
    assert polls.run(source(), source(url=SITEMAP)) == []
    assert polls.history.sources[FEED].failures == 0


def test_a_site_that_is_down_is_said_once_and_its_sources_are_excused_until_asked_again() -> None:
    polls = Polls()
    assert "unreachable" in polls.run(source(**DOWN), source(url=SITEMAP, **DOWN), times=3)
    assert polls.run(source(url=SITEMAP)) == []
    assert polls.history.sources[FEED].excused
    assert polls.run(source(**DOWN), source(url=SITEMAP)) == ["source-dead"]


@pytest.mark.parametrize(("links", "times"), [(0, 1), (2, 3)])
def test_a_list_that_shrinks_is_empty_at_once_or_at_the_third_time(links: int, times: int) -> None:
    polls = Polls()
    polls.run(source(), times=5)
    assert polls.run(source(links=links), times=times - 1) == []
    assert polls.run(source(links=links)) == ["source-empty"]
    assert polls.run(source()) == []


def test_a_list_that_never_had_many_links_is_not_missed() -> None:
    polls = Polls()
    polls.run(source(links=3), times=5)
    assert polls.run(source(links=0), times=3) == []


def test_a_source_that_stays_the_same_while_news_comes_is_stale() -> None:
    polls = Polls()
    polls.run(source(), source(url=SITEMAP), news=2, times=20)
    kinds: list[str] = []
    for _ in range(12):
        kinds = polls.run(source(state="unchanged", links=None), source(url=SITEMAP), news=2)
    assert kinds == ["source-stale"]
    assert polls.run(source(), source(url=SITEMAP), news=2, times=3) == []


def test_robots_that_forbid_all_are_said_in_the_second_run() -> None:
    kept: dict[str, Any] = {"state": "rejected", "reason": "robots", "links": None}
    polls = Polls()
    assert polls.run(source(**kept)) == []
    assert "robots" in polls.run(source(**kept))


def test_a_source_that_is_declared_no_more_is_forgotten() -> None:
    polls = Polls()
    polls.run(source(), source(url=SITEMAP))
    polls.run(source(), times=2, hours=24 * 15)
    assert set(polls.history.sources) == {FEED}
