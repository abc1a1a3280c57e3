"""Turns at a host: all crawls of a process ask one host at one pace, and a run begins at that of the last.

Scrapy's downloader keeps the delay within one crawl. Here a crawl waits for its turn only where another
has asked the host last, so that one alone is no slower.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from weakref import ref

#: Hosts that are remembered; more are looked through for those that may be asked at once.
HELD = 1000
#: The reason of a pause in the store that is nothing but this pace.
PACE = "pace"


@dataclass(slots=True)
class Host:
    """Who has asked a host last and when (monotonic seconds), and the requests under way by crawl."""

    entering: asyncio.Lock = field(default_factory=asyncio.Lock)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    #: Each crawl with requests under way: their number, and how many at once it takes for right.
    under_way: dict[Any, tuple[int, int]] = field(default_factory=dict)
    asker: Any = None
    asked_at: float = float("-inf")
    free_at: float = float("-inf")

    def is_full(self, crawl: Any, concurrency: int) -> bool:
        """Whether other crawls have as many requests under way as any of them lets run at once."""
        others = [taken for other, taken in self.under_way.items() if other != crawl]
        running = sum(number for number, _ in self.under_way.values())
        return bool(others) and running >= min([concurrency, *(limit for _, limit in others)])

    def add(self, crawl: Any, by: int, *, concurrency: int) -> None:
        """Count a request of a crawl that begins (1) or has ended (-1)."""
        number = self.under_way.pop(crawl, (0, 0))[0] + by
        if number:
            self.under_way[crawl] = (number, concurrency)
        self.ended.set()


class HostTurns:
    """The turns at all hosts; `turns_of_process` are those of this process."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`clock` gives seconds that only go forward."""
        self.clock, self.sleep = clock, sleep
        self._hosts: dict[str, Host] = {}

    @asynccontextmanager
    async def turn(self, url: str, *, crawl: object, delay: float, concurrency: int) -> AsyncIterator[None]:
        """Wait for a crawl's turn at the host of `url`; within the block its request is under way.

        `delay` are the seconds between two requests, `concurrency` how many may run at once.
        """
        host, who = self._host(url), ref(crawl)
        async with host.entering:  # first come, first served
            while host.is_full(who, concurrency):
                host.ended.clear()
                await host.ended.wait()
            if host.asker != who:
                await self.sleep(max(0.0, max(host.free_at, host.asked_at + delay) - self.clock()))
            host.asker, host.asked_at = who, self.clock()
            host.free_at = host.asked_at + delay
            host.add(who, 1, concurrency=concurrency)
        try:
            yield
        finally:
            host.add(who, -1, concurrency=concurrency)

    def _host(self, url: str) -> Host:
        name = host_name(url)
        if name not in self._hosts and len(self._hosts) >= HELD:
            now = self.clock()
            self._hosts = {
                known: host
                for known, host in self._hosts.items()
                if host.under_way or host.entering.locked() or host.free_at > now
            }
        return self._hosts.setdefault(name, Host())

    def hold(self, name: str, seconds: float) -> None:
        """Let nobody ask a host for some seconds: a run before this one has asked it."""
        host = self._hosts.setdefault(name, Host())
        host.free_at = max(host.free_at, self.clock() + seconds)

    def held_by(self, crawl: object) -> dict[str, float]:
        """Host -> the seconds for which it must not be asked yet, since `crawl` has asked it last."""
        left = {name: host.free_at - self.clock() for name, host in self._hosts.items()
                if host.asker == ref(crawl)}  # fmt: skip
        return {name: seconds for name, seconds in left.items() if seconds > 0}


@cache
def turns_of_process() -> HostTurns:
    """The turns of all crawls of this process."""
    return HostTurns()


def host_name(url: str) -> str:
    """The host whose turns an address takes: a machine is one, whatever its ports."""
    return (urlsplit(url).hostname or "").lower()
