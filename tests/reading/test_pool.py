"""Readers answer under limits; what passes one, or kills its reader, costs its own job alone."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from crawler.reading import JobAnswer, ReaderPool, ReadFailed, ReadJob
from tests.waiting import wait_until

JOBS = "tests.reading.jobs"


def job(name: str, **arguments: object) -> ReadJob:
    return ReadJob(f"{JOBS}:{name}", arguments)


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    pool = ReaderPool(readers=1, seconds=600, memory_mb=600)
    yield pool
    pool.close()


def read(pool: ReaderPool, *jobs: ReadJob) -> list[JobAnswer | BaseException]:
    async def ask() -> list[JobAnswer | BaseException]:
        return await asyncio.gather(*map(pool.read, jobs), return_exceptions=True)

    return asyncio.run(ask())


def reasons(answers: list[JobAnswer | BaseException]) -> list[str | None]:
    return [answer.reason if isinstance(answer, ReadFailed) else None for answer in answers]


def test_a_reader_is_another_process_and_is_kept(pool: ReaderPool) -> None:
    first, second = read(pool, job("name_process"), job("name_process"))
    assert isinstance(first, JobAnswer)
    assert isinstance(second, JobAnswer)
    assert first.result() == second.result() != os.getpid()


def test_a_page_of_megabytes_goes_there_and_back(pool: ReaderPool) -> None:
    page = b"rain " * 2_000_000
    (answer,) = read(pool, job("return_value", value=page))
    assert isinstance(answer, JobAnswer)
    assert answer.result() == page


def test_what_a_job_raises_is_raised_by_its_answer(pool: ReaderPool) -> None:
    plain, stubborn = read(pool, job("raise_error", text="no feed"), job("raise_stubborn"))
    assert isinstance(plain, JobAnswer)
    assert isinstance(stubborn, JobAnswer)
    with pytest.raises(ValueError, match="no feed"):
        plain.result()
    with pytest.raises(RuntimeError, match="Stubborn: stubborn"):
        stubborn.result()


@pytest.mark.parametrize(("name", "reason"), [("grow", "too-large"), ("die", "reader-died")])
def test_a_job_that_ends_its_reader_fails_alone(pool: ReaderPool, name: str, reason: str) -> None:
    answers = read(pool, job("return_value", value=1), job(name), job("return_value", value=2))
    assert reasons(answers) == [None, reason, None]


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


def test_signals_of_the_terminal_are_for_the_asking_process(pool: ReaderPool) -> None:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    (answer,) = read(pool, job("ignores", numbers=numbers))
    assert isinstance(answer, JobAnswer)
    assert answer.result()


def test_a_reader_killed_between_jobs_is_replaced(pool: ReaderPool) -> None:
    read(pool, job("name_process"))
    os.kill(pool.slots[0].process.pid, signal.SIGKILL)
    wait_until(lambda: not pool.slots[0].process.is_alive())
    assert reasons(read(pool, job("return_value", value=1))) == [None]


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
