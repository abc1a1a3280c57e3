"""Readers for what comes back: a page is read by another process before its callback sees it.

It is the outermost downloader middleware, so that what it sees is what the callback will get. What a reader
gives stands in the request's `meta`, from where the callback takes it (`outlet.reading_jobs`).
"""

from __future__ import annotations

from collections.abc import Callable

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from crawler.frontier import page_meta
from crawler.frontier.outcome import Unread
from crawler.frontier.reading import read_while_crawling, readers_of
from crawler.outlet_rules import rules_of_spider
from crawler.reading import JobAnswer, ReaderPool, ReadFailed, ReadJob
from crawler.reading.job import READ_META
from crawler.storage import Page


class ReadersMiddleware:
    """Downloader middleware: has each page read under `READ_SECONDS` and `READ_MEMORY_MB`."""

    def __init__(self, crawler: Crawler, pool: ReaderPool) -> None:
        self.crawler, self.pool = crawler, pool

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReadersMiddleware:
        """Build it; raises NotConfigured where there are no readers, or nothing is stored."""
        pool = readers_of(crawler)
        if pool is None or not crawler.settings.getbool("STORE_ENABLED"):
            raise NotConfigured
        return cls(crawler, pool)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Put what a reader gives into the request's `meta`; raises `Unread` where none gives anything."""
        page: Page | None = request.meta.get("page")
        ask: Callable[..., ReadJob | None] | None = getattr(self.crawler.spider, "reading_job", None)
        if page is None or ask is None or response.status != 200 or self._is_known(page, request, response):
            return response
        if (job := ask(response, page.kind, meta=request.meta)) is not None:
            request.meta[READ_META] = await self._read(job, page)
        return response

    def _is_known(self, page: Page, request: Request, response: Response) -> bool:
        """Tell whether the frontier will stop at this body, since it was read before."""
        if "draft" in request.cb_kwargs:
            return False
        spider = rules_of_spider(self.crawler.spider)
        body_hash = page_meta.body_hash(response)
        stored = page.article_extractor_version == spider.extractor_version
        return body_hash in (page.article_raw_hash if stored else None, page.body_hash)

    async def _read(self, job: ReadJob, page: Page) -> JobAnswer:
        try:
            return await read_while_crawling(self.crawler, self.pool, job)
        except ReadFailed as failed:
            raise Unread(failed.reason, f"{page.url}: {failed.detail}") from failed
