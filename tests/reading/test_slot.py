"""A reader that takes too long, is left or dies is replaced before the next job."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress

import pytest

from crawler.reading import JobAnswer, ReaderPool
from tests.reading.asking import job, read, reasons
from tests.waiting import wait_until

pytestmark = pytest.mark.system


def test_a_job_that_never_ends_is_cut_and_the_others_are_answered() -> None:
    pool = ReaderPool(readers=1, seconds=3, memory_mb=600)
    try:
        read(pool, job("name_process"))  # the server of the readers is up
        answers = read(pool, job("hang"), job("return_value", value=2))
    finally:
        pool.close()
    assert reasons(answers)[0] == "too-slow"


def test_who_stops_waiting_leaves_the_reader_to_others(pool: ReaderPool) -> None:
    async def ask() -> JobAnswer:
        hanging = asyncio.ensure_future(pool.read(job("hang")))
        while pool.slots[0].process is None:
            await asyncio.sleep(0.01)
        hanging.cancel()
        with suppress(asyncio.CancelledError):
            await hanging
        return await pool.read(job("return_value", value=2))

    assert asyncio.run(ask()).result() == 2


def test_a_reader_killed_between_jobs_is_replaced(pool: ReaderPool) -> None:
    read(pool, job("name_process"))
    os.kill(pool.slots[0].process.pid, signal.SIGKILL)
    wait_until(lambda: not pool.slots[0].process.is_alive())
    assert reasons(read(pool, job("return_value", value=1))) == [None]
