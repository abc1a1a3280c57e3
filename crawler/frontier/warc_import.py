"""Importing an archive: its pages asked for one after another, those that are known already left out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, cast

from scrapy.crawler import Crawler
from scrapy.http import Request

from crawler.warc.index import ReplayIndex


async def import_requests(
    start: AsyncIterator[Any], crawler: Crawler, index: ReplayIndex
) -> AsyncIterator[Any]:
    """What the spider starts with, and each HTML page of the archive where it asks for everything.

    A page that is left is counted by its reason.
    """
    async for output in start:
        yield output
    spider = cast(Any, crawler.spider)
    if not getattr(spider, "everything", False):
        return
    for url in index.urls(pages_only=True):
        found = spider.recorded(url)
        if isinstance(found, Request):
            yield found
        elif crawler.stats:
            crawler.stats.inc_value(f"links/dropped/{found}")
