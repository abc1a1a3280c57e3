"""Which links of a page on a backfill are taken, and where a listing goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from crawler.frontier.backfill_search import judge_listing_page
from crawler.frontier.date_window import DAY_SLACK, DateWindow
from crawler.frontier.turning import Turn, turn_page
from crawler.normalization.dates.stamp import Stamp
from crawler.records import Backfill, Link
from crawler.storage import NewLink, Page


def backfill_key(key: str, backfill: Backfill) -> str:
    """The key of a source on a backfill: its own, so that fresh news and other backfills read it too."""
    return f"{key}#walk-{backfill.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillPage:
    """A page on a backfill with its links by key; `stamp` reads a date as a source prints it."""

    spider: Any
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

    def taken(self, known: Collection[str], dropped: Counter[str]) -> Iterator[NewLink]:
        """The links to record; the others are counted by reason."""
        for key in self.article_keys():
            link = self.links[key]
            reason = "known" if key in known else self._other_section(link) or self.reason(link)
            if reason is None:
                yield self._new(key, link)
            else:
                dropped[reason] += 1
        yield from self._children(dropped)
        yield from self._next_page(dropped)

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
        """What changed last before the window was published before it; later says nothing."""
        stamp = self.stamp(changed) if changed else None
        verdict = self.window.verdict(stamp.value, slack=DAY_SLACK) if stamp else None
        return verdict if verdict == "too-old" else None

    def _children(self, dropped: Counter[str]) -> Iterator[NewLink]:
        children = {key: link for key, link in self.links.items() if link.kind == "sitemap"}
        days = self.spider.days_of_sources([link.url for link in children.values()])
        for key, link in children.items():
            named = days.get(link.url)
            reason = self.window.verdict_on(named.first, named.last) if named else None
            reason = reason or self._too_old(link.date)
            if reason is None:
                yield self._new(backfill_key(key, self.backfill), link)
            else:
                dropped[reason] += 1

    def _next_page(self, dropped: Counter[str]) -> Iterator[NewLink]:
        if self.page.kind != "listing":
            return
        articles = [self.links[key] for key in self.article_keys()]
        verdict = judge_listing_page(
            [self.reason(a) for a in articles], dated=sum(map(self.is_dated, articles))
        )
        following = next((link for link in self.links.values() if link.kind == "listing"), None)
        shown = sha256("\n".join(sorted(self.article_keys())).encode()).hexdigest()[:16]
        found = turn_page(
            self.spider, self.page, following, verdict, blind_limit=self.blind_limit, shown=shown
        )
        if found.link is None:
            dropped[found.reason] += following is not None
        yield from self.turned(found)

    def turned(self, found: Turn) -> Iterator[NewLink]:
        """The page of the listing to go on with."""
        if found.link is not None:
            key = backfill_key(self.spider.key(found.link.url), self.backfill)
            yield self._new(key, found.link, trail=found.trail)

    def _new(self, key: str, link: Link, *, trail: dict[str, Any] | None = None) -> NewLink:
        via = self.page.kind
        return new_link(self.spider, key, link, via=via, backfill=self.backfill, trail=trail)


def past_the_end(spider: Any, page: Page, stamp: Callable[[str], Stamp | None]) -> list[NewLink]:
    """Where a listing goes on whose page `page` is not there: pages before it may lie in the window."""
    if page.backfill is None or page.trail is None:
        return []
    backfill_pages = BackfillPage(
        spider=spider, page=page, backfill=page.backfill, links={}, stamp=stamp, blind_limit=1
    )
    return list(backfill_pages.turned(turn_page(spider, page, None, "older", blind_limit=1)))


def new_backfill_links(spider: Any, links: Iterable[Link], backfill: Backfill) -> list[NewLink]:
    """What is recorded of the addresses that a backfill is made of."""
    made = []
    for link in links:
        key = spider.key(link.url)
        is_article = link.kind == "article"
        via = "number" if is_article else "archive"
        made.append(
            new_link(
                spider, key if is_article else backfill_key(key, backfill), link, via=via, backfill=backfill
            )
        )
    return made


def new_link(
    spider: Any,
    key: str,
    link: Link,
    *,
    via: str,
    backfill: Backfill | None = None,
    trail: dict[str, Any] | None = None,
) -> NewLink:
    """What is recorded of a link that is taken."""
    return NewLink(
        key=key,
        url=link.url,
        title=link.title,
        date=link.date,
        kind=link.kind,
        via=via,
        current=link.current and backfill is None,
        key_version=spider.outlet_for(link.url).key_version(),
        backfill_id=backfill.id if backfill else None,
        trail=trail,
    )
