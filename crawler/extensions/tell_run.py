"""A run's account for people: in the log, and on a terminal in lines that fit, whatever the log's level."""

from __future__ import annotations

import logging
import sys

from scrapy.settings import BaseSettings
from scrapy.utils.log import get_scrapy_root_handler

from crawler.extensions.run_summary import RunSummary
from crawler.terminal.notes import write_note
from crawler.terminal.screen import is_terminal

logger = logging.getLogger(__name__)


def tell_run(summary: RunSummary, settings: BaseSettings) -> None:
    """Log a run's account; where progress is shown on a terminal, write it there in place of the log."""
    shows = settings.getbool("PROGRESS_ENABLED") and is_terminal(sys.stderr)
    if shows and (handler := get_scrapy_root_handler()) and is_on_terminal(handler):
        handler.addFilter(is_no_account)
    for line in summary.lines():
        logger.log(summary.log_level, "%s", line, extra={"is_account": True})
    if shows:
        for line in summary.lines():
            write_note(line, style="red" if summary.log_level >= logging.ERROR else "green")


def is_on_terminal(handler: logging.Handler) -> bool:
    """Whether what a handler of the log writes is seen by a person."""
    if isinstance(handler, logging.FileHandler) or not isinstance(handler, logging.StreamHandler):
        return False
    return is_terminal(handler.stream)


def is_no_account(record: logging.LogRecord) -> bool:
    """Whether a record of the log is anything but a run's account."""
    return not getattr(record, "is_account", False)
