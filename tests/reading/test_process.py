"""A reader leaves signals to the process that asks it, and ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from crawler.reading import JobAnswer, ReaderPool
from tests.reading.asking import job, read
from tests.waiting import wait_until

pytestmark = pytest.mark.system


def test_signals_of_the_terminal_are_for_the_asking_process(pool: ReaderPool) -> None:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    (answer,) = read(pool, job("ignores", numbers=numbers))
    assert isinstance(answer, JobAnswer)
    assert answer.result()


_ASKING = """
import asyncio, sys
from crawler.reading import ReaderPool, ReadJob
async def ask():
    pool = ReaderPool(readers=1, seconds=600, memory_mb=600)
    print((await pool.read(ReadJob("tests.reading.jobs:name_process"))).result(), flush=True)
    await pool.read(ReadJob("tests.reading.jobs:hang"))
asyncio.run(ask())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a reader ends after its job")
def test_readers_end_with_a_process_that_is_killed_in_mid_read() -> None:
    asking = subprocess.Popen([sys.executable, "-c", _ASKING], stdout=subprocess.PIPE, text=True)
    assert asking.stdout is not None
    reader = int(asking.stdout.readline())
    asking.kill()
    asking.wait()
    asking.stdout.close()
    wait_until(lambda: not _lives(reader))


def _lives(number: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(number, 0)
        with suppress(FileNotFoundError), open(f"/proc/{number}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    return False
