"""Conditional requests: validators go out only where what they stand for is stored."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Request

from crawler.storage import Page


class ConditionalMiddleware:
    """Downloader middleware: adds If-None-Match and If-Modified-Since (RFC 9110, section 13.1).

    The page carries validators only from the transaction that stored its article, so a 304 always
    has something to stand for. The answer is passed on; `outcomes` reads the 304.
    """

    def __init__(self, crawler: Crawler) -> None:
        """The spider's arguments are asked: a source is read whole where they look beyond the window."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ConditionalMiddleware:
        """Build it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add what the server gave last time."""
        page: Page | None = request.meta.get("page")
        if page is None or "draft" in request.cb_kwargs:
            return
        if page.kind != "article" and self._asks_for_more():
            return
        if page.etag:
            request.headers.setdefault("If-None-Match", page.etag)
        if page.last_modified:
            request.headers.setdefault("If-Modified-Since", page.last_modified)

    def _asks_for_more(self) -> bool:
        """Whether links may be wanted that an earlier poll of the same list left."""
        arguments: Any = getattr(self.crawler.spider, "arguments", None)
        return bool(arguments and (arguments.since or arguments.until or arguments.section))
