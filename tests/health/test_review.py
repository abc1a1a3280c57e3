"""What becomes an alarm, how soon, and what does not; each closes by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.records import Expect
from tests.health.runs import FEED, RUNGS, Watch, source, watched


def without(*fields: str) -> dict[str, object]:
    return {"origins": {field: origin for field, origin in RUNGS.items() if field not in fields}}


OTHER_RUNGS = {**RUNGS, "headline": "heading", "date_published": "time:minute", "authors": "byline"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (without("authors"), "coverage"),
        (without("headline"), "coverage"),
        ({**without("date_published"), "published": None}, "coverage"),
        ({"origins": OTHER_RUNGS}, "rung"),
        ({"length": 1143}, "body-uniform"),
        ({"length": 90}, "body-short"),
        ({"is_copy": True}, "copies"),
        ({"is_garbled": True}, "encoding"),
        ({"language": "tr"}, "language"),
        ({"published": Watch().now - timedelta(days=900)}, "stale"),
        ({"published": Watch().now + timedelta(days=900)}, "dates"),
    ],
    ids=[
        "authors",
        "headline",
        "dates",
        "jsonld",
        "wall",
        "stub",
        "copies",
        "garbled",
        "language",
        "old",
        "future",
    ],
)
def test_what_changes_in_every_article_is_an_alarm_within_five_and_closes_after_it(change, kind):
    watch = watched()
    assert 2 <= watch.until(kind, most=5, change=change) <= 5
    watch.runs(3, change=change)
    assert kind in watch.run(change=change)
    assert all(kind not in found for found in watch.runs(40)[-5:])


def test_one_strange_article_is_nothing():
    watch = watched()
    odd = {
        "origins": {"body": "microdata"},
        "length": 80,
        "language": "tr",
        "is_garbled": True,
        "is_copy": True,
    }
    assert watch.run(change=odd) == set()
    assert watch.runs(3) == [set()] * 3


def test_lost_structured_data_is_one_alarm_that_names_every_field():
    watch = watched()
    watch.until("rung", most=5, change={"origins": OTHER_RUNGS})
    watch.runs(3, change={"origins": OTHER_RUNGS})
    [finding] = [one for one in watch.findings if one.kind == "rung"]
    assert finding.subject == "jsonld"
    assert all(field in finding.evidence for field in ("headline", "date_published", "authors"))


def test_what_has_always_been_missing_is_nothing():
    watch = Watch()
    assert set().union(*watch.runs(300, change=without("authors"))) == set()


def test_what_lasts_four_weeks_is_usual_from_then_on():
    watch = watched()
    watch.until("coverage", most=5, change=without("authors"))
    assert "coverage" in watch.run(change=without("authors"))
    found = watch.runs(30 * 12, change=without("authors"))
    assert "coverage" in found[20 * 12]
    assert found[-1] == set()


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ("failed/http-403", "refused"),
        ("rejected/bot-wall", "refused"),
        ("gone/http-404", "missing"),
        ("gone/soft-404", "missing"),
        ("failed/timeout", "failing"),
        ("rejected/no-body", "rejected"),
        ("rejected/front-page", "rejected"),
    ],
)
def test_pages_that_end_so_are_an_alarm_in_the_second_run(end, kind):
    watch = watched()
    assert kind not in watch.run(articles=0, ends={end: 4})
    assert kind in watch.run(articles=0, ends={end: 4})
    assert end.partition("/")[2] in next(one.evidence for one in watch.findings if one.kind == kind)
    assert kind not in set().union(*watch.runs(30)[-3:])


def test_a_source_that_lists_nothing_is_an_alarm_at_once():
    watch = watched()
    assert watch.run(articles=0, sources=(source(links=0),)) == {"source-empty"}
    assert watch.findings[0].subject == FEED
    assert watch.run() == set()


def test_a_source_that_lists_its_menu_alone_is_an_alarm_at_the_third_time():
    watch = watched()
    assert watch.runs(3, articles=0, sources=(source(links=2),)) == [set(), set(), {"source-empty"}]


@pytest.mark.parametrize(
    ("hours", "reason", "runs"),
    [(2.0, "http-404", 3), (0.25, "http-404", 3), (2.0, "timeout", 3), (0.25, "timeout", 10)],
)
def test_a_source_that_fails_is_an_alarm_sooner_where_it_fails_for_good(hours, reason, runs):
    watch = watched(hours=hours)
    other = source(url=f"{FEED}/2")
    failing = source(state="failed", reason=reason, links=None)
    assert watch.until("source-dead", most=12, articles=1, sources=(failing, other)) == runs
    assert watch.run(sources=(source(), other)) == set()


def test_a_site_that_is_down_is_one_alarm_and_not_many():
    watch = watched()
    down = source(state="failed", reason="dns", links=None)
    watch.until("unreachable", most=4, articles=0, ends={"failed/dns": 3}, sources=(down,))
    watch.runs(40, articles=0, ends={"failed/dns": 3}, sources=(down,))
    assert [one.kind for one in watch.findings] == ["unreachable"]
    assert watch.run() == set()


def test_looks_at_articles_between_the_polls_of_a_site_that_is_down_change_nothing():
    watch = watched()
    down = source(state="failed", reason="timeout", links=None)
    for _ in range(3):
        watch.run(articles=0, ends={"failed/timeout": 3}, sources=(down,))
        found = watch.run(articles=0, ends={"failed/timeout": 3}, sources=())
    assert found == {"unreachable"}
    assert watch.run(articles=0, ends={"unchanged": 1}, sources=()) == set()
    assert watch.run(articles=0, sources=(down, source(url=f"{FEED}/2"))) == {"source-dead"}


def test_robots_txt_that_forbids_all_is_told_from_a_site_that_is_down():
    watch = watched()
    forbidden = source(state="rejected", reason="robots", links=None)
    assert watch.runs(2, articles=0, ends={}, sources=(forbidden,)) == [set(), {"robots"}]


def test_a_source_that_stays_the_same_while_others_bring_news_is_an_alarm():
    watch = watched()
    frozen, other = source(state="unchanged", links=None), source(url=f"{FEED}/2")
    assert watch.until("source-stale", most=6, sources=(frozen, other)) <= 6


def test_a_source_that_changes_three_times_in_a_row_is_kept_again():
    watch = watched()
    frozen, other = source(state="unchanged", links=None), source(url=f"{FEED}/2")
    watch.until("source-stale", most=6, sources=(frozen, other))
    watch.runs(10, sources=(frozen, other))
    kept = watch.runs(3, sources=(source(), other))
    assert ["source-stale" in found for found in kept] == [True, True, False]


def test_a_source_is_compared_with_others_that_are_polled_at_other_times():
    watch = watched(hours=1)
    frozen, other = source(state="unchanged", links=None), source(url=f"{FEED}/2")
    for _ in range(6):
        watch.run(sources=(other,))
        found = watch.run(articles=0, sources=(frozen,))
    assert found == {"source-stale"}
    assert watch.runs(20)[-1] == set()


def test_a_source_that_stays_the_same_while_no_other_brings_news_is_well():
    watch = watched(hours=1)
    frozen, other = source(state="unchanged", links=None), source(url=f"{FEED}/2", state="unchanged")
    assert "source-stale" not in set().union(*watch.runs(20, articles=0, sources=(frozen, other)))


def test_silence_is_an_alarm_once_the_rhythm_allows_it_no_longer():
    watch = watched(hours=1.0)
    same = (source(state="unchanged", links=None),)
    hours = watch.until("silence", most=24, articles=0, sources=same)
    assert 5 <= hours <= 15
    assert "expect" in watch.findings[0].evidence
    assert watch.run() == set()


def test_a_quiet_weekend_is_no_silence_where_weekends_are_quiet():
    watch = Watch(hours=4.0)
    for day in range(42):
        for _ in range(6):
            found = watch.run(articles=0 if day % 7 >= 5 else 2)
            assert day < 28 or found == set(), watch.findings


def test_silence_counts_from_polls_that_were_answered():
    watch = watched(hours=1.0)
    for _ in range(40):
        assert "silence" not in watch.run(articles=0, sources=(), ends={"unchanged": 3})


def test_a_fifth_of_the_volume_and_five_times_the_volume_are_alarms():
    watch = watched(hours=1.0, days=30)
    hours = 0
    while "volume-low" not in watch.run(articles=int(hours % 5 == 0)):
        hours += 1
        assert hours < 96
    flooded = watched(hours=1.0, days=30)
    assert flooded.until("volume-high", most=36, articles=5) <= 36


def test_a_pause_of_the_crawler_is_no_fault_of_the_outlet():
    watch = watched(hours=1.0)
    watch.now += timedelta(days=5)
    assert watch.run(articles=25) == set()
    assert watch.runs(10) == [set()] * 10


def test_an_account_that_does_not_add_up_is_an_alarm_at_once():
    watch = watched(days=1)
    assert watch.run(problems=("4 taken up but 3 accounted for",)) == {"accounting"}
    assert watch.run() == set()


def test_what_the_class_expects_holds_from_the_first_day_on():
    fields = Watch(expect=Expect(coverage={"authors": 0.9}))
    assert fields.until("coverage", most=12, change=without("authors")) <= 12
    quiet = Watch(hours=1.0, expect=Expect(quiet_hours=6))
    quiet.run()
    assert quiet.until("silence", most=8, articles=0) == 7
    few = Watch(hours=1.0, expect=Expect(articles_per_day=(40, 80)))
    assert few.until("volume-low", most=72, articles=0, sources=()) <= 72
    many = Watch(hours=1.0, expect=Expect(articles_per_day=(1, 5)))
    assert many.until("volume-high", most=72, articles=4) <= 72
