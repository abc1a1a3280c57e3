"""What all sources need: addresses made absolute, titles made plain, links that come twice joined."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin, urlsplit

from crawler.records import Link

_TAGS = (
    "a abbr acronym b bdi bdo big blockquote br center cite code dd del dfn div dl dt em embed figure "
    "font frame frameset h1 h2 h3 h4 h5 h6 hr i iframe img ins kbd li link mark meta nobr object ol p pre "
    "q s samp script small span strike strong style sub sup svg table tbody td th thead time tr tt u ul "
    "var video wbr"
)
_MARKUP = re.compile(rf"<(?:!--|/?(?:{'|'.join(_TAGS.split())})(?=[\s/>]))[^<>]*>", re.IGNORECASE)
_BREAKS = re.compile(r"[\t\r\n]+[ ]*")
#: An absolute address with a plain host: nothing in it needs to be resolved or checked.
_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/(?:[^\s\x00-\x1f&]|&(?!amp;))*)?")
_HOST = re.compile(r"www\.[^\s/]+\.[^\s/]+", re.IGNORECASE)
#: Windows-1252 read as Latin-1, as feeds print "smart" quotes.
_WINDOWS = {
    code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0) if code != 0x85
}


def absolute_url(address: str | None, base: str) -> str | None:
    """Return an address as an absolute http(s) URL, resolved against `base`; `None` where it names no page.

    White space around and line breaks within are dropped (WHATWG URL), a space within becomes %20, and a
    doubly escaped "&amp;" one "&". Wrappers that redirect (`?url=`) are left alone.
    """
    if address and _PLAIN.fullmatch(address):
        return address
    plain = _tidy(address or "")
    if not plain or plain.startswith("#"):
        return None
    try:
        joined = urljoin(base, f"//{plain}" if _HOST.match(plain) else plain)
        parts = urlsplit(joined)
        return parts.geturl() if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _tidy(address: str) -> str:
    joined = _BREAKS.sub("", address.strip(" \t\r\n\f\v\x00\xa0"))
    return joined.replace(" ", "%20").replace("&amp;", "&")


def plain_line(text: str | None, *, markup: bool = True) -> str | None:
    """Return `text` on one line, entities decoded, tags of HTML left out if `markup`; `None` where empty."""
    text = text or ""
    if markup and "<" in text:
        text = _MARKUP.sub(" " if "><" in text else "", text)
    if "&" in text:
        text = unescape(text)
    return " ".join(text.translate(_WINDOWS).split()) or None


def drop_fragment(url: str) -> str:
    """Return `url` without its fragment, unless the fragment is a route ("#!/...", "#/...")."""
    head, mark, fragment = url.partition("#")
    return url if mark and fragment.startswith(("!", "/")) else head


def join_links(links: Iterable[Link]) -> list[Link]:
    """Return each address once, in order of appearance, with the first title and date given for it."""
    known: dict[str, Link] = {}
    for link in links:
        first = known.setdefault(drop_fragment(link.url), link)
        first.title = first.title or link.title
        first.date = first.date or link.date
    return list(known.values())
