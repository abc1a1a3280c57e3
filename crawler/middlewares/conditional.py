"""Conditional requests: validators go out only where what they stand for is stored."""

from __future__ import annotations

from scrapy.http import Request

from crawler.storage import Page


class ConditionalMiddleware:
    """Downloader middleware: adds If-None-Match and If-Modified-Since (RFC 9110, section 13.1).

    The page carries validators only from the transaction that stored its article, so a 304 always
    has something to stand for. The answer is passed on; `outcomes` reads the 304.
    """

    def process_request(self, request: Request) -> None:
        """Add what the server gave last time."""
        page: Page | None = request.meta.get("page")
        if page is None or "draft" in request.cb_kwargs:
            return
        if page.etag:
            request.headers.setdefault("If-None-Match", page.etag)
        if page.last_modified:
            request.headers.setdefault("If-Modified-Since", page.last_modified)
