"""A spider that looks at a site as a newcomer would: home page, robots.txt, sources, articles.

It fetches politely through the same middlewares as a crawl, and stores nothing.
"""

from __future__ import annotations

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
from crawler.onboarding.candidates import SourceCandidate, menu_sections, stated_feeds, usual_candidates
from crawler.onboarding.findings import Probed, Sampled, SiteFindings
from crawler.outlet.attributes import Source, as_source
from crawler.outlet.spider import OutletSpider
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
    """Fills a `SiteFindings`: of a site by its home page, or of a declared outlet by its sources."""

    name = "prospector"
    one_off: ClassVar[bool] = True
    known_arguments: ClassVar[dict[str, str]] = {}

    def __init__(
        self, *, home: str, outlet: type[OutletSpider] | None = None, declared: Iterable[SourceCandidate] = ()
    ) -> None:
        super().__init__()
        self.outlet = outlet
        self.declared = list(declared)
        self.prospect = SiteFindings(home=home)
        self.host = urlsplit(home).hostname or ""

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
        """Look at everything, one thing after the other; nothing is yielded, `prospect` is filled."""
        if self.declared:
            for candidate in self.declared:
                self.prospect.probed.append(await self._probe(candidate))
        else:
            await self._explore()
        await self._sample()
        return
        yield

    async def _explore(self) -> None:
        home = await self._get(self.prospect.home)
        if not isinstance(home, TextResponse):
            return
        self.prospect.home = home.url
        self.host = urlsplit(home.url).hostname or ""
        self._note(home)
        places = usual_candidates(home.url)
        named = stated_feeds(home.selector, url=home.url)
        await self._try("feed", named, [c for c in places if c.kind == "feed"])
        await self._try("sitemap", await self._named_sitemaps(), [c for c in places if c.kind == "sitemap"])
        await self._try("listing", [SourceCandidate("listing", home.url, "the home page")], [])
        await self._try("listing", menu_sections(home.selector, url=home.url), [])

    def _note(self, home: TextResponse) -> None:
        root = home.selector
        self.prospect.title = (root.xpath("string(//title)").get() or "").strip()
        stated = root.xpath("//html/@lang | //meta[@property='og:locale']/@content").getall()
        self.prospect.tags += [tag.strip() for tag in stated if tag.strip()]
        listing = parse_listing(root, url=home.url)
        self.prospect.addresses = [link.url for link in listing.links if self.owns(link.url)]

    async def _named_sitemaps(self) -> list[SourceCandidate]:
        robots = await self._get(urljoin(self.prospect.home, "/robots.txt"), robots=False)
        if robots is None:
            return []
        text = robots.body.decode("utf-8", "replace")
        found = [
            SourceCandidate("sitemap", url, "robots.txt") for url in robots_sitemaps(text, url=robots.url)
        ]
        return sorted((c for c in found if self.owns(c.url)), key=lambda c: "news" not in c.url.lower())

    async def _try(self, kind: str, named: list[SourceCandidate], places: list[SourceCandidate]) -> None:
        """Probe what the site names; where none of it is good, the usual places up to the first that is."""
        for candidate in named[: MOST[kind]]:
            self.prospect.probed.append(await self._probe(candidate))
        if any(one.articles for one in self.prospect.probed if one.candidate.kind == kind):
            return
        for candidate in places:
            probed = await self._probe(candidate)
            if probed.articles:
                self.prospect.probed.append(probed)
                return

    async def _probe(self, candidate: SourceCandidate) -> Probed:
        """Fetch and read one source; never raises."""
        probed = Probed(candidate=candidate)
        response = await self._get(candidate.url, into=probed)
        if response is None:
            return probed
        readers: dict[str, Callable[[Response, Probed], Any]] = {
            "feed": self._read_feed,
            "sitemap": self._read_sitemap,
            "listing": self._read_listing,
        }
        try:
            await readers[candidate.kind](response, probed)
        except (FeedError, SitemapError) as error:
            probed.problem = str(error)
        if not probed.problem and not probed.articles:
            probed.problem = "no articles in it" if probed.links else "no links of the outlet in it"
        return probed

    async def _read_feed(self, response: Response, probed: Probed) -> None:
        feed = parse_feed(response.body, url=response.url)
        probed.language = feed.language
        if feed.language:
            self.prospect.tags.append(feed.language)
        self._take(feed.links, probed)
        if self.outlet is None:  # what a feed lists is an article, whatever its address
            probed.articles = _by_key(link.url for link in probed.links)

    async def _read_sitemap(self, response: Response, probed: Probed) -> None:
        sitemap = parse_sitemap(response.body, url=response.url)
        links = sorted(sitemap.links, key=lambda link: sitemap.lastmod.get(link.url, ""), reverse=True)
        children = [link for link in links if link.kind == "sitemap" and self.owns(link.url)]
        for child in children[:_CHILDREN]:
            if below := await self._get(child.url, into=probed):
                links += parse_sitemap(below.body, url=below.url).links
        self._take([link for link in links if link.kind == "article"][:500], probed)

    async def _read_listing(self, response: Response, probed: Probed) -> None:
        if not isinstance(response, TextResponse):
            probed.problem = "no text"
            return
        declared = self.outlet.listings if self.outlet else ()
        source = next((s for s in map(as_source, declared) if s.url == probed.candidate.url), Source(""))
        self._take(parse_listing(response.selector, url=response.url, link_css=source.links).links, probed)

    def _take(self, links: list[Link], probed: Probed) -> None:
        probed.links = [link for link in links if self.owns(link.url)]
        probed.articles = _by_key(link.url for link in probed.links if self.is_article(link.url))
        stamps = (parse_date(link.date) for link in probed.links[:_DATED] if link.date)
        probed.dates = [stamp.value for stamp in stamps if stamp and stamp.value]

    async def _sample(self) -> None:
        """Read the articles that the most different sources name first."""
        lists = [list(one.articles.items()) for one in self.prospect.probed if one.articles]
        turns = {key: url for at in range(ARTICLES) for one in lists for key, url in one[at : at + 1]}
        for url in list(turns.values())[:ARTICLES]:
            if response := await self._get(url):
                self.prospect.sampled.append(self._read_article(response))

    def _read_article(self, response: Response) -> Sampled:
        now = datetime.now(UTC)
        sampled = Sampled(url=response.url, html=response.body, fetched_at=now)
        outlet = self.outlet
        selectors = {field: list(ways) for field, ways in outlet.selectors.items()} if outlet else {}
        draft = extract_draft(response.body, url=response.url, selectors=selectors)
        sampled.refusal = draft.refusal
        context = outlet.context(response, draft) if outlet else Context(url=response.url, fetched_at=now)
        sampled.article = None if draft.refusal else build_article(draft, context)
        return sampled

    async def _get(self, url: str, *, into: Probed | None = None, robots: bool = True) -> Response | None:
        """Fetch one address; what went wrong is logged, and noted in `into`."""
        meta = {"download_slot": self.host, **({} if robots else {"dont_obey_robotstxt": True})}
        try:
            response = await self.crawler.engine.download_async(Request(url, meta=meta, dont_filter=True))
        except Exception as error:  # whatever a site answers, the others are still tried
            problem = f"{type(error).__name__}: {error}"
        else:
            if response.status == 200:
                return response
            problem = f"HTTP {response.status}"
        logger.info("%s: %s", url, problem)
        if into is not None:
            into.problem = problem[:300]
        return None


def _by_key(urls: Iterable[str]) -> dict[str, str]:
    """Return the addresses by article key: one article has several, with tracking parameters and without."""
    return {make_article_key(url): url for url in reversed(list(urls))}
