"""The project's own reviews as a detector: an alarm is raised where a finding is new."""

from __future__ import annotations

from typing import Any

from crawler.health.review import review_run
from crawler.health.run_seen import RunSeen
from crawler.records import Expect
from tools.faults.outlets import Outlet


def reviewed(known: Any, run: RunSeen, outlet: Outlet) -> tuple[Any, list[str]]:
    """Review the run; `known` is the history and what was wrong before."""
    history, wrong = known or (None, frozenset())
    made = review_run(history, run, expect=Expect(), zone=outlet.zone)
    now = frozenset((one.kind, one.subject) for one in made.findings)
    return (made.history, now), [kind for kind, _ in sorted(now - wrong)]
