"""Items on standard output (`-o -:jsonl`): each at once; where nobody reads on, the crawl ends in order."""

from __future__ import annotations

import asyncio
import io
import sys
from typing import Any

from scrapy import Spider
from scrapy.extensions.feedexport import StdoutFeedStorage

from crawler.terminal.output import silence_stream

#: Why Scrapy ends such a crawl: the run is kept as interrupted, and what is pending waits for the next.
REASON = "output_closed"


class PipedFeedStorage(StdoutFeedStorage):
    """Scrapy's storage for `stdout:`, which would log a traceback for each item that nobody reads."""

    def open(self, spider: Spider) -> Any:
        """Return the file that the exporter writes to."""
        return PipedOutput(spider)


class PipedOutput(io.BufferedIOBase):
    """Standard output in bytes, up to where its reader goes away."""

    def __init__(self, spider: Spider) -> None:
        self.spider = spider
        self.closing: asyncio.Task[None] | None = None

    def writable(self) -> bool:
        """It is, also once nobody reads."""
        return True

    def write(self, data: Any) -> int:
        """Write `data`; where nobody reads on, tell the crawl to end, and leave what else is written."""
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            silence_stream(sys.stdout)
            engine: Any = self.spider.crawler.engine
            self.closing = asyncio.ensure_future(engine.close_spider_async(reason=REASON))
        return len(data)
