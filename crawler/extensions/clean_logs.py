"""Logs that no scraped text can forge: what an exception quotes of a page is made printable, line by line."""

from __future__ import annotations

import copy
import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.log import get_scrapy_root_handler

from crawler.normalization.text.terminal import make_printable

#: What each further line of one entry begins with: only an entry begins with its time.
INDENT = "  "


class LogForm:
    """Extension that gives the lines of the log another form."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build it, and connect its signal: Scrapy makes the log's handler anew once extensions are there."""
        extension = cls(crawler)
        extension.spider_opened()
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        return extension

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where its form is not the one asked for."""

    def spider_opened(self) -> None:
        """Set the form where there is a handler."""
        if handler := get_scrapy_root_handler():
            handler.setFormatter(self.form(handler.formatter))

    def form(self, usual: logging.Formatter | None) -> logging.Formatter | None:
        """Return the form in place of the `usual` one."""
        raise NotImplementedError


class CleanLogs(LogForm):
    """Extension: gives the log's lines the form that `PrintableLines` makes of Scrapy's own."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where lines are JSON, in which everything is escaped."""
        if crawler.settings.getbool("LOG_JSON"):
            raise NotConfigured

    def form(self, usual: logging.Formatter | None) -> logging.Formatter | None:
        """Return the usual form made printable, once."""
        return usual if usual is None or isinstance(usual, PrintableLines) else PrintableLines(usual)


class PrintableLines(logging.Formatter):
    """The lines of another formatter, of which message and traceback hold nothing that a terminal obeys."""

    def __init__(self, usual: logging.Formatter) -> None:
        """`usual` says how a line looks."""
        super().__init__()
        self.usual = usual

    def format(self, record: logging.LogRecord) -> str:
        """The entry; lines after its first are indented."""
        clean = copy.copy(record)
        clean.msg, clean.args = _printable_lines(record.getMessage()), None
        if record.exc_info:
            clean.exc_text = INDENT + _printable_lines(self.usual.formatException(record.exc_info))
        return self.usual.format(clean)


def _printable_lines(text: str) -> str:
    return f"\n{INDENT}".join(map(make_printable, text.split("\n")))
