"""Feeds: RSS 0.9 to 2.0, RDF (RSS 1.0), Atom 0.3 and 1.0, JSON Feed 1 and 1.1.

This is own code over lxml, since discovery needs a feed's links and the date when each was *published*. A
general feed library maps `dc:date` and `updated` to one field, and expands what entities declare.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from crawler.decoding import decode_document, is_encoded_twice, mend_mojibake
from crawler.discovery.feed_entries import (
    ENTRIES,
    base_address,
    element_text,
    load_json_feed,
    read_entry,
    read_items,
    text_at,
)
from crawler.discovery.links import absolute_url, join_links, plain_line
from crawler.discovery.unpacking import inflate_body
from crawler.discovery.xml import (
    FEED_ROOTS,
    SITEMAP_ROOTS,
    bound_tree,
    find_root,
    make_parser,
    name_of,
    namespace_of,
    parse_xml,
    repair_xml,
)
from crawler.records import Link

#: Bytes read of a feed at most, uncompressed.
MAX_BYTES = 32 * 1024 * 1024
#: Entries read of an ill-formed feed at most, each by itself.
MAX_ENTRIES = 20_000

_ENTRY = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_PAGE_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}")
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class FeedError(ValueError):
    """Raised for what is no feed; the message says what it is and what to do."""


@dataclass(kw_only=True, slots=True)
class Feed:
    """What a feed says: its links and how it wants to be read."""

    links: list[Link] = field(default_factory=list)
    title: str | None = None
    #: As stated, not checked to be BCP 47.
    language: str | None = None
    #: Seconds that the feed asks to wait between two fetches (`ttl`, else `sy:updatePeriod`), as stated.
    min_interval: int | None = None
    #: Hours (0-23, UTC) and days ("Monday") in which the feed asks not to be fetched.
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[str, ...] = ()
    #: The next page of the feed, and the archive before it (RFC 5005).
    next: str | None = None
    previous_archive: str | None = None


def parse_feed(body: bytes, *, url: str, content_type: str | None = None) -> Feed:
    """Return what a feed of any format says, from the bytes of a response.

    `url` is the address it came from, after redirects; `content_type` the header, for its charset.
    Ill-formed and truncated feeds give what can be read. Raises `FeedError` for what is no feed, and
    nothing else.
    """
    unpacked = b"".join(inflate_body(body, limit=MAX_BYTES))
    text = decode_document(unpacked, content_type=content_type, kind="xml").text.lstrip("\ufeff \t\r\n")
    text = mend_mojibake(text) if is_encoded_twice(text) else text
    if text.startswith("{"):
        return _from_json(text, url)
    name, start = find_root(text)
    if name not in FEED_ROOTS:
        raise FeedError(_refusal(text, name, url))
    return _from_xml(repair_xml(bound_tree(text[start:])), url)


def _from_json(text: str, url: str) -> Feed:
    data = load_json_feed(text)
    if data is None:
        raise FeedError(
            f"{url} is JSON but no JSON Feed (no list of items): give the address of the feed itself"
        )
    return Feed(
        links=join_links(read_items(data, url=url)),
        title=plain_line(text_at(data, "title"), markup=False),
        language=text_at(data, "language"),
        next=_other(text_at(data, "next_url"), url),
    )


def _from_xml(text: str, url: str) -> Feed:
    root, entries = _trees(text)
    if root is None:
        raise FeedError(f"{url} begins like a feed but can't be read: it is cut or damaged, try again later")
    core = _core(root)
    feed = _head(root, core, url)
    site = _site(root, core, url)
    base = _base(site, url)
    found = (read_entry(entry, base=_entry_base(entry, base), core=core, site=site) for entry in entries)
    feed.links = join_links(link for link in found if link is not None)
    return feed


def _trees(text: str) -> tuple[etree._Element | None, list[etree._Element]]:
    """Parse the feed and its entries; where an error swallowed entries, parse each by itself instead."""
    root = parse_xml(text)
    entries = [] if root is None else _entries(root)
    starts = [found.start() for found in islice(_ENTRY.finditer(text), MAX_ENTRIES)]
    if root is not None and (len(entries) >= len(starts) or _is_sound(text)):
        return root, entries
    ends = [*starts[1:], len(text)]
    pieces = (parse_xml(text[start:end]) for start, end in zip(starts, ends, strict=True))
    head = parse_xml(text[: starts[0]]) if starts else root
    return head, [piece for piece in pieces if piece is not None]


def _is_sound(text: str) -> bool:
    """Tell whether `text` is well-formed, so that "<item>" beyond the entries found stands inside CDATA."""
    try:
        etree.fromstring(text.encode("utf-8"), make_parser(recover=False))
    except etree.XMLSyntaxError:
        return False
    return True


def _entries(root: etree._Element) -> list[etree._Element]:
    core = _core(root)
    return [element for element in root.iter(etree.Element) if name_of(element.tag, core) in ENTRIES]


def _core(root: etree._Element) -> str | None:
    return None if name_of(root.tag) == "rdf:rdf" else namespace_of(root)


def _head(root: etree._Element, core: str | None, url: str) -> Feed:
    """Read what stands outside the entries: in `channel`, beside it, or in Atom's root."""
    feed = Feed(language=root.get(_LANGUAGE))
    period: dict[str, str] = {}
    for element in _outside(root, core):
        name = name_of(element.tag, core)
        if name in ("sy:updateperiod", "sy:updatefrequency", "ttl"):
            period.setdefault(name, element_text(element).lower())
        else:
            _note(feed, name, element, url)
    feed.min_interval = _interval(period)
    return feed


def _outside(root: etree._Element, core: str | None) -> list[etree._Element]:
    found: list[etree._Element] = []
    for element in root:
        name = name_of(element.tag, core)
        if name == "channel":
            found.extend(child for child in element if name_of(child.tag, core) not in ENTRIES)
        elif name not in ENTRIES:
            found.append(element)
    return found


def _note(feed: Feed, name: str, element: etree._Element, url: str) -> None:
    if name in ("title", "dc:title"):
        feed.title = feed.title or plain_line(element_text(element))
    elif name in ("language", "dc:language"):
        feed.language = feed.language or plain_line(element_text(element))
    elif name == "skiphours":
        feed.skip_hours = _hours(element)
    elif name == "skipdays":
        feed.skip_days = tuple(
            dict.fromkeys(day for child in element if (day := element_text(child).capitalize()))
        )
    elif name in ("link", "atom:link"):
        _note_page(feed, element, url)


def _note_page(feed: Feed, link: etree._Element, url: str) -> None:
    rel = (link.get("rel") or "").lower()
    target = _other(link.get("href"), base_address(link, url))
    if rel == "next":
        feed.next = feed.next or target
    elif rel == "prev-archive":
        feed.previous_archive = feed.previous_archive or target


def _other(address: str | None, url: str) -> str | None:
    """Return the address of another page of the feed; None where the feed names itself as its next page."""
    target = absolute_url(address, url)
    return target if target != url else None


def _hours(element: etree._Element) -> tuple[int, ...]:
    found = (_NUMBER.fullmatch(element_text(child)) for child in element)
    hours = (int(hour.group()) % 24 for hour in found if hour and int(hour.group()) <= 24)
    return tuple(sorted(set(hours)))


def _interval(period: dict[str, str]) -> int | None:
    if (minutes := _NUMBER.fullmatch(period.get("ttl", ""))) and int(minutes.group()):
        return int(minutes.group()) * 60
    seconds = _PERIODS.get(period.get("sy:updateperiod", ""))
    times = _NUMBER.fullmatch(period.get("sy:updatefrequency", "1"))
    return seconds // max(1, int(times.group()) if times else 1) if seconds else None


def _site(root: etree._Element, core: str | None, url: str) -> str | None:
    """Return the address that the feed gives for the pages that it is about."""
    links = (element for element in _outside(root, core) if name_of(element.tag, core) == "link")
    stated = (absolute_url(element_text(element), url) for element in links)
    return next(filter(None, stated), None)


def _base(site: str | None, url: str) -> str:
    """Return the address that relative links count from: the feed's, or its site's on another host."""
    return site if site and urlsplit(site).hostname != urlsplit(url).hostname else url


def _entry_base(entry: etree._Element, base: str) -> str:
    above = entry.getparent()
    return base if above is None else base_address(above, base)


def _refusal(text: str, name: str, url: str) -> str:
    if not text.strip("\x00 \t\r\n"):
        return f"{url} is empty: try again later, or give another feed"
    if name in SITEMAP_ROOTS:
        return f"{url} is a sitemap, not a feed: declare it among the sitemaps"
    if name == "html" or re.search(r"<(?:html|head|body|!doctype html)\b", text[:4096], re.IGNORECASE):
        title = _PAGE_TITLE.search(text[: 256 * 1024])
        called = f' ("{plain_line(title.group(1))}")' if title and plain_line(title.group(1)) else ""
        return f"{url} is an HTML page{called}, not a feed: look in it for its feed (rel=alternate)"
    what = f"XML with the root <{name}>" if name else "neither XML nor JSON"
    return f"{url} is {what}, not a feed: give the address of an RSS, Atom or JSON feed"
