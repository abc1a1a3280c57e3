"""Listings: section, archive and front pages as links with their titles and dates, and the next page.

The link to the next page leads forward only, and stays on the same site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from lxml import etree
from parsel import Selector
from parsel.csstranslator import HTMLTranslator

from crawler.decoding import decode_document
from crawler.discovery.article_urls import looks_like_article
from crawler.discovery.link_words import is_arrow, is_next
from crawler.discovery.links import absolute_url, drop_fragment
from crawler.discovery.listing_cards import Place, date_links, name_link, text_in
from crawler.records import Link, NumberedPage

_PARSER: dict[str, bool | str] = {"encoding": "utf-8", "recover": True, "no_network": True, "huge_tree": True}
#: A path on the same site that needs no resolving.
_ROOTED = re.compile(r"/(?!/)(?:[^\s\x00-\x1f&.\\]|\.(?![./]))*")
_QUERY = re.compile(
    r"([?&](?:page|paged|pg|p|pagina|pag|seite|strona|sayfa|sida|side|pageno|page_no|pagenum|pn|"
    r"start|offset|from|limitstart|skip|first)=)(\d{1,7})(?=&|$)",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"(/(?:page|pagina|página|p%C3%A1gina|pag|seite|strona|strana|stranka|sayfa|sida|side|sivu|trang|halaman|p)[/:=-]?)"
    r"(\d{1,6})(?=[/?.]|$)",
    re.IGNORECASE,
)
_LAST = re.compile(r"([/_-])(\d{1,3})(?=/?(?:\.[a-z]{3,5})?$)")
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_TEXT = 40


@dataclass(kw_only=True, slots=True)
class Listing:
    """What a listing holds: its links in order of appearance, and the address of its next page."""

    links: list[Link] = field(default_factory=list)
    next_page: str | None = None


def read_listing(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    link_css: str | None = None,
    next_css: str | None = None,
) -> Listing:
    """Return what `parse_listing` gives of a response's bytes; `content_type` is its header."""
    html = decode_document(body, content_type=content_type).text
    return parse_listing(html, url=url, link_css=link_css, next_css=next_css)


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


@dataclass(frozen=True, slots=True)
class _Position:
    """A place in a series of pages: the address without its number, and the number if it has one."""

    series: str
    number: int | None


def numbered_page(url: str) -> NumberedPage | None:
    """Return a listing's address parted at its page number, or `None` where it has none."""
    for pattern in (_QUERY, _PATH, _LAST):
        if found := pattern.search(url):
            start, end = found.span(2)
            return NumberedPage(url[:start], int(found.group(2)), url[end:])
    return None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A link that may lead to the next page; the one with the lowest `order` is the best."""

    order: tuple[int, int]
    url: str


def find_next(
    elements: Iterable[etree._Element], *, url: str, base: str, trusted: bool = False
) -> str | None:
    """Return the address of the next page among links (`a`, `link`), or `None`.

    `url` is the page at hand, `base` the address that relative ones count from. A link of `rel=next`
    comes first, then one whose text names the next page, then the next number of the same series.
    `trusted` links are known to lead there and need no name.
    """
    here = (_position(url), _Position(_series(url), None))  # a number may also be a section's own
    found = (_candidate(element, here, url, base, trusted) for element in elements)
    best = min((one for one in found if one), key=lambda one: one.order, default=None)
    return best.url if best else None


def _candidate(
    element: etree._Element, here: tuple[_Position, ...], url: str, base: str, trusted: bool
) -> _Candidate | None:
    rank = 0 if trusted else _rank(element)
    target = _target(element, url, base) if rank is not None else None
    if rank is None or target is None:
        return None
    there = _position(target)
    if not any(_is_forward(one, there, rank) for one in _readings(here, there)) or (
        0 < rank < _BY_NUMBER and looks_like_article(target)
    ):
        return None
    return _Candidate((rank, there.number or 0), target)


#: Ranks: what names itself the next page, what is but an arrow, what is but a number.
_BY_NAME, _BY_ARROW, _BY_NUMBER = 1, 2, 3


def _rank(element: etree._Element) -> int | None:
    """Return how surely a link leads to the next page: 0 (`rel=next`) to 3, `None` for other links."""
    if "next" in (element.get("rel") or "").lower().split():
        return 0
    if element.tag != "a":
        return None
    text = _short_text(element)
    if text is None:
        return None
    if text.isdecimal():
        return _BY_NUMBER if int(text) > 1 else None
    if is_arrow(text):
        return _BY_ARROW
    labels = (text, element.get("aria-label"), element.get("title"))
    named = any(label and is_next(label) for label in labels)
    return _BY_NAME if named or (not text and "next" in (element.get("class") or "").lower()) else None


def _short_text(element: etree._Element) -> str | None:
    if len(element) == 0:
        text = (element.text or "").strip()
        return text if len(text) <= _TEXT else None
    text = text_in(element)
    return text if len(text) <= _TEXT else None


def _target(element: etree._Element, url: str, base: str) -> str | None:
    """Return where a link leads, if that is another page of the same site."""
    target = absolute_url(element.get("href"), base)
    if target is None or drop_fragment(target) == drop_fragment(url) or _host(target) != _host(url):
        return None
    return drop_fragment(target)


def _readings(here: tuple[_Position, ...], there: _Position) -> tuple[_Position, ...]:
    """Return the readings of the page at hand that are of the other page's series; without any, the first."""
    return tuple(one for one in here if one.series == there.series) or here[:1]


def _is_forward(here: _Position, there: _Position, rank: int) -> bool:
    """Tell whether a page comes after the one at hand; one of another series must be named so."""
    same = here.series == there.series
    if there.number is None or (not same and rank == 0):
        return not same and rank <= _BY_NAME
    if not same and rank > _BY_NAME:
        return False
    return there.number > (here.number or 0)


def _position(url: str) -> _Position:
    for pattern in (_QUERY, _PATH, _LAST):
        if found := pattern.search(url):
            return _Position(_series(url[: found.start()] + url[found.end() :]), int(found.group(2)))
    return _Position(_series(url), None)


def _series(url: str) -> str:
    """Return what pages of one series share: the address without scheme, `www`, number and closing marks."""
    return _SCHEME.sub("", drop_fragment(url)).replace("?&", "?").rstrip("/?&")


def _host(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return host.removeprefix("www.").removeprefix("m.")
