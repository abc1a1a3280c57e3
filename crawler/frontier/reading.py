"""Readers as a crawl uses them: by its settings, and no longer than it goes on."""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy.crawler import Crawler

from crawler.frontier.outcome import ShuttingDown, is_closing
from crawler.reading import JobAnswer, ReaderPool, ReadJob, shared_readers

#: Seconds between two looks whether the crawl is ending, and for which a page may still be read then.
TICK, GRACE = 0.5, 2.0


async def read_while_crawling(crawler: Crawler, pool: ReaderPool, job: ReadJob) -> JobAnswer:
    """Return the answer to a job; raises `ShuttingDown` where the crawl ends first, else as the pool does."""
    task = asyncio.ensure_future(pool.read(job))
    left = GRACE
    while not (await asyncio.wait({task}, timeout=TICK))[0]:
        left -= TICK if is_closing(crawler) else 0
        if left <= 0:
            task.cancel()
            raise ShuttingDown("cut while the crawl was ending")
    return task.result()


def readers_of(crawler: Crawler) -> ReaderPool | None:
    """Return the readers that a crawl's settings ask for, None where they ask for none."""
    settings: Any = crawler.settings
    if not (readers := settings.getint("READERS")):
        return None
    seconds, memory_mb = settings.getfloat("READ_SECONDS"), settings.getint("READ_MEMORY_MB")
    return shared_readers(readers=readers, seconds=seconds, memory_mb=memory_mb)
