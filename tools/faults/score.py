"""Which faults a detector flags within two expected intervals, and how often it cries wolf."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from crawler.health.run_seen import RunSeen
from tools.faults.faults import FAULTS, Broken, Fault
from tools.faults.outlets import Outlet, make_outlets
from tools.faults.world import World, moment

DAYS = 90
#: Days from which and before which a fault begins: it meets a history, and is seen to its end.
EARLIEST, LATEST = 35, 75
#: Expected intervals (`Outlet.usual_quiet`) within which a fault is to be flagged.
WITHIN = 2.0

#: What a detector knows of an outlet (opaque here; never changed in place), a run, the outlet -> what it
#: knows then, and the kinds of the alarms that it raises.
Detector = Callable[[Any, RunSeen, Outlet], tuple[Any, list[str]]]


@dataclass(frozen=True)
class Flagged:
    """One fault on one outlet: when it was flagged, if it was."""

    fault: Fault
    outlet: Outlet
    #: Expected intervals and runs until the first alarm; None: not within.
    intervals: float | None
    runs: int | None
    #: Intervals until the first alarm of a right kind.
    right: float | None


@dataclass(frozen=True)
class Watched:
    """An outlet's faultless days: the runs, what the detector knew before each, its false alarms."""

    world: World
    runs: list[RunSeen]
    known: list[Any]
    false_alarms: list[tuple[datetime, str]]


def nothing(known: Any, run: RunSeen, outlet: Outlet) -> tuple[Any, list[str]]:
    """The detector to begin from."""
    return None, []


def watch(outlet: Outlet, detector: Detector, *, seed: int, days: int = DAYS) -> Watched:
    """Let the detector see an outlet that nothing ails."""
    world = World(outlet, seed=seed, days=days)
    runs = list(world.runs())
    known: list[Any] = [None]
    false_alarms = []
    for run in runs:
        after, raised = detector(known[-1], run, outlet)
        known.append(after)
        false_alarms += [(run.at, kind) for kind in raised]
    return Watched(world, runs, known, false_alarms)


def inject(watched: Watched, fault: Fault, detector: Detector, *, seed: int) -> Flagged:
    """Let a fault begin at some run, and see whether the detector flags it in time."""
    rng = np.random.default_rng(seed)
    outlet = watched.world.outlet
    first = _onset(watched.runs, fault, rng)
    begun = watched.runs[first].at
    broken = Broken(watched.world, rng)
    known = watched.known[first]
    waits: float | None = None
    runs: int | None = None
    for run in watched.runs[first:]:
        waited = (run.at - begun).total_seconds() / 3600 / outlet.usual_quiet(DAYS)
        if waited > WITHIN:
            break
        known, raised = detector(known, fault.change(run, broken), outlet)
        broken.runs += 1
        if raised and waits is None:
            waits, runs = waited, broken.runs
        if fault.kinds & set(raised):
            return Flagged(fault, outlet, waits, runs, waited)
    return Flagged(fault, outlet, waits, runs, None)


def _onset(runs: Sequence[RunSeen], fault: Fault, rng: np.random.Generator) -> int:
    days = moment(EARLIEST * 24), moment(LATEST * 24)
    able = [
        number
        for number, run in enumerate(runs)
        if days[0] <= run.at < days[1] and fault.from_day <= run.at.day <= fault.to_day
    ]
    return int(rng.choice(able))


@dataclass(frozen=True)
class Score:
    """All of it."""

    flagged: list[Flagged]
    watched: list[Watched]

    def share(self, fault: Fault | None = None, *, right: bool = False) -> float:
        """Part that was flagged within two expected intervals, of one fault or of all."""
        ones = [one for one in self.flagged if fault in (None, one.fault)]
        return float(np.mean([(one.right if right else one.intervals) is not None for one in ones]))

    @property
    def false_alarms(self) -> list[int]:
        """By outlet, in the faultless days."""
        return [len(one.false_alarms) for one in self.watched]


def score(detector: Detector, *, seed: int) -> Score:
    """Every fault on every outlet that can have it."""
    flagged, everyone = [], []
    for number, outlet in enumerate(make_outlets(seed, days=DAYS)):
        watched = watch(outlet, detector, seed=seed * 1000 + number)
        everyone.append(watched)
        for which, fault in enumerate(FAULTS):
            if fault.applies(outlet):
                flagged.append(inject(watched, fault, detector, seed=(seed * 1000 + number) * 100 + which))
    return Score(flagged, [_lighter(watched) for watched in everyone])


def _lighter(watched: Watched) -> Watched:
    return Watched(watched.world, [], [], watched.false_alarms)
