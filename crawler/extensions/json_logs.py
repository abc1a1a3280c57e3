"""Logs as JSON lines: time, level, logger, message, and the outlet, run and address that a line is about."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from weakref import ReferenceType, WeakSet, ref

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.extensions.clean_logs import LogForm
from crawler.storage.run_session import RunSession

#: The crawler in whose tasks a line is written; several may run in one process.
_current: ContextVar[ReferenceType[Crawler] | None] = ContextVar("crawler", default=None)
_crawlers: WeakSet[Crawler] = WeakSet()
_URL = re.compile(r"https?://[^\s<>\"']{1,2000}")


class JsonLogs(LogForm):
    """Extension: where `LOG_JSON` is on, every line of the log is one JSON object."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where it is off."""
        if not crawler.settings.getbool("LOG_JSON"):
            raise NotConfigured
        _current.set(ref(crawler))
        _crawlers.add(crawler)

    def form(self, usual: logging.Formatter | None) -> logging.Formatter:
        """Return the form of JSON lines."""
        return JsonLines()


class JsonLines(logging.Formatter):
    """One object a line; whatever is no plain letter is escaped, so that no terminal obeys it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        message = record.getMessage()
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message,
            **_about(record),
            "url": _url(record, message),
            "exception": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps({name: value for name, value in entry.items() if value is not None}, default=str)


def _about(record: logging.LogRecord) -> dict[str, Any]:
    """The outlet and the run that a line belongs to, where that is known."""
    spider = getattr(record, "spider", None)
    crawler = getattr(spider, "crawler", None) or _crawler()
    spider = spider or getattr(crawler, "spider", None)
    session = RunSession.of(crawler) if crawler is not None else None
    return {"outlet": getattr(spider, "name", None), "run": session.run_id if session else None}


def _crawler() -> Crawler | None:
    """The crawler of this task; in a thread of its own, the only one of the process."""
    current = _current.get()
    found = current() if current is not None else None
    if found is None and len(_crawlers) == 1:
        found = next(iter(_crawlers), None)
    return found


def _url(record: logging.LogRecord, message: str) -> str | None:
    """The address that a line is about: of the request it names, else the first in its text."""
    if isinstance(record.args, Mapping):
        for name in ("request", "response"):
            if url := getattr(record.args.get(name), "url", None):
                return str(url)
    found = _URL.search(message)
    return found[0].rstrip(".,:;)>") if found else None
