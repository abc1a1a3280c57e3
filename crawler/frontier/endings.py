"""Bringing every page taken up to its end: by what its callback, its request or its item came to.

What that means for the page stands in `outcome`; here it is counted, and handed to the store.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.frontier import page_meta
from crawler.frontier.links_in import Intake, count_links
from crawler.frontier.outcome import (
    ShuttingDown,
    count_outcome,
    make_dead_letter,
    outcome_of,
    outcome_of_callback,
    outcome_of_drop,
)
from crawler.frontier.requests_out import Supply
from crawler.normalization.text.terminal import make_printable
from crawler.outlet_rules import SpiderRules
from crawler.records import Draft, Link, PageRefused
from crawler.schedule.polling import read_freshness
from crawler.storage import DeadLetter, Outcome, Page, RowError, StoreFailed
from crawler.storage.in_flight import Fetch, Ticket
from crawler.storage.run_session import RunSession

logger = logging.getLogger(__name__)


class PageEndings:
    """The ends of a run's pages; every page taken up gets one."""

    def __init__(self, crawler: Crawler, *, session: RunSession, spider: SpiderRules, intake: Intake) -> None:
        """`intake` decides which links of a source are recorded."""
        self.crawler, self.session, self.spider, self.intake = crawler, session, spider, intake
        #: Told before new links are handed to the store, so that the run does not end meanwhile.
        self.supply: Supply | None = None

    def time_of(self, of: Request | Response) -> datetime:
        """When an answer was received or given up: under replay, when it was recorded."""
        return page_meta.recorded_at(of) or self.session.now()

    def settle(
        self, page: Page, outcome: Outcome, *, now: datetime, dead_letter: DeadLetter | None = None
    ) -> None:
        """End a page without an article or links to store."""
        count_outcome(self.crawler.stats, outcome)
        self.session.settle(page, outcome, now=now, dead_letter=dead_letter)

    # By its callback

    def refuse_page(self, page: Page, refusal: PageRefused, response: Response) -> None:
        """The callback can't use the page: rejected, with its reason."""
        logger.warning("%s", make_printable(f"{page.url}: {refusal.reason}. {refusal.detail}"))
        outcome = Outcome("rejected", refusal.reason, response.status)
        self.settle(page, outcome, now=self.time_of(response))

    async def end_callback(
        self, page: Page, links: list[Link], response: Response, *, goes_on: bool, letter: DeadLetter | None
    ) -> None:
        """The callback has given all, or has raised (`letter`); `goes_on`: an item or request is on its way.

        A page that has its end already, or whose article is still to come, stays as it is.
        """
        ticket = self.session.account.ticket(page)
        if ticket is None or ticket.settled or (goes_on and letter is None and page.kind == "article"):
            return
        outcome = outcome_of_callback(page, response.status, letter)
        if page.kind == "article":
            self.settle(page, outcome, now=self.time_of(response), dead_letter=letter)
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
        page, now = ticket.page, self.time_of(response)
        taken = await self.intake.take(links, page, now=now)
        ticket.links, ticket.news = taken.links, taken.news
        self._note_freshness(page, response)
        etag, last_modified = page_meta.validators_of(page, response, outlet_for=self.spider.outlet_for)
        body_hash: str | None = page_meta.body_hash(response)
        if self.spider.arguments.selects_links or taken.names_sitemaps:
            # a 304 would hide what was left, or keep children from being polled
            etag = last_modified = body_hash = None
        self._expect_links(ticket)
        found = await self.session.finish_source(
            page,
            outcome,
            now=now,
            etag=etag,
            last_modified=last_modified,
            body_hash=body_hash,
            dead_letter=letter,
        )
        if found is not None:
            taken.dropped["known"] += found.known
            count_links(self.crawler.stats, new=found.new, dropped=taken.dropped)

    def _expect_links(self, ticket: Ticket) -> None:
        if ticket.links and self.supply is not None:
            self.supply.expect()

    def _note_freshness(self, page: Page, response: Response) -> None:
        if ticket := self.session.account.ticket(page):
            ticket.fresh_for = read_freshness(response, now=self.session.now())

    def fail_callback(self, page: Page, response: Response, error: Exception) -> None:
        """The callback raised before it gave anything: dead, with its letter."""
        outcome = Outcome("dead", type(error).__name__, response.status)
        letter = make_dead_letter(error, stage="callback")
        self.settle(page, outcome, now=self.time_of(response), dead_letter=letter)

    # By its request

    def fail_request(self, failure: Failure) -> list[Draft]:
        """The errback of every request: the page ends by the table, or with the article's pages so far."""
        request: Request = failure.request  # type: ignore[attr-defined]
        page: Page = request.meta["page"]
        engine: Any = self.crawler.engine
        outcome = outcome_of(failure, page, closing=not engine.running)
        draft: Draft | None = request.cb_kwargs.get("draft")
        if draft is not None and outcome.state != "pending":
            draft.warnings.append(f"body: {request.url} could not be read ({outcome.reason})")
            draft.fetch = Fetch(page=page, moment=self.time_of(request))
            return [draft]
        if isinstance(failure.value, HttpError):
            self._note_freshness(page, failure.value.response)
        if outcome.state == "gone" and (ticket := self.session.account.ticket(page)):
            ticket.links = self.intake.links_past_end(page, now=self.session.now())
            self._expect_links(ticket)
        why = outcome.reason or failure.getErrorMessage()
        logger.info("%s", make_printable(f"{page.url}: {outcome.state} ({why})"))
        self.settle(page, outcome, now=self.time_of(request))
        return []

    def drop_request(self, request: Request) -> None:
        """The scheduler refused a request: rejected."""
        if page := request.meta.get("page"):
            self.settle(page, Outcome("rejected", "scheduler"), now=self.session.now())

    # By its item

    def drop_item(self, item: Any, response: Any, error: DropItem) -> None:
        """A pipeline refused the item: rejected, with its reason, unless the store has seen to the page."""
        if isinstance(error.__cause__, RowError | StoreFailed | ShuttingDown):
            return
        if page := page_meta.page_of_item(item, response):
            logger.info("%s", make_printable(f"{page.url}: {error}"))
            self.settle(page, outcome_of_drop(error), now=self._fetched_at(item))

    def fail_item(self, item: Any, response: Any, error: BaseException) -> None:
        """A pipeline raised: dead, with its letter."""
        page = page_meta.page_of_item(item, response)
        if page is None:
            return
        outcome = Outcome("dead", type(error).__name__)
        letter = make_dead_letter(error, stage="pipeline", payload=page_meta.payload_of(item))
        self.settle(page, outcome, now=self._fetched_at(item), dead_letter=letter)

    def _fetched_at(self, item: Any) -> datetime:
        return page_meta.fetched_at(item) or self.session.now()
