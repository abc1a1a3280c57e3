"""One run of one spider over the store: what is taken up, what is in flight, how each page ended.

Middlewares, pipelines and extensions meet here: `Session.of(crawler)` is the session that the
extension `Runs` opened. `taken` is counted in memory; how pages ended is counted in the database.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from crawler.items import Article
from crawler.normalization.text.terminal import make_printable
from crawler.schedule.polling import learn_poll, poll_due
from crawler.schedule.revisit import article_due, edited_due, retry_due
from crawler.storage.records import (
    AlreadySettled,
    Asked,
    DeadLetter,
    Group,
    LinkCounts,
    NewPage,
    NewSource,
    Outcome,
    Page,
    Stored,
    StoreFailed,
)
from crawler.storage.rekey import PresentKeys
from crawler.storage.store import Store
from crawler.storage.tickets import Fetch, Ticket, group_of_page
from crawler.storage.transactions import StoreCommand
from crawler.storage.writing.client import WriterClient
from crawler.storage.writing.end_page import EndPage, Settle
from crawler.storage.writing.end_source import FinishSource
from crawler.storage.writing.store_article import StoreArticle
from crawler.storage.writing.take_pages import AskPages, TakePages, TakeSources
from crawler.storage.writing.thread import Writer

logger = logging.getLogger(__name__)
R = TypeVar("R")

_sessions: WeakKeyDictionary[Any, RunSession] = WeakKeyDictionary()


class RunSession:
    """The run's account: every page taken up has one ticket and gets one outcome."""

    def __init__(
        self,
        *,
        store: Store,
        writer: Writer,
        run_id: int,
        spider: str,
        outlet: str,
        makes_due: bool = True,
        only_due: bool = False,
        zone: tzinfo = UTC,
    ) -> None:
        """`makes_due` is false where the run must leave no page due (replay).

        With `only_due` sources are taken up where they are due, and else left. `zone` is the outlet's.
        """
        self.only_due, self.zone = only_due, zone
        self.store, self.writer, self.run_id = store, writer, run_id
        self.spider, self.outlet, self.makes_due = spider, outlet, makes_due
        self.taken: Counter[Group] = Counter()
        self.left: Counter[Group] = Counter()
        #: Pages of the back catalogue among those taken up.
        self.backfill_pages = 0
        #: Pages left pending on purpose, by reason.
        self.waits: Counter[str] = Counter()
        #: The budget of the run that is spent ("budget-pages"): nothing more is taken up.
        self.exhausted: str | None = None
        self.tickets: dict[int, Ticket] = {}
        #: Take-ups that the writer has not answered yet.
        self.taking = 0
        #: What broke the rule "one page, one outcome": each is reported at the end.
        self.errors: list[str] = []
        #: What broke the run apart from single pages (a `start()` that raised).
        self.failure: str | None = None
        self.store_failed = False
        #: The present where it is not now: under replay, the archive's.
        self.present: datetime | None = None
        self.changed = asyncio.Event()
        self.keys = PresentKeys(store, declared=lambda outlet: self.declared(outlet))
        self._answers = WriterClient(writer)
        #: Outlets (names) whose pages may become due; `None`: all.
        self.declared: Callable[[str], bool] = lambda outlet: True

    @classmethod
    def of(cls, crawler: Any) -> RunSession | None:
        """The session of a crawl, or None where the store is off."""
        return _sessions.get(crawler)

    def attach(self, crawler: Any) -> None:
        """Make this the session of `crawler`."""
        _sessions[crawler] = self

    def now(self) -> datetime:
        """The present of the run (UTC)."""
        return self.present or datetime.now(UTC)

    # Taking up

    async def take_sources(self, sources: Sequence[NewSource], *, now: datetime) -> list[Page]:
        """Take sources up; those that this run has had are left out."""
        taking = TakeSources(
            run_id=self.run_id,
            spider=self.spider,
            outlet=self.outlet,
            sources=sources,
            only_due=self.only_due,
            now=now,
        )
        return await self._take(taking)

    async def take_pages(self, limit: int, *, now: datetime, archive: int | None = None) -> list[Page]:
        """Take up to `limit` pending or due pages of the outlet that this run has not had.

        At most `archive` of them are of the back catalogue; `None`: any number.
        """
        taking = TakePages(
            run_id=self.run_id,
            spider=self.spider,
            outlet=self.outlet,
            limit=limit,
            archive=archive,
            now=now,
        )
        return await self._take(taking)

    async def ask(self, pages: Sequence[NewPage], *, refetch: bool, now: datetime) -> tuple[list[Page], int]:
        """Take one-off addresses up; also how many were known and left."""
        asking = AskPages(run_id=self.run_id, spider=self.spider, pages=pages, refetch=refetch, now=now)
        asked = await self._take(asking)
        return asked.taken, asked.known

    async def _take(self, command: StoreCommand[R]) -> R:
        """Take pages up; those that come after the caller was cancelled are on the account too."""
        self.taking += 1
        return await self._answers.of(command, then=self._issue)

    def _issue(self, future: Future[Any]) -> None:
        self.taking -= 1
        answer = [] if future.exception() else future.result()
        pages = answer.taken if isinstance(answer, Asked) else answer
        for page in list(pages):
            self.taken[group_of_page(page)] += 1
            self.backfill_pages += page.backfill is not None
            if page.id in self.tickets:  # taken back from another run while it is in flight here
                self.left[group_of_page(page)] += 1
                pages.remove(page)
            else:
                self.tickets[page.id] = Ticket(page)
        self.changed.set()

    @property
    def in_flight(self) -> bool:
        """Whether the writer has not answered all that it was handed."""
        return self.taking > 0 or any(ticket.settled for ticket in self.tickets.values())

    def leave(self) -> int:
        """Count what has no outcome as left pending, for the next run; returns how many these are."""
        for ticket in self.tickets.values():
            self.left[group_of_page(ticket.page)] += 1
        return len(self.tickets)

    # Outcomes

    def settle(
        self, page: Page, outcome: Outcome, *, now: datetime, dead_letter: DeadLetter | None = None
    ) -> None:
        """Hand a page's outcome to the writer; the first in a run wins, a second is an error."""
        ticket = self._claim(page, outcome.state)
        if ticket is None:
            return
        if outcome.state == "pending" and outcome.reason:
            self.waits[outcome.reason] += 1
        command: EndPage[Any]
        if page.kind != "article":
            command = self._finishing(ticket, outcome, now, dead_letter=dead_letter)
        else:
            due = outcome.due(self._retry(page, outcome, now))
            command = Settle(
                run_id=self.run_id,
                page_id=page.id,
                outcome=outcome,
                dead_letter=dead_letter,
                count_attempt=outcome.state not in ("pending", "unchanged", "merged"),
                now=now,
                due_at=due,
            )
        self._answers.submit(command, partial(self._ended, ticket))

    async def finish_source(
        self,
        page: Page,
        outcome: Outcome,
        *,
        now: datetime,
        etag: str | None = None,
        last_modified: str | None = None,
        body_hash: str | None = None,
        dead_letter: DeadLetter | None = None,
    ) -> LinkCounts | None:
        """End a source with the links on its ticket, in one transaction; returns once durable."""
        ticket = self._claim(page, outcome.state)
        if ticket is None:
            return None
        command = replace(
            self._finishing(ticket, outcome, now, dead_letter=dead_letter),
            etag=etag,
            last_modified=last_modified,
            body_hash=body_hash,
        )
        return await self._answers.of(command, then=partial(self._ended, ticket))

    def _finishing(
        self, ticket: Ticket, outcome: Outcome, now: datetime, *, dead_letter: DeadLetter | None
    ) -> FinishSource:
        """What ends a source: its links, what they say of its pace, and when it is polled again."""
        page, rhythm = ticket.page, None
        due = self._retry(page, outcome, now)
        if outcome.state in ("done", "unchanged"):
            rhythm = learn_poll(page.rhythm, ticket.news, now, hints=ticket.hints, zone=self.zone)
            # another source names those of its own, and a backfill comes by once
            by_itself = self.makes_due and page.source_id is None and page.backfill is None
            due = poll_due(rhythm, now, fresh_for=ticket.fresh_for, zone=self.zone) if by_itself else None
        return FinishSource(
            run_id=self.run_id,
            page_id=page.id,
            outcome=outcome,
            links=ticket.links,
            asked_by=self.spider,
            outlet=self.outlet,
            rhythm=rhythm,
            dead_letter=dead_letter,
            now=now,
            due_at=outcome.due(due),
        )

    async def store_article(
        self,
        fetch: Fetch,
        article: Article,
        *,
        alias_keys: tuple[str, ...],
        extractor_version: str,
        key_version: str,
    ) -> Stored:
        """Store an article and end its page; returns once that is durable.

        Raises RowError where the row can't be stored (the page is dead then), StoreFailed where
        the store is broken (the page stays pending).
        """
        page = fetch.page
        ticket = self._claim(page, "done")
        if ticket is None:
            raise ValueError(f"{page.url} gave a second article: a page has one")
        published = article.date_published or fetch.moment
        due = article_due(published, fetch.moment) if self._may_be_due(page) else None
        command = StoreArticle(
            run_id=self.run_id,
            page_id=page.id,
            article=article,
            found_url=page.url,
            alias_keys=alias_keys,
            raw_hash=fetch.raw_hash,
            extractor_version=extractor_version,
            key_version=key_version,
            etag=fetch.etag,
            last_modified=fetch.last_modified,
            now=fetch.moment,
            due_at=due,
            edited_due_at=edited_due(published, fetch.moment) if due else None,
        )
        return await self._answers.of(command, then=partial(self._ended, ticket))

    def ticket(self, page: Page) -> Ticket | None:
        """The ticket of a page in flight."""
        return self.tickets.get(page.id)

    def report(self, error: str) -> None:
        """Keep what broke the account; the run says so at its end."""
        error = make_printable(error)
        logger.error("%s", error)
        self.errors.append(error)

    async def write(self, command: StoreCommand[R]) -> R:
        """Have the writer do `command`; returns its result once durable."""
        return await self._answers.of(command)

    def write_now(self, command: StoreCommand[R], *, timeout: float) -> R:
        """The same where the event loop has stopped: blocks, and takes in all that was answered before."""
        result = self.writer.submit(command).result(timeout)
        self._answers.hand_out()
        return result

    def _claim(self, page: Page, state: str) -> Ticket | None:
        ticket = self.tickets.get(page.id)
        if ticket is None or ticket.settled:
            self.report(f"second outcome {state!r} for {page.url}: the first stands")
            return None
        ticket.settled = True
        return ticket

    def _ended(self, ticket: Ticket, future: Future[Any]) -> None:
        self.tickets.pop(ticket.page.id, None)
        error = future.exception()
        result = None if error else future.result()
        if isinstance(error, StoreFailed) or "pending" in (result, getattr(result, "state", None)):
            self.left[group_of_page(ticket.page)] += 1
        if isinstance(error, AlreadySettled):
            self.report(str(error))
        elif isinstance(error, StoreFailed):  # told once, by the writer
            logger.debug("%s", make_printable(f"{ticket.page.url}: {error}"))
        elif error is not None:
            logger.error("%s", make_printable(f"{ticket.page.url}: {error}"))
        self.changed.set()

    def _retry(self, page: Page, outcome: Outcome, now: datetime) -> datetime | None:
        if outcome.state == "pending" or not self._may_be_due(page):
            return None
        if page.backfill is not None and outcome.state == "gone":
            return None
        if outcome.state == "unchanged" and page.kind == "article":
            return article_due(page.article_dated_at or now, now)
        return retry_due(page.kind, outcome.state, page.attempts + 1, now)

    def _may_be_due(self, page: Page) -> bool:
        return self.makes_due and self.declared(page.outlet)
