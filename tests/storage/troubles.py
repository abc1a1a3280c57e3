"""Runs that are judged to be in trouble, for the tests of alarms and their messages."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from crawler.storage import Store
from crawler.storage.alarms import Changes, Trouble, Verdict, judge_run, list_alarms
from crawler.storage.health import OutletHealth, RunLeft
from tests.storage.desk import NOON

SILENCE = Trouble(kind="silence", subject="", evidence="none for 9 h", suggestion="look")
EMPTY = Trouble(
    kind="source-empty", subject="https://gazette.example/rss", evidence="none", suggestion="look"
)


def judge(
    store: Store, run: int, *troubles: Trouble, channels: tuple[str, ...] = ("json-1",), hours: float = 0
) -> Changes:
    now = NOON + timedelta(hours=hours)

    def work(known: OutletHealth | None, left: RunLeft) -> Verdict:
        return Verdict(
            OutletHealth(outlet="gazette", run_id=run, judged_at=now, history={"runs": run}), troubles
        )

    return judge_run(store, "gazette", run, work, channels=channels, now=now)


def states(store: Store) -> list[str]:
    wanted = text("SELECT state FROM deliveries ORDER BY id")
    return store.read(lambda connection: list(connection.scalars(wanted)))


def open_kinds(store: Store) -> list[str]:
    return [alarm.kind for alarm in store.read(list_alarms)]
