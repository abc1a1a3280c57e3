"""What a test starts: processes and servers, noted as they begin. Only tests of the system may start any."""

from __future__ import annotations

import sys
from multiprocessing import util
from typing import Any

#: Event of Python's audit -> what begins with it.
EVENTS = {
    "subprocess.Popen": "a process",
    "os.fork": "a process",
    "os.forkpty": "a process",
    "os.posix_spawn": "a process",
    "os.system": "a process",
    "tests.spawn": "a process",
    "socket.bind": "a server",
}

#: What has begun since the last look, each as a line to read.
begun: list[str] = []


def watch() -> None:
    """Note from now on what begins; there is no end to that but the process's own."""
    sys.addaudithook(_note)
    spawn = util.spawnv_passfds

    def audited(*arguments: Any) -> int:
        sys.audit("tests.spawn", *arguments[:2])  # Python itself tells of all others
        return spawn(*arguments)

    util.spawnv_passfds = audited


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if kind := EVENTS.get(event):
        begun.append(f"{kind}: {event}{arguments!r:.120}")
