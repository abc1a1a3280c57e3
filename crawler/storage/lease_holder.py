"""Who holds a lease: a process of a machine, told from every other by what the machine itself says.

On one machine neither the clock nor a number of a process that was given again can be mistaken: a
machine is told by its start and a process by its own, and time is counted in the machine's seconds.
"""

from __future__ import annotations

import os
import socket
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Holder:
    """One taking of a lease: a token of its own, the machine, the process on it, the machine's seconds."""

    token: str
    machine: str
    process: str
    seconds: int


def new_holder() -> Holder:
    """This process, as a holder that no other is."""
    return Holder(uuid.uuid4().hex, this_machine(), _process(os.getpid()), machine_seconds())


def this_machine() -> str:
    """The machine since its start, and the part of it whose processes can be seen (a container)."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{(_PROC / 'self/ns/pid').readlink()}"
    except OSError:  # no Linux
        return socket.gethostname()


def machine_seconds() -> int:
    """Seconds of this machine, which no setting of its clock changes."""
    return int(time.monotonic())


def is_running(process: str) -> bool:
    """Whether a process of this machine is still running, as `Holder.process` names it."""
    return process == _process(int(process.partition("/")[0]))


def _process(pid: int) -> str:
    """A process by its number and, where the system tells, its start; "" where there is none."""
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
