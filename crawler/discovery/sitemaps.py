"""Sitemaps (https://www.sitemaps.org/protocol.html): index, urlset, news, gzip, text; RSS and Atom too.

XML is read as a stream: a sitemap of 50,000 addresses costs the memory of its links and little more.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree

from crawler.discovery.feed_entries import element_text
from crawler.discovery.feeds import FeedError, parse_feed
from crawler.discovery.links import absolute_url, drop_fragment, plain_line
from crawler.discovery.unpacking import LONGEST_LINE, Pieces, whole_lines, whole_references
from crawler.discovery.xml import FEED_ROOTS, SITEMAP_ROOTS, find_root, make_pull_parser, name_of, repair_xml
from crawler.records import Kind, Link

#: Links kept of one sitemap at most, the protocol's limit; more are counted.
MAX_LINKS = 50_000
#: Entries read at most, as a multiple of the links kept.
_SEEN_TIMES = 4
#: Characters that may pass without an entry before the rest counts as no sitemap.
_IDLE_CHARACTERS = 2 * 1024 * 1024

_ENTRY_TAGS = ("{*}url", "{*}sitemap", "{*}URL", "{*}Url")
_KINDS: dict[str, Kind] = {"url": "article", "sitemap": "sitemap"}
_ROBOTS_LINE = re.compile(r"[ \t\ufeff]*site-?map[ \t]*:[ \t]*(\S+)", re.IGNORECASE)


class SitemapError(ValueError):
    """Raised for what is no sitemap; the message says what it is and what to do."""


@dataclass(kw_only=True, slots=True)
class Sitemap:
    """What a sitemap says. An index gives links of kind `sitemap`, which the caller may follow."""

    links: list[Link] = field(default_factory=list)
    #: URL -> when the page last changed, raw; never a date of publication.
    lastmod: dict[str, str] = field(default_factory=dict)
    #: URL -> language of the article, as the news extension states it.
    languages: dict[str, str] = field(default_factory=dict)
    #: Addresses seen, those given twice and those beyond the limit (up to four times it) among them.
    total: int = 0
    #: The sitemap was longer than what is read of one, or of what is kept.
    truncated: bool = False


def parse_sitemap(
    body: bytes, *, url: str, content_type: str | None = None, max_links: int = MAX_LINKS
) -> Sitemap:
    """Return what a sitemap of any format says, gzipped or not, from the bytes of a response.

    `url` is the address it came from, after redirects; `content_type` the header, for its charset.
    Ill-formed and truncated sitemaps give what can be read. Raises `SitemapError` for what is none, and
    nothing else.
    """
    pieces = Pieces(body, content_type=content_type)
    head = next(pieces, "")
    name, start = find_root(head)
    if name in SITEMAP_ROOTS:
        return _from_xml(head[start:], pieces, _Links(url, max_links))
    if name in FEED_ROOTS:
        return _from_feed(body, _Links(url, max_links), content_type)
    return _from_text(head, pieces, _Links(url, max_links))


class _Links:
    """The links of a sitemap as they are found, each address once and at most `limit`."""

    def __init__(self, url: str, limit: int) -> None:
        self.url = url
        self.limit = limit
        self.seen = 0
        self.sitemap = Sitemap()
        self._known: set[str] = set()

    @property
    def is_full(self) -> bool:
        """Whether so much was seen beyond the limit that the rest is not worth reading."""
        return self.seen > _SEEN_TIMES * self.limit

    def add(self, link: Link | None) -> bool:
        """Keep a link with an absolute address; return whether it is new."""
        self.seen += 1
        if link is None:
            return False
        self.sitemap.total += 1
        if (key := drop_fragment(link.url)) in self._known:
            return False
        if len(self._known) >= self.limit:
            self.sitemap.truncated = True
            return False
        self._known.add(key)
        self.sitemap.links.append(link)
        return True


def _from_xml(head: str, pieces: Pieces, links: _Links) -> Sitemap:
    tree = make_pull_parser(_ENTRY_TAGS)
    idle = 0
    for text in whole_references(head, pieces):
        tree.feed(repair_xml(text).encode("utf-8"))
        idle = 0 if _take(tree, links) else idle + len(text)
        if idle > _IDLE_CHARACTERS or links.is_full:
            pieces.cut = True
            break
    _finish(tree, links)
    links.sitemap.truncated |= pieces.cut
    return links.sitemap


def _finish(tree: etree.XMLPullParser[etree._Element], links: _Links) -> None:
    """Take what a sitemap that was cut left open."""
    with suppress(etree.XMLSyntaxError):
        tree.close()
    _take(tree, links)


def _take(tree: etree.XMLPullParser[etree._Element], links: _Links) -> int:
    """Add the entries that have ended, free their memory, and return how many there were."""
    taken = 0
    for _, entry in tree.read_events():
        taken += 1
        _read(entry, links)
        _forget(entry)
    return taken


def _forget(entry: etree._Element) -> None:
    entry.clear(keep_tail=False)
    parent = entry.getparent()
    while parent is not None and parent[0] is not entry:
        del parent[0]


def _read(entry: etree._Element, links: _Links) -> None:
    parts = {name_of(child.tag): child for child in reversed(entry)}
    place = _part(parts, "loc")
    address = element_text(place) if place is not None else entry.text
    url = absolute_url(address, links.url)
    if url is None:
        links.add(None)
        return
    said = _news(_part(parts, "news"))
    kind = _KINDS[name_of(entry.tag).rpartition(":")[2]]
    link = Link(url=url, kind=kind, title=plain_line(said.get("title")), date=said.get("publication_date"))
    if links.add(link):
        _note(links.sitemap, url, said.get("language"), _part(parts, "lastmod"))


def _part(parts: dict[str, etree._Element], name: str) -> etree._Element | None:
    """Return the child of a local name, whatever its namespace; the format's own goes first."""
    for known in (name, f"?:{name}", f"{name}:{name}"):
        if known in parts:
            return parts[known]
    return None


def _news(news: etree._Element | None) -> dict[str, str]:
    """Read the news extension of an entry: local name -> text of what it holds, at any depth."""
    if news is None:
        return {}
    found: dict[str, str] = {}
    for element in news.iterdescendants(etree.Element):
        if text := " ".join((element.text or "").split()):
            found.setdefault(name_of(element.tag).rpartition(":")[2], text)
    return found


def _note(sitemap: Sitemap, url: str, language: str | None, lastmod: etree._Element | None) -> None:
    if lastmod is not None and (changed := element_text(lastmod)):
        sitemap.lastmod[url] = changed
    if language:
        sitemap.languages[url] = language


def _from_feed(body: bytes, links: _Links, content_type: str | None) -> Sitemap:
    """Read RSS or Atom, which the protocol allows as a sitemap."""
    try:
        feed = parse_feed(body, url=links.url, content_type=content_type)
    except FeedError as error:
        raise SitemapError(str(error)) from error
    for link in feed.links:
        links.add(link)
    return links.sitemap


def _from_text(head: str, pieces: Pieces, links: _Links) -> Sitemap:
    for line in whole_lines(head, pieces):
        address = line.strip("\ufeff \t\x00")
        if address[:8].lower().startswith(("http://", "https://")) and len(address) <= LONGEST_LINE:
            found = absolute_url(address, links.url)
            links.add(Link(url=found) if found else None)
        if links.is_full:
            pieces.cut = True
            break
    if not links.sitemap.total:
        raise SitemapError(_refusal(head, links.url))
    links.sitemap.truncated |= pieces.cut
    return links.sitemap


def _refusal(head: str, url: str) -> str:
    if not head.strip("\x00 \t\r\n"):
        return f"{url} is empty: try again later, or give another sitemap"
    name, _ = find_root(head)
    what = (
        "an HTML page"
        if name == "html"
        else f"XML with the root <{name}>"
        if name
        else "neither XML nor a list"
    )
    return f"{url} is {what}, not a sitemap: look for its address in robots.txt of the site"


def robots_sitemaps(text: str, *, url: str) -> list[str]:
    """Return the sitemaps that a robots.txt at `url` declares, absolute and each once."""
    found = (_ROBOTS_LINE.match(line) for line in text.splitlines())
    addresses = (absolute_url(line.group(1).partition("#")[0], url) for line in found if line)
    return list(dict.fromkeys(address for address in addresses if address))
