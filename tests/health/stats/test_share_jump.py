"""A share that jumps is told from one that wavers."""

from datetime import UTC, datetime

import pytest

from crawler.health.stats import share_jump
from crawler.health.stats.share_jump import Trial

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
