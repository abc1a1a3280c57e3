"""What the writer can be asked to do: one frozen record an operation, its result through the future.

Each carries the time (`now`, time-zone-aware), so that a clock of the caller's choosing works.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from crawler.items import Article
from crawler.records import Backfill, State
from crawler.schedule.rhythm import Rhythm
from crawler.storage.lease_holder import Holder
from crawler.storage.records import (
    Asked,
    DeadLetter,
    LinkCounts,
    NewLink,
    NewPage,
    NewSource,
    Outcome,
    Page,
    Stored,
)

R = TypeVar("R")


@dataclass(frozen=True)
class StoreCommand(Generic[R]):
    """Something to do in one transaction; `R` is the type of its result."""


@dataclass(frozen=True, slots=True)
class Lease:
    """What a run asks for: that it alone crawls what `name` names, for as long as it renews that.

    A lease of another that was not renewed for `seconds` may be taken over.
    """

    name: str
    holder: Holder
    seconds: float


@dataclass(frozen=True)
class StartRun(StoreCommand[int]):
    """Open a row in `runs` and take its lease; the result is its id, `Busy` where another run has that."""

    spider: str
    outlet: str | None
    args: Mapping[str, Any]
    now: datetime
    version: str | None = None
    lease: Lease | None = None


@dataclass(frozen=True)
class RenewLease(StoreCommand[bool]):
    """Say that the holder is still there; false where another has taken its lease over."""

    holder: Holder
    now: datetime


@dataclass(frozen=True)
class EndDeadRuns(StoreCommand[int]):
    """Mark runs as interrupted that were killed: their lease was not renewed for `seconds`."""

    holder: Holder
    seconds: float
    now: datetime


@dataclass(frozen=True)
class MendClock(StoreCommand[int]):
    """Where the clock was set back since the last run, have all that was fetched later than now due.

    The result is how many pages that were.
    """

    now: datetime


@dataclass(frozen=True)
class EndRun(StoreCommand[None]):
    """Close the row of a run with how it ended and its counts."""

    run_id: int
    status: Literal["finished", "interrupted", "failed"]
    reason: str | None
    counts: Mapping[str, Any]
    accounting_ok: bool | None
    now: datetime


@dataclass(frozen=True)
class SetWatchSince(StoreCommand[datetime]):
    """Keep the start of an outlet's window; the first one given stays, and is the result."""

    outlet: str
    watch_since: datetime
    now: datetime | None = None


@dataclass(frozen=True)
class TakeSources(StoreCommand[list[Page]]):
    """Take sources up; those that this run has taken before are left out of the result.

    With `only_due` those are left that are not due yet.
    """

    run_id: int
    spider: str
    outlet: str
    sources: Sequence[NewSource]
    now: datetime
    only_due: bool = False


@dataclass(frozen=True)
class KeepSources(StoreCommand[int]):
    """Leave sources alone that the outlet declares no more: none but these keys is due by itself.

    The result is how many were due and no longer are.
    """

    outlet: str
    keys: Sequence[str]


@dataclass(frozen=True)
class TakePages(StoreCommand[list[Page]]):
    """Take up at most `limit` pages of an outlet that this run has not had.

    First the pending ones that the spider took up or discovered, sources that a source named before
    articles, newest first; then the articles that are due, and sources that failed and are due. Then, at
    most `archive` (`None`: any number), those of backfills, articles first.
    """

    run_id: int
    spider: str
    outlet: str
    now: datetime
    limit: int
    only_pending: bool = False
    archive: int | None = None


@dataclass(frozen=True)
class BeginBackfill(StoreCommand[Backfill]):
    """Begin a backfill, or go on with the same one where it has not ended."""

    outlet: str
    since: datetime | None
    until: datetime | None
    section: str | None
    now: datetime


@dataclass(frozen=True)
class ExtendBackfill(StoreCommand[int]):
    """Put the next addresses of a backfill among the pending pages, and note how far it has come.

    The result is how many of them were unknown. `unfolded`: these are the last.
    """

    walk_id: int
    spider: str
    outlet: str
    links: Sequence[NewLink]
    cursor: Mapping[str, Any]
    unfolded: bool
    now: datetime


@dataclass(frozen=True)
class AskPages(StoreCommand[Asked]):
    """Take one-off addresses up; with `refetch` those too that are known and not due."""

    run_id: int
    spider: str
    pages: Sequence[NewPage]
    now: datetime
    refetch: bool


@dataclass(frozen=True)
class FinishSource(StoreCommand[LinkCounts]):
    """A source's outcome and its links, in one transaction.

    An article among the links is pending where it was unknown; a source (a child sitemap, the next
    page of a listing) is pending again, unless this run has had it.

    `etag`, `last_modified`, `body_hash` and the time at which it was read replace those stored only
    where the state is `done`; the history does where one is given.
    """

    run_id: int
    page_id: int
    outcome: Outcome
    links: Sequence[NewLink]
    asked_by: str
    outlet: str
    etag: str | None
    last_modified: str | None
    now: datetime
    due_at: datetime | None
    dead_letter: DeadLetter | None = None
    body_hash: str | None = None
    rhythm: Rhythm | None = None


@dataclass(frozen=True)
class StoreArticle(StoreCommand[Stored]):
    """Store what a page turned out to be, and end the page as done, unchanged or merged.

    `alias_keys` are the keys of `found_url`, `article.url` and, where it has one,
    `article.canonical_url`, in this order, repetitions included.
    """

    run_id: int
    page_id: int
    article: Article
    found_url: str
    alias_keys: tuple[str, ...]
    raw_hash: str | None
    extractor_version: str
    etag: str | None
    last_modified: str | None
    now: datetime
    due_at: datetime | None
    key_version: str
    #: When it is due where its text turns out to be edited.
    edited_due_at: datetime | None = None


@dataclass(frozen=True)
class Settle(StoreCommand[State]):
    """End a page without an article to store; what was stored of it stays.

    The result is the state that the page has on this run's account: `pending` where another run has
    taken it up meanwhile.
    """

    run_id: int
    page_id: int
    outcome: Outcome
    now: datetime
    due_at: datetime | None
    dead_letter: DeadLetter | None = None
    count_attempt: bool = False
