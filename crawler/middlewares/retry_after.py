"""429, and 503 with Retry-After: the host is left alone until then, in this run and in later ones."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from crawler.frontier.host_turns import PACE
from crawler.frontier.outcome import ShuttingDown, Waits, is_closing
from crawler.hosts.host_files import host_of
from crawler.normalization.text.terminal import make_printable
from crawler.storage import RowError, StoreFailed
from crawler.storage.hosts import KeepPause, Pause, list_pauses
from crawler.storage.run_session import RunSession

logger = logging.getLogger(__name__)

#: Pause after a 429 that does not say how long.
UNSAID = timedelta(seconds=60)
#: Seconds between two looks whether the crawl ends, while a request waits.
TICK = 0.5


class RetryAfterMiddleware:
    """Downloader middleware: sends nothing to a host that asked for a pause.

    A short pause is waited for; in a longer one the host's pages stay pending, for a run after it.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where `RETRY_AFTER_MAX` is 0."""
        settings = crawler.settings
        self.longest = timedelta(seconds=settings.getfloat("RETRY_AFTER_MAX"))
        self.patience = timedelta(seconds=settings.getfloat("RETRY_AFTER_WAIT"))
        if not self.longest:
            raise NotConfigured
        self.crawler = crawler
        self.pauses: dict[str, Pause] = {}
        self._told: set[Pause] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfterMiddleware:
        """Build it and connect its signal."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.engine_started, signal=signals.engine_started)
        return middleware

    async def engine_started(self) -> None:
        """Read what earlier runs were asked for."""
        session, now = RunSession.of(self.crawler), datetime.now(UTC)
        if session is None:
            return
        for pause in await asyncio.to_thread(session.store.read, lambda c: list_pauses(c, now=now)):
            if pause.reason != PACE:
                self.pauses[pause.host] = pause

    async def process_request(self, request: Request) -> None:
        """Wait out a short pause of the host; raises `Waits` in a longer one, `ShuttingDown` at the end."""
        host = host_of(request.url)
        while (pause := self.pauses.get(host)) and pause.until > (now := datetime.now(UTC)):
            self._tell(pause)
            if pause.until - now > self.patience:
                raise Waits("retry-after", f"{host} asked for a pause", until=pause.until)
            if is_closing(self.crawler):
                raise ShuttingDown("the crawl is ending")
            await asyncio.sleep(min(TICK, (pause.until - now).total_seconds()))

    async def process_response(self, request: Request, response: Response) -> Response:
        """Note a pause that the answer asks for, and keep the request from being sent again at once."""
        value = (response.headers.get("Retry-After") or b"").decode("latin-1")
        now = datetime.now(UTC)
        until = pause_until(response.status, value, now=now, longest=self.longest)
        if until is None:
            return response
        request.meta["dont_retry"], request.meta["retry_at"] = True, until
        await self._pause(Pause(host_of(request.url), until, f"http-{response.status}"), now=now)
        return response

    async def _pause(self, pause: Pause, *, now: datetime) -> None:
        known = self.pauses.get(pause.host)
        if known is not None and known.until >= pause.until:
            return
        self.pauses[pause.host] = pause
        self.crawler.stats.inc_value(f"retry-after/{pause.reason}")
        self._tell(pause)
        if session := RunSession.of(self.crawler):
            with suppress(StoreFailed, RowError):  # its writer has told the run
                await session.write(KeepPause(pause=pause, now=now))

    def _tell(self, pause: Pause) -> None:
        """Say of a host that this run meets until when it is left alone."""
        if pause in self._told:
            return
        self._told.add(pause)
        moment = f"{pause.until:%Y-%m-%d %H:%M:%S} UTC"
        text = f"{pause.host} answered {pause.reason}: it is left alone until {moment}"
        logger.warning("%s", make_printable(text))


def pause_until(status: int, value: str, *, now: datetime, longest: timedelta) -> datetime | None:
    """The time until which an answer asks to be left alone, `longest` away at most; None for no pause.

    `value` is its Retry-After: seconds or a date (RFC 9110, section 10.2.3).
    """
    if status not in (429, 503):
        return None
    wait = _wait(value.strip(), now)
    if wait is None:
        wait = UNSAID if status == 429 else timedelta()
    return now + min(wait, longest) if wait > timedelta() else None


def _wait(value: str, now: datetime) -> timedelta | None:
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:12]), 10**9))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
