"""Where an outlet's feeds, sitemaps and sections may be: what its home page names, and the usual places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree
from parsel import Selector

from crawler.discovery.article_urls import looks_like_article
from crawler.discovery.links import absolute_url

#: Places of feeds by the system that puts them there.
USUAL_FEEDS = {
    "/feed/": "WordPress",
    "/rss.xml": "Drupal and many others",
    "/?format=feed&type=rss": "Joomla",
    "/arc/outboundfeeds/rss/?outputType=xml": "Arc",
    "/feeds/posts/default": "Blogger",
    "/rss": "many",
    "/feed.xml": "static sites",
    "/atom.xml": "static sites",
    "/index.xml": "Hugo",
}
#: The same of sitemaps, news sitemaps first: they list what is new.
USUAL_SITEMAPS = {
    "/news-sitemap.xml": "Yoast and others",
    "/sitemap-news.xml": "many",
    "/arc/outboundfeeds/sitemap-news/?outputType=xml": "Arc",
    "/sitemap_index.xml": "Yoast",
    "/wp-sitemap.xml": "WordPress",
    "/sitemap.xml": "many",
}
#: Sections and feeds that are named at most.
_MOST = 24
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEED_ADDRESS = re.compile(r"(?:^|[/._-])(?:rss|feeds?|atom)(?:$|[/._-])|format=feed|[?&]rss", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|/podcast", re.IGNORECASE)
_MENU = re.compile(r"(?:^|[\s_-])(?:nav|menu|navbar|navigation)(?:$|[\s_-])|menu|navbar", re.IGNORECASE)
_NO_SECTION = re.compile(
    r"/(?:login|signin|register|account|subscri|search|buscar|suche|about|contact|kontakt|privacy|terms|legal"
    r"|impressum|datenschutz|cookies?|rss|feeds?|tags?|author|autor|newsletter|advertis|jobs|shop|help|faq)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SourceCandidate:
    """A page that may be a source: its kind (feed, sitemap, listing), address, and where that stands."""

    kind: str
    url: str
    found: str


def stated_feeds(home: Selector, *, url: str) -> list[SourceCandidate]:
    """Return the feeds that a page names: `link rel=alternate` first, then links whose address says so."""
    root = _root(home)
    if root is None:
        return []
    linked = [e for e in root.iter("link") if (e.get("type") or "").strip().lower() in _FEED_TYPES]
    anchors = [e for e in root.iter("a") if _FEED_ADDRESS.search(e.get("href") or "")]
    found = [
        *_candidates("feed", linked, url, "link rel=alternate on the home page"),
        *_candidates("feed", anchors, url, "link on the home page"),
    ]
    return _once(c for c in found if not _COMMENTS.search(c.url))


def usual_candidates(url: str) -> list[SourceCandidate]:
    """Return the places in which systems keep feeds and sitemaps, for the site of `url`."""
    feeds = [
        SourceCandidate("feed", urljoin(url, path), f"usual place ({whose})")
        for path, whose in USUAL_FEEDS.items()
    ]
    maps = [
        SourceCandidate("sitemap", urljoin(url, path), f"usual place ({whose})")
        for path, whose in USUAL_SITEMAPS.items()
    ]
    return [*feeds, *maps]


def menu_sections(home: Selector, *, url: str) -> list[SourceCandidate]:
    """Return the sections of a home page's menus that stand on its host, in printed order."""
    root = _root(home)
    if root is None:
        return []
    anchors = [e for e in root.iter("a") if _is_in_menu(e)] or list(root.iter("a"))
    found = _candidates("listing", anchors, url, "menu of the home page")
    return _once(c for c in found if _is_section(c.url, url))


def _root(page: Selector) -> etree._Element | None:
    return page.root if isinstance(page.root, etree._Element) else None


def _candidates(
    kind: str, elements: Iterable[etree._Element], url: str, found: str
) -> Iterator[SourceCandidate]:
    addresses = (absolute_url(element.get("href"), url) for element in elements)
    return (SourceCandidate(kind, address, found) for address in addresses if address)


def _once(found: Iterable[SourceCandidate]) -> list[SourceCandidate]:
    kept: dict[str, SourceCandidate] = {}
    for candidate in found:
        kept.setdefault(candidate.url.partition("#")[0].rstrip("/"), candidate)
    return list(kept.values())[:_MOST]


def _is_in_menu(anchor: etree._Element) -> bool:
    return any(
        e.tag in ("nav", "header") or e.get("role") == "navigation" or _MENU.search(e.get("class") or "")
        for e in anchor.iterancestors()
    )


def _is_section(url: str, home: str) -> bool:
    parts, own = urlsplit(url), urlsplit(home)
    path = parts.path.rstrip("/")
    return (
        (parts.hostname or "").removeprefix("www.") == (own.hostname or "").removeprefix("www.")
        and 0 < path.count("/") <= 3
        and path != own.path.rstrip("/")
        and not parts.query
        and "." not in path.rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".php")
        and not _NO_SECTION.search(path)
        and not looks_like_article(url)
    )
