"""Pages in flight: what the run still owes an outcome, and what a response gave for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from crawler.records import PollHints
from crawler.schedule.rhythm import News
from crawler.storage.records import Group, NewLink, Page


@dataclass(slots=True)
class Ticket:
    """A page in flight: the links it gave so far, and whether its outcome is on the way.

    Of a source besides: what its list said of its pace, and how it wishes to be polled.
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


def group_of_page(page: Page) -> Group:
    """Whether a page counts as a source or as an article."""
    return "article" if page.kind == "article" else "source"
