"""The records that the store takes and gives, and its errors; rows of the database never leave it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from crawler.items import Article
from crawler.records import Backfill, Kind, State
from crawler.schedule.rhythm import Rhythm

#: How pages are counted: sources and articles apart.
Group = Literal["source", "article"]


def group_of_kind(kind: str) -> Group:
    """Return whether a page of this kind counts as a source or as an article."""
    return "article" if kind == "article" else "source"


class StoreError(Exception):
    """The store can't be opened; the message is one line that says what to do next."""


class StoreFailed(Exception):
    """The store itself failed for good (full, locked, connection lost); nothing was marked done."""


class RowError(Exception):
    """One command could not be carried out because of its own values; its page is dead."""


class AlreadySettled(Exception):
    """The page has had its outcome in this run; the first one stands."""


class Busy(Exception):
    """Another run crawls the outlet now: it holds the lease."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that a spider declares or an index names."""

    key: str
    url: str
    kind: Kind
    key_version: str


@dataclass(frozen=True, slots=True)
class NewPage:
    """An article address that somebody asked for."""

    key: str
    url: str
    outlet: str
    key_version: str


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that a source gave, under its key.

    `date` is the raw text of the source; `via` the kind of source; `current` whether it stands in
    the source's current entries.
    """

    key: str
    url: str
    title: str | None
    date: str | None
    kind: Kind
    via: str
    current: bool
    key_version: str
    #: The backfill that it was met on, and where its series stands.
    backfill_id: int | None = None
    trail: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a page ended in a run."""

    state: State
    reason: str | None = None
    http_status: int | None = None
    #: The page must be left alone until then, whatever the policy says.
    not_before: datetime | None = None

    def due(self, policy: datetime | None) -> datetime | None:
        """When to look at the page again, where the policy alone gives `policy` (`None`: never)."""
        if self.not_before is None or self.state == "pending":
            return self.not_before or policy
        return policy and max(policy, self.not_before)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What failed, where and why; `payload` is anything that JSON can hold."""

    stage: str
    reason: str
    trace: str | None = None
    payload: Any = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken up in this run.

    `etag` and `last_modified` are given for sources, and for articles only where a stored article
    stands behind them. `state_before` is the state the page had when it was taken up.
    """

    id: int
    key: str
    kind: Kind
    url: str
    outlet: str
    state_before: State
    link_title: str | None = None
    link_date: str | None = None
    source_id: int | None = None
    discovered_via: str | None = None
    current: bool = False
    etag: str | None = None
    last_modified: str | None = None
    article_id: int | None = None
    article_raw_hash: str | None = None
    article_extractor_version: str | None = None
    #: Publication of the stored article, else when it was first seen.
    article_dated_at: datetime | None = None
    attempts: int = 0
    #: Of a source: its history, and the hash of its body when it was last read.
    rhythm: Rhythm | None = None
    body_hash: str | None = None
    #: When it was last read whole, and not answered by 304.
    read_whole_at: datetime | None = None
    #: The backfill that it was met on, without its cursor; `None` for fresh news.
    backfill: Backfill | None = None
    trail: dict[str, Any] | None = None

    @property
    def group(self) -> Group:
        """Whether it counts as a source or as an article."""
        return group_of_kind(self.kind)


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of the addresses asked for: pages taken up, and how many were known and left."""

    taken: list[Page]
    known: int


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """Links of one source: how many were new and how many known (a key counts once).

    `state` is the source's on this run's account: `pending` where another run has taken it up meanwhile.
    """

    new: int
    known: int
    state: State = "done"


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing an article did; `version` is the number of its latest version.

    `state` is `pending` where another run has taken the page up meanwhile: the article is stored,
    the page stays that run's.
    """

    state: State
    article_id: int | None
    version: int | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as stored, with what the store knows of it."""

    id: int
    article: Article
    raw_hash: str | None
    extractor_version: str
    first_seen_at: datetime
    updated_at: datetime
    #: Number of the latest version.
    version: int


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an article's text; `re_extracted` where a later extractor rewrote it in place."""

    number: int
    headline: str | None
    body: str
    content_hash: str | None
    date_modified: datetime | None
    extractor_version: str
    raw_hash: str | None
    first_seen_at: datetime
    fetched_at: datetime | None
    run_id: int | None
    re_extracted: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of one spider."""

    id: int
    spider: str
    outlet: str | None
    started_at: datetime
    ended_at: datetime | None
    status: str
    reason: str | None
    counts: dict[str, Any] = field(default_factory=dict)
    accounting_ok: bool | None = None
    args: dict[str, Any] = field(default_factory=dict)
    version: str | None = None


@dataclass(frozen=True, slots=True)
class StoredDeadLetter:
    """A dead letter as stored."""

    id: int
    run_id: int | None
    page_id: int | None
    url: str | None
    letter: DeadLetter
    created_at: datetime
