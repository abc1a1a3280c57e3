"""What happens to a link: it is recorded, or left for a reason, and counted here in either case.

The window: when an outlet's first source is polled its `watch_since` is stored, that moment less
`FIRST_CRAWL_DAYS`; every later run without `-a since` uses it. A page met on a backfill has the
backfill's window, whichever run reads it (`backfill_links`).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from scrapy.settings import BaseSettings
from scrapy.statscollectors import StatsCollector

from crawler.frontier.backfill_links import DAY_SLACK, BackfillPage, DateWindow, links_past_end, new_link
from crawler.normalization.dates.parse import parse_date
from crawler.normalization.dates.stamp import Stamp
from crawler.outlet_rules import SpiderRules
from crawler.records import Backfill, Days, Link
from crawler.schedule.rhythm import News
from crawler.storage import BeginBackfill, NewLink, Page, SetWatchSince
from crawler.storage.run_session import RunSession

#: What each of a run's counts of links begins with, in Scrapy's stats: `new`, or `dropped/` and a reason.
_LINKS, _DROPPED = "links/", "dropped/"
#: Sections that are told apart; more are a trap's.
SECTIONS = 200


def count_links(stats: StatsCollector, *, dropped: Mapping[str, int], new: int | None = None) -> None:
    """Add links to the run's account: those that were left, by reason, and those new to the store."""
    if new is not None:
        stats.inc_value(f"{_LINKS}new", new)
    for reason, number in dropped.items():
        stats.inc_value(f"{_LINKS}{_DROPPED}{reason}", number)


def links_by_reason(stats: Mapping[str, Any]) -> dict[str, int]:
    """The links of a run so far: `new`, and the others by the reason why they were left."""
    return {
        name.removeprefix(_LINKS).removeprefix(_DROPPED): number
        for name, number in stats.items()
        if name.startswith(_LINKS)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksTaken:
    """What becomes of the links of one source: those to record, and how many were left, by reason."""

    links: list[NewLink]
    dropped: Counter[str]
    #: What the list says of the source's rhythm.
    news: News
    #: Whether the source is an index that names further sitemaps.
    names_sitemaps: bool


class Intake:
    """Decides which links of a source are recorded."""

    def __init__(
        self,
        *,
        spider: SpiderRules,
        session: RunSession,
        undated_limit: int,
        page_limit: int,
        children_limit: int,
        depth_limit: int,
    ) -> None:
        """Limits: links of an undated sitemap, pages of a listing, children of a sitemap index, its depth."""
        self.spider, self.session, self.depth_limit = spider, session, depth_limit
        self.undated_limit, self.page_limit, self.children_limit = undated_limit, page_limit, children_limit
        self.window = DateWindow(since=None, until=None)
        #: The backfill that this run was asked for.
        self.backfill: Backfill | None = None
        #: Key of a source that another names -> how many stand before it, up to a declared one.
        self.page_numbers: dict[str, int] = {}

    @classmethod
    def from_settings(cls, settings: BaseSettings, *, spider: SpiderRules, session: RunSession) -> Intake:
        """An intake with the limits of the settings."""
        return cls(
            spider=spider,
            session=session,
            undated_limit=settings.getint("UNDATED_SITEMAP_LIMIT"),
            page_limit=settings.getint("LISTING_PAGE_LIMIT"),
            children_limit=settings.getint("SITEMAP_CHILDREN_LIMIT"),
            depth_limit=settings.getint("BUDGET_DEPTH"),
        )

    async def open_window(self, *, now: datetime, days: int) -> None:
        """Set the run's window: the arguments', else the one stored for the outlet."""
        arguments = self.spider.arguments
        since = arguments.since
        if not self.spider.one_off:
            watched = await self._watched_since(now - timedelta(days=days), now=now)
            since = since or watched  # the outlet is watched from then on, whatever this run was asked for
        self.window = DateWindow(since=since, until=arguments.until)
        if arguments.backfills and not self.spider.one_off:
            begin = BeginBackfill(
                outlet=self.session.outlet,
                since=arguments.since,
                until=arguments.until,
                section=arguments.section,
                now=now,
            )
            self.backfill = await self.session.write(begin)

    async def _watched_since(self, start: datetime, *, now: datetime) -> datetime:
        """The start of the outlet's window, kept by a live crawl: what is replayed is not watched by that."""
        session, outlet = self.session, self.session.outlet
        if session.next_look.makes_due:
            return await session.write(SetWatchSince(outlet=outlet, watch_since=start, now=now))
        stored = await asyncio.to_thread(session.store.watch_since, outlet)
        return min(stored, start) if stored else start

    async def take(self, links: Sequence[Link], page: Page, *, now: datetime) -> LinksTaken:
        """The links of `page` to record, and the account of the others."""
        self._note_sections(links)
        wanted = [link for link in links if link.refusal is None]
        dropped = Counter(link.refusal for link in links if link.refusal is not None)
        keyed = self._keyed(wanted, page, dropped)
        known = await self._known([key for key, link in keyed.items() if link.kind == "article"])
        if page.backfill is not None:
            found = self._backfill_page(page, page.backfill, keyed, now).judged(known)
        else:
            found = self._judged(keyed, known, page, now)
        taken = []
        for one in found:
            if isinstance(one, NewLink):
                taken.append(one)
            else:
                dropped[one] += 1
        return LinksTaken(
            links=taken,
            dropped=dropped,
            news=self._news(wanted, taken, page, now),
            names_sitemaps=any(link.kind == "sitemap" for link in wanted),
        )

    def _note_sections(self, links: Iterable[Link]) -> None:
        """Note which sections there are, where the run was asked for one."""
        sections = self.session.account.sections
        if self.spider.arguments.section:
            judged = (x for x in links if x.kind == "article" and x.refusal in (None, "other-section"))
            named = (self.spider.section_of(link.url) for link in judged)
            sections.update(name for name in named if name and (name in sections or len(sections) < SECTIONS))

    def _news(self, links: Iterable[Link], taken: Iterable[NewLink], page: Page, now: datetime) -> News:
        """What a list says of its source's rhythm: a first one by all its dates, a later one by its new."""
        listed = [link for link in links if link.kind == "article"]
        new = [link for link in taken if link.kind == "article"]
        dated: Iterable[Link | NewLink] = listed if page.rhythm is None else new
        stamps = (self._stamp(link.date, now) for link in dated if link.date)
        dates = tuple(stamp.value for stamp in stamps if stamp and stamp.value and stamp.precision != "day")
        return News(new=len(new), dates=dates, listed=len(listed))

    def links_past_end(self, page: Page, *, now: datetime) -> list[NewLink]:
        """Where a listing on a backfill goes on, `page` of which is not there."""
        return list(links_past_end(self.spider, page, lambda date: self._stamp(date, now)))

    def _backfill_page(
        self, page: Page, backfill: Backfill, links: dict[str, Link], now: datetime
    ) -> BackfillPage:
        return BackfillPage(
            spider=self.spider,
            page=page,
            backfill=backfill,
            links=links,
            stamp=lambda date: self._stamp(date, now),
            blind_limit=self.page_limit,
        )

    def _keyed(self, links: Iterable[Link], page: Page, dropped: Counter[str]) -> dict[str, Link]:
        """The links by their keys, the first of those that share one."""
        keyed: dict[str, Link] = {}
        for link in links:
            try:
                key = self.spider.outlet_for(link.url).key(link.url)
            except ValueError:
                dropped["no-url"] += 1
                continue
            if key in keyed or key == page.key:
                dropped["repeated"] += 1
            else:
                keyed[key] = link
        return keyed

    async def _known(self, keys: list[str]) -> set[str]:
        if not keys:
            return set()
        return await asyncio.to_thread(self.session.store.known, keys, asked_by=self.session.spider)

    def _outside(self, link: Link, now: datetime) -> str | None:
        stamp = self._stamp(link.date, now) if link.date else None
        if stamp is None:
            return None
        return self.window.verdict(stamp.value, slack=DAY_SLACK if stamp.precision == "day" else timedelta())

    def _stamp(self, date: str, now: datetime) -> Stamp | None:
        return parse_date(
            date,
            timezone=self.spider.timezone,
            languages=tuple(self.spider.languages),
            country=self.spider.country or None,
            fetched_at=now,
        )

    def _listing_end(
        self, links: Collection[Link], fresh: Collection[Link], page: Page, now: datetime
    ) -> str | None:
        """Why a listing stops here: at its end (nothing new, or all older than the window) or its limit."""
        articles = [link for link in links if link.kind == "article"]
        if not articles or (
            self.spider.arguments.since is None and not any(x.kind == "article" for x in fresh)
        ):
            return "listing-end"
        dated = [self._outside(link, now) for link in articles if link.date]
        if len(dated) == len(articles) and all(verdict == "too-old" for verdict in dated):
            return "listing-end"
        return "listing-limit" if self.page_numbers.get(page.key, 0) + 1 >= self.page_limit else None

    def _judged(
        self, links: dict[str, Link], known: Collection[str], page: Page, now: datetime
    ) -> Iterator[NewLink | str]:
        """Each link as it is recorded, or the reason why it is left."""
        fresh = [link for key, link in links.items() if key not in known]
        ended = self._listing_end(links.values(), fresh, page, now)
        days = self.spider.days_of_sources([link.url for link in links.values() if link.kind == "sitemap"])
        undated = children = 0
        for key, link in links.items():
            # known ones have their place among the newest, else each poll would reach further back
            undated += page.kind == "sitemap" and link.kind == "article" and not link.date
            if key in known:
                yield "known"
                continue
            if link.kind != "article":
                self.page_numbers[key] = self.page_numbers.get(page.key, 0) + 1
            reason = self._outside(link, now)
            if link.kind == "listing":
                reason = ended
            elif link.kind == "sitemap":
                reason = self._child_outside(reason, days.get(link.url))
                children += reason is None
                reason = "sitemap-limit" if children > self.children_limit else reason
                reason = "depth-limit" if 0 < self.depth_limit < self.page_numbers[key] else reason
            elif page.kind == "sitemap" and not link.date:
                reason = "undated-limit" if undated > self.undated_limit else reason
            yield reason or self._new(key, link, page)

    def _child_outside(self, reason: str | None, named: Days | None) -> str | None:
        """Why a child of an index lies outside the window: one that changed late may hold old articles."""
        by_name = self.window.verdict_on(named.first, named.last) if named else None
        return "too-old" if "too-old" in (reason, by_name) else None

    def _new(self, key: str, link: Link, page: Page) -> NewLink:
        version = self.spider.outlet_for(link.url).key_version()
        return new_link(key, link, key_version=version, via=page.kind, backfill=self.backfill)
