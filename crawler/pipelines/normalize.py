"""Draft -> Article: the pure normalization, with what the database knows of the neighbours."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.frontier.outcome import ShuttingDown
from crawler.frontier.reading import read_while_crawling, readers_of
from crawler.items import Anchor, Article, Context
from crawler.normalization import build_article, wants_neighbours
from crawler.reading import ReaderPool, ReadFailed, ReadJob
from crawler.records import Draft
from crawler.storage import StoreFailed
from crawler.storage.run_session import RunSession


class NormalizePipeline:
    """Sets `draft.article`. A refused draft passes through: validation drops it with its reason."""

    def __init__(self, crawler: Crawler, *, readers: ReaderPool | None = None) -> None:
        """The session is looked up at the first item: the run opens it after the pipelines exist."""
        self.crawler = crawler
        self.readers = readers

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> NormalizePipeline:
        """Build it."""
        return cls(crawler, readers=readers_of(crawler))

    async def process_item(self, item: Any) -> Any:
        """Normalize a draft; anything else passes."""
        if not isinstance(item, Draft) or item.context is None or item.refusal:
            return item
        if wants_neighbours(item, item.context):
            try:
                item.context.neighbours = await self._neighbours(item.context)
            except StoreFailed as error:  # the page stays pending
                raise DropItem("not-stored", log_level="ERROR") from error
        item.article = await self._build(item, item.context)
        return item

    async def _build(self, draft: Draft, context: Context) -> Article:
        """Return the article, made by a reader where there are any."""
        if self.readers is None:
            return build_article(draft, context)
        arguments = {"draft": replace(draft, fetch=None, context=None), "context": context}
        job = ReadJob("crawler.normalization:build_article", arguments)
        try:
            answer = await read_while_crawling(self.crawler, self.readers, job)
        except ReadFailed as failed:
            raise DropItem(failed.reason) from failed
        except ShuttingDown as error:  # the page stays pending
            raise DropItem("not-stored", log_level="DEBUG") from error
        made: Article = answer.result()
        return made

    async def _neighbours(self, context: Context) -> tuple[Anchor, ...]:
        session = RunSession.of(self.crawler)
        number = context.outlet_article_id
        if session is None or number is None or not number.isdecimal():
            return ()
        read = session.store.neighbours
        return await asyncio.to_thread(read, context.outlet, int(number), excluding_key=context.key)
