"""Alarms are raised once and closed by themselves, and no run is judged twice."""

from __future__ import annotations

import pytest

from crawler.storage import Store
from crawler.storage.alarms import Changes, Trouble, Verdict, judge_run, list_alarms
from crawler.storage.health import OutletHealth, RunLeft, find_health, list_health
from tests.storage.desk import HOUR, NOON
from tests.storage.troubles import EMPTY, SILENCE, judge, open_kinds, states


def test_an_alarm_is_raised_once_and_closed_when_it_is_over(store: Store) -> None:
    assert [alarm.kind for alarm in judge(store, 1, SILENCE).raised] == ["silence"]
    longer = Trouble(kind="silence", subject="", evidence="none for 12 h", suggestion="look")
    assert judge(store, 2, longer, EMPTY).raised[0].kind == "source-empty"
    assert open_kinds(store) == ["source-empty", "silence"]
    assert store.read(list_alarms)[1].evidence == "none for 12 h"
    changes = judge(store, 3, EMPTY, hours=5)
    assert (changes.raised, [alarm.kind for alarm in changes.closed]) == ((), ["silence"])
    [_, closed] = store.read(lambda connection: list_alarms(connection, with_closed=True))
    assert (closed.closed_at, closed.closed_run) == (NOON + 5 * HOUR, 3)


def test_an_alarm_that_comes_again_is_another_one(store: Store) -> None:
    for run in range(1, 6):
        judge(store, run, *([SILENCE] if run % 2 else []))
    assert len(store.read(lambda connection: list_alarms(connection, with_closed=True))) == 3


def test_a_run_is_judged_once_and_an_older_one_changes_nothing(store: Store) -> None:
    judge(store, 5, SILENCE)
    assert judge(store, 5) == judge(store, 4) == Changes()
    assert open_kinds(store) == ["silence"]
    kept = store.read(lambda connection: find_health(connection, "gazette"))
    assert kept is not None
    assert (kept.run_id, kept.history) == (5, {"runs": 5})


def test_an_error_while_judging_leaves_everything_as_it_was(store: Store) -> None:
    def broken(known: OutletHealth | None, left: RunLeft) -> Verdict:
        health = OutletHealth(outlet="gazette", run_id=1, judged_at=NOON)
        return Verdict(
            health, [SILENCE, SILENCE.__class__(kind=None, subject="", evidence="", suggestion="")]
        )  # type: ignore[arg-type]

    with pytest.raises(Exception, match=r"(?i)null|none|row"):
        judge_run(store, "gazette", 1, broken, channels=["json-1"], now=NOON)
    assert open_kinds(store) == states(store) == store.read(list_health) == []
