"""What a crawl shows on a terminal: a line of figures while it runs, and its account at the end."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.log import get_scrapy_root_handler

from crawler.extensions.run_summary import RunSummary
from crawler.extensions.runs import run_ended
from crawler.frontier.links_in import links_by_reason
from crawler.terminal.columns import count_columns, wrap_text
from crawler.terminal.screen import can_redraw, choose_paint, is_terminal, screen_width
from crawler.terminal.status_line import StatusLine

INTERVAL = 0.5


class Progress:
    """Extension: pages, articles, new links, known links, failures and the rate, on standard error."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where nobody looks: no terminal, or `PROGRESS_ENABLED` is off."""
        wanted = crawler.settings.getbool("PROGRESS_ENABLED") and crawler.settings.getbool("STORE_ENABLED")
        if not (wanted and is_terminal(sys.stderr)):
            raise NotConfigured
        self.crawler, self.stream = crawler, sys.stderr
        self.line = StatusLine(sys.stderr) if has_room(sys.stderr, crawler.settings) else None
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
        if self.line is not None:
            self.line.begin()
            self.loop.start(INTERVAL)

    def spider_closed(self) -> None:
        """Take the line away: what is said from now on stands alone."""
        if self.line is not None and self.loop.running:
            self.loop.stop()
            self.line.end()

    def run_ended(self, summary: RunSummary) -> None:
        """Print the account."""
        self.spider_closed()
        print_account(summary, stream=sys.stderr)

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


def print_account(summary: RunSummary, *, stream: TextIO) -> None:
    """Write a run's account on a terminal, unless the log has just written it there."""
    if is_logged_to_terminal(summary.log_level):
        return
    paint, width = choose_paint(stream), screen_width(stream)
    style = "red" if summary.log_level >= logging.ERROR else "green"
    for told in summary.lines():
        name, _, rest = told.partition(": ")
        stream.writelines(f"{line}\n" for line in wrap_text(f"{paint(name, style)}: {rest}", width))
    stream.flush()


def is_logged_to_terminal(level: int) -> bool:
    """Whether the log writes messages of that level on a terminal."""
    handler = get_scrapy_root_handler()
    if not isinstance(handler, logging.StreamHandler) or isinstance(handler, logging.FileHandler):
        return False
    return handler.level <= level and is_terminal(handler.stream)


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
