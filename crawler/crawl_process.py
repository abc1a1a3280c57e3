"""The process that crawls run in: Scrapy's, which says what a first and a second Ctrl-C do."""

from __future__ import annotations

import asyncio

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.terminal.notes import write_note

#: What a person is told at the first Ctrl-C.
STOPPING = (
    "Stopping: what is being fetched is still stored, and all else waits for the next run. A second Ctrl-C"
    " ends it at once; what is stored stays."
)


class CrawlProcess(AsyncCrawlerProcess):
    """Scrapy's process of several crawlers; `stopping` is set once it was told to stop."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.stopping = asyncio.Event()

    async def stop(self) -> None:
        """End every crawl in order, and say so on a terminal; no other is begun."""
        if self.crawlers and not self.stopping.is_set():  # it is also called once all have ended
            write_note(STOPPING)
        self.stopping.set()
        await super().stop()
