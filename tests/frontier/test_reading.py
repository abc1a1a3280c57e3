"""A crawl reads no longer than it goes on, and has readers where its settings ask for some."""

import asyncio
from types import SimpleNamespace

import pytest
from scrapy.settings import Settings

from crawler.frontier import reading
from crawler.frontier.outcome import ShuttingDown
from crawler.frontier.reading import read_while_crawling, readers_of
from crawler.reading import JobAnswer, ReadJob

JOB = ReadJob("builtins:dict")


class Pool:
    """A pool whose one answer comes when it is let."""

    def __init__(self) -> None:
        self.let = asyncio.Event()
        self.cancelled = False

    async def read(self, job: ReadJob) -> JobAnswer:
        try:
            await self.let.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        return JobAnswer(job.function, value=1)


def crawl(*, running: bool) -> SimpleNamespace:
    return SimpleNamespace(engine=SimpleNamespace(running=running, _slot=None))


def test_an_answer_is_handed_on() -> None:
    async def ask() -> JobAnswer:
        pool = Pool()
        pool.let.set()
        return await read_while_crawling(crawl(running=True), pool, JOB)

    assert asyncio.run(ask()).result() == 1


def test_who_waits_while_the_crawl_ends_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "TICK", 0.01)
    monkeypatch.setattr(reading, "GRACE", 0.02)

    async def ask() -> bool:
        pool = Pool()
        with pytest.raises(ShuttingDown):
            await read_while_crawling(crawl(running=False), pool, JOB)
        await asyncio.sleep(0)
        return pool.cancelled

    assert asyncio.run(ask())


def test_readers_are_shared_by_all_crawls_of_one_setting() -> None:
    def crawler(**values: object) -> SimpleNamespace:
        limits = {"READERS": 0, "READ_SECONDS": 20, "READ_MEMORY_MB": 600}
        return SimpleNamespace(settings=Settings({**limits, **values}))

    assert readers_of(crawler()) is None
    pool = readers_of(crawler(READERS=2))
    assert pool is not None
    assert pool is readers_of(crawler(READERS=2))
    assert len(pool.slots) == 2
