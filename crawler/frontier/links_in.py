"""Which links of a source are taken: known ones and those outside the window are counted and left.

The window: when an outlet's first source is polled its `watch_since` is stored, that moment less
`FIRST_CRAWL_DAYS`; every later run without `-a since` uses it. A page met on a backfill through the back
catalogue has the backfill's window, whichever run reads it (`walked`).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from scrapy.settings import BaseSettings

from crawler.frontier.backfill_links import BackfillPage, new_link, past_the_end
from crawler.frontier.date_window import DAY_SLACK, DateWindow
from crawler.normalization.dates.parse import parse_date
from crawler.normalization.dates.stamp import Stamp
from crawler.records import Backfill, Link
from crawler.schedule.rhythm import News
from crawler.storage import BeginBackfill, NewLink, Page, SetWatchSince
from crawler.storage.run_session import RunSession


class Intake:
    """Turns the links of one source into those to be recorded, counting each that is not."""

    def __init__(
        self,
        *,
        spider: Any,
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
    def from_settings(cls, settings: BaseSettings, *, spider: Any, session: RunSession) -> Intake:
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
            start = now - timedelta(days=days)
            keep = SetWatchSince(outlet=self.session.outlet, watch_since=start, now=now)
            stored = await self.session.write(keep)
            since = since or stored
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

    async def take(
        self, links: Iterable[Link], page: Page, *, now: datetime
    ) -> tuple[list[NewLink], Counter[str]]:
        """The links of `page` to record, and how many others were left, by reason."""
        dropped: Counter[str] = Counter()
        keyed = self._keyed(links, page, dropped)
        if page.backfill is not None:
            backfill_pages = self._backfill_page(page, page.backfill, keyed, now)
            known = await self._known(backfill_pages.article_keys())
            return list(backfill_pages.taken(known, dropped)), dropped
        known = await self._known([key for key, link in keyed.items() if link.kind == "article"])
        dropped["known"] += len(known)
        fresh = {key: link for key, link in keyed.items() if key not in known}
        ended = self._listing_end(keyed.values(), fresh.values(), page, now)
        taken = []
        for key, link, reason in self._judged(keyed, known, page, now, ended=ended):
            if reason is None:
                taken.append(new_link(self.spider, key, link, via=page.kind, backfill=self.backfill))
            else:
                dropped[reason] += 1
        return taken, dropped

    def news(self, links: Iterable[Link], taken: Iterable[NewLink], page: Page, *, now: datetime) -> News:
        """What a source's list says of its pace: a first list by all its dates, a later one by its new."""
        listed = [link for link in links if link.kind == "article"]
        new = [link for link in taken if link.kind == "article"]
        dated: Iterable[Link | NewLink] = listed if page.rhythm is None else new
        stamps = (self._stamp(link.date, now) for link in dated if link.date)
        dates = tuple(stamp.value for stamp in stamps if stamp and stamp.value and stamp.precision != "day")
        return News(new=len(new), dates=dates, listed=len(listed))

    def past_the_end(self, page: Page, *, now: datetime) -> list[NewLink]:
        """Where a listing on a backfill goes on, `page` of which is not there."""
        return past_the_end(self.spider, page, lambda date: self._stamp(date, now))

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

    def _verdict(self, link: Link, now: datetime) -> str | None:
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
        dated = [self._verdict(link, now) for link in articles if link.date]
        if len(dated) == len(articles) and all(verdict == "too-old" for verdict in dated):
            return "listing-end"
        return "listing-limit" if self.page_numbers.get(page.key, 0) + 1 >= self.page_limit else None

    def _judged(
        self, links: dict[str, Link], known: Collection[str], page: Page, now: datetime, *, ended: str | None
    ) -> Iterator[tuple[str, Link, str | None]]:
        """Each link that is not known and its key, with the reason why it is not recorded, or None."""
        undated = children = 0
        days = self.spider.days_of_sources([link.url for link in links.values() if link.kind == "sitemap"])
        for key, link in links.items():
            # known ones have their place among the newest, else each poll would reach further back
            undated += page.kind == "sitemap" and link.kind == "article" and not link.date
            if key in known:
                continue
            reason = self._verdict(link, now)
            if link.kind != "article":
                self.page_numbers[key] = self.page_numbers.get(page.key, 0) + 1
            if link.kind == "listing":
                reason = ended
            elif link.kind == "sitemap":
                named = days.get(link.url)
                named_so = self.window.verdict_on(named.first, named.last) if named else None
                reason = "too-old" if "too-old" in (reason, named_so) else None
                children += reason is None
                reason = "sitemap-limit" if children > self.children_limit else reason
                reason = "depth-limit" if 0 < self.depth_limit < self.page_numbers[key] else reason
            elif page.kind == "sitemap" and not link.date:
                reason = "undated-limit" if undated > self.undated_limit else reason
            yield key, link, reason
