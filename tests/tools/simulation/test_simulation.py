"""A small month: the policy does better than fixed polling with as many requests, and catches edits."""

import numpy as np
import pytest

from tools.simulation.figures import figures
from tools.simulation.outlets import make_edits, make_outlets
from tools.simulation.polling import poll_all, poll_fixed
from tools.simulation.revisits import revisit

DAYS = 6


@pytest.fixture(scope="module")
def outlets():
    return make_outlets(7, number=60, days=DAYS)


def test_outlets_are_as_they_are_described(outlets):
    rates = np.array([outlet.rate for outlet in make_outlets(7)])
    assert np.median(rates) == pytest.approx(5, rel=0.1)
    assert np.percentile(rates, 90) == pytest.approx(80, rel=0.2)
    assert sum(outlet.bursty for outlet in outlets) == 12


def test_polling_by_pace_is_better_than_a_fixed_pace_with_as_many_requests(outlets):
    ours = figures(poll_all(outlets, seed=7, days=DAYS))
    every = DAYS * 24 * len(outlets) / ours.requests
    fixed = figures(poll_fixed(outlets, every=every, seed=7, days=DAYS))
    assert ours.requests == pytest.approx(fixed.requests, rel=0.02)
    assert ours.median < 0.5 * fixed.median
    assert ours.p95 < fixed.p95
    assert ours.worst_outlet_median < 360
    assert ours.lost < 0.01 * ours.articles


def test_edits_are_as_they_were_measured():
    edits = make_edits(7, number=20_000)
    edited = [hours for hours in edits if hours]
    assert len(edited) / len(edits) == pytest.approx(0.18, abs=0.01)
    assert sum(hours[0] < 24 for hours in edited) / len(edited) == pytest.approx(0.81, abs=0.02)


def test_most_edits_become_versions():
    done = revisit((0.3, edits) for edits in make_edits(7, number=5_000))
    assert done.share > 0.9
    assert done.looks < 4.5 * done.articles


def test_an_edit_that_another_hides_is_not_counted_as_caught():
    assert revisit([(0.1, [2.0, 2.1, 3.0])]).caught == 1
