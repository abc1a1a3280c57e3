"""The small records that pass between the layers: what a page gave, and what is known of pages.

The stored schema itself stands in `items`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from crawler.items import Article, Context

#: What a page is: a source, of one of three kinds, or an article.
Kind = Literal["feed", "sitemap", "listing", "article"]
#: How a page stands: it waits for its first fetch, or has ended in one of these ways.
State = Literal["pending", "done", "unchanged", "rejected", "gone", "failed", "dead", "merged"]

#: Kinds of source, in the order in which a crawl polls them: the cheapest news first.
SOURCE_KINDS = ("feed", "sitemap", "listing")

STATES: tuple[State, ...] = ("pending", "done", "unchanged", "rejected", "gone", "failed", "dead", "merged")

#: Fields of an article whose coverage is watched, and may be expected.
WATCHED_FIELDS = ("headline", "body", "date_published", "authors")

#: What the warning ends in that a page's canonical address names another article: by its id, by its text.
OF_ANOTHER_ID, OF_ANOTHER_TEXT = "is another article by its id", "holds another text"


@dataclass(kw_only=True, slots=True)
class Found:
    """A raw value and the place of the ladder that gave it."""

    value: Any
    origin: str
    #: From 0 to 1: the measured share of such values that are right; `None` where nobody measured.
    confidence: float | None = None


@dataclass(kw_only=True, slots=True)
class Draft:
    """What extraction found: raw values by field, before normalization.

    Keys of `fields` are field names of `Article`; text fields hold `str`; `body` paragraphs
    separated by blank lines; `authors`, `keywords`, `videos`, `audios` lists of `str`; `images`
    a list of `Image`; dates the raw `str`; `is_accessible_for_free` a `bool`.
    """

    url: str
    fields: dict[str, Found] = field(default_factory=dict)
    #: Other candidates for a field, best first; the winner is not among them.
    runners_up: dict[str, list[Found]] = field(default_factory=dict)
    #: `lang` of the page, a hint only: it often is the language of the menus.
    page_language: str | None = None
    #: Names that the page gives its outlet, which are no people's; the last are its host's.
    outlet_names: list[str] = field(default_factory=list)
    #: Set by the spider before the draft enters the item pipelines.
    context: Context | None = None
    #: Why the page is no article (`extraction.REASONS`), or `None`.
    refusal: str | None = None
    #: What went wrong on the way here, for `Article.warnings`.
    warnings: list[str] = field(default_factory=list)
    #: Set by the frontier: the page taken up and the response's validators, for the store pipeline.
    fetch: Any = None
    #: Set by the normalize pipeline; the store pipeline hands it on as the item scraped.
    article: Article | None = None


@dataclass(kw_only=True, slots=True)
class Link:
    """An address that a source gave, with what the source said of it."""

    url: str
    title: str | None = None
    #: Date of publication as the source states it, raw; never a `lastmod`.
    date: str | None = None
    #: `article` or, for an index that names other sources, `feed`, `sitemap`, `listing`.
    kind: Kind = "article"
    #: Its place in the source says that it is new (feed, front page), so a date without a year is of late.
    current: bool = False
    #: When the page last changed, as a sitemap states it, raw: it was published no later.
    lastmod: str | None = None
    #: Why the outlet does not take it ("foreign-host"): the frontier counts it, and leaves it.
    refusal: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Backfill:
    """A backfill: its window (both ends inclusive, UTC) and section."""

    id: int
    since: datetime | None = None
    until: datetime | None = None
    section: str | None = None
    #: Where the generator of its addresses stands; empty at its beginning.
    cursor: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class BackfillStretch:
    """The next addresses of a backfill, where it stands after them, and whether they are the last."""

    links: tuple[Link, ...]
    cursor: dict[str, Any]
    ended: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PollHints:
    """How a source wishes to be polled: what its feed says, and what the headers of its response do."""

    #: Seconds to wait between two fetches: 0 where nothing is said.
    min_interval: int = 0
    #: Hours (0-23, UTC) and days ("Monday", UTC) in which it asks not to be fetched.
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[str, ...] = ()


@dataclass(kw_only=True, slots=True)
class PageRefused:
    """What a callback yields for a page that it can't use: a feed that is HTML, say.

    `reason` is a short code that is counted; `detail` tells a person what was there and what to do.
    """

    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends inclusive."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class NumberedPage:
    """A page of a series by its number; `before` and `after` stand around it in the address."""

    before: str
    number: int
    after: str

    def at(self, number: int) -> str:
        """The address of the series' page of another number."""
        return f"{self.before}{number}{self.after}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Arguments:
    """The arguments of a run; `since` and `until` are instants in UTC, both inclusive."""

    limit: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    section: str | None = None

    @property
    def backfills(self) -> bool:
        """Whether the run begins a backfill, or goes on with one."""
        return bool(self.since or self.until)

    @property
    def selects_links(self) -> bool:
        """Whether other links are wanted of a source than without arguments."""
        return bool(self.since or self.until or self.section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What an outlet's class expects beside what its history says; empty where it says nothing."""

    #: Fewest and most articles that a usual day brings.
    articles_per_day: tuple[float, float] | None = None
    #: Field of `WATCHED_FIELDS` -> share of articles that have it, at least.
    coverage: Mapping[str, float] = field(default_factory=dict)
    #: Hours without a new article that are nothing strange; None: by the outlet's own rhythm.
    quiet_hours: float | None = None
