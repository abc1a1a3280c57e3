"""The spider that every outlet is: start -> discover -> parse_article.

An outlet is a subclass with data and no code (see `crawler/spiders/`). What its callbacks yield:
`Link`s from a source, one `Draft` from an article, or the request for the article's next page.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

import scrapy
from scrapy.http import Request, Response, TextResponse

from crawler.discovery.addresses import looks_like_article
from crawler.discovery.feeds import FeedError, parse_feed
from crawler.discovery.listings import parse_listing
from crawler.discovery.sitemaps import SitemapError, parse_sitemap, robots_sitemaps
from crawler.extraction import extract, merge_drafts, next_page, read_page
from crawler.items import EXTRACTOR_VERSION, Anchor, Article, Context, Draft, Link, Refusal
from crawler.normalization import article
from crawler.normalization.canonical import canonical_url
from crawler.normalization.urls import KEY_VERSION, KeyRules, article_key
from crawler.outlet.arguments import ARGUMENTS, Arguments, parse_arguments
from crawler.outlet.source import KINDS, Source, as_source

#: Media types, and families of them, that are no page.
NO_TEXT = ("image", "video", "audio", "font", "application/pdf", "application/zip")
#: Pages of one article that are joined at most (a longer chain is a trap).
MAX_ARTICLE_PAGES = 20


class OutletSpider(scrapy.Spider):
    """A news site. Subclass it with the attributes below; `problems` says what is wrong with one."""

    #: Hosts of the outlet; `www.` before each is its own too.
    allowed_domains: ClassVar[Sequence[str]] = ()
    #: ISO 3166 country, BCP 47 languages, and the IANA zone of times printed without an offset.
    country: ClassVar[str] = ""
    languages: ClassVar[Sequence[str]] = ()
    timezone: ClassVar[str] = "UTC"
    #: Where its articles are listed.
    feeds: ClassVar[Sequence[Source | str]] = ()
    sitemaps: ClassVar[Sequence[Source | str]] = ()
    listings: ClassVar[Sequence[Source | str]] = ()
    #: Pattern searched in the decoded path of article addresses (no query, no trailing slash);
    #: group `id` is the outlet's own article id, `section` its section.
    article_url: ClassVar[str | None] = None
    #: Query parameters that carry no identity here, beside those known everywhere.
    drop_params: ClassVar[Sequence[str]] = ()
    #: Query parameters that do, although they look like tracking.
    keep_params: ClassVar[Sequence[str]] = ()
    #: Beginnings of paths that carry none either ("/index.php").
    drop_prefixes: ClassVar[Sequence[str]] = ()
    #: Field -> CSS (or XPath) alternatives in order: only what the general ladder gets wrong.
    selectors: ClassVar[Mapping[str, Sequence[str]]] = {}
    #: Fields whose metadata say the same on every page (a motto as description): only a selector gives them.
    generic: ClassVar[Sequence[str]] = ()
    #: (number, day) of known articles, for dates that are printed without a year.
    anchors: ClassVar[Sequence[tuple[int, str]]] = ()
    #: Agency code as printed in datelines -> name, beside those known everywhere.
    agencies: ClassVar[Mapping[str, str]] = {}
    #: Other forms of the outlet's name, never a person's.
    other_names: ClassVar[Sequence[str]] = ()
    #: Why nothing of it has been seen on real pages yet, where that is so.
    unverified: ClassVar[str | None] = None
    #: Name -> meaning of the arguments that the spider takes.
    known_arguments: ClassVar[dict[str, str]] = ARGUMENTS
    #: Whether it fetches what it is asked for, in place of an outlet's news.
    one_off: ClassVar[bool] = False
    extractor_version: ClassVar[str] = EXTRACTOR_VERSION

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        """Read the arguments; raises `ArgumentError` (a `ValueError`) on an unknown or wrong one."""
        super().__init__(name)
        self.given_arguments = dict(arguments)
        self.arguments: Arguments = self.read_arguments(**arguments)

    @classmethod
    def read_arguments(cls, **given: str) -> Arguments:
        """The arguments of a run, checked; raises `ArgumentError`."""
        return parse_arguments(known=cls.known_arguments, **given)

    # The outlet's identity: pure, so that one-off crawls of its pages use them too.

    @classmethod
    def key_rules(cls) -> KeyRules:
        """The outlet's own part in the article key."""
        return KeyRules(
            outlet=cls.name,
            hosts=tuple(cls.allowed_domains),
            article_url=cls.article_url,
            drop_params=tuple(cls.drop_params),
            keep_params=tuple(cls.keep_params),
            drop_prefixes=tuple(cls.drop_prefixes),
        )

    @classmethod
    def key_version(cls) -> str:
        """Names the rules that keys are made by: differs where the rules of keys or of the outlet do."""
        return _key_version(cls)  # type: ignore[arg-type]  # a class is hashable

    @classmethod
    def key(cls, url: str) -> str:
        """The key of `url` by this outlet's rules; raises ValueError where it is no http(s) URL."""
        return article_key(url, rules=_key_rules(cls))  # type: ignore[arg-type]  # a class is hashable

    @classmethod
    def owns(cls, url: str) -> bool:
        """Whether the host of `url` is one of the outlet's."""
        host = (urlsplit(url).hostname or "").lower()
        return any(host == d or host.endswith("." + d) for d in map(_without_port, cls.allowed_domains))

    @classmethod
    def article_match(cls, url: str) -> re.Match[str] | None:
        """The match of `article_url` in `url`'s path, where the outlet has a pattern."""
        path = unquote(urlsplit(url).path).rstrip("/")
        return re.search(cls.article_url, path) if cls.article_url else None

    @classmethod
    def is_article_url(cls, url: str) -> bool:
        """Whether `url` is an article's: by the outlet's pattern, else by what articles' look like."""
        if not cls.owns(url):
            return False
        return bool(cls.article_match(url)) if cls.article_url else looks_like_article(url)

    @classmethod
    def anchor_days(cls) -> tuple[Anchor, ...]:
        """The anchors as records; raises ValueError on a day that is none."""
        return tuple(Anchor(number=int(n), day=date.fromisoformat(day)) for n, day in cls.anchors)

    def outlet_for(self, url: str) -> type[OutletSpider]:
        """The outlet whose rules hold for `url`: for an outlet's own spider, itself."""
        return type(self)

    def is_declared(self, outlet: str) -> bool:
        """Whether `outlet` names a declared outlet, whose pages are looked at again."""
        return True

    # Sources

    async def start(self) -> AsyncIterator[Any]:
        """Requests for the declared sources, feeds first."""
        for kind in KINDS:
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
            yield from self.callback_for(self._kind_of(response.url))(response)
            return
        for output in self.parse_article(response, **kwargs):
            if isinstance(output, Draft):
                yield _finished(output)
            else:
                yield output.replace(callback=self.parse)

    def _kind_of(self, url: str) -> str:
        declared = ((kind, as_source(one).url) for kind in KINDS for one in getattr(self, f"{kind}s"))
        return next((kind for kind, source in declared if source == url), "listing")

    def parse_feed(self, response: Response) -> Iterator[Link | Refusal]:
        """The entries of a feed, all of them current."""
        try:
            feed = parse_feed(response.body, url=response.url, content_type=_content_type(response))
        except FeedError as error:
            yield Refusal(reason="not-a-feed", detail=str(error))
            return
        for link in feed.links:
            link.current = True
            yield from self._only_articles(link)

    def parse_sitemap(self, response: Response) -> Iterator[Link | Refusal]:
        """The pages and child sitemaps of a sitemap, newest first, or the sitemaps of a robots.txt."""
        if urlsplit(response.url).path == "/robots.txt":
            text = response.body.decode("utf-8", "replace")
            yield from (Link(url=url, kind="sitemap") for url in robots_sitemaps(text, url=response.url))
            return
        try:
            sitemap = parse_sitemap(response.body, url=response.url)
        except SitemapError as error:
            yield Refusal(reason="not-a-sitemap", detail=str(error))
            return
        newest = sorted(sitemap.links, key=lambda link: sitemap.lastmod.get(link.url, ""), reverse=True)
        for link in newest:
            if link.kind == "sitemap":
                link.date = sitemap.lastmod.get(link.url)
            yield from self._only_articles(link)

    def parse_listing(self, response: Response) -> Iterator[Link | Refusal]:
        """The article links of a listing, and the link of its next page."""
        if not isinstance(response, TextResponse):
            yield Refusal(
                reason="not-html", detail=f"{response.url} is {_content_type(response) or 'no text'}"
            )
            return
        source = self._declared(response.meta.get("found_url") or response.url)
        listing = parse_listing(
            response.selector, url=response.url, link_css=source.links, next_css=source.next
        )
        for link in listing.links:
            link.current = response.meta.get("discovered_via") is None
            yield from self._only_articles(link)
        if listing.next_page and self.owns(listing.next_page):
            yield Link(url=listing.next_page, kind="listing")

    def _declared(self, url: str) -> Source:
        """The declared listing that `url` is a page of: the one with the longest address before it."""
        before = [s for s in map(as_source, self.listings) if url.startswith(s.url.rstrip("/"))]
        return max(before, key=lambda source: len(source.url), default=Source(url))

    def _only_articles(self, link: Link) -> Iterator[Link]:
        reason = self.link_refusal(link)
        if reason is None:
            yield link
        elif stats := getattr(self, "crawler", None) and self.crawler.stats:
            stats.inc_value(f"links/dropped/{reason}")

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

    @classmethod
    def section_of(cls, url: str) -> str | None:
        """The section in an article's address: the pattern's group, else its first path segment."""
        match = cls.article_match(url)
        if match and "section" in match.re.groupindex:
            return match["section"]
        segments = [s for s in unquote(urlsplit(url).path).split("/") if s]
        return segments[0] if len(segments) > 1 and not cls.article_url else None

    # Articles

    def parse_article(self, response: Response, draft: Draft | None = None, page: int = 1) -> Iterator[Any]:
        """The draft of an article, over all its pages (`rel=next`)."""
        if is_no_text(_content_type(response)):
            yield Refusal(reason="not-html", detail=f"{response.url} is {_content_type(response)}")
            return
        outlet = self.outlet_for(response.url)
        selectors = {field: list(ways) for field, ways in outlet.selectors.items()}
        html = read_page(response.body, url=response.url, content_type=_content_type(response))
        this = extract(html, url=response.url, selectors=selectors)
        for field in outlet.generic:
            if field in this.fields and this.fields[field].rung != "selector":
                del this.fields[field]
        if draft is None:
            this.context = outlet.context(response, this)
        draft = merge_drafts(draft, this) if draft else this
        following = None if draft.refusal else next_page(html, response.url)
        if following and page < MAX_ARTICLE_PAGES and outlet.owns(following):
            arguments = {"draft": draft, "page": page + 1}
            yield response.follow(following, self.parse_article, cb_kwargs=arguments, dont_filter=True)
        else:
            yield draft

    @classmethod
    def context(cls, response: Response, draft: Draft) -> Context:
        """What is known of the article beside its page."""
        found, final = response.meta.get("found_url") or response.url, response.url
        canonical = cls._canonical(draft, final)
        match = cls.article_match(canonical or final) or cls.article_match(found)
        keys = tuple(cls.key(url) for url in (found, final, canonical) if url)
        return Context(
            key=keys[-1],
            alias_keys=keys,
            outlet=cls.name,
            url=final,
            outlet_article_id=match["id"] if match and "id" in match.re.groupindex else None,
            timezone=cls.timezone,
            languages=tuple(cls.languages),
            country=cls.country or None,
            outlet_names=(cls.name, *cls.other_names, *cls.allowed_domains),
            agencies=dict(cls.agencies),
            section=cls.section_of(canonical or final) or cls.section_of(found),
            anchors=cls.anchor_days(),
            link_title=response.meta.get("link_title"),
            link_date=response.meta.get("link_date"),
            current=bool(response.meta.get("current")),
            fetched_at=response.meta.get("archive_date") or datetime.now(UTC),
            discovered_via=response.meta.get("discovered_via"),
            http_status=response.status,
        )

    @classmethod
    def _canonical(cls, draft: Draft, final: str) -> str | None:
        """`rel=canonical` where it may count: within the outlet, and an article's address."""
        found = draft.fields.get("canonical_url")
        if found is None or not isinstance(found.value, str):
            return None
        url = canonical_url(found.value, base=final, rules=cls.key_rules())
        if url is None or not cls.owns(url):
            return None
        return url if cls.is_article_url(url) or not cls.is_article_url(final) else None


# Asked for at every link.
@lru_cache(maxsize=1024)
def _key_rules(outlet: type[OutletSpider]) -> KeyRules:
    return outlet.key_rules()


@lru_cache(maxsize=1024)
def _key_version(outlet: type[OutletSpider]) -> str:
    return f"{KEY_VERSION}-{sha256(repr(outlet.key_rules()).encode()).hexdigest()[:12]}"


def _finished(draft: Draft) -> Article | Refusal:
    """What a crawl would store of a draft, or why it would not."""
    if draft.refusal or draft.context is None:
        return Refusal(reason=draft.refusal or "no-context")
    made = article(draft, draft.context)
    made.warnings.extend(draft.warnings)
    return made


def is_no_text(content_type: str) -> bool:
    """Whether a server says that what it sends is no page to read, whatever the body holds."""
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type.partition("/")[0] in NO_TEXT or media_type in NO_TEXT


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def _without_port(domain: str) -> str:
    return domain.rsplit(":", 1)[0] if domain.count(":") == 1 else domain
