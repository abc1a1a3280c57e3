"""Alarms: each is raised once and closed by itself, and no run is judged twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from crawler.storage.health import OutletHealth, RunLeft, find_health, keep_health, read_run
from crawler.storage.outbox import enqueue_messages
from crawler.storage.store import Store
from crawler.storage.tables.columns import storable_text
from crawler.storage.tables.health import ALARMS
from crawler.storage.transactions import retry_patiently, write_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that is wrong with an outlet, why one thinks so, and what to do; it is open until closed."""

    id: int
    outlet: str
    kind: str
    subject: str
    evidence: str
    suggestion: str
    opened_at: datetime
    opened_run: int
    closed_at: datetime | None = None
    closed_run: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that a run finds wrong with an outlet; kind and subject tell one trouble from another."""

    kind: str
    subject: str
    evidence: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run says of its outlet: its health, and all that is wrong now."""

    health: OutletHealth
    troubles: Sequence[Trouble]


@dataclass(frozen=True, slots=True)
class Changes:
    """The alarms that a run raised, and those that it closed."""

    raised: tuple[Alarm, ...] = ()
    closed: tuple[Alarm, ...] = ()


#: Judges what is known of the outlet (`None`: nothing yet) and what the run left behind.
Judge = Callable[[OutletHealth | None, RunLeft], Verdict]


def judge_run(
    store: Store, outlet: str, run_id: int, judge: Judge, *, channels: Sequence[str], now: datetime
) -> Changes:
    """Judge a run and keep what that gives, in one transaction, with a message for each channel.

    A run that was judged before, or one older than the last judged, changes nothing.
    """

    def attempt() -> Changes:
        with write_transaction(store.engine) as connection:
            return _judge(connection, outlet, run_id, judge, channels=channels, now=now)

    return retry_patiently(attempt, patience=store.patience)


def _judge(
    connection: Connection, outlet: str, run_id: int, judge: Judge, *, channels: Sequence[str], now: datetime
) -> Changes:
    known = find_health(connection, outlet)
    if known is not None and known.run_id >= run_id:
        return Changes()
    verdict = judge(known, read_run(connection, run_id))
    keep_health(connection, verdict.health)
    changes = _apply(connection, outlet, run_id, verdict.troubles, now=now)
    enqueue_messages(connection, "raised", [alarm.id for alarm in changes.raised], channels=channels, now=now)
    enqueue_messages(connection, "closed", [alarm.id for alarm in changes.closed], channels=channels, now=now)
    return changes


def _apply(
    connection: Connection, outlet: str, run_id: int, troubles: Iterable[Trouble], *, now: datetime
) -> Changes:
    """Raise alarms of new troubles, close those that are over, and renew the evidence of the others."""
    wrong = {(trouble.kind, storable_text(trouble.subject)): trouble for trouble in troubles}
    open_now = {(alarm.kind, alarm.subject): alarm for alarm in list_alarms(connection, outlet=outlet)}
    for key in wrong.keys() & open_now.keys():
        if wrong[key].evidence != open_now[key].evidence:
            changed = {"evidence": wrong[key].evidence, "suggestion": wrong[key].suggestion}
            connection.execute(update(ALARMS).where(ALARMS.c.id == open_now[key].id).values(changed))
    raised = [_raise(connection, outlet, run_id, t, now) for key, t in wrong.items() if key not in open_now]
    closed = tuple(alarm for key, alarm in open_now.items() if key not in wrong)
    ended = {"closed_at": now, "closed_run": run_id}
    connection.execute(update(ALARMS).where(ALARMS.c.id.in_([alarm.id for alarm in closed])).values(ended))
    return Changes(tuple(raised), closed)


def _raise(connection: Connection, outlet: str, run_id: int, trouble: Trouble, now: datetime) -> Alarm:
    values: Mapping[str, Any] = {
        "outlet": outlet,
        "kind": trouble.kind,
        "subject": storable_text(trouble.subject),
        "evidence": trouble.evidence,
        "suggestion": trouble.suggestion,
        "opened_at": now,
        "opened_run": run_id,
    }
    made = connection.execute(insert(ALARMS).values(values).returning(ALARMS.c.id)).scalar_one()
    return Alarm(id=int(made), **values)


def list_alarms(
    connection: Connection, *, outlet: str | None = None, with_closed: bool = False, limit: int | None = None
) -> list[Alarm]:
    """Return the open alarms, the newest first; with `with_closed` closed ones too, with `outlet` its own."""
    wanted = select(ALARMS).order_by(ALARMS.c.id.desc()).limit(limit)
    if outlet is not None:
        wanted = wanted.where(ALARMS.c.outlet == outlet)
    if not with_closed:
        wanted = wanted.where(ALARMS.c.closed_at.is_(None))
    return [Alarm(**row._mapping) for row in connection.execute(wanted)]
