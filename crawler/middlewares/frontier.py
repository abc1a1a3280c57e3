"""The frontier: pages come from the store, and what their callbacks give goes back to it.

Every page taken up gets one outcome, by the table of `frontier.outcome`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import cached_property
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem, NotConfigured
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.frontier import page_meta
from crawler.frontier.endings import PageEndings
from crawler.frontier.links_in import Intake
from crawler.frontier.outcome import Unchanged, make_dead_letter
from crawler.frontier.requests_out import Supply, import_requests
from crawler.outlet_rules import SpiderRules, rules_of_spider
from crawler.records import Draft, Link, PageRefused, PollHints
from crawler.storage import Page, StoreFailed
from crawler.storage.run_session import RunSession
from crawler.warc.replay import replay_index


class FrontierMiddleware:
    """Spider middleware: hands out pages and brings every one of them to its end."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where the store is off (`fetch`, `parse`, `shell`, `check`)."""
        if not crawler.settings.getbool("STORE_ENABLED"):
            raise NotConfigured
        self.crawler = crawler
        #: Pages (ids) whose callback's output is being read.
        self.reading: set[int] = set()
        self.supply: Supply | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierMiddleware:
        """Build it and connect its signals."""
        middleware = cls(crawler)
        for handler, signal in (
            (middleware.item_dropped, signals.item_dropped),
            (middleware.item_error, signals.item_error),
            (middleware.request_dropped, signals.request_dropped),
            (middleware.scheduler_empty, signals.scheduler_empty),
        ):
            crawler.signals.connect(handler, signal=signal)
        return middleware

    @property
    def session(self) -> RunSession:
        """The run's session; raises RuntimeError where the extension `Runs` has not opened one."""
        session = RunSession.of(self.crawler)
        if session is None:
            raise RuntimeError("the frontier needs the extension crawler.extensions.runs.Runs: enable it")
        return session

    @cached_property
    def spider(self) -> SpiderRules:
        """The spider of the run."""
        return rules_of_spider(self.crawler.spider)

    @cached_property
    def endings(self) -> PageEndings:
        """What brings pages to their end."""
        intake = Intake.from_settings(self.crawler.settings, spider=self.spider, session=self.session)
        return PageEndings(self.crawler, session=self.session, spider=self.spider, intake=intake)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The spider's own requests as pages taken up, then what is pending or due."""
        settings, session, intake = self.crawler.settings, self.session, self.endings.intake
        if settings.get("REPLAY"):
            index = await replay_index(settings)
            session.present = index.newest
            start = import_requests(start, self.spider, index)
        try:
            await intake.open_window(now=session.now(), days=settings.getint("FIRST_CRAWL_DAYS"))
            supply = Supply(self.crawler, session, self.errback, backfill=intake.backfill)
            self.supply = self.endings.supply = supply
            async for ready in supply.requests(start):
                yield ready
        except StoreFailed:
            return  # its writer has told the run, which closes the crawl
        except CloseSpider:
            raise
        except Exception as error:  # Scrapy logs it, and calls the run finished
            session.failure = f"taking pages up raised {type(error).__name__}: {error}"
            raise

    def scheduler_empty(self) -> None:
        """The scheduler has handed everything out: more may be taken up."""
        if self.supply is not None and self.supply.more:
            self.supply.wake()

    def process_spider_input(self, response: Response) -> None:
        """Stop before parsing where the body is the one that article or links were read from."""
        page: Page | None = response.meta.get("page")
        if page is None:
            return
        if page_meta.is_stored(page, response, extractor_version=self.spider.extractor_version):
            raise Unchanged(f"{page.url} has the body that was stored", status=response.status)
        read_whole = self.spider.arguments.selects_links
        if not read_whole and page_meta.is_read(page, response, now=self.session.now()):
            raise Unchanged(f"{page.url} has the body that was read", status=response.status)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Gather links, mark drafts, carry the page on; then bring it to its end.

        What was cut before its end (CloseSpider, a cancelled task) stays pending.
        """
        page: Page | None = response.meta.get("page")
        links: list[Link] = []
        if page is None:
            async for output in result:
                yield output
            return
        goes_on = False
        self.reading.add(page.id)
        try:
            async for output in result:
                if isinstance(output, Link):
                    links.append(output)
                elif isinstance(output, PollHints):
                    self._note_hints(page, output)
                elif isinstance(output, PageRefused):
                    self.endings.refuse_page(page, output, response)
                elif isinstance(output, Request) and page.kind != "article":
                    raise TypeError("a source's callback gives links: its further pages too, by their kind")
                else:
                    goes_on = True
                    yield self._marked(output, page, response)
        except CloseSpider:
            raise
        except Exception as error:
            letter = make_dead_letter(error, stage="callback")
            await self.endings.end_callback(page, links, response, goes_on=goes_on, letter=letter)
            raise
        else:
            await self.endings.end_callback(page, links, response, goes_on=goes_on, letter=None)
        finally:
            self.reading.discard(page.id)

    def _marked(self, output: Any, page: Page, response: Response) -> Any:
        if isinstance(output, Draft):
            moment = self.endings.time_of(response)
            output.fetch = page_meta.fetch_of(
                page, response, moment=moment, outlet_for=self.spider.outlet_for
            )
        elif isinstance(output, Request):
            output.meta.setdefault("page", page)
            output.meta.setdefault("found_url", page.url)
            output.errback = output.errback or self.errback
        return output

    def _note_hints(self, page: Page, hints: PollHints) -> None:
        if ticket := self.session.account.ticket(page):
            ticket.hints = hints

    def process_spider_exception(self, response: Response, exception: Exception) -> None:
        """A callback raised before it gave anything: the page is dead, with its letter."""
        page: Page | None = response.meta.get("page")
        if page is None or page.id in self.reading or isinstance(exception, CloseSpider):
            return
        self.endings.fail_callback(page, response, exception)

    def errback(self, failure: Failure) -> list[Draft]:
        """A request failed: its page ends by the table, or with the pages of the article so far."""
        return self.endings.fail_request(failure)

    def item_dropped(self, item: Any, response: Any, exception: DropItem) -> None:
        """A pipeline refused the item: its page is rejected."""
        self.endings.drop_item(item, response, exception)

    def item_error(self, item: Any, response: Any, failure: Failure) -> None:
        """A pipeline raised: its page is dead."""
        if failure.value is not None:
            self.endings.fail_item(item, response, failure.value)

    def request_dropped(self, request: Request) -> None:
        """The scheduler refused a request: its page is rejected."""
        self.endings.drop_request(request)
