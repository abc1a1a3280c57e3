"""The small functions of health, each by a table."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.health import expectations
from crawler.health.checks.garbled import is_garbled
from crawler.health.checks.volume import expected_articles, low_tail
from crawler.health.stats import share_jump, usual_values
from crawler.health.stats.share_jump import Trial
from crawler.schedule.rhythm import Rhythm

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("met", "of", "alarmed"),
    [(0, 9, False), (1, 1, False), (3, 3, False), (5, 5, True), (3, 30, False), (9, 18, True)],
)
def test_a_share_is_an_alarm_where_it_jumps(met, of, alarmed):
    trial = Trial(usual_met=2, usual_of=100)
    for number in range(of):
        trial = share_jump.advance_trial(
            trial, int(number * met // of < (number + 1) * met // of), 1, NOON, bound=9
        )
    assert bool(trial.alarmed_at) == alarmed


def test_one_run_is_no_proof_however_much_it_holds():
    trial = share_jump.advance_trial(Trial(usual_met=2, usual_of=100), 40, 40, NOON, bound=9)
    assert trial.alarmed_at is None
    assert share_jump.advance_trial(trial, 40, 40, NOON, bound=9).alarmed_at == NOON


def test_an_alarm_leaves_the_usual_share_as_it_was():
    trial = Trial(usual_met=2, usual_of=100)
    for _ in range(10):
        trial = share_jump.advance_trial(trial, 1, 1, NOON, bound=9)
    for _ in range(40):
        trial = share_jump.advance_trial(trial, 0, 1, NOON, bound=9)
    assert trial.alarmed_at is None
    assert trial.usual < 0.04


def test_what_has_few_events_raises_nothing():
    trial = Trial()
    for _ in range(7):
        trial = share_jump.advance_trial(trial, 1, 1, NOON, bound=9)
    assert trial.alarmed_at is None


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("Una canción del año pasado, señor: ¿qué tal?", False),
        ("Đây là một bài báo tiếng Việt về thời tiết ở Hà Nội.", False),
        ("Þetta er íslensk frétt um veðrið í Reykjavík í gær.", False),
        ("«Война и мир» читают в школах.", False),
        ("Una canciÃ³n del aÃ±o pasado, seÃ±or: Â¿quÃ© tal?", True),
        ("The minister said that â€œnothingâ€\x9d was â€œdecidedâ€\x9d yet", True),
        ("Ïðàâèòåëüñòâî îáúÿâèëî î íîâûõ ìåðàõ", True),
        ("El a\ufffdo pasado, se\ufffdor, la canci\ufffdn del ni\ufffdo", True),
        ("A report on mojibake such as Ã© and nothing else", False),
        ("plain", False),
        ("", False),
    ],
)
def test_garbled_text_is_told_from_letters_of_other_languages(text, garbled):
    assert is_garbled(text) == garbled


@pytest.mark.parametrize(
    ("found", "mean", "variance", "tail"),
    [(0, 3, 3.0001, 0.0498), (2, 10, 10.001, 0.0028), (9, 10, 30, 0.5245)],
)
def test_the_tail_of_counts(found, mean, variance, tail):
    assert low_tail(found, mean, variance) == pytest.approx(tail, abs=2e-3)


def test_expected_articles_follow_the_hours():
    rhythm = Rhythm(
        until=NOON,
        last_new=NOON,
        found=280.0,
        days=28.0,
        hours=(0.0,) * 8 + (17.5,) * 16,
        weekdays=(40.0,) * 7,
    )
    night, day = NOON.replace(hour=0), NOON.replace(hour=10)
    hours = timedelta(hours=6)
    assert (
        expected_articles(rhythm, night, night + hours, zone=UTC)
        < 0.5
        < 3
        < expected_articles(rhythm, day, day + hours, zone=UTC)
    )
    week = expected_articles(rhythm, NOON, NOON + timedelta(days=7), zone=UTC)
    assert week == pytest.approx(7 * rhythm.rate, rel=0.02)


def test_usual_values_fade():
    counts = usual_values.count_values({}, ["jsonld"] * 400)
    counts = usual_values.count_values(counts, ["heading"] * 40)
    assert usual_values.usual_value(counts) == "jsonld"
    assert usual_values.is_strange(counts, "heading")
    counts = usual_values.count_values(counts, ["heading"] * 2000)
    assert usual_values.usual_value(counts) == "heading"
    assert sum(counts.values()) <= usual_values.MEMORY + 1


@pytest.mark.parametrize(
    ("declared", "problem"),
    [
        ({"articles_per_day": (3, 60), "coverage": {"authors": 0.7}, "quiet_hours": 18}, None),
        ({}, None),
        ([], "must be a mapping"),
        ({"articles_a_day": (3, 60)}, "it may have articles_per_day"),
        ({"articles_per_day": 5}, "the fewest and the most"),
        ({"articles_per_day": (60, 3)}, "the fewest and the most"),
        ({"coverage": {"author": 0.7}}, "coverage is watched of headline"),
        ({"coverage": {"authors": 7}}, "a share above 0"),
        ({"coverage": 0.7}, "shares by field"),
        ({"quiet_hours": 0}, "hours above 0"),
        ({"quiet_hours": True}, "hours above 0"),
    ],
)
def test_a_declaration_that_is_wrong_says_how_to_mend_it(declared, problem):
    found = list(expectations.expectation_problems(declared))
    assert bool(found) == bool(problem)
    assert problem is None or problem in found[0]
