"""The life of one reader: a process that answers one job after the other, until its pipe ends.

It ends with the process that asks it, whatever ended that and whatever it does at the time: a thread waits
for that end, and on Linux the kernel kills it with the server that it was forked from. Signals of the
terminal are the asking process's to heed.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing import forkserver, parent_process
from multiprocessing.connection import Connection

from crawler.reading.job import JobAnswer, ReadFailed, ReadJob, answer_job

#: prctl(2): the signal that this process gets when its parent dies.
_PR_SET_PDEATHSIG = 1
#: A reader yields to the process that fetches.
_NICENESS = 5
_IGNORED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def serve_jobs(connection: Connection, memory_mb: int) -> None:
    """Answer jobs until the pipe ends; `memory_mb` are megabytes that may be taken above those of the start.

    A job that takes more is answered with `ReadFailed`, and is the last: what it left behind is unknown.
    """
    _settle_in(memory_mb)
    with suppress(EOFError, OSError):
        while True:
            job: ReadJob = connection.recv()
            answer = _answer(job, memory_mb)
            connection.send(answer)
            if isinstance(answer.error, ReadFailed):
                break
    os._exit(0)


def _answer(job: ReadJob, memory_mb: int) -> JobAnswer:
    try:
        return answer_job(job)
    except MemoryError:
        detail = f"{job.function} takes more than {memory_mb} MB"
        return JobAnswer(job.function, error=ReadFailed("too-large", detail))


def _settle_in(memory_mb: int) -> None:
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)
    if sys.platform == "linux":
        _leave_server()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == 1:
            os._exit(0)  # the server died before it was asked for
        limit = _address_space() + (memory_mb << 20)
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
    threading.Thread(target=_end_with_asker, daemon=True).start()
    os.nice(_NICENESS)


def _leave_server() -> None:
    """Close the pipe by which a child may ask the server for children: it holds the server alive."""
    alive = getattr(forkserver._forkserver, "_forkserver_alive_fd", None)  # type: ignore[attr-defined]
    if alive is not None:
        os.close(alive)


def _end_with_asker() -> None:
    asker = parent_process()
    if asker is not None:
        asker.join()
        os._exit(0)


def _address_space() -> int:
    """The bytes of address space that this process has, on Linux."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
