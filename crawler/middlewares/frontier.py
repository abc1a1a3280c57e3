"""The frontier: pages come from the store, and what their callbacks give goes back to it.

Every page taken up gets one outcome, by the table of `outcomes`.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem, NotConfigured
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.frontier import page_meta
from crawler.frontier.links_in import Intake
from crawler.frontier.outcome import (
    Unchanged,
    make_dead_letter,
    outcome_of,
    outcome_of_callback,
    outcome_of_drop,
)
from crawler.frontier.requests_out import Supply
from crawler.frontier.warc_import import import_requests
from crawler.normalization.text.terminal import make_printable
from crawler.records import Draft, Link, PageRefused, PollHints
from crawler.schedule.freshness import fresh_for
from crawler.storage import DeadLetter, Outcome, Page, RowError, StoreFailed
from crawler.storage.run_session import RunSession
from crawler.storage.tickets import Fetch, Ticket
from crawler.warc.replay import replay_index

logger = logging.getLogger(__name__)


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

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The spider's own requests as pages taken up, then what is pending or due."""
        settings = self.crawler.settings
        self.intake = Intake.from_settings(settings, spider=self.crawler.spider, session=self.session)
        if settings.get("REPLAY"):
            index = await replay_index(settings)
            self.session.present = index.newest
            start = import_requests(start, self.crawler, index)
        try:
            await self.intake.open_window(now=self.session.now(), days=settings.getint("FIRST_CRAWL_DAYS"))
            self.supply = Supply(self.crawler, self.session, self.errback, backfill=self.intake.backfill)
            async for ready in self.supply.requests(start):
                yield ready
        except StoreFailed:
            return  # its writer has told the run, which closes the crawl
        except CloseSpider:
            raise
        except Exception as error:  # Scrapy logs it, and calls the run finished
            self.session.failure = f"taking pages up raised {type(error).__name__}: {error}"
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
        spider: Any = self.crawler.spider
        if page_meta.is_stored(page, response, spider=spider):
            raise Unchanged(f"{page.url} has the body that was stored", status=response.status)
        if not spider.arguments.select_links and page_meta.is_read(page, response, now=self.session.now()):
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
                    self._refuse(page, output, response)
                elif isinstance(output, Request) and page.kind != "article":
                    raise TypeError("a source's callback gives links: its further pages too, by their kind")
                else:
                    goes_on = True
                    yield self._marked(output, page, response)
        except CloseSpider:
            raise
        except Exception as error:
            letter = make_dead_letter(error, stage="callback")
            await self._end(page, links, response, goes_on=goes_on, letter=letter)
            raise
        else:
            await self._end(page, links, response, goes_on=goes_on, letter=None)
        finally:
            self.reading.discard(page.id)

    def _marked(self, output: Any, page: Page, response: Response) -> Any:
        if isinstance(output, Draft):
            output.fetch = page_meta.fetch_of(
                page, response, moment=self._moment(response), spider=self.crawler.spider
            )
        elif isinstance(output, Request):
            output.meta.setdefault("page", page)
            output.meta.setdefault("found_url", page.url)
            output.errback = output.errback or self.errback
        return output

    def _note_hints(self, page: Page, hints: PollHints) -> None:
        if ticket := self.session.ticket(page):
            ticket.hints = hints

    def _note_freshness(self, page: Page, response: Response) -> None:
        if ticket := self.session.ticket(page):
            ticket.fresh_for = fresh_for(response, now=self.session.now())

    def _refuse(self, page: Page, refusal: PageRefused, response: Response) -> None:
        logger.warning("%s", make_printable(f"{page.url}: {refusal.reason}. {refusal.detail}"))
        outcome = Outcome("rejected", refusal.reason, response.status)
        self._settle(page, outcome, now=self._moment(response))

    async def _end(
        self, page: Page, links: list[Link], response: Response, *, goes_on: bool, letter: DeadLetter | None
    ) -> None:
        """Bring a page to its end after its callback, unless it has one or an item is on the way."""
        ticket = self.session.ticket(page)
        if ticket is None or ticket.settled or (goes_on and letter is None and page.kind == "article"):
            return
        now = self._moment(response)
        outcome = outcome_of_callback(page, response.status, letter)
        if page.kind == "article":
            self._settle(page, outcome, now=now, dead_letter=letter)
            return
        with suppress(StoreFailed, RowError):  # the page stays pending, or has its dead letter
            await self._end_source(ticket, links, response, outcome, letter)

    async def _end_source(
        self,
        ticket: Ticket,
        links: list[Link],
        response: Response,
        outcome: Outcome,
        letter: DeadLetter | None,
    ) -> None:
        now = self._moment(response)
        ticket.links, dropped = await self.intake.take(links, ticket.page, now=now)
        ticket.news = self.intake.news(links, ticket.links, ticket.page, now=now)
        self._note_freshness(ticket.page, response)
        spider: Any = self.crawler.spider
        etag, last_modified = page_meta.validators_of(ticket.page, response, spider=spider)
        body_hash: str | None = page_meta.body_hash(response)
        if spider.arguments.select_links or any(link.kind == "sitemap" for link in links):
            etag = last_modified = body_hash = (
                None  # a 304 would hide what was left, or keep children from being polled
            )
        if ticket.links and self.supply is not None:
            self.supply.expect()
        found = await self.session.finish_source(
            ticket.page,
            outcome,
            now=now,
            etag=etag,
            last_modified=last_modified,
            body_hash=body_hash,
            dead_letter=letter,
        )
        if found is not None:
            dropped["known"] += found.known
            self._count(dropped, new=found.new)

    def _count(self, dropped: dict[str, int], *, new: int) -> None:
        stats = self.crawler.stats
        stats.inc_value("links/new", new)
        for reason, number in dropped.items():
            stats.inc_value(f"links/dropped/{reason}", number)

    def process_spider_exception(self, response: Response, exception: Exception) -> None:
        """A callback raised before it gave anything: the page is dead, with its letter."""
        page: Page | None = response.meta.get("page")
        if page is None or page.id in self.reading or isinstance(exception, CloseSpider):
            return
        outcome = Outcome("dead", type(exception).__name__, response.status)
        letter = make_dead_letter(exception, stage="callback")
        self._settle(page, outcome, now=self._moment(response), dead_letter=letter)

    def errback(self, failure: Failure) -> list[Any]:
        """A request failed: its page ends by the table, or with the pages of the article so far."""
        request: Request = failure.request  # type: ignore[attr-defined]
        page: Page = request.meta["page"]
        outcome = outcome_of(failure, page, closing=not self.crawler.engine.running)
        draft: Draft | None = request.cb_kwargs.get("draft")
        if draft is not None and outcome.state != "pending":
            draft.warnings.append(f"body: {request.url} could not be read ({outcome.reason})")
            draft.fetch = Fetch(page=page, moment=self._moment(request))
            return [draft]
        if isinstance(failure.value, HttpError):
            self._note_freshness(page, failure.value.response)
        if outcome.state == "gone" and (ticket := self.session.ticket(page)):
            ticket.links = self.intake.past_the_end(page, now=self.session.now())
            if ticket.links and self.supply is not None:
                self.supply.expect()
        why = outcome.reason or failure.getErrorMessage()
        logger.info("%s", make_printable(f"{page.url}: {outcome.state} ({why})"))
        self._settle(page, outcome, now=self._moment(request))
        return []

    def _moment(self, of: Request | Response) -> datetime:
        """When an answer was received or given up: under replay, when it was recorded."""
        return page_meta.recorded_at(of) or self.session.now()

    def _settle(
        self, page: Page, outcome: Outcome, *, now: datetime, dead_letter: DeadLetter | None = None
    ) -> None:
        stats = self.crawler.stats
        stats.inc_value(f"pages/{outcome.state}")
        if outcome.reason:
            stats.inc_value(f"pages/{outcome.state}/{outcome.reason}")
        self.session.settle(page, outcome, now=now, dead_letter=dead_letter)

    def item_dropped(self, item: Any, response: Any, exception: DropItem) -> None:
        """A pipeline refused the item: rejected, with its reason, unless the store has seen to the page."""
        if isinstance(exception.__cause__, RowError | StoreFailed):
            return
        if page := page_meta.page_of_item(item, response):
            logger.info("%s", make_printable(f"{page.url}: {exception}"))
            self._settle(
                page, outcome_of_drop(exception), now=page_meta.fetched_at(item) or self.session.now()
            )

    def item_error(self, item: Any, response: Any, failure: Failure) -> None:
        """A pipeline raised: dead, with its letter."""
        page = page_meta.page_of_item(item, response)
        if page is None:
            return
        outcome = Outcome("dead", type(failure.value).__name__)
        error: Any = failure.value
        letter = make_dead_letter(error, stage="pipeline", payload=page_meta.payload_of(item))
        self._settle(page, outcome, now=page_meta.fetched_at(item) or self.session.now(), dead_letter=letter)

    def request_dropped(self, request: Request) -> None:
        """The scheduler refused a request: rejected."""
        if page := request.meta.get("page"):
            self._settle(page, Outcome("rejected", "scheduler"), now=self.session.now())
