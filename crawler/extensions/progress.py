"""What a crawl shows on a terminal while it runs: a line of figures."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import create_looping_call

from crawler.frontier.links_in import links_by_reason
from crawler.terminal.columns import count_columns
from crawler.terminal.screen import can_redraw, is_terminal
from crawler.terminal.status_line import StatusLine

INTERVAL = 0.5


class Progress:
    """Extension: pages, articles, new links, known links, failures and the rate, on standard error."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where nobody looks, and where `scrapy crawldue` has a line for all crawls."""
        settings = crawler.settings
        wanted = settings.getbool("PROGRESS_ENABLED") and settings.getbool("STORE_ENABLED")
        if not wanted or settings.getbool("ONLY_DUE") or not is_terminal(sys.stderr):
            raise NotConfigured
        self.crawler = crawler
        self.line = StatusLine(sys.stderr) if has_room(sys.stderr, crawler.settings) else None
        self.loop = create_looping_call(self.show)
        self.started = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        """Build it and connect its signals."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Begin."""
        self.started = time.monotonic()
        if self.line is not None:
            self.line.begin()
            self.loop.start(INTERVAL)

    def spider_closed(self) -> None:
        """Take the line away: what is said from now on stands alone."""
        if self.line is not None and self.loop.running:
            self.loop.stop()
            self.line.end()

    def show(self) -> None:
        """Draw the line anew."""
        assert self.line is not None
        name = self.crawler.spider.name if self.crawler.spider else ""
        seconds = time.monotonic() - self.started
        self.line.show(progress_line(name, self.crawler.stats.get_stats(), seconds, width=self.line.width))


def has_room(stream: TextIO, settings: BaseSettings) -> bool:
    """Whether a line can be drawn on the terminal: not where items are printed there (`-o -`)."""
    prints_items = any(str(target).startswith("stdout:") for target in settings.getdict("FEEDS"))
    return can_redraw(stream) and not (prints_items and is_terminal(sys.stdout))


def progress_line(name: str, stats: Mapping[str, Any], seconds: float, *, width: int) -> str:
    """The figures of a run of the spider `name` so far, in `width` columns; `seconds` since it began."""
    pages = stats.get("response_received_count", 0)
    links, failed = links_by_reason(stats), stats.get("pages/failed", 0)
    figures = (
        (2, f"{pages} pages"),
        (1, f"{stats.get('item_scraped_count', 0)} articles"),
        (4, f"{links.get('new', 0)} new"),
        (6, f"{links.get('known', 0)} known"),
        (3, f"{failed} failed"),
        (5, f"{pages / seconds if seconds > 0 else 0:.1f} pages/s"),
    )
    return fit_figures(f"{name}: ", figures, width)


def fit_figures(head: str, figures: Sequence[tuple[int, str]], width: int) -> str:
    """The figures after `head`, in their order; those of the highest ranks are left out that have no room.

    Where there is room for none, the head gives way to the one of the lowest rank.
    """
    kept = sorted(figures)
    while len(kept) > 1 and count_columns(head + _joined(figures, kept)) > width:
        kept.pop()
    line = head + _joined(figures, kept)
    return line if count_columns(line) <= width else _joined(figures, kept)


def _joined(figures: Sequence[tuple[int, str]], kept: Sequence[tuple[int, str]]) -> str:
    return ", ".join(text for rank, text in figures if (rank, text) in kept)
