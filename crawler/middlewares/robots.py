"""robots.txt: Scrapy's middleware, with every request of a host waiting for the one answer."""

from __future__ import annotations

import asyncio
import logging

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt
from scrapy.http import Request
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


class RobotsMiddleware(robotstxt.RobotsTxtMiddleware):
    """Downloader middleware. In Scrapy 2.19 only the first of several requests that wait for a host's
    robots.txt gets its rules: the others share a Deferred whose result is gone, and are let through.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where `ROBOTSTXT_OBEY` is off."""
        super().__init__(crawler)
        self._fetches: dict[str, asyncio.Task[RobotParser | None]] = {}
        robotstxt.logger.addFilter(_without_trace)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; None where there are none."""
        host = urlparse_cached(request).netloc
        if host not in self._fetches:
            self._fetches[host] = asyncio.ensure_future(super().robot_parser(request))
        return await asyncio.shield(self._fetches[host])


def _without_trace(record: logging.LogRecord) -> bool:
    """A host that can't be reached is news, its traceback is not."""
    record.exc_info = None
    return True
