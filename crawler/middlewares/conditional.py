"""Conditional requests: validators go out only where what they stand for is stored."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.crawler import Crawler
from scrapy.http import Request

from crawler.frontier.page_meta import is_address_of
from crawler.outlet_rules import rules_of_spider
from crawler.schedule.revisit import is_whole_due
from crawler.storage import Page

VALIDATORS = ("If-None-Match", "If-Modified-Since")


class ConditionalMiddleware:
    """Downloader middleware: adds If-None-Match and If-Modified-Since (RFC 9110, section 13.1).

    The page carries validators only from the transaction that stored its article, so a 304 always
    has something to stand for; a redirect to another page does not get them. The answer is passed
    on; `frontier.outcome` reads the 304.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Keep the crawler: where its spider's arguments select links, sources are read whole."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ConditionalMiddleware:
        """Build it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add what the server gave last time, but for the times when the page is asked for whole."""
        page: Page | None = request.meta.get("page")
        if page is None or not (page.etag or page.last_modified) or "draft" in request.cb_kwargs:
            return
        if is_whole_due(page.read_whole_at, now=datetime.now(UTC)):
            return
        spider = rules_of_spider(self.crawler.spider)
        if page.kind != "article" and spider.arguments.selects_links:
            return
        if not is_address_of(page, request.url, outlet_for=spider.outlet_for):
            for name in VALIDATORS:  # a redirect has taken them along
                request.headers.pop(name, None)
            return
        if page.etag:
            request.headers.setdefault("If-None-Match", page.etag)
        if page.last_modified:
            request.headers.setdefault("If-Modified-Since", page.last_modified)
