"""The last pipeline: the article is stored, and passed on as scraped only once that is durable."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.frontier.outcome import count_article
from crawler.outlet_rules import rules_of_spider
from crawler.records import Draft
from crawler.storage import RowError, StoreFailed
from crawler.storage.in_flight import Fetch
from crawler.storage.run_session import RunSession


class StorePipeline:
    """Awaits the writer; with the store off (`scrapy parse`) it only hands the article on."""

    def __init__(self, crawler: Crawler) -> None:
        """The session is looked up at the first item."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """Build it."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Return the article of a draft; raises DropItem where it is not stored."""
        if not isinstance(item, Draft) or item.article is None:
            return item
        session = RunSession.of(self.crawler)
        if session is not None and isinstance(item.fetch, Fetch):
            await self._store(session, item.fetch, item)
        return item.article

    async def _store(self, session: RunSession, fetch: Fetch, draft: Draft) -> None:
        spider = rules_of_spider(self.crawler.spider)
        assert draft.article is not None
        assert draft.context is not None
        try:
            stored = await session.store_article(
                fetch,
                draft.article,
                alias_keys=draft.context.alias_keys,
                extractor_version=spider.extractor_version,
                key_version=spider.outlet_for(draft.article.url).key_version(),
            )
        except (RowError, StoreFailed) as error:  # the store has said so, and seen to the page
            raise DropItem("not-stored", log_level="DEBUG") from error
        count_article(self.crawler.stats, stored)
