"""Entries of feeds into links: of RSS, RDF, Atom and CDF, and items of JSON Feed.

A link has the entry's address, its title and when it was published, never when it was changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from crawler.discovery.links import absolute_url, plain_line
from crawler.discovery.xml import attributes_of, name_of
from crawler.records import Link

ENTRIES = ("item", "entry")

#: Elements that state when an entry was published, best first; never those of a later change.
DATES = (
    "pubdate", "published", "issued", "dcterms:issued", "dc:date", "prism:publicationdate", "atom:published",
)  # fmt: skip

_SURROGATES = re.compile("[\ud800-\udfff]")
_TITLES = ("title", "dc:title", "atom:title")
_ATOM = "http://www.w3.org/2005/atom"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def read_entry(entry: etree._Element, *, base: str, core: str | None, site: str | None = None) -> Link | None:
    """Return the link of an entry, or `None` where it names no page.

    `base` is the address that relative ones count from outside the entry; `core` is the format's
    namespace; `site` is the address that the feed gives for all of itself, which is no entry's own.
    """
    parts = list(_parts(entry, core))
    found = list(_web_addresses(parts, entry, _rebase(entry, base)))
    own = (address for address in found if address != site and not _is_front_page(address))
    url = next(own, found[0] if found else None)
    if url is None:
        return None
    return Link(url=url, title=_title(parts), date=_first(parts, DATES))


def _parts(entry: etree._Element, core: str | None) -> Iterator[tuple[str, etree._Element]]:
    for child in entry:
        yield name_of(child.tag, core), child


def base_address(element: etree._Element, url: str) -> str:
    """Return the address that relative ones within `element` count from, by xml:base of all above it."""
    bases = [above.get(_BASE) for above in (element, *element.iterancestors())]
    for stated in reversed([base for base in bases if base]):
        url = absolute_url(stated, url) or url
    return url


def _rebase(element: etree._Element, base: str) -> str:
    return absolute_url(element.get(_BASE), base) or base


def element_text(element: etree._Element) -> str:
    """Return all text in `element`, that of elements in it too, without white space around it."""
    return "".join(element.itertext()).strip()


def _first(parts: list[tuple[str, etree._Element]], names: tuple[str, ...]) -> str | None:
    for wanted in names:
        for name, element in parts:
            if name == wanted and (text := " ".join(element_text(element).split())):
                return text
    return None


def _title(parts: list[tuple[str, etree._Element]]) -> str | None:
    for wanted in _TITLES:
        for name, element in parts:
            if name == wanted and (title := _plain_title(element)):
                return title
    return None


def _plain_title(element: etree._Element) -> str | None:
    """Return a title on one line; in Atom, text not declared as HTML has no tags, so that "<p>" is a word."""
    space = (element.nsmap.get(element.prefix) or "").lower()
    kind = (element.get("type") or ("text" if space == _ATOM else "html")).lower()
    return plain_line(element_text(element), markup=kind not in ("text", "text/plain"))


def _web_addresses(
    parts: list[tuple[str, etree._Element]], entry: etree._Element, base: str
) -> Iterator[str]:
    """Yield the absolute addresses that may be the entry's, best first."""
    for address, at in _addresses(parts, entry):
        if url := absolute_url(address, _rebase(at, base)):
            yield url


def _is_front_page(url: str) -> bool:
    address = urlsplit(url)
    return address.path in ("", "/") and not address.query and not address.fragment.startswith("!")


def _addresses(
    parts: list[tuple[str, etree._Element]], entry: etree._Element
) -> Iterator[tuple[str | None, etree._Element]]:
    """Yield what may be the entry's address, best first, each with the element that holds it."""
    yield from ((element_text(el), el) for name, el in parts if name == "feedburner:origlink")
    yield from sorted(_links(parts), key=lambda found: _rank(found[1]))
    yield from ((element_text(el), el) for name, el in parts if name == "guid" and _is_permalink(el))
    yield from (
        (element_text(el), el)
        for name, el in parts
        if name in ("id", "atom:id") and _is_web(element_text(el))
    )
    for key, value in attributes_of(entry):
        if name_of(key) in ("rdf:about", "about", "href"):
            yield value, entry


def _links(parts: list[tuple[str, etree._Element]]) -> Iterator[tuple[str | None, etree._Element]]:
    for name, element in parts:
        if (
            name in ("link", "atom:link", "url")
            and (element.get("rel") or "alternate").lower() == "alternate"
        ):
            yield (element.get("href") or element_text(element), element)


def _rank(link: etree._Element) -> int:
    """Return the order of an alternate link: pages come before other types (a PDF, a video)."""
    kind = (link.get("type") or "text/html").lower()
    return 0 if "html" in kind else 1


def _is_permalink(guid: etree._Element) -> bool:
    """Tell whether a guid is an address: a URL is unless it says no, a relative one only if it says yes."""
    stated = next(
        (value.strip().lower() for key, value in attributes_of(guid) if key.lower() == "ispermalink"), ""
    )
    return stated != "false" and (stated == "true" or _is_web(element_text(guid)))


def _is_web(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def load_json_feed(text: str) -> dict[str, Any] | None:
    """Return a JSON Feed, 1 or 1.1, as a dict; `None` where `text` is no JSON or has no list of items.

    https://www.jsonfeed.org/version/1.1/
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return None
    return data


def text_at(data: dict[str, Any], *names: str) -> str | None:
    """Return the first of the named values that is text, on one line, or `None`."""
    for name in names:
        if isinstance(value := data.get(name), str) and value.strip():
            return " ".join(_SURROGATES.sub("\ufffd", value).split())
    return None


def read_items(data: dict[str, Any], *, url: str) -> Iterator[Link]:
    """Yield a link for each item with an address: `url`, else an `id` that is one, else `external_url`."""
    for item in data["items"]:
        if isinstance(item, dict) and (found := _item_address(item, url)):
            title = plain_line(text_at(item, "title"), markup=False)
            yield Link(url=found, title=title, date=text_at(item, "date_published"))


def _item_address(item: dict[str, Any], url: str) -> str | None:
    identity = text_at(item, "id") or ""
    web = identity if identity.startswith(("http://", "https://")) else None
    for value in (text_at(item, "url"), web, text_at(item, "external_url")):
        if found := absolute_url(value, url):
            return found
    return None
