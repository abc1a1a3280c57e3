"""Turns at a host: crawls of one process never ask it at once, nor sooner after another than its delay."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from crawler.frontier.host_turns import HELD, HostTurns, host_name

URL = "https://news.example/1"


class Crawl:
    """What stands for a crawler."""


class Clock:
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds
        await asyncio.sleep(0)


def run(work: Callable[[HostTurns, Clock], Coroutine[Any, Any, None]]) -> Clock:
    clock = Clock()
    asyncio.run(work(HostTurns(clock=clock, sleep=clock.sleep), clock))
    return clock


def test_a_crawl_alone_waits_for_nobody() -> None:
    async def work(turns: HostTurns, clock: Clock) -> None:
        crawl = Crawl()
        for _ in range(3):
            async with turns.turn(URL, crawl=crawl, delay=5.0, concurrency=1):
                pass

    assert sum(run(work).slept) == 0


def test_another_crawl_waits_for_the_longer_delay_of_the_two() -> None:
    async def work(turns: HostTurns, clock: Clock) -> None:
        one, two = Crawl(), Crawl()
        for crawl, delay in ((one, 2.0), (two, 5.0), (one, 2.0)):
            async with turns.turn(URL, crawl=crawl, delay=delay, concurrency=1):
                pass
        async with turns.turn("https://other.example/1", crawl=two, delay=9.0, concurrency=1):
            pass

    assert run(work).slept == [0.0, 5.0, 5.0, 0.0]


def test_requests_of_several_crawls_never_overlap_and_all_get_their_turn() -> None:
    under_way, most, done = 0, 0, 0

    async def fetch(turns: HostTurns, crawl: Crawl) -> None:
        nonlocal under_way, most, done
        async with turns.turn(URL, crawl=crawl, delay=1.0, concurrency=1):
            under_way += 1
            most = max(most, under_way)
            for _ in range(3):
                await asyncio.sleep(0)
            under_way -= 1
            done += 1

    async def work(turns: HostTurns, clock: Clock) -> None:
        crawls = [Crawl(), Crawl(), Crawl()]

        async def crawl_host(crawl: Crawl) -> None:
            for _ in range(5):
                await fetch(turns, crawl)

        await asyncio.gather(*map(crawl_host, crawls))

    clock = run(work)
    assert (most, done) == (1, 15)
    assert sum(clock.slept) == 14


def test_a_request_that_is_cancelled_frees_its_turn() -> None:
    async def work(turns: HostTurns, clock: Clock) -> None:
        async def hang(crawl: Crawl) -> None:
            async with turns.turn(URL, crawl=crawl, delay=0.0, concurrency=1):
                await asyncio.Event().wait()

        one, two = Crawl(), Crawl()
        first = asyncio.ensure_future(hang(one))
        second = asyncio.ensure_future(hang(two))
        await asyncio.sleep(0)
        second.cancel()
        first.cancel()
        await asyncio.gather(first, second, return_exceptions=True)
        async with turns.turn(URL, crawl=two, delay=0.0, concurrency=1):
            pass

    run(work)


def test_what_a_run_leaves_holds_for_the_next() -> None:
    async def work(turns: HostTurns, clock: Clock) -> None:
        crawl = Crawl()
        async with turns.turn(URL, crawl=crawl, delay=4.0, concurrency=1):
            clock.now += 1
        assert turns.held_by(crawl) == {"news.example": 3.0}
        assert turns.held_by(Crawl()) == {}

    run(work)

    async def next_run(turns: HostTurns, clock: Clock) -> None:
        turns.hold("news.example", 3.0)
        for _ in range(2):
            async with turns.turn(URL, crawl=turns, delay=4.0, concurrency=1):
                pass

    assert run(next_run).slept == [3.0]


def test_hosts_that_may_be_asked_are_forgotten() -> None:
    async def work(turns: HostTurns, clock: Clock) -> None:
        for number in range(3 * HELD):
            async with turns.turn(f"https://{number}.example/", crawl=turns, delay=1.0, concurrency=1):
                clock.now += 2
        assert len(turns._hosts) <= HELD

    run(work)


def test_a_host_is_one_whatever_the_port() -> None:
    assert host_name("http://me@News.example:8080/x") == host_name("https://news.example/") == "news.example"
