"""The window that links are taken from, and what a backfill takes: links, next pages, archive addresses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from crawler.frontier.backfill_search import Turn, judge_listing_page, turn_page
from crawler.normalization.dates.stamp import Stamp
from crawler.outlet_rules import SpiderRules
from crawler.records import Backfill, Link
from crawler.storage import ExtendBackfill, NewLink, Page
from crawler.storage.run_session import RunSession

#: A day printed without a time may be any instant within this of its midnight in UTC.
DAY_SLACK = timedelta(hours=14)


@dataclass(kw_only=True)
class DateWindow:
    """From when to when links are taken; `None` is open."""

    since: datetime | None
    until: datetime | None

    def verdict(self, published: datetime | None, *, slack: timedelta) -> str | None:
        """`too-old` or `too-new` where a date lies outside the window, else None."""
        if published is None:
            return None
        if self.since and published + slack < self.since:
            return "too-old"
        return "too-new" if self.until and published - slack > self.until else None

    def verdict_on(self, first: date, last: date) -> str | None:
        """The same for a stretch of days, both inclusive: where all of it lies outside."""
        begin, end = (datetime.combine(day, time(), UTC) for day in (first, last + timedelta(days=1)))
        if self.since and end + DAY_SLACK < self.since:
            return "too-old"
        return "too-new" if self.until and begin - DAY_SLACK > self.until else None


def backfill_key(key: str, backfill: Backfill) -> str:
    """The key of a source on a backfill; under its usual key it is read for news as well."""
    return f"{key}#walk-{backfill.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillPage:
    """A page on a backfill with its links by key; `stamp` reads a date as a source prints it."""

    spider: SpiderRules
    page: Page
    backfill: Backfill
    links: Mapping[str, Link]
    stamp: Callable[[str], Stamp | None]
    #: Undated pages of a listing that are read one after another at most.
    blind_limit: int

    @property
    def window(self) -> DateWindow:
        """The backfill's window."""
        return DateWindow(since=self.backfill.since, until=self.backfill.until)

    def article_keys(self) -> list[str]:
        """The keys of its article links."""
        return [key for key, link in self.links.items() if link.kind == "article"]

    def judged(self, known: Collection[str]) -> Iterator[NewLink | str]:
        """Each link as it is recorded, or the reason why it is left; `known` are keys in the store."""
        for key in self.article_keys():
            link = self.links[key]
            reason = "known" if key in known else self._other_section(link) or self.reason(link)
            yield reason or self._new(key, link)
        yield from self._children()
        yield from self._next_page()

    def reason(self, link: Link) -> str | None:
        """Why an article link lies outside the window: by its date, its address, or its last change."""
        stamp = self.stamp(link.date) if link.date else None
        if stamp is not None:
            slack = DAY_SLACK if stamp.precision == "day" else timedelta()
            return self.window.verdict(stamp.value, slack=slack)
        if days := self.spider.days_of(link):
            return self.window.verdict_on(days.first, days.last)
        return self._too_old(link.lastmod)

    def is_dated(self, link: Link) -> bool:
        """Whether anything tells when the article was published."""
        return bool((link.date and self.stamp(link.date)) or self.spider.days_of(link))

    def _other_section(self, link: Link) -> str | None:
        wanted = self.backfill.section
        return "other-section" if wanted and wanted != self.spider.section_of(link.url) else None

    def _too_old(self, changed: str | None) -> str | None:
        """`too-old` for what changed last before the window; a later change says nothing of publication."""
        stamp = self.stamp(changed) if changed else None
        verdict = self.window.verdict(stamp.value, slack=DAY_SLACK) if stamp else None
        return verdict if verdict == "too-old" else None

    def _children(self) -> Iterator[NewLink | str]:
        children = {key: link for key, link in self.links.items() if link.kind == "sitemap"}
        days = self.spider.days_of_sources([link.url for link in children.values()])
        for key, link in children.items():
            named = days.get(link.url)
            reason = self.window.verdict_on(named.first, named.last) if named else None
            yield reason or self._too_old(link.date) or self._new(backfill_key(key, self.backfill), link)

    def _next_page(self) -> Iterator[NewLink | str]:
        if self.page.kind != "listing":
            return
        articles = [self.links[key] for key in self.article_keys()]
        verdict = judge_listing_page(
            [self.reason(a) for a in articles], dated=sum(map(self.is_dated, articles))
        )
        following = next((link for link in self.links.values() if link.kind == "listing"), None)
        shown = sha256("\n".join(sorted(self.article_keys())).encode()).hexdigest()[:16]
        turn = turn_page(
            self.page,
            following,
            verdict,
            numbered_page=self.spider.numbered_page,
            blind_limit=self.blind_limit,
            shown=shown,
        )
        if turn.link is None and following is not None:
            yield turn.reason
        yield from self.turned(turn)

    def turned(self, turn: Turn) -> Iterator[NewLink]:
        """The page of the listing to go on with, where there is one."""
        if turn.link is not None:
            key = backfill_key(self.spider.key(turn.link.url), self.backfill)
            yield self._new(key, turn.link, trail=turn.trail)

    def _new(self, key: str, link: Link, *, trail: dict[str, Any] | None = None) -> NewLink:
        version = self.spider.outlet_for(link.url).key_version()
        via = self.page.kind
        return new_link(key, link, key_version=version, via=via, backfill=self.backfill, trail=trail)


def links_past_end(
    spider: SpiderRules, page: Page, stamp: Callable[[str], Stamp | None]
) -> Iterator[NewLink]:
    """The pages to go on with where `page` of a listing is gone: pages before it may lie in the window."""
    if page.backfill is None or page.trail is None:
        return
    pages = BackfillPage(
        spider=spider, page=page, backfill=page.backfill, links={}, stamp=stamp, blind_limit=1
    )
    yield from pages.turned(turn_page(page, None, "older", numbered_page=spider.numbered_page, blind_limit=1))


async def extend_backfill(spider: SpiderRules, session: RunSession) -> bool:
    """Put the next addresses of the outlet's oldest open backfill among the pending; whether it has one.

    Returns once they are stored.
    """
    store, outlet, now = session.store, session.outlet, session.now()
    for backfill in await asyncio.to_thread(store.open_backfills, outlet):
        days = [moment.date() for moment in (backfill.since, backfill.until or now) if moment]
        near = [await asyncio.to_thread(store.anchors_near, outlet, day) for day in days]
        stretch = spider.unfold(backfill, now=now, stored=[anchor for some in near for anchor in some])
        links = list(_addresses(spider, stretch.links, backfill))
        extend = ExtendBackfill(
            backfill_id=backfill.id,
            spider=session.spider,
            outlet=outlet,
            links=links,
            cursor=stretch.cursor,
            unfolded=stretch.ended,
            now=now,
        )
        await session.write(extend)
        return True
    return False


def _addresses(spider: SpiderRules, links: Iterable[Link], backfill: Backfill) -> Iterator[NewLink]:
    """What is recorded of the addresses that a backfill is made of."""
    for link in links:
        key = spider.key(link.url)
        is_article = link.kind == "article"
        yield new_link(
            key if is_article else backfill_key(key, backfill),
            link,
            key_version=spider.outlet_for(link.url).key_version(),
            via="number" if is_article else "archive",
            backfill=backfill,
        )


def new_link(
    key: str,
    link: Link,
    *,
    key_version: str,
    via: str,
    backfill: Backfill | None = None,
    trail: dict[str, Any] | None = None,
) -> NewLink:
    """The record of a link that is taken, under its key."""
    return NewLink(
        key=key,
        url=link.url,
        title=link.title,
        date=link.date,
        kind=link.kind,
        via=via,
        current=link.current and backfill is None,
        key_version=key_version,
        backfill_id=backfill.id if backfill else None,
        trail=trail,
    )
