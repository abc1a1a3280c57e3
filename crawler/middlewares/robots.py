"""robots.txt by RFC 9309: what it forbids is rejected, and a host whose file can't be had is left alone."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request

from crawler.frontier.outcome import Refused, Unreached, Waits
from crawler.hosts.host_files import FIRST_RETRY, MARK, NOT_REACHED, HostFiles, next_try, origin_of
from crawler.hosts.robots_rules import MAX_RULES, Rules, is_html, product_token, read_rules
from crawler.storage.hosts import HostFile

logger = logging.getLogger(__name__)

#: Rules held in memory at once, of all hosts: those of the hosts asked for least lately go first.
RULES_HELD = 2 * MAX_RULES
#: What holding a host costs beside its rules.
HOST_COST = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for a host until `until`: its rules, or None where they can't be had."""

    until: datetime
    rules: Rules | None
    reason: str | None = None


class RobotsMiddleware:
    """Downloader middleware in place of Scrapy's, which lets a host be fetched whose file can't be had."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where `ROBOTSTXT_OBEY` is off."""
        settings = crawler.settings
        if not settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self.token = product_token(settings.get("ROBOTSTXT_USER_AGENT") or settings["USER_AGENT"])
        self.files = HostFiles(crawler, path="/robots.txt")
        self._standing: OrderedDict[str, Standing] = OrderedDict()
        self._reading = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        """Build it from the settings."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise `Refused` where robots.txt forbids the address, `Waits` where nobody knows.

        The delay that it asks for goes on in `meta["crawl_delay"]`.
        """
        if MARK in request.meta or request.meta.get("dont_obey_robotstxt"):
            return
        standing = await self._of(origin_of(request.url))
        if standing.rules is None and standing.reason in NOT_REACHED:
            raise Unreached(str(standing.reason), f"{origin_of(request.url)} can't be reached")
        if standing.rules is None:
            detail = f"robots.txt of {origin_of(request.url)} can't be had ({standing.reason}): waits"
            raise Waits("robots-unreachable", detail, until=standing.until)
        if not standing.rules.allows(request.url):
            raise Refused("robots", f"Forbidden by robots.txt: {request.url[:200]}")
        request.meta["crawl_delay"] = standing.rules.delay

    async def _of(self, origin: str) -> Standing:
        held = self._held(origin)
        if held is None:
            file = await self.files.get(origin)
            async with self._reading:  # each file once, however many wait for it: it may be a bomb
                held = self._held(origin) or await self._read(file)
        return held

    def _held(self, origin: str) -> Standing | None:
        held = self._standing.get(origin)
        if held is None or held.until <= datetime.now(UTC):
            return None
        self._standing.move_to_end(origin)
        return held

    async def _read(self, file: HostFile) -> Standing:
        standing = await asyncio.to_thread(standing_of, file, token=self.token)
        self._note(file, standing)
        self._standing[file.origin] = standing
        self._standing.move_to_end(file.origin)
        self._forget()
        return standing

    def _note(self, file: HostFile, standing: Standing) -> None:
        stats = self.crawler.stats
        if is_html(file.body):
            stats.inc_value("robots/html")
            logger.warning("%s/robots.txt is a web page: it forbids nothing", file.origin)
        if standing.rules is not None and standing.rules.count >= MAX_RULES:
            stats.inc_value("robots/too-many-rules")
            logger.warning(
                "%s/robots.txt has too many rules: the first %s are obeyed", file.origin, MAX_RULES
            )

    def _forget(self) -> None:
        while len(self._standing) > 1 and sum(map(_cost, self._standing.values())) > RULES_HELD:
            self._standing.popitem(last=False)


def standing_of(file: HostFile, *, token: str) -> Standing:
    """What a file says to the crawler called `token`; one that was never got allows nothing."""
    until = max(next_try(file), file.tried_at + FIRST_RETRY)  # a run asks no host twice in a row
    if file.fetched_at is None:
        return Standing(until, None, file.reason)
    return Standing(until, read_rules(file.body, token))


def _cost(standing: Standing) -> int:
    return HOST_COST + (standing.rules.count if standing.rules else 0)
