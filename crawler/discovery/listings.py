"""Listings: section, archive and front pages as links with the title and the date printed near each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from lxml import etree
from parsel import Selector
from parsel.csstranslator import HTMLTranslator

from crawler.discovery.links import absolute_url, drop_fragment
from crawler.discovery.listing_cards import Place, date_links, name_link
from crawler.discovery.next_page import find_next
from crawler.records import Link

_PARSER: dict[str, bool | str] = {"encoding": "utf-8", "recover": True, "no_network": True, "huge_tree": True}
#: A path on the same site that needs no resolving.
_ROOTED = re.compile(r"/(?!/)(?:[^\s\x00-\x1f&.\\]|\.(?![./]))*")


@dataclass(kw_only=True, slots=True)
class Listing:
    """What a listing holds: its links in order of appearance, and the address of its next page."""

    links: list[Link] = field(default_factory=list)
    next_page: str | None = None


def parse_listing(
    html: str | Selector, *, url: str, link_css: str | None = None, next_css: str | None = None
) -> Listing:
    """Return every http(s) link of a page, each address once, and the address of the listing's next page.

    `url` is the address of the page, after redirects. `link_css` names the links to read, or elements
    around them; `next_css` the link to the next page, instead of what its address and text tell. Raises
    `ValueError` for a selector that is none.
    """
    root = _root(html)
    if root is None:
        return Listing()
    base = _base(root, url)
    places = _places(_anchors(root, link_css), base)
    dates = date_links(root, places) if places else {}
    links = [
        Link(url=place.url, title=name_link(place), date=dates.get(place.key)) for place in places.values()
    ]
    pages = root.iter("a", "link") if next_css is None else _anchors(root, next_css)
    return Listing(links=links, next_page=find_next(pages, url=url, base=base, trusted=next_css is not None))


def _root(html: str | Selector) -> etree._Element | None:
    if isinstance(html, Selector):
        return html.root if isinstance(html.root, etree._Element) else None
    data = html.replace("\x00", "").encode("utf-8", "replace")
    try:
        root: etree._Element | None = etree.fromstring(data, etree.HTMLParser(**_PARSER))
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return root


def _base(root: etree._Element, url: str) -> str:
    stated = next((base.get("href") for base in root.iter("base") if base.get("href")), None)
    return absolute_url(stated, url) or url


def _anchors(root: etree._Element, css: str | None) -> Iterator[etree._Element]:
    if css is None:
        yield from root.iter("a")
        return
    for element in root.xpath(_xpath(css)):
        yield from element.iter("a", "link") if isinstance(element, etree._Element) else ()


@lru_cache(maxsize=256)
def _xpath(css: str) -> str:
    try:
        return str(HTMLTranslator().css_to_xpath(css.removesuffix("::attr(href)")))
    except Exception as error:
        raise ValueError(f"{css!r} is no CSS selector: {error}") from error


def _places(anchors: Iterator[etree._Element], base: str) -> dict[str, Place]:
    """Gather the anchors of each address, in order of first appearance."""
    parts = urlsplit(base)
    origin = f"{parts.scheme}://{parts.netloc}"
    places: dict[str, Place] = {}
    for anchor in anchors:
        href = anchor.get("href")
        if not href or href[0] == "#":
            continue
        url = origin + href if _ROOTED.fullmatch(href) else absolute_url(href, base)
        if url is not None:
            key = drop_fragment(url)
            places.setdefault(key, Place(key=key, url=url)).anchors.append(anchor)
    return places
