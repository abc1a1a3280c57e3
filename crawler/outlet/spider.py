"""The spider that every outlet is: start -> discover -> parse_article.

An outlet is a subclass with data and no code (see `crawler/spiders/`). What its callbacks yield:
`Link`s from a source, one `Draft` from an article, or the request for the article's next page.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Request, Response, TextResponse
from scrapy.settings import BaseSettings

from crawler.discovery.feeds import Feed, FeedError
from crawler.discovery.listings import Listing, numbered_page
from crawler.discovery.sitemaps import Sitemap, SitemapError, robots_sitemaps
from crawler.discovery.url_days import days_of_article, days_of_sources
from crawler.extraction import merge_drafts
from crawler.extraction.reading import HtmlReading
from crawler.items import EXTRACTOR_VERSION, Anchor, Article
from crawler.normalization import build_article
from crawler.outlet.arguments import ARGUMENTS, is_launcher_argument, parse_arguments
from crawler.outlet.article_page import content_type_of, judge_article_page
from crawler.outlet.attributes import Outlet, Source, as_source
from crawler.outlet.backfill_addresses import unfold_backfill
from crawler.outlet.components import require_components
from crawler.outlet.reading_jobs import article_job, feed_job, listing_job, read_response, sitemap_job
from crawler.reading.job import ReadJob
from crawler.records import (
    SOURCE_KINDS,
    Arguments,
    Backfill,
    BackfillStretch,
    Days,
    Draft,
    Link,
    NumberedPage,
    PageRefused,
    PollHints,
)

#: Pages of one article that are joined at most (a longer chain is a trap).
MAX_ARTICLE_PAGES = 20


class OutletSpider(Outlet, scrapy.Spider):
    """A news site: subclass it with the attributes of `Outlet`, which `outlet_problems` checks."""

    #: Name -> meaning of the arguments that the spider takes.
    known_arguments: ClassVar[dict[str, str]] = ARGUMENTS
    #: Whether it fetches what it is asked for, in place of an outlet's news.
    one_off: ClassVar[bool] = False
    extractor_version: ClassVar[str] = EXTRACTOR_VERSION

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Scrapy's, with the outlet's own limits; what is said on the command line stands over them.

        Raises `MissingComponents` in a project that lacks what an outlet is crawled with.
        """
        super().update_settings(settings)
        require_components(settings, spider=cls.name)
        limits = {"DOWNLOAD_DELAY": cls.delay, "CONCURRENT_REQUESTS_PER_DOMAIN": cls.concurrency}
        for name, limit in limits.items():
            if limit is not None:
                settings.set(name, limit, priority="spider")

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        """Read the arguments; raises `ArgumentError` (a `ValueError`) on an unknown or wrong one."""
        super().__init__(name, **{key: text for key, text in arguments.items() if is_launcher_argument(key)})
        self.given_arguments = {k: text for k, text in arguments.items() if not is_launcher_argument(k)}
        self.arguments: Arguments = self.read_arguments(**self.given_arguments)

    @classmethod
    def read_arguments(cls, **given: str) -> Arguments:
        """The arguments of a run, checked; raises `ArgumentError`."""
        return parse_arguments(known=cls.known_arguments, **given)

    def outlet_for(self, url: str) -> type[Outlet]:
        """The outlet whose rules hold for `url`: for an outlet's own spider, itself."""
        return type(self)

    def is_declared(self, outlet: str) -> bool:
        """Whether `outlet` names a declared outlet, whose pages are looked at again."""
        return True

    # Sources

    async def start(self) -> AsyncIterator[Any]:
        """Requests for the declared sources, feeds first."""
        for kind in SOURCE_KINDS:
            for declared in getattr(self, f"{kind}s"):
                yield self.source_request(kind, as_source(declared).url)

    def source_request(self, kind: str, url: str) -> Request:
        """The request for a source; `meta["kind"]` tells the frontier what it is."""
        return Request(url, callback=self.callback_for(kind), meta={"kind": kind}, dont_filter=True)

    def callback_for(self, kind: str) -> Any:
        """The callback that reads a page of `kind` (feed, sitemap, listing or article)."""
        return getattr(self, f"parse_{kind}")

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        """The callback of `scrapy parse` and `shell`: the links of a source, or the article that it makes."""
        if not self.outlet_for(response.url).is_article_url(response.url):
            found = self.callback_for(self._kind_of(response.url))(response)
            yield from (output for output in found if _is_shown(output))
            return
        for output in self.parse_article(response, **kwargs):
            if isinstance(output, Draft):
                yield _finished(output)
            else:
                yield output.replace(callback=self.parse)

    def _kind_of(self, url: str) -> str:
        declared = ((kind, as_source(one).url) for kind in SOURCE_KINDS for one in getattr(self, f"{kind}s"))
        return next((kind for kind, source in declared if source == url), "listing")

    def parse_feed(self, response: Response) -> Iterator[Link | PageRefused | PollHints]:
        """The entries of a feed, all of them current, and how it wishes to be polled."""
        try:
            feed: Feed = read_response(response, feed_job(response))
        except FeedError as error:
            yield PageRefused(reason="not-a-feed", detail=str(error))
            return
        if feed.min_interval or feed.skip_hours or feed.skip_days:
            yield PollHints(
                min_interval=feed.min_interval or 0, skip_hours=feed.skip_hours, skip_days=feed.skip_days
            )
        for link in feed.links:
            link.current = True
            yield self._judged(link)

    def parse_sitemap(self, response: Response) -> Iterator[Link | PageRefused]:
        """The pages and child sitemaps of a sitemap, newest first, or the sitemaps of a robots.txt."""
        if urlsplit(response.url).path == "/robots.txt":
            text = response.body.decode("utf-8", "replace")
            yield from (Link(url=url, kind="sitemap") for url in robots_sitemaps(text, url=response.url))
            return
        try:
            sitemap: Sitemap = read_response(response, sitemap_job(response))
        except SitemapError as error:
            yield PageRefused(reason="not-a-sitemap", detail=str(error))
            return
        newest = sorted(sitemap.links, key=lambda link: sitemap.lastmod.get(link.url, ""), reverse=True)
        for link in newest:
            link.lastmod = sitemap.lastmod.get(link.url)
            if link.kind == "sitemap":
                link.date = link.lastmod
            yield self._judged(link)

    def parse_listing(self, response: Response) -> Iterator[Link | PageRefused]:
        """The article links of a listing, and the link of its next page."""
        if not isinstance(response, TextResponse):
            yield PageRefused(
                reason="not-html", detail=f"{response.url} is {content_type_of(response) or 'no text'}"
            )
            return
        listing: Listing = read_response(response, self._listing_job(response, response.meta))
        for link in listing.links:
            link.current = response.meta.get("discovered_via") is None
            yield self._judged(link)
        if listing.next_page and self.owns(listing.next_page):
            yield Link(url=listing.next_page, kind="listing")

    def reading_job(self, response: Response, kind: str, *, meta: dict[str, Any]) -> ReadJob | None:
        """What a reader may do before the callback of `kind` sees a response; None: nothing.

        `meta` is the request's.
        """
        if kind == "article":
            return article_job(response, self.outlet_for(response.url))
        if kind == "listing":
            return self._listing_job(response, meta) if isinstance(response, TextResponse) else None
        if urlsplit(response.url).path == "/robots.txt":
            return None
        return feed_job(response) if kind == "feed" else sitemap_job(response)

    def _listing_job(self, response: TextResponse, meta: dict[str, Any]) -> ReadJob:
        return listing_job(response, self._declared(meta.get("found_url") or response.url))

    def _declared(self, url: str) -> Source:
        """The declared listing that `url` is a page of: the one with the longest address before it."""
        before = [s for s in map(as_source, self.listings) if url.startswith(s.url.rstrip("/"))]
        return max(before, key=lambda source: len(source.url), default=Source(url))

    def _judged(self, link: Link) -> Link:
        """The link with the reason why it is not taken, where there is one."""
        link.refusal = self.link_refusal(link)
        return link

    def link_refusal(self, link: Link) -> str | None:
        """Why a link is not taken (foreign-host, not-an-article, other-section), or None."""
        if not self.owns(link.url):
            return "foreign-host"
        if link.kind != "article":
            return None
        if not self.is_article_url(link.url):
            return "not-an-article"
        wanted = self.arguments.section
        return "other-section" if wanted and wanted != self.section_of(link.url) else None

    # Backfills

    def unfold(self, backfill: Backfill, *, now: datetime, stored: Sequence[Anchor] = ()) -> BackfillStretch:
        """The next addresses of a backfill; see `outlet.backfill_addresses`."""
        return unfold_backfill(type(self), backfill, now=now, stored=stored)

    def days_of(self, link: Link) -> Days | None:
        """The day or month in an article's address, or `None`."""
        return days_of_article(link.url)

    def days_of_sources(self, urls: Sequence[str]) -> dict[str, Days]:
        """The days in the addresses of the sources that one index names, where they hold any."""
        return days_of_sources(urls)

    def numbered_page(self, url: str) -> NumberedPage | None:
        """The number of a listing's page in its address, or `None`."""
        return numbered_page(url)

    # Articles

    def parse_article(self, response: Response, draft: Draft | None = None, page: int = 1) -> Iterator[Any]:
        """The draft of an article, over all its pages (`rel=next`)."""
        outlet = self.outlet_for(response.url)
        job = article_job(response, outlet)
        if job is None:
            yield PageRefused(reason="not-html", detail=f"{response.url} is {content_type_of(response)}")
            return
        reading: HtmlReading = read_response(response, job)
        read = judge_article_page(reading, response, outlet, obey_reservations=self._obeys_reservations())
        if isinstance(read, PageRefused):
            yield read
            return
        if draft is None:
            read.draft.context = outlet.context(response, read.draft)
        draft = merge_drafts(draft, read.draft) if draft else read.draft
        if read.following and not draft.refusal and page < MAX_ARTICLE_PAGES:
            arguments = {"draft": draft, "page": page + 1}
            yield response.follow(read.following, self.parse_article, cb_kwargs=arguments, dont_filter=True)
        else:
            yield draft

    def _obeys_reservations(self) -> bool:
        settings = getattr(self, "settings", None)
        return settings is not None and settings.getbool("TDM_OBEY")


def _is_shown(output: Any) -> bool:
    """Whether an output of a source's callback is for people: a link that is taken, or a refusal."""
    return not isinstance(output, PollHints) and not (isinstance(output, Link) and output.refusal)


def _finished(draft: Draft) -> Article | PageRefused:
    """What a crawl would store of a draft, or why it would not."""
    if draft.refusal or draft.context is None:
        return PageRefused(reason=draft.refusal or "no-context")
    made = build_article(draft, draft.context)
    made.warnings.extend(draft.warnings)
    return made
