"""Leases: an outlet is crawled by one run at a time, also from several machines on one database.

A lease is renewed as long as its run lives. It may be taken over once its process has ended, which the
same machine sees at once, or once it was not renewed for `seconds`: on one machine by the machine's own
seconds, between machines by the database's clock. A lease that is renewed later than now was taken while
that clock was ahead: it counts from now on.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from crawler.storage.lease_holder import Holder, is_running
from crawler.storage.records import Busy
from crawler.storage.tables.crawl import LEASES, RUNS
from crawler.storage.writing.commands import EndDeadRuns, Lease, RenewLease


def take_lease(connection: Connection, lease: Lease, *, run_id: int | None, now: datetime) -> None:
    """Take a lease for a run; raises `Busy` where another one holds it."""
    now = _present(connection, now)
    row = connection.execute(select(LEASES).where(LEASES.c.name == lease.name)).one_or_none()
    if row is not None:
        if _is_live(connection, row, lease.holder, seconds=lease.seconds, now=now):
            raise Busy(
                f"{lease.name} is being crawled since its run {row.run_id}: wait for its end,"
                " or stop that one first"
            )
        connection.execute(delete(LEASES).where(LEASES.c.name == lease.name))
    connection.execute(insert(LEASES).values(name=lease.name, run_id=run_id, **_values(lease.holder, now)))


def renew_lease(connection: Connection, operation: RenewLease) -> bool:
    """Renew a run's lease; false where another has taken it over."""
    values = _values(operation.holder, _present(connection, operation.now))
    mine = LEASES.c.holder == operation.holder.token
    return connection.execute(update(LEASES).where(mine).values(values)).rowcount == 1


def release_lease(connection: Connection, run_id: int) -> None:
    """Give up a run's lease, where it still has it."""
    connection.execute(delete(LEASES).where(LEASES.c.run_id == run_id))


def end_dead_runs(connection: Connection, operation: EndDeadRuns) -> int:
    """Mark runs as interrupted that say "running" and whose lease nobody renews; returns how many."""
    now = _present(connection, operation.now)
    running = (
        select(LEASES, RUNS.c.id.label("run"), RUNS.c.started_at)
        .outerjoin_from(RUNS, LEASES, LEASES.c.run_id == RUNS.c.id)
        .where(RUNS.c.status == "running")
    )
    dead = [
        row
        for row in connection.execute(running)
        if row.name is None
        or not _is_live(connection, row, operation.holder, seconds=operation.seconds, now=now)
    ]
    for row in dead:
        ended = {"status": "interrupted", "reason": "killed", "ended_at": row.renewed_at or row.started_at}
        connection.execute(update(RUNS).where(RUNS.c.id == row.run).values(ended))
        release_lease(connection, row.run)
    return len(dead)


def _is_live(connection: Connection, row: Any, me: Holder, *, seconds: float, now: datetime) -> bool:
    """Whether whoever holds the lease is still there."""
    if row.machine == me.machine:
        return is_running(row.process) and me.seconds - row.machine_seconds < seconds
    if row.renewed_at > now:
        connection.execute(update(LEASES).where(LEASES.c.name == row.name).values(renewed_at=now))
        return True
    return bool(now - row.renewed_at < timedelta(seconds=seconds))


def _present(connection: Connection, now: datetime) -> datetime:
    """The time between machines: the server's, where there is one."""
    if connection.dialect.name == "sqlite":
        return now
    moment: datetime = connection.scalar(select(func.clock_timestamp()))  # type: ignore[assignment]
    return moment


def _values(holder: Holder, now: datetime) -> dict[str, Any]:
    return {
        "holder": holder.token,
        "machine": holder.machine,
        "process": holder.process,
        "machine_seconds": holder.seconds,
        "renewed_at": now,
    }
