"""One line on a terminal while a crawl runs; nothing in cron."""

from __future__ import annotations

import sys
import time
from typing import Any, TextIO

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from crawler.extensions.run_summary import RunSummary
from crawler.extensions.runs import run_ended
from crawler.frontier.links_in import links_by_reason

INTERVAL = 0.5


class Progress:
    """Extension: pages, articles, new links, known links, failures and the rate, on standard error."""

    def __init__(self, crawler: Crawler, *, stream: TextIO = sys.stderr) -> None:
        """Raises NotConfigured where nobody looks: no terminal, or `PROGRESS_ENABLED` is off."""
        wanted = crawler.settings.getbool("PROGRESS_ENABLED")
        if not (wanted and stream.isatty() and crawler.settings.getbool("STORE_ENABLED")):
            raise NotConfigured
        self.crawler, self.stream = crawler, stream
        self.loop = create_looping_call(self.show)
        self.started = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        """Build it and connect its signals."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(extension.run_ended, signal=run_ended)
        return extension

    def spider_opened(self) -> None:
        """Begin."""
        self.started = time.monotonic()
        self.loop.start(INTERVAL)

    def spider_closed(self) -> None:
        """End with the last figures."""
        if self.loop.running:
            self.loop.stop()
            self.show()

    def run_ended(self, summary: RunSummary) -> None:
        """Print the accounting below."""
        self.stream.write(f"\n{summary.line()}\n")

    def show(self) -> None:
        """Draw the line over the last one."""
        name = self.crawler.spider.name if self.crawler.spider else ""
        line = progress_line(name, self.crawler.stats.get_stats(), time.monotonic() - self.started)
        self.stream.write(f"\r\x1b[2K{line}")
        self.stream.flush()


def progress_line(name: str, stats: dict[str, Any], seconds: float) -> str:
    """The figures of a run of the spider `name` so far; `seconds` since it began."""
    pages = stats.get("response_received_count", 0)
    links, failed = links_by_reason(stats), stats.get("pages/failed", 0)
    figures = (
        f"{pages} pages",
        f"{stats.get('item_scraped_count', 0)} articles",
        f"{links.get('new', 0)} new",
        f"{links.get('known', 0)} known",
        f"{failed} failed",
        f"{pages / seconds if seconds > 0 else 0:.1f} pages/s",
    )
    return f"{name}: " + ", ".join(figures)
