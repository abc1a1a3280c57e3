"""What is remembered of an outlet outlives the process as JSON, and is begun anew where it is damaged."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.health.history import FORM, History, Slot, SourceHistory, dump_history, load_history
from crawler.health.stats.share_jump import Trial
from crawler.schedule.rhythm import Rhythm
from tests.health.runs import MONDAY, RUNGS, Watch, watched

OTHER_RUNGS = {**RUNGS, "headline": "heading", "date_published": "time:minute", "authors": "byline"}


def full() -> History:
    """A history in which every part holds something."""
    source = SourceHistory(
        since=MONDAY, seen_at=MONDAY, failing_since=MONDAY, reason="dns", same=Trial(met=1)
    )
    return History(
        since=MONDAY,
        at=MONDAY + timedelta(hours=2),
        rhythm=Rhythm(until=MONDAY, last_new=MONDAY),
        stored=7,
        last_new=MONDAY,
        quiet=0.25,
        polled_at=MONDAY,
        slots=(Slot(number=3, expected=1.5, found=2),),
        trials={"coverage:authors": Trial(usual_met=2.0, usual_of=9.0, alarmed_at=MONDAY)},
        counts={"language": {"es": 3.0}},
        last_length=1200,
        last_published=MONDAY,
        sources={"https://gazette.example/rss": source},
        down=2,
        down_since=MONDAY,
        volume={"volume-low": MONDAY},
    )


def test_every_part_is_the_same_after_it_was_kept() -> None:
    assert load_history(json.loads(json.dumps(dump_history(full())))) == full()


def test_instants_are_kept_in_utc_whatever_their_offset() -> None:
    there = datetime(2026, 3, 1, 20, tzinfo=timezone(timedelta(hours=-4)))
    history = History(since=there, at=there, rhythm=Rhythm(until=there, last_new=there))
    assert dump_history(history)["since"] == "2026-03-02T00:00:00+00:00"
    again = load_history(dump_history(history))
    assert again is not None
    assert (again.since, again.since.tzinfo) == (there, UTC)


def test_a_review_goes_on_from_what_was_kept_as_if_it_had_not_been() -> None:
    watch = watched(days=5)
    watch.until("rung", most=6, change={"origins": OTHER_RUNGS})
    assert watch.history is not None
    kept = dump_history(watch.history)
    again = load_history(kept)
    assert isinstance(again, History)
    assert dump_history(again) == kept
    before = watch.run(change={"origins": OTHER_RUNGS})
    watch.history = again
    assert watch.run(change={"origins": OTHER_RUNGS}) == before


@pytest.mark.parametrize("damaged", [None, {}, {"form": 0}, {"form": FORM}, {"form": FORM, "rhythm": 3}])
def test_a_damaged_history_is_begun_anew(damaged: dict[str, object] | None) -> None:
    assert load_history(damaged) is None


@pytest.mark.parametrize("name", ["since", "trials", "sources", "slots", "volume"])
def test_a_history_with_one_damaged_part_is_begun_anew(name: str) -> None:
    assert load_history({**dump_history(full()), name: 3}) is None


def test_a_history_without_a_part_that_came_later_has_its_default() -> None:
    kept = dump_history(full())
    del kept["stored"]
    again = load_history(kept)
    assert again is not None
    assert again.stored == 0


def test_a_history_that_grew_over_weeks_stays_small() -> None:
    watch = Watch()
    watch.runs(2 * 12)
    watch_longer = Watch()
    watch_longer.runs(30 * 12)
    short, long = (len(json.dumps(dump_history(one.history))) for one in (watch, watch_longer))
    assert long < 3 * short
