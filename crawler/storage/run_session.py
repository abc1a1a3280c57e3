"""One run of one spider over the store: pages are taken up here, and each is brought to its end.

Middlewares, pipelines and extensions meet here: `RunSession.of(crawler)` is the session that the
extension `Runs` opened. What was taken up is counted in memory, on the session's account; how the pages
ended is counted in the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from crawler.items import Article
from crawler.storage.in_flight import Fetch, NextLook, RunAccount, Ticket
from crawler.storage.records import DeadLetter, LinkCounts, NewPage, NewSource, Outcome, Page, Stored
from crawler.storage.rekey import PresentKeys
from crawler.storage.store import Store
from crawler.storage.transactions import StoreCommand
from crawler.storage.writing.client import WriterClient
from crawler.storage.writing.end_page import EndPage, Settle
from crawler.storage.writing.end_source import FinishSource
from crawler.storage.writing.store_article import StoreArticle
from crawler.storage.writing.take_pages import AskPages, TakePages, TakeSources
from crawler.storage.writing.thread import Writer

R = TypeVar("R")

_sessions: WeakKeyDictionary[Any, RunSession] = WeakKeyDictionary()


class RunSession:
    """What a run does with the store: taking pages up, ending them, and any other command."""

    def __init__(
        self,
        *,
        store: Store,
        writer: Writer,
        run_id: int,
        spider: str,
        outlet: str,
        only_due: bool = False,
        next_look: NextLook | None = None,
    ) -> None:
        """With `only_due` sources are taken up where they are due, and else left.

        `next_look` says when pages are looked at again; without one, as an outlet in UTC that is declared.
        """
        self.store, self.writer, self.run_id = store, writer, run_id
        self.spider, self.outlet, self.only_due = spider, outlet, only_due
        self.account = RunAccount()
        self.next_look = next_look or NextLook()
        self.keys = PresentKeys(store, declared=self.next_look.is_declared)
        #: The budget of the run that is spent ("budget-pages"): nothing more is taken up.
        self.exhausted: str | None = None
        #: What broke the run apart from single pages (a `start()` that raised).
        self.failure: str | None = None
        self.store_failed = False
        #: The present where it is not now: under replay, the archive's.
        self.present: datetime | None = None
        self._answers = WriterClient(writer)

    @classmethod
    def of(cls, crawler: Any) -> RunSession | None:
        """Return the session of a crawl, or `None` where the store is off."""
        return _sessions.get(crawler)

    def attach(self, crawler: Any) -> None:
        """Make this the session of `crawler`."""
        _sessions[crawler] = self

    def now(self) -> datetime:
        """Return the present of the run (UTC)."""
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

    async def take_pages(self, limit: int, *, now: datetime, backfill_limit: int | None = None) -> list[Page]:
        """Take up to `limit` pending or due pages of the outlet that this run has not had.

        At most `backfill_limit` of them are of backfills; `None`: any number.
        """
        taking = TakePages(
            run_id=self.run_id,
            spider=self.spider,
            outlet=self.outlet,
            limit=limit,
            backfill_limit=backfill_limit,
            only_pending=not self.next_look.makes_due,
            now=now,
        )
        return await self._take(taking)

    async def ask(self, pages: Sequence[NewPage], *, refetch: bool, now: datetime) -> tuple[list[Page], int]:
        """Take one-off addresses up; returns the pages, and how many others were known and left."""
        asking = AskPages(run_id=self.run_id, spider=self.spider, pages=pages, refetch=refetch, now=now)
        asked = await self._take(asking)
        return asked.taken, asked.known

    async def _take(self, command: StoreCommand[R]) -> R:
        """Take pages up; those that come after the caller was cancelled are on the account too."""
        self.account.taking += 1
        return await self._answers.of(command, then=self.account.note_taken)

    # Outcomes

    def settle(
        self, page: Page, outcome: Outcome, *, now: datetime, dead_letter: DeadLetter | None = None
    ) -> None:
        """Hand a page's outcome to the writer; the first in a run wins, a second is an error."""
        ticket = self.account.claim(page, outcome.state)
        if ticket is None:
            return
        self.account.note_trouble(page, outcome)
        if outcome.state == "pending" and outcome.reason:
            self.account.waits[outcome.reason] += 1
        command: EndPage[Any]
        if page.kind == "article":
            command = self._settling(page, outcome, now, dead_letter=dead_letter)
        else:
            command = self._finishing(ticket, outcome, now, dead_letter=dead_letter)
        self._answers.submit(command, partial(self.account.note_ended, ticket))

    def _settling(
        self, page: Page, outcome: Outcome, now: datetime, *, dead_letter: DeadLetter | None
    ) -> Settle:
        """Return what ends an article's page without an article."""
        return Settle(
            run_id=self.run_id,
            page_id=page.id,
            outcome=outcome,
            dead_letter=dead_letter,
            count_attempt=outcome.state not in ("pending", "unchanged", "merged"),
            now=now,
            due_at=outcome.due(self.next_look.after_outcome(page, outcome, now)),
            keeps_due=not self.next_look.makes_due,
        )

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
        ticket = self.account.claim(page, outcome.state)
        if ticket is None:
            return None
        finishing = self._finishing(ticket, outcome, now, dead_letter=dead_letter)
        command = replace(finishing, etag=etag, last_modified=last_modified, body_hash=body_hash)
        return await self._answers.of(command, then=partial(self.account.note_ended, ticket))

    def _finishing(
        self, ticket: Ticket, outcome: Outcome, now: datetime, *, dead_letter: DeadLetter | None
    ) -> FinishSource:
        """Return what ends a source: its links, its history with this poll, and when it is polled again."""
        rhythm, due = self.next_look.after_poll(ticket, outcome, now)
        return FinishSource(
            run_id=self.run_id,
            page_id=ticket.page.id,
            outcome=outcome,
            links=ticket.links,
            asked_by=self.spider,
            outlet=self.outlet,
            rhythm=rhythm,
            dead_letter=dead_letter,
            now=now,
            due_at=outcome.due(due),
            keeps_due=not self.next_look.makes_due,
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
        ticket = self.account.claim(page, "done")
        if ticket is None:
            raise ValueError(f"{page.url} gave a second article: a page has one")
        published = article.date_published or fetch.moment
        due_at, edited_due_at = self.next_look.after_article(page, published, fetch.moment)
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
            due_at=due_at,
            edited_due_at=edited_due_at,
            keeps_due=not self.next_look.makes_due,
        )
        return await self._answers.of(command, then=partial(self.account.note_ended, ticket))

    # Any other command

    async def write(self, command: StoreCommand[R]) -> R:
        """Have the writer carry a command out; returns its result once durable."""
        return await self._answers.of(command)

    def write_now(self, command: StoreCommand[R], *, timeout: float) -> R:
        """Do the same where the event loop has stopped: blocks, and takes in all that was answered before.

        `timeout` is in seconds; raises `TimeoutError` after that.
        """
        result = self.writer.submit(command).result(timeout)
        self._answers.hand_out()
        return result
