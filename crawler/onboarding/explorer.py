"""A spider that looks at a site as a newcomer would: home page, robots.txt, sources, articles.

It fetches politely through the same middlewares as a crawl, and stores nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from scrapy.http import Request, Response, TextResponse

from crawler.discovery.article_urls import looks_like_article
from crawler.discovery.feeds import FeedError, parse_feed
from crawler.discovery.listings import parse_listing
from crawler.discovery.sitemaps import SitemapError, parse_sitemap, robots_sitemaps
from crawler.extraction import extract_draft
from crawler.items import Context
from crawler.normalization import build_article
from crawler.normalization.dates.parse import parse_date
from crawler.normalization.urls import make_article_key
from crawler.onboarding.candidates import (
    SourceCandidate,
    lists_comments,
    menu_sections,
    stated_feeds,
    usual_candidates,
)
from crawler.onboarding.findings import SiteFindings, TriedArticle, TriedSource
from crawler.onboarding.trouble import explain_error, explain_name, is_about_dns
from crawler.outlet.attributes import Source, as_source
from crawler.outlet.spider import OutletSpider
from crawler.page_trouble import explain_status
from crawler.records import Link

logger = logging.getLogger(__name__)

#: Feeds, sitemaps and sections of a site that are looked at, at most.
MOST = {"feed": 8, "sitemap": 4, "listing": 6}
#: Children of a sitemap index that are looked at: the newest.
_CHILDREN = 2
#: Articles that are read.
ARTICLES = 5
#: Newest entries of a source whose dates are kept.
_DATED = 10


class Explorer(OutletSpider):
    """Fills `SiteFindings`: of a site by its home page, or of a declared outlet by its sources."""

    name = "explorer"
    one_off: ClassVar[bool] = True
    #: It looks, and keeps nothing, whatever the project says.
    custom_settings = {"STORE_ENABLED": False}
    known_arguments: ClassVar[dict[str, str]] = {}

    def __init__(
        self, *, home: str, outlet: type[OutletSpider] | None = None, declared: Iterable[SourceCandidate] = ()
    ) -> None:
        super().__init__()
        self.outlet = outlet
        self.declared = list(declared)
        self.findings = SiteFindings(home=home, asked=home)
        self.host = urlsplit(home).hostname or ""
        #: Whether everything was looked at; not so where the process was told to stop, or an error came.
        self.is_done = False

    def owns(self, url: str) -> bool:  # type: ignore[override]  # a host that is known only now
        """Whether `url` is of the site: on its host, or on one below or above it."""
        if self.outlet is not None:
            return self.outlet.owns(url)
        host, own = ((name or "").removeprefix("www.") for name in (urlsplit(url).hostname, self.host))
        return bool(host) and (host == own or host.endswith(f".{own}") or own.endswith(f".{host}"))

    def is_article(self, url: str) -> bool:
        """Whether `url` is an article's: by the outlet's rules where it is declared, else by its looks."""
        if self.outlet is not None:
            return self.outlet.is_article_url(url)
        return self.owns(url) and looks_like_article(url)

    async def start(self) -> AsyncIterator[Any]:
        """Look at everything, one thing after the other; nothing is yielded, `findings` is filled."""
        if self.declared:
            for candidate in self.declared:
                self.findings.sources.append(await self._try(candidate))
        else:
            await self._explore()
        await self._read_articles()
        self.is_done = True
        return
        yield

    async def _explore(self) -> None:
        home = await self._fetch(self.findings.home)
        if not isinstance(home, TextResponse):
            self.findings.trouble = home if isinstance(home, str) else _no_page(home)
            return
        self.findings.home = home.url
        self.host = urlsplit(home.url).hostname or ""
        self._note(home)
        places = usual_candidates(home.url)
        named = stated_feeds(home.selector, url=home.url)
        await self._try_kind("feed", named, [c for c in places if c.kind == "feed"])
        maps = [c for c in places if c.kind == "sitemap"]
        await self._try_kind("sitemap", await self._named_sitemaps(), maps)
        await self._try_kind("listing", [SourceCandidate("listing", home.url, "the home page")], [])
        await self._try_kind("listing", menu_sections(home.selector, url=home.url), [])

    def _note(self, home: TextResponse) -> None:
        root = home.selector
        self.findings.title = (root.xpath("string(//title)").get() or "").strip()
        stated = root.xpath("//html/@lang | //meta[@property='og:locale']/@content").getall()
        self.findings.tags += [tag.strip() for tag in stated if tag.strip()]
        listing = parse_listing(root, url=home.url)
        self.findings.addresses = [link.url for link in listing.links if self.owns(link.url)]

    async def _named_sitemaps(self) -> list[SourceCandidate]:
        robots = await self._fetch(urljoin(self.findings.home, "/robots.txt"), robots=False)
        if isinstance(robots, str):
            return []
        text = robots.body.decode("utf-8", "replace")
        found = [
            SourceCandidate("sitemap", url, "robots.txt") for url in robots_sitemaps(text, url=robots.url)
        ]
        return sorted((c for c in found if self.owns(c.url)), key=lambda c: "news" not in c.url.lower())

    async def _try_kind(self, kind: str, named: list[SourceCandidate], places: list[SourceCandidate]) -> None:
        """Try what the site names; where none of it is good, the usual places up to the first that is."""
        for candidate in named[: MOST[kind]]:
            self.findings.sources.append(await self._try(candidate))
        if any(one.articles for one in self.findings.sources if one.candidate.kind == kind):
            return
        for candidate in places:
            tried = await self._try(candidate)
            if tried.articles:
                self.findings.sources.append(tried)
                return

    async def _try(self, candidate: SourceCandidate) -> TriedSource:
        """Fetch and read one source; never raises."""
        tried = TriedSource(candidate=candidate)
        response = await self._fetch(candidate.url)
        if isinstance(response, str):
            tried.problem = response
            return tried
        readers: dict[str, Callable[[Response, TriedSource], Any]] = {
            "feed": self._read_feed,
            "sitemap": self._read_sitemap,
            "listing": self._read_listing,
        }
        try:
            await readers[candidate.kind](response, tried)
        except (FeedError, SitemapError) as error:
            tried.problem = str(error)
        if not tried.problem and not tried.articles:
            tried.problem = "no articles in it" if tried.links else "no links of the outlet in it"
        return tried

    async def _read_feed(self, response: Response, tried: TriedSource) -> None:
        feed = parse_feed(response.body, url=response.url)
        if lists_comments(feed.title, [link.url for link in feed.links]):
            tried.problem = "it lists readers' comments, and no articles"
            return
        tried.language = feed.language
        if feed.language:
            self.findings.tags.append(feed.language)
        self._take(feed.links, tried)
        if self.outlet is None:  # what a feed lists is an article, whatever its address
            tried.articles = _by_key(link.url for link in tried.links)

    async def _read_sitemap(self, response: Response, tried: TriedSource) -> None:
        sitemap = parse_sitemap(response.body, url=response.url)
        links = sorted(sitemap.links, key=lambda link: sitemap.lastmod.get(link.url, ""), reverse=True)
        children = [link for link in links if link.kind == "sitemap" and self.owns(link.url)]
        failed = []
        for child in children[:_CHILDREN]:
            below = await self._fetch(child.url)
            if isinstance(below, str):
                failed.append(below)
            else:
                links += parse_sitemap(below.body, url=below.url).links
        self._take([link for link in links if link.kind == "article"][:500], tried)
        if failed and not tried.articles:
            tried.problem = failed[0]

    async def _read_listing(self, response: Response, tried: TriedSource) -> None:
        if not isinstance(response, TextResponse):
            tried.problem = _no_page(response)
            return
        declared = self.outlet.listings if self.outlet else ()
        source = next((s for s in map(as_source, declared) if s.url == tried.candidate.url), Source(""))
        self._take(parse_listing(response.selector, url=response.url, link_css=source.links).links, tried)

    def _take(self, links: list[Link], tried: TriedSource) -> None:
        tried.links = [link for link in links if self.owns(link.url)]
        tried.articles = _by_key(link.url for link in tried.links if self.is_article(link.url))
        stamps = (parse_date(link.date) for link in tried.links[:_DATED] if link.date)
        tried.dates = [stamp.value for stamp in stamps if stamp and stamp.value]

    async def _read_articles(self) -> None:
        """Read the articles that the most different sources name first."""
        lists = [list(one.articles.items()) for one in self.findings.sources if one.articles]
        turns = {key: url for at in range(ARTICLES) for one in lists for key, url in one[at : at + 1]}
        for url in list(turns.values())[:ARTICLES]:
            response = await self._fetch(url)
            if not isinstance(response, str):
                self.findings.articles.append(self._read_article(response))

    def _read_article(self, response: Response) -> TriedArticle:
        now = datetime.now(UTC)
        tried = TriedArticle(url=response.url, html=response.body, fetched_at=now)
        outlet = self.outlet
        selectors = {field: list(ways) for field, ways in outlet.selectors.items()} if outlet else {}
        draft = extract_draft(response.body, url=response.url, selectors=selectors)
        tried.refusal = draft.refusal
        context = outlet.context(response, draft) if outlet else Context(url=response.url, fetched_at=now)
        tried.article = None if draft.refusal else build_article(draft, context)
        return tried

    async def _fetch(self, url: str, *, robots: bool = True) -> Response | str:
        """Fetch one address; returns the response, or in words why there is none."""
        meta = {"download_slot": self.host, **({} if robots else {"dont_obey_robotstxt": True})}
        try:
            response = await self.crawler.engine.download_async(Request(url, meta=meta, dont_filter=True))
        except Exception as error:  # whatever a site answers, the others are still tried
            private = await asyncio.to_thread(explain_name, _host(url)) if is_about_dns(error) else None
            problem = private or explain_error(error, url=url)
        else:
            if response.status == 200:
                return response
            problem = explain_status(response.status, url=response.url)
        logger.info("%s: %s", url, problem)
        return problem


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _no_page(response: Response) -> str:
    """Why a response can't be read as a page."""
    kind = (response.headers.get("Content-Type") or b"nothing that is named").decode("latin-1")
    return f"{response.url} is no web page but {kind}: give the address of a page"


def _by_key(urls: Iterable[str]) -> dict[str, str]:
    """Return the addresses by article key: one article has several, with tracking parameters and without."""
    return {make_article_key(url): url for url in reversed(list(urls))}
