"""From what a run left in the store to a verdict on its outlet, and what is kept for the next run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.health.history import History
from crawler.health.judging import coverage_of_fields, judge_outlet_run, see_run
from crawler.health.stats.share_jump import Trial
from crawler.records import Expect
from crawler.schedule.rhythm import Rhythm
from crawler.storage.alarms import Verdict
from crawler.storage.health import EndedSource, FreshArticle, OutletHealth, RunLeft

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FEED = EndedSource(url="https://gazette.example/rss", kind="feed", state="done", reason=None, links=20)
DEAD = EndedSource(url=FEED.url, kind="feed", state="failed", reason="http-404", links=None)


def fresh(**values: Any) -> FreshArticle:
    usual = {
        "first_seen_at": NOON,
        "published": NOON - timedelta(minutes=10),
        "precision": "second",
        "origins": {"headline": "jsonld", "body": "page", "date_published": "jsonld", "keywords": "meta"},
        "length": 1500,
        "opening": "The harbour closes.",
        "language": "en",
        "is_copy": False,
    }
    return FreshArticle(**{**usual, **values})


def left(*articles: FreshArticle, source: EndedSource = FEED, **ends: int) -> RunLeft:
    return RunLeft(ends=ends, sources=[source], articles=articles)


def judge(ran: RunLeft, *, known: OutletHealth | None = None, at: datetime = NOON, **more: Any) -> Verdict:
    usual = {"outlet": "gazette", "run_id": 7, "problems": (), "expect": Expect(), "zone": UTC}
    return judge_outlet_run(known, ran, at=at, **{**usual, **more})


def test_a_run_is_seen_with_the_origins_that_are_watched() -> None:
    (seen,) = see_run(left(fresh()), at=NOON, problems=["x"]).articles
    assert seen.origins == {"headline": "jsonld", "body": "page", "date_published": "jsonld:second"}
    assert not seen.is_garbled
    (garbled,) = see_run(
        left(fresh(opening="seÃ±or, canciÃ³n, aÃ±o, Â¿quÃ©?", precision=None)), at=NOON, problems=[]
    ).articles
    assert garbled.is_garbled
    assert garbled.origins["date_published"] == "jsonld:none"


def test_the_first_run_begins_what_is_known_of_the_outlet() -> None:
    verdict = judge(left(fresh(), done=1))
    health = verdict.health
    assert (health.outlet, health.run_id, health.judged_at, health.answered_at) == ("gazette", 7, NOON, NOON)
    assert (health.stored, health.last_new_at) == (1, NOON)
    assert health.per_day == 0.0  # nothing is known of a usual day yet
    assert verdict.troubles == []


def test_the_next_run_goes_on_from_what_was_kept() -> None:
    first = judge(left(fresh(), done=1)).health
    later = judge(left(fresh(), fresh(), done=2), known=first, at=NOON + timedelta(hours=2)).health
    assert later.stored == 3


def test_a_day_of_history_tells_a_usual_day() -> None:
    known = None
    for hour in range(0, 30, 2):
        known = judge(left(fresh(), done=1), known=known, at=NOON + timedelta(hours=hour)).health
    assert known is not None
    assert 4 < known.per_day < 20


def test_an_outlet_that_answers_nothing_keeps_when_it_did() -> None:
    first = judge(left(fresh(), done=1)).health
    down = judge(left(source=DEAD), known=first, at=NOON + timedelta(hours=2)).health
    assert (down.answered_at, down.judged_at) == (NOON, NOON + timedelta(hours=2))


def test_an_account_that_does_not_add_up_is_trouble() -> None:
    (trouble,) = judge(left(done=1), problems=("3 taken but 2 accounted for",)).troubles
    assert (trouble.kind, trouble.subject) == ("accounting", "")
    assert "3 taken but 2 accounted for" in trouble.evidence


def test_a_damaged_history_is_begun_anew() -> None:
    first = judge(left(fresh(), done=1)).health
    broken = OutletHealth(outlet="gazette", run_id=7, judged_at=NOON, history={**first.history, "form": 0})
    assert judge(left(fresh(), done=1), known=broken).health.stored == 1


@pytest.mark.parametrize(
    ("trial", "share"),
    [
        (Trial(usual_met=1, usual_of=10), 0.9),
        (Trial(usual_met=1, usual_of=10, met=4, of=10), 0.75),
        (Trial(usual_met=0, usual_of=90, met=9, of=10, alarmed_at=NOON), 0.1),
        (Trial(usual_met=0, usual_of=90, alarmed_at=NOON), 1.0),
    ],
    ids=["usual", "with the last", "alarmed", "alarmed and none since"],
)
def test_coverage_is_of_late_articles_and_under_an_alarm_of_those_since(trial: Trial, share: float) -> None:
    rhythm = Rhythm(until=NOON, last_new=NOON)
    history = History(since=NOON, at=NOON, rhythm=rhythm, trials={"coverage:authors": trial})
    assert coverage_of_fields(history) == {"authors": share}


def test_nothing_is_known_of_coverage_before_there_were_articles() -> None:
    rhythm = Rhythm(until=NOON, last_new=NOON)
    history = History(since=NOON, at=NOON, rhythm=rhythm, trials={"coverage:authors": Trial()})
    assert coverage_of_fields(history) == {}
