"""How often a host is asked: its Crawl-delay and its outlet's own limits, set on the downloader's slot."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request

from crawler.frontier.host_turns import PACE, turns_of_process
from crawler.normalization.text.terminal import make_printable
from crawler.outlet_rules import SpiderRules
from crawler.storage.hosts import list_pauses
from crawler.storage.run_session import RunSession

logger = logging.getLogger(__name__)


def host_delay(*, usual: float, outlet: float | None, asked: float | None, longest: float) -> float:
    """Seconds between two requests to a host.

    The longest of the usual delay, the outlet's and the one that robots.txt asks for, of which at most
    `longest` is given.
    """
    return max(usual, outlet or 0.0, min(asked or 0.0, longest))


class PaceMiddleware:
    """Downloader middleware: gives a host's slot its delay before the first request waits in it.

    It is written to the downloader's settings of the slot too: those outlive the slot, and the
    project's AutoThrottle goes no lower.
    """

    def __init__(self, crawler: Crawler) -> None:
        """`CRAWL_DELAY_MAX` bounds what robots.txt may ask for; under replay nothing waits."""
        settings = crawler.settings
        self.crawler = crawler
        self.usual = settings.getfloat("DOWNLOAD_DELAY")
        self.longest = settings.getfloat("CRAWL_DELAY_MAX")
        self.replay = bool(settings.get("REPLAY"))
        self._told: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PaceMiddleware:
        """Build it and connect its signal."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.engine_started, signal=signals.engine_started)
        return middleware

    async def engine_started(self) -> None:
        """Read which hosts were asked a moment ago, by a run that has ended."""
        session, now = RunSession.of(self.crawler), datetime.now(UTC)
        if session is None or self.replay:
            return
        for pause in await asyncio.to_thread(session.store.read, lambda c: list_pauses(c, now=now)):
            if pause.reason == PACE:
                turns_of_process().hold(pause.host, (pause.until - now).total_seconds())

    def process_request(self, request: Request) -> None:
        """Slow the host's slot down to what its robots.txt and its outlet ask for."""
        if self.replay:
            return
        asked, outlet = request.meta.get("crawl_delay"), self._outlet_delay(request.url)
        delay = host_delay(usual=self.usual, outlet=outlet, asked=asked, longest=self.longest)
        if delay > self.usual:
            self._slow(urlsplit(request.url).hostname or "", delay)
        if asked and asked > self.longest:
            self._tell(request.url, asked)

    def _outlet_delay(self, url: str) -> float | None:
        """The delay of the outlet that an address belongs to; the spider's own stands in its settings."""
        spider = self.crawler.spider
        return spider.outlet_for(url).delay if isinstance(spider, SpiderRules) and spider.one_off else None

    def _slow(self, host: str, delay: float) -> None:
        downloader: Any = self.crawler.engine.downloader  # type: ignore[union-attr]
        limits = downloader.per_slot_settings.setdefault(host, {})
        if limits.get("delay", 0.0) >= delay:
            return
        limits |= {"delay": delay, "jitter": 0.0}  # the delay is the least, not the mean
        if slot := downloader.slots.get(host):
            slot.delay, slot.jitter = max(slot.delay, delay), 0.0

    def _tell(self, url: str, asked: float) -> None:
        host = urlsplit(url).netloc
        if host not in self._told:
            self._told.add(host)
            self.crawler.stats.inc_value("robots/crawl-delay-capped")  # type: ignore[union-attr]
            text = f"{host} asks for {asked:g} s between requests: it gets {self.longest:g} s"
            logger.warning("%s", make_printable(f"{text} (CRAWL_DELAY_MAX)"))
