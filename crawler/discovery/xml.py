"""XML of feeds and sitemaps into trees: nothing is opened, expanded or refused for being ill-formed.

The document type is left out before the parser sees the text, so no entity is ever declared. Names of HTML
become their character, any other stays as printed. That is enough against external entities, billion laughs
and quadratic blow-up, and it keeps what a careless producer wrote.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import html5
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

#: Roots of what is parsed here, as local names in lower case.
FEED_ROOTS = ("rss", "feed", "rdf", "channel")
SITEMAP_ROOTS = ("urlset", "sitemapindex")

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|feed|rdf|channel|urlset|sitemapindex)(?=[\s>/])", re.IGNORECASE)
_FIRST_TAG = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,60})")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BARE = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot|apos|#\w{1,8});)([A-Za-z0-9]{2,32});")
#: Characters before the root element that are looked at.
_PROLOG = 256 * 1024
#: Tags parsed of one document at most: a tree takes some 120 bytes each.
_TAGS = 1_000_000
#: Attributes read of one element.
_MOST_ATTRIBUTES = 200
_END_OF_SUBSET = re.compile(r"\][ \t\r\n]{0,100}>")
#: Namespaces that RSS 0.9, 0.91, 1.0 and 2.0 were given.
_RSS = re.compile(
    r"http://(?:purl\.org/rss/1\.0/?|purl\.org/net/rss1\.1#|(?:my|channel)\.netscape\.com/.*|"
    r"backend\.userland\.com/rss.*|blogs\.law\.harvard\.edu/tech/rss.*)$",
    re.IGNORECASE,
)

_PREFIXES = {
    "http://purl.org/dc/elements/1.0/": "dc:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://www.w3.org/2005/atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",
    "http://purl.org/rss/1.0/modules/syndication/": "sy:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://prismstandard.org/namespaces/basic/2.0/": "prism:",
    "http://prismstandard.org/namespaces/1.2/basic/": "prism:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}


_SAFE: dict[str, Any] = {
    "encoding": "utf-8",
    "recover": True,
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def make_parser(*, recover: bool = True) -> etree.XMLParser[etree._Element]:
    """Return a parser for repaired UTF-8 text: no network, no entities, no more than libxml2's limits."""
    return etree.XMLParser(**{**_SAFE, "recover": recover})


def make_pull_parser(tags: tuple[str, ...]) -> etree.XMLPullParser[etree._Element]:
    """Return a parser fed by pieces, as `make_parser`, which reports the ends of elements named `tags`."""
    return etree.XMLPullParser(("end",), tag=tags, **_SAFE)


def find_root(text: str) -> tuple[str, int]:
    """Return the name of the root element (local, lower case) and where it begins; ("", 0) without one.

    What stands before it is passed over: white space, declaration, comments, document type, and, where a
    known root follows further on, messages of the server.
    """
    start = _after_prolog(text)
    first = _FIRST_TAG.match(text, start)
    if first and (name := first.group(1).lower()) in (*FEED_ROOTS, *SITEMAP_ROOTS, "html"):
        return name, start
    if known := _ROOT.search(text, start, start + 64 * 1024):
        return known.group(1).lower(), known.start()
    return (first.group(1).lower(), start) if first else ("", 0)


def _after_prolog(text: str) -> int:
    at = text.find("<")
    while 0 <= at < _PROLOG and text.startswith(("<?", "<!"), at):
        end = _end_of_markup(text, at)
        at = text.find("<", end) if end > 0 else -1
    return max(at, 0)


def _end_of_markup(text: str, at: int) -> int:
    if text.startswith("<!--", at):
        return text.find("-->", at)
    close = text.find(">", at)
    subset = text.find("[", at, close) if close > 0 and text.startswith("<!", at) else -1
    if subset < 0:
        return close
    end = _END_OF_SUBSET.search(text, subset)
    return end.end() if end else -1


def repair_xml(text: str) -> str:
    """Return text without what XML forbids: HTML's entities become characters, stray "&" is escaped."""
    text = _UNPRINTABLE.sub("", text)
    return _NAMED.sub(_character, _BARE.sub("&amp;", text)) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    name = found.group(1)
    return escape(html5.get(f"{name};", f"&{name};"))


def bound_tree(text: str) -> str:
    """Return as much of `text` as makes a tree of bounded size."""
    while text.count("<") > _TAGS:
        text = text[: len(text) // 2]
    return text


def parse_xml(text: str) -> etree._Element | None:
    """Return the root of repaired `text`, read as far as it is well-formed, or `None`."""
    try:
        return etree.fromstring(text.encode("utf-8"), make_parser())
    except etree.XMLSyntaxError:
        return None


@lru_cache(maxsize=4096)
def name_of(tag: str, core: str | None = None) -> str:
    """Return a tag in lower case with the usual prefix of its namespace: "title", "dc:date", "?:title".

    Names of the format itself (`core` is its namespace) and names without a namespace have no prefix.
    """
    space, brace, local = tag.rpartition("}")
    if not brace or space[1:] == core or _RSS.match(space[1:]):
        return local.lower()
    return _PREFIXES.get(space[1:].lower(), "?:") + local.lower()


def namespace_of(element: etree._Element) -> str | None:
    """Return the namespace of an element, `None` where it has none."""
    space: str | None = etree.QName(element).namespace
    return space


def attributes_of(element: etree._Element) -> list[tuple[str, str]]:
    """Return the attributes of an element, none where it has too many: lxml looks each up among all."""
    return element.items() if len(element.attrib) <= _MOST_ATTRIBUTES else []
