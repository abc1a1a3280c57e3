"""Leases: an outlet is crawled by one run at a time, also from several machines on one database.

A run renews its lease as long as it lives (`extensions.runs`). Another run may take the lease over once the
process that holds it has ended, which is seen at once on the same machine. Else it may once the lease was not
renewed for some seconds. A machine counts these by its own seconds, which no setting of the clock changes;
between machines the clock of the database counts. A lease that was renewed later than now was taken while
that clock was ahead, so its time counts from now on.

A machine is told from others by its start, and a process by its number and its start. A number that is given
again is therefore not mistaken for the process that had it.
"""

from __future__ import annotations

import os
import socket
import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from crawler.storage.records import Busy
from crawler.storage.tables.crawl import LEASES, RUNS
from crawler.storage.transactions import StoreCommand

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Holder:
    """One taking of a lease: a token of its own, the machine, the process on it, the machine's seconds."""

    token: str
    machine: str
    process: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """What a run asks for: that it alone crawls what `name` names, for as long as it renews that.

    A lease of another that was not renewed for `seconds` may be taken over.
    """

    name: str
    holder: Holder
    seconds: float


def new_holder() -> Holder:
    """Return this process as a holder that no other is."""
    return Holder(uuid.uuid4().hex, this_machine(), _process(os.getpid()), machine_seconds())


def this_machine() -> str:
    """Return the machine since its start, and the part of it whose processes can be seen (a container)."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{(_PROC / 'self/ns/pid').readlink()}"
    except OSError:  # no Linux
        return socket.gethostname()


def machine_seconds() -> int:
    """Return seconds of this machine, which no setting of its clock changes."""
    return int(time.monotonic())


def is_running(process: str) -> bool:
    """Tell whether a process of this machine is still running, as `Holder.process` names it."""
    return process == _process(int(process.partition("/")[0]))


def _process(pid: int) -> str:
    """Return a process by its number and, where the system tells, its start; "" where there is none."""
    try:
        status = (_PROC / str(pid) / "stat").read_text()
        return f"{pid}/{status.rpartition(')')[2].split()[19]}"
    except OSError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return f"{pid}/"


def take_lease(connection: Connection, lease: Lease, *, run_id: int | None, now: datetime) -> None:
    """Take a lease for a run, or for who forgets an outlet (no run); raises `Busy` where another holds it."""
    now = _present(connection, now)
    row = connection.execute(select(LEASES).where(LEASES.c.name == lease.name)).one_or_none()
    if row is not None:
        if _is_live(connection, row, lease.holder, seconds=lease.seconds, now=now):
            doing = "being forgotten" if row.run_id is None else f"being crawled since its run {row.run_id}"
            raise Busy(f"{lease.name} is {doing}: wait for its end, or stop that one first")
        connection.execute(delete(LEASES).where(LEASES.c.name == lease.name))
    connection.execute(insert(LEASES).values(name=lease.name, run_id=run_id, **_values(lease.holder, now)))


@dataclass(frozen=True, kw_only=True)
class RenewLease(StoreCommand[bool]):
    """Say that the holder is still there; the result is false where another has taken its lease over."""

    holder: Holder

    def apply(self, connection: Connection) -> bool:
        """Write the present into the holder's lease."""
        values = _values(self.holder, _present(connection, self.now))
        mine = LEASES.c.holder == self.holder.token
        return connection.execute(update(LEASES).where(mine).values(values)).rowcount == 1


def give_up_lease(connection: Connection, holder: Holder) -> None:
    """Give up a holder's lease, where it still has it."""
    connection.execute(delete(LEASES).where(LEASES.c.holder == holder.token))


def release_lease(connection: Connection, run_id: int) -> None:
    """Give up a run's lease, where it still has it."""
    connection.execute(delete(LEASES).where(LEASES.c.run_id == run_id))


@dataclass(frozen=True, kw_only=True)
class EndDeadRuns(StoreCommand[int]):
    """Mark runs as interrupted that were killed: their lease was not renewed for `seconds`.

    `holder` is who asks. The result is how many runs that were.
    """

    holder: Holder
    seconds: float

    def apply(self, connection: Connection) -> int:
        """End each run that says "running" and whose lease nobody renews."""
        now = _present(connection, self.now)
        running = (
            select(LEASES, RUNS.c.id.label("run"), RUNS.c.started_at)
            .outerjoin_from(RUNS, LEASES, LEASES.c.run_id == RUNS.c.id)
            .where(RUNS.c.status == "running")
        )
        dead = [
            row
            for row in connection.execute(running)
            if row.name is None or not _is_live(connection, row, self.holder, seconds=self.seconds, now=now)
        ]
        for row in dead:
            ended = {
                "status": "interrupted",
                "reason": "killed",
                "ended_at": row.renewed_at or row.started_at,
            }
            connection.execute(update(RUNS).where(RUNS.c.id == row.run).values(ended))
            release_lease(connection, row.run)
        return len(dead)


def _is_live(connection: Connection, row: Any, me: Holder, *, seconds: float, now: datetime) -> bool:
    """Tell whether whoever holds the lease is still there."""
    if row.machine == me.machine:
        return is_running(row.process) and me.seconds - row.machine_seconds < seconds
    if row.renewed_at > now:
        connection.execute(update(LEASES).where(LEASES.c.name == row.name).values(renewed_at=now))
        return True
    return bool(now - row.renewed_at < timedelta(seconds=seconds))


def _present(connection: Connection, now: datetime) -> datetime:
    """Return the time between machines: the server's, where there is one."""
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
