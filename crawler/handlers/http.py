"""The HTTP download handler: Scrapy's, with downloads that end with the crawl or in a flood of headers."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler.frontier.outcome import ShuttingDown, is_closing
from crawler.handlers.heads import BoundedFactory

#: Seconds a download may go on after the crawl was told to end.
GRACE = 5.0
TICK = 0.25


class DownloadHandler(HTTP11DownloadHandler):
    """Cancels what still downloads 5 s after the crawl was told to end, and starts nothing new.

    Scrapy waits for every download before it closes, each up to `DOWNLOAD_TIMEOUT`, and for those
    that have their delay before them.
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
        task = asyncio.ensure_future(super().download_request(request))
        self.running.add(task)
        try:
            await asyncio.wait([task])
        finally:
            self.running.discard(task)
        if task.cancelled() or (task.exception() is not None and is_closing(self.crawler)):
            raise ShuttingDown("cut while the crawl was ending")
        return task.result()

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
