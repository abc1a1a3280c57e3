"""Where an outlet's feeds, sitemaps and sections may be: what its home page names, and the usual places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
#: Addresses of feeds that list readers' comments (WordPress, Blogger, Drupal) or episodes.
_NO_NEWS = re.compile(
    r"/comments?/(?:feed|rss|default)|comments(?:[-_]?rss|\.(?:rss|xml|atom))|/podcast|[?&]feed=comments|/feeds/\w+/comments/|/crss\b",
    re.IGNORECASE,
)
#: What systems call such a feed, by language. The bare word won't do: in many it also means an opinion piece.
_COMMENT_FEEDS = (
    r"comments? (?:rss )?feed|(?:recent )?comments (?:on|for)\b",
    r"kommentare?s?[- ]?(?:feed|rss|fl[öo]de|str[øo]m)|kommentarer? (?:zu|für|til|till|på)\b",
    r"(?:feed|rss|canal) de (?:los )?comentarios|comentarios (?:en|de|para)\b",
    r"(?:feed|rss) d[eo]s? coment[áa]rios|coment[áa]rios (?:em|sobre|para|a)\b",
    r"flux (?:des|pour les) commentaires|commentaires (?:sur|pour)\b",
    r"feed dei commenti|commenti (?:su|per|a)\b|canal dels comentaris|comentaris (?:a|de)\b",
    r"reacties?[- ]?feed|reacties (?:op|voor)\b|flux(?:ul)? (?:de )?comentarii|comentarii (?:la|pentru)\b",
    r"kanał z komentarzami|komentarze do\b|rss (?:feed )?komentář|komentáře k|rss (?:feed )?komentárov",
    r"(?:kanal|vir|dovod|umpan) komentar|komentar (?:za|na|pada|untuk)\b|komentarų (?:rss|srautas)",
    r"лента комментари|комментарии к\b|канал коментар|коментарі до\b|поток за коментари|коментари за\b",
    r"hozzászólás(?:ok)? (?:hírcsatorna|rss)|kommenttien (?:syöte|rss)",
    r"yorum (?:beslemesi|akışı)|için yorumlar",
    r"ροή σχολίων|σχόλια (?:στο|για)\b|dòng (?:thông tin )?bình luận|bình luận (?:về|cho)\b",
    r"コメント(?:の)?(?:フィード|rss)|へのコメント|댓글 ?(?:피드|rss)",
    r"(?:评论|評論|留言|迴響) ?(?:feed|rss|订阅|訂閱|資訊提供)",
    r"خلاصة التعليقات|تعليقات على|خوراک دیدگاه|دیدگاه‌? ?ها ?ی? (?:برای|فید)",
    r"פיד תגובות|תגובות (?:על|לפוסט)|टिप्पणी फ़ीड",
)
_COMMENTS = re.compile("|".join(_COMMENT_FEEDS), re.IGNORECASE)
_COMMENT_LINK = re.compile(r"#(?:comment|c|reactie|kommentar)-?\d", re.IGNORECASE)
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
    """Return the feeds that a page names: `link rel=alternate` first, then links whose address says so.

    Feeds of readers' comments and of podcasts are left out.
    """
    root = _root(home)
    if root is None:
        return []
    linked = [e for e in root.iter("link") if (e.get("type") or "").strip().lower() in _FEED_TYPES]
    anchors = [e for e in root.iter("a") if _FEED_ADDRESS.search(e.get("href") or "")]
    linked = [e for e in linked if not names_comments(e.get("title") or "")]
    found = [
        *_candidates("feed", linked, url, "link rel=alternate on the home page"),
        *_candidates("feed", anchors, url, "link on the home page"),
    ]
    return _once(c for c in found if not _NO_NEWS.search(c.url))


def names_comments(title: str) -> bool:
    """Whether a feed's title says that it lists readers' comments, in the languages that are known."""
    return bool(_COMMENTS.search(title))


def lists_comments(title: str | None, urls: Sequence[str]) -> bool:
    """Whether a feed lists readers' comments: by its `title`, or by the addresses that it links."""
    linked = sum(1 for url in urls if _COMMENT_LINK.search(url))
    return names_comments(title or "") or linked * 2 > len(urls)


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
