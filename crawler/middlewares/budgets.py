"""Budgets of a run and of each host in it: where one is spent, what is left stays pending and is counted.

So no trap costs more than that: a calendar without an end, or session ids in every link.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from dataclasses import dataclass

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.settings import BaseSettings

from crawler.frontier.outcome import Waits
from crawler.hosts.host_files import host_of
from crawler.normalization.text.terminal import make_printable
from crawler.storage.run_session import RunSession

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What may be spent: requests, bytes received, seconds; 0 is no limit."""

    pages: int = 0
    bytes: int = 0
    seconds: float = 0


@dataclass(slots=True)
class Spent:
    """What was spent since `began` (of a monotonic clock, in seconds)."""

    began: float
    pages: int = 0
    bytes: int = 0


def exhausted_part(budget: Budget, spent: Spent, *, now: float) -> str | None:
    """The part of the budget that leaves no room for one more request (pages, bytes, seconds), or None."""
    for name, limit, used in (
        ("pages", budget.pages, spent.pages),
        ("bytes", budget.bytes, spent.bytes),
        ("seconds", budget.seconds, now - spent.began),
    ):
        if limit and used >= limit:
            return name
    return None


class BudgetMiddleware:
    """Downloader middleware: counts what a run spends, and sends nothing more once that is enough."""

    #: Seconds of a clock that only goes forward.
    clock = staticmethod(time.monotonic)

    def __init__(self, settings: BaseSettings, crawler: Crawler) -> None:
        """The budgets are `BUDGET_*` for the run, `BUDGET_HOST_*` for each host."""
        self.crawler = crawler
        self.run, self.host = _budget(settings, "BUDGET"), _budget(settings, "BUDGET_HOST")
        self.spent = Spent(self.clock())
        self.hosts: defaultdict[str, Spent] = defaultdict(lambda: Spent(self.clock()))
        self._told: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BudgetMiddleware:
        """Build it and connect its signal."""
        middleware = cls(crawler.settings, crawler)
        crawler.signals.connect(middleware.bytes_received, signal=signals.bytes_received)
        return middleware

    def process_request(self, request: Request) -> None:
        """Count the request; raises `Waits` where a budget is spent."""
        if "page" not in request.meta:
            return  # robots.txt and its like
        host, now = host_of(request.url), self.clock()
        if not self.spent.pages:
            self.spent.began = now
        if part := exhausted_part(self.run, self.spent, now=now):
            self._stop(f"budget-{part}", "the run")
        if part := exhausted_part(self.host, self.hosts[host], now=now):
            self._refuse(f"budget-host-{part}", host)
        self.spent.pages += 1
        self.hosts[host].pages += 1

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Count what comes in, robots.txt and what is cut included."""
        self.spent.bytes += len(data)
        self.hosts[host_of(request.url)].bytes += len(data)

    def _stop(self, reason: str, whose: str) -> None:
        if session := RunSession.of(self.crawler):
            session.exhausted = reason
        self._refuse(reason, whose)

    def _refuse(self, reason: str, whose: str) -> None:
        if (told := f"{reason} {whose}") not in self._told:
            self._told.add(told)
            logger.warning("%s", make_printable(f"{reason} of {whose} is spent: the pages left stay pending"))
        raise Waits(reason, f"{reason} of {whose} is spent")


def _budget(settings: BaseSettings, prefix: str) -> Budget:
    return Budget(
        pages=settings.getint(f"{prefix}_PAGES"),
        bytes=settings.getint(f"{prefix}_BYTES"),
        seconds=settings.getfloat(f"{prefix}_SECONDS"),
    )
