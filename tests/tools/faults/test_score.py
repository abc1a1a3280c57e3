"""The injected faults themselves, and a floor under what is flagged of them on one outlet."""

from __future__ import annotations

import pytest

from crawler.health.run_seen import KINDS, RunSeen
from tools.faults.detector import reviewed
from tools.faults.faults import FAULTS, Broken, Fault
from tools.faults.outlets import PLATFORMS, Outlet, make_outlets
from tools.faults.score import Watched, inject, nothing, watch
from tools.faults.world import World

DAYS = 80


@pytest.fixture(scope="module")
def outlet() -> Outlet:
    """Eight articles a day, every field from JSON-LD, three sources."""
    return next(one for one in make_outlets(5, days=DAYS) if one.name.startswith("arc") and 6 < one.rate < 11)


@pytest.fixture(scope="module")
def watched(outlet: Outlet) -> Watched:
    return watch(outlet, reviewed, seed=5, days=DAYS)


def test_there_are_thirty_kinds_of_faults_and_each_is_on_several_platforms(outlet: Outlet) -> None:
    assert len(FAULTS) >= 30
    outlets = make_outlets(1, days=1)
    for fault in FAULTS:
        assert len({one.platform.name for one in outlets if fault.applies(one)}) >= 2, fault.name
        assert fault.kinds <= KINDS.keys()
    assert len(PLATFORMS) == 5


def test_the_same_seed_makes_the_same_runs(outlet: Outlet) -> None:
    first, again = (list(World(outlet, seed=3, days=4).runs()) for _ in range(2))
    assert first == again
    assert first != list(World(outlet, seed=4, days=4).runs())


@pytest.mark.parametrize(
    "fault", [f for f in FAULTS if f.name != "day and month swapped"], ids=lambda f: f.name
)
def test_a_fault_changes_what_a_run_leaves_behind(fault: Fault, outlet: Outlet, watched: Watched) -> None:
    broken = Broken(watched.world, watched.world.rng)
    late = [run for run in watched.runs[-60:] if run.articles]
    changed: list[RunSeen] = [fault.change(run, broken) for run in late]
    assert changed != late


def test_days_without_faults_raise_next_to_nothing(watched: Watched) -> None:
    assert len(watched.false_alarms) <= 1


def test_nothing_flags_nothing(watched: Watched) -> None:
    assert inject(watched, FAULTS[0], nothing, seed=1).intervals is None


def test_nearly_every_fault_is_flagged_in_time(outlet: Outlet, watched: Watched) -> None:
    able = [fault for fault in FAULTS if fault.applies(outlet)]
    flagged = [inject(watched, fault, reviewed, seed=number) for number, fault in enumerate(able)]
    missed = [one.fault.name for one in flagged if one.intervals is None]
    assert len(missed) <= 0.06 * len(able), missed
