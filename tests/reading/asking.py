"""Asking readers in tests: jobs by their names, and all answers at once."""

from __future__ import annotations

import asyncio

from crawler.reading import JobAnswer, ReaderPool, ReadFailed, ReadJob

JOBS = "tests.reading.jobs"


def job(name: str, **arguments: object) -> ReadJob:
    return ReadJob(f"{JOBS}:{name}", arguments)


def read(pool: ReaderPool, *jobs: ReadJob) -> list[JobAnswer | BaseException]:
    async def ask() -> list[JobAnswer | BaseException]:
        return await asyncio.gather(*map(pool.read, jobs), return_exceptions=True)

    return asyncio.run(ask())


def reasons(answers: list[JobAnswer | BaseException]) -> list[str | None]:
    return [answer.reason if isinstance(answer, ReadFailed) else None for answer in answers]
