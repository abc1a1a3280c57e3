"""Pages in flight: what a run owes an outcome, its account of them, and when each is looked at again."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from crawler.normalization.text.terminal import make_printable
from crawler.records import PollHints
from crawler.schedule.polling import learn_poll, poll_due
from crawler.schedule.revisit import article_due, edited_due, retry_due
from crawler.schedule.rhythm import News, Rhythm
from crawler.storage.records import AlreadySettled, Asked, Group, NewLink, Outcome, Page, StoreFailed

logger = logging.getLogger(__name__)

#: States of a page that nothing came of.
TROUBLES = ("pending", "rejected", "gone", "failed")


@dataclass(slots=True)
class Ticket:
    """A page in flight: the links it gave so far, and whether its outcome is on the way.

    Of a source it also has what the list brought, and how the source asks to be polled.
    """

    page: Page
    links: list[NewLink] = field(default_factory=list)
    settled: bool = False
    news: News = field(default_factory=News)
    hints: PollHints | None = None
    #: Seconds for which its response said that it stays fresh.
    fresh_for: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What the store needs of a response: the page it answers, its validators and its body's hash."""

    page: Page
    moment: datetime
    raw_hash: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class RunAccount:
    """A run's account: every page taken up has one ticket, and gets one outcome."""

    def __init__(self) -> None:
        self.tickets: dict[int, Ticket] = {}
        #: Pages taken up, and those of them that are left pending for the next run.
        self.taken: Counter[Group] = Counter()
        self.left: Counter[Group] = Counter()
        #: Pages of backfills among those taken up.
        self.backfill_pages = 0
        #: Pages left pending on purpose, by reason.
        self.waits: Counter[str] = Counter()
        #: Reasons with which pages failed, were refused, are gone or wait: how many, and the first address.
        self.troubles: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        #: Sections of the articles that sources named, where the run was asked for one.
        self.sections: Counter[str] = Counter()
        #: What broke the rule "one page, one outcome": each is reported at the end.
        self.errors: list[str] = []
        #: Commands that take pages up and that the writer has not answered yet.
        self.taking = 0
        #: Set whenever something of this changes.
        self.changed = asyncio.Event()

    def note_taken(self, future: Future[Any]) -> None:
        """Put the pages that a command took up on the account.

        A page that is in flight here already leaves the list that the command gave.
        """
        self.taking -= 1
        answer = [] if future.exception() else future.result()
        pages = answer.taken if isinstance(answer, Asked) else answer
        for page in list(pages):
            self.taken[page.group] += 1
            self.backfill_pages += page.backfill is not None
            if page.id in self.tickets:  # taken back from another run while it is in flight here
                self.left[page.group] += 1
                pages.remove(page)
            else:
                self.tickets[page.id] = Ticket(page)
        self.changed.set()

    def note_trouble(self, page: Page, outcome: Outcome) -> None:
        """Keep why a page came to nothing, and of each reason the first address."""
        if outcome.reason and outcome.state in TROUBLES:
            self.troubles[outcome.reason] += 1
            self.examples.setdefault(outcome.reason, page.url)

    def ticket(self, page: Page) -> Ticket | None:
        """Return the ticket of a page in flight."""
        return self.tickets.get(page.id)

    def claim(self, page: Page, state: str) -> Ticket | None:
        """Return the ticket of a page that is to end; `None` where it has ended, which is reported."""
        ticket = self.ticket(page)
        if ticket is None or ticket.settled:
            self.report(f"second outcome {state!r} for {page.url}: the first stands")
            return None
        ticket.settled = True
        return ticket

    def note_ended(self, ticket: Ticket, future: Future[Any]) -> None:
        """Take a page off the account, once the writer has answered what ended it."""
        self.tickets.pop(ticket.page.id, None)
        error = future.exception()
        result = None if error else future.result()
        if isinstance(error, StoreFailed) or "pending" in (result, getattr(result, "state", None)):
            self.left[ticket.page.group] += 1
        if isinstance(error, AlreadySettled):
            self.report(str(error))
        elif isinstance(error, StoreFailed):  # told once, by the writer
            logger.debug("%s", make_printable(f"{ticket.page.url}: {error}"))
        elif error is not None:
            logger.error("%s", make_printable(f"{ticket.page.url}: {error}"))
        self.changed.set()

    def has_unanswered(self) -> bool:
        """Tell whether the writer has not answered all that it was handed of these pages."""
        return self.taking > 0 or any(ticket.settled for ticket in self.tickets.values())

    def leave(self) -> int:
        """Count what has no outcome as left pending, for the next run; returns how many these are."""
        for ticket in self.tickets.values():
            self.left[ticket.page.group] += 1
        return len(self.tickets)

    def report(self, error: str) -> None:
        """Keep what broke the account; the run says so at its end."""
        error = make_printable(error)
        logger.error("%s", error)
        self.errors.append(error)


@dataclass(frozen=True, kw_only=True)
class NextLook:
    """When the pages of a run are looked at again; `None` for a page that never is by itself.

    `makes_due` is false where the run must leave no page due (replay). `is_declared` tells whether a name
    is a declared outlet's: pages of other hosts are never due. `zone` is the outlet's.
    """

    makes_due: bool = True
    is_declared: Callable[[str], bool] = lambda outlet: True
    zone: tzinfo = UTC

    def after_outcome(self, page: Page, outcome: Outcome, now: datetime) -> datetime | None:
        """Return when to try a page again that ended without an article or links."""
        if outcome.state == "pending" or not self._may_be_due(page):
            return None
        if page.backfill is not None and outcome.state == "gone":
            return None
        if outcome.state == "unchanged" and page.kind == "article":
            return article_due(page.article_dated_at or now, now)
        return retry_due(page.kind, outcome.state, page.attempts + 1, now)

    def after_poll(
        self, ticket: Ticket, outcome: Outcome, now: datetime
    ) -> tuple[Rhythm | None, datetime | None]:
        """Return a source's history with this poll (`None` without an answer), and when to poll it again."""
        page = ticket.page
        if outcome.state not in ("done", "unchanged"):
            return None, self.after_outcome(page, outcome, now)
        rhythm = learn_poll(page.rhythm, ticket.news, now, hints=ticket.hints, zone=self.zone)
        # another source names those of its own, and a backfill comes by once
        by_itself = self.makes_due and page.source_id is None and page.backfill is None
        due = poll_due(rhythm, now, fresh_for=ticket.fresh_for, zone=self.zone) if by_itself else None
        return rhythm, due

    def after_article(
        self, page: Page, published: datetime, fetched_at: datetime
    ) -> tuple[datetime | None, datetime | None]:
        """Return when to fetch a stored article again: usually, and where it turns out to be edited."""
        due = article_due(published, fetched_at) if self._may_be_due(page) else None
        return due, edited_due(published, fetched_at) if due else None

    def _may_be_due(self, page: Page) -> bool:
        return self.makes_due and self.is_declared(page.outlet)
