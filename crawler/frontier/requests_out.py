"""Which requests a run makes: the spider's own, an archive's, and pages out of the store in batches."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Request

from crawler.frontier.backfill_links import extend_backfill
from crawler.frontier.links_in import count_links
from crawler.frontier.page_meta import make_page_request
from crawler.normalization.text.terminal import make_printable
from crawler.outlet_rules import SpiderRules, rules_of_spider
from crawler.records import Backfill, Link
from crawler.storage import KeepSources, NewPage, NewSource, Outcome, Page, StoreFailed
from crawler.storage.run_session import RunSession

if TYPE_CHECKING:
    from crawler.warc.index import ReplayIndex

logger = logging.getLogger(__name__)

#: Pages taken from the database at once.
BATCH = 200
#: Requests that the scheduler still has when the next batch is taken: the downloads never wait for it.
LOW = 50
#: Seconds after which a wait looks whether anything still moves.
HEARTBEAT = 2.0


@runtime_checkable
class ArchiveImporter(SpiderRules, Protocol):
    """A spider that takes the pages of an archive where nothing else is asked of it."""

    #: Whether all pages of the archive are asked for.
    everything: bool

    def recorded(self, url: str) -> Request | Link:
        """The request for a page that an archive holds, or its link with the reason why it is left."""


async def import_requests(
    start: AsyncIterator[Any], spider: SpiderRules, index: ReplayIndex
) -> AsyncIterator[Any]:
    """What the spider starts with, and each HTML page of the archive where it asks for everything."""
    async for output in start:
        yield output
    if isinstance(spider, ArchiveImporter) and spider.everything:
        for url in index.urls(pages_only=True):
            yield spider.recorded(url)


class Supply:
    """Requests for a run: the spider's own first, then what is pending or due, until all have ended."""

    def __init__(
        self,
        crawler: Crawler,
        session: RunSession,
        errback: Callable[..., Any],
        *,
        backfill: Backfill | None = None,
    ) -> None:
        """`errback` is given to every request; `backfill` is the one that the run was asked for."""
        self.backfill, self.backfill_pages = backfill, crawler.settings.getint("ARCHIVE_PAGES")
        self.crawler, self.session, self.errback = crawler, session, errback
        self.spider = rules_of_spider(crawler.spider)
        #: Whether the store may hold pages that this run has not had.
        self.more = not self.spider.one_off
        #: Whether pages of backfills were left, since there was news in flight.
        self.withheld = False
        #: Keys of the sources that the spider starts with.
        self.declared: list[str] = []

    async def requests(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """What the spider starts with, taken up, and then all that the store has for it."""
        try:
            async for ready in self._admitted(start):
                yield ready
            if not self.spider.one_off:
                keep = KeepSources(outlet=self.session.outlet, keys=self.declared, now=self.session.now())
                await self.session.write(keep)
        except (CloseSpider, StoreFailed):
            raise
        except Exception as error:  # the pages that are known can still be fetched
            logger.exception("start() of %s failed", self.spider.name)
            self.session.failure = f"start() raised {type(error).__name__}: {error}"
        async for request in self._refilled():
            yield request

    def expect(self) -> None:
        """Have the store asked again, since links are on their way to it.

        This is called before the links are handed in: the run may end as soon as they are stored.
        """
        self.more = True
        self.wake()

    def wake(self) -> None:
        """Have a wait look again: links come in, or the scheduler has handed everything out."""
        self.session.account.changed.set()

    async def _admitted(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        asked: list[Request] = []
        async for output in start:
            if isinstance(output, Link) and output.refusal:
                count_links(self.crawler.stats, dropped={output.refusal: 1})
            elif not isinstance(output, Request):
                yield output
            elif output.meta.get("kind") != "article":
                for request in await self._poll(output):
                    yield request
            else:
                asked.append(output)
                if len(asked) == BATCH:
                    await self._drained()
                    for request in await self._ask(asked):
                        yield request
                    asked.clear()
        for request in await self._ask(asked):
            yield request

    async def _drained(self) -> None:
        """Wait until the scheduler has handed out most of what it was given: a list may be of any length."""
        while self._scheduled() > LOW and not self.session.store_failed:
            await self._change()

    async def _poll(self, request: Request) -> list[Request]:
        kind = request.meta.get("kind", "listing")
        source = NewSource(self.spider.key(request.url), request.url, kind, self.spider.key_version())
        self.declared.append(source.key)
        if self.backfill is not None and kind != "feed":
            return []  # read on the backfill, with its window
        pages = await self.session.take_sources([source], now=self.session.now())
        return self._requests(pages, callback=request.callback)

    async def _ask(self, requests: list[Request]) -> list[Request]:
        ready: list[Request] = []
        for refetch in (True, False):
            wanted = [r.url for r in requests if bool(r.meta.get("refetch")) is refetch]
            if urls := wanted[: self._room(len(wanted))]:
                pages = [page for url in urls if (page := await self._new_page(url))]
                taken, known = await self.session.ask(pages, refetch=refetch, now=self.session.now())
                count_links(self.crawler.stats, dropped={"known": known})
                ready += self._requests(taken)
        return ready

    async def _new_page(self, url: str) -> NewPage | None:
        """The page of an address that was asked for; one that has no key is counted, and left."""
        try:
            outlet = self.spider.outlet_for(url)
            key = outlet.key(url)
        except ValueError as error:
            logger.error("%s", make_printable(f"{url[:200]} can't be asked for: {error}"))
            count_links(self.crawler.stats, dropped={"no-url": 1})
            return None
        await asyncio.to_thread(self.session.keys.bring, outlet)
        return NewPage(key, url, outlet.name, outlet.key_version())

    def _room(self, wanted: int) -> int:
        """How many more articles `-a limit` lets in, `wanted` at most."""
        limit = self.spider.arguments.limit
        return wanted if limit is None else max(0, min(wanted, limit - self.session.account.taken["article"]))

    async def _refilled(self) -> AsyncIterator[Request]:
        while not self.session.store_failed:
            pages = await self._next_pages()
            for request in self._requests(pages):
                yield request
            if pages or self.more:
                continue
            if not self.session.account.tickets and (self._released() or await self._extended_backfill()):
                continue
            if not self.session.account.tickets or not await self._something_moves():
                return

    async def _next_pages(self) -> list[Page]:
        """The next batch, where the scheduler has handed out most of the last one and there may be more."""
        while self.more and self._scheduled() > LOW:
            await self._change()
        room = self._room(BATCH) if self.more and not self.session.exhausted else 0
        self.more = False
        if not room:
            return []
        allowed = self._backfill_room(room)
        pages = await self.session.take_pages(room, now=self.session.now(), backfill_limit=0)
        if pages or any(ticket.page.backfill is None for ticket in self.session.account.tickets.values()):
            self.withheld = allowed > 0  # what is asked now may bring news
        elif allowed:
            pages = await self.session.take_pages(room, now=self.session.now(), backfill_limit=allowed)
        self.more = self.more or len(pages) == room > 0
        return pages

    def _backfill_room(self, wanted: int) -> int:
        """How many more pages of backfills the run may have, `wanted` at most."""
        limit = self.backfill_pages
        return wanted if not limit else max(0, min(wanted, limit - self.session.account.backfill_pages))

    def _released(self) -> bool:
        """Let backfills go on that were withheld while there was news; whether any were."""
        self.more, self.withheld = self.withheld, False
        return self.more

    async def _extended_backfill(self) -> bool:
        """Put the next addresses of a backfill among the pending pages; whether there were any.

        Nothing else is pending or in flight then, so that what waits never piles up.
        """
        if self.session.exhausted or not (self._room(1) and self._backfill_room(1)):
            return False
        self.more = await extend_backfill(self.spider, self.session)
        return self.more

    async def _something_moves(self) -> bool:
        """Wait for a change; False where nothing moves, and pages wait for an outcome that can't come."""
        still = 0
        while self.session.account.tickets and not self.more and still < 2:
            still = 0 if await self._change() or self._busy() else still + 1
        return still < 2

    async def _change(self) -> bool:
        """Wait for a change, a heartbeat at most; whether there was one."""
        self.session.account.changed.clear()
        try:
            await asyncio.wait_for(self.session.account.changed.wait(), HEARTBEAT)
        except TimeoutError:
            return False
        return True

    def _scheduled(self) -> int:
        scheduler: Any = self.crawler.engine.scheduler
        return 0 if scheduler is None else len(scheduler)

    def _busy(self) -> bool:
        engine = self.crawler.engine
        scraping = engine.scraper.slot is not None and not engine.scraper.slot.is_idle()
        return scraping or bool(engine.downloader.active) or self._scheduled() > 0

    def _requests(self, pages: list[Page], callback: Any = None) -> list[Request]:
        made = [self._request(page, callback=callback) for page in pages]
        return [request for request in made if request is not None]

    def _request(self, page: Page, *, callback: Callable[..., Any] | None) -> Request | None:
        """The request for a page; one whose address is none ends here."""
        callback = callback or self.spider.callback_for(page.kind)
        try:
            return make_page_request(page, callback=callback, errback=self.errback)
        except ValueError as error:
            logger.info("%s", make_printable(f"{page.url}: {error}"))
            self.session.settle(page, Outcome("rejected", "no-url"), now=self.session.now())
            return None
