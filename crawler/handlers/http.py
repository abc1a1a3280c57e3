"""The HTTP download handler: Scrapy's, with downloads that end with the crawl or in a flood of headers.

A request waits here for its host's turn among all crawls of the process, when its own crawl would send it.
Neither Scrapy nor Twisted has a bound for all header lines of a response together.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

from crawler.frontier.host_turns import turns_of_process
from crawler.frontier.outcome import ShuttingDown, is_closing

#: Seconds a download may go on after the crawl was told to end.
GRACE = 5.0
TICK = 0.25
#: Bytes of status line and headers; servers themselves take 8 to 64 KiB of a request's.
LARGEST_HEAD = 256 * 1024


class DownloadHandler(HTTP11DownloadHandler):
    """Cancels what still downloads 5 s after the crawl was told to end, and starts nothing new.

    Scrapy waits for every download before it closes, each up to `DOWNLOAD_TIMEOUT`, and also for
    requests whose delay has not passed yet.
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        """Watch the engine of `crawler`."""
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        self.crawler = crawler
        self.running: set[asyncio.Task[Response]] = set()
        self.watch: asyncio.Task[None] | None = None

    async def download_request(self, request: Request) -> Response:
        """The response; raises `ShuttingDown` where the crawl ends first."""
        if is_closing(self.crawler):
            raise ShuttingDown("the crawl is ending")
        self.watch = self.watch or asyncio.ensure_future(self._cancel_at_the_end())
        task = asyncio.ensure_future(self._in_turn(request))
        self.running.add(task)
        try:
            await asyncio.wait([task])
        finally:
            self.running.discard(task)
        if task.cancelled() or (task.exception() is not None and is_closing(self.crawler)):
            raise ShuttingDown("cut while the crawl was ending")
        return task.result()

    async def _in_turn(self, request: Request) -> Response:
        """Send the request once no other crawl of this process asks its host."""
        slots = self.crawler.engine.downloader.slots
        slot = slots.get(request.meta.get("download_slot", ""))
        delay, concurrency = (slot.delay, slot.concurrency) if slot else (0.0, 1)
        turns = turns_of_process()
        async with turns.turn(request.url, crawl=self.crawler, delay=delay, concurrency=concurrency):
            if is_closing(self.crawler):
                raise ShuttingDown("the crawl is ending")
            return await super().download_request(request)

    async def _cancel_at_the_end(self) -> None:
        while not is_closing(self.crawler):
            await asyncio.sleep(TICK)
        cut_at = time.monotonic() + GRACE
        while True:
            self._release()
            for task in self.running if time.monotonic() >= cut_at else ():
                task.cancel()
            await asyncio.sleep(TICK)

    def _release(self) -> None:
        """Let what waits for its turn come at once, to be refused; AutoThrottle may set new delays."""
        downloader = self.crawler.engine.downloader
        for slot in downloader.slots.values():
            slot.delay = 0
            slot.close()  # a turn that was set already, up to a minute ahead
            downloader._process_queue(slot)

    async def close(self) -> None:
        """Stop watching."""
        if self.watch is not None:
            self.watch.cancel()
        close: Any = super().close
        await close()


class HeadTooLarge(Exception):
    """The headers of a response are a flood."""


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's client protocol; gives a connection up whose response never gets to its body."""

    head = 0

    def request(self, request: Any) -> Any:
        """Send a request; its response's head is counted from here on."""
        self.head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # Twisted's name
        """Count what comes before the body."""
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self.head += len(data)
            if self.head > LARGEST_HEAD:
                self._giveUp(Failure(HeadTooLarge(f"more than {LARGEST_HEAD} bytes of headers")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes the connections of a pool, each with the bound."""

    def buildProtocol(self, addr: Any) -> BoundedProtocol:  # Twisted's name
        """A connection with a bound."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
