"""A page, parsed once: the tree that all rungs of the ladder read, and what they ask it for again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HTMLParser, document_fromstring
from parsel import Selector

from crawler.extraction.dropcaps import join_initials, names_initial
from crawler.extraction.encoding import decode
from crawler.extraction.mojibake import is_encoded_twice, mended
from crawler.extraction.text import squeeze, text_of

#: Pages over this many characters are read up to here; no news page comes near it.
MAX_CHARACTERS = 20_000_000
#: Bytes that stand in no text: what begins with them is a file of another kind.
_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x00\x00\x00",
    b"OggS",
    b"ID3",
)
_CLASSES = etree.XPath("//@class", smart_strings=False)
_FEEDS = ("<?xml", "<rss", "<feed", "<urlset", "<sitemapindex", "<rdf:")


class Page:
    """One page as text and tree. `root` is None where there is no HTML to read."""

    def __init__(self, text: str, *, url: str, root: Any | None, kind: str) -> None:
        self.text = text
        self.url = url
        self.root = root
        #: "html", "empty" or "other" (a binary, a feed, JSON).
        self.kind = kind
        #: What had to be mended before it could be read.
        self.warnings: list[str] = []
        self._by_tag: dict[str, list[Any]] = {}

    @cached_property
    def base(self) -> str:
        """Address that relative ones are resolved against."""
        for element in self.all("base"):
            if href := element.get("href"):
                return join(self.url, href) or self.url
        return self.url

    def absolute(self, address: str | None) -> str | None:
        """Return an absolute http(s) address for one printed in the page, or None."""
        return join(self.base, address) if address else None

    def all(self, tag: str) -> list[Any]:
        """Return all elements of one tag, in document order."""
        if tag not in self._by_tag:
            self._by_tag[tag] = list(self.root.iter(tag)) if self.root is not None else []
        return self._by_tag[tag]

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Contents of `meta` elements by `property`, `name` and `itemprop` in lower case, in order."""
        found: dict[str, list[str]] = defaultdict(list)
        for element in self.all("meta"):
            content = squeeze(element.get("content") or element.get("value") or "")
            names = {(element.get(key) or "").strip().lower() for key in ("property", "name", "itemprop")}
            for name in names - {""} if content else ():
                found[name].append(content)
        return found

    def meta(self, *names: str) -> str | None:
        """Return the content of the first of the `meta` names that has one."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    @cached_property
    def properties(self) -> dict[str, list[Any]]:
        """Elements by each of their `itemprop` names, in document order."""
        found: dict[str, list[Any]] = defaultdict(list)
        if self.root is not None:
            for element in self.root.xpath("//*[@itemprop]"):
                for name in element.get("itemprop").split():
                    found[name].append(element)
        return found

    @cached_property
    def classes(self) -> frozenset[str]:
        """The values of all `class` attributes: few, where the elements that hold them are many."""
        return frozenset(_CLASSES(self.root)) if self.root is not None else frozenset()

    def marked(self, says: Callable[[str], object]) -> list[Any]:
        """Return the elements with a class of which `says` is true, in document order."""
        wanted = {value for value in self.classes if says(value)}
        return [e for e in self.classed if e.get("class") in wanted] if wanted else []

    @cached_property
    def classed(self) -> list[Any]:
        """Elements with a class, in document order."""
        return self.root.xpath("//*[@class]") if self.root is not None else []

    @cached_property
    def title(self) -> str:
        """Text of `<title>` (the first one outside an image)."""
        titles = (text_of(e) for e in self.all("title") if e.getparent().tag != "svg")
        return next(filter(None, titles), "")

    @cached_property
    def scripts(self) -> list[str]:
        """Texts of the JSON-LD scripts."""
        kinds = ((e, (e.get("type") or "").lower()) for e in self.all("script"))
        return [e.text for e, kind in kinds if "ld+json" in kind and e.text]

    @cached_property
    def selector(self) -> Selector:
        """The same tree for CSS and XPath selectors."""
        return Selector(root=self.root, type="html", base_url=self.url)


def read_page(html: str | bytes, *, url: str, content_type: str | None = None) -> Page:
    """Parse a page; never raises. What is no HTML comes back with `root` None and its `kind`."""
    if isinstance(html, bytes):
        if html.startswith(_MAGIC):
            return Page("", url=url, root=None, kind="other")
        html, _ = decode(html, content_type=content_type)
    text = html[:MAX_CHARACTERS].replace("\x00", "")
    kind = _kind(html, text)
    twice = is_encoded_twice(text)
    text = mended(text) if twice else text
    root = _parse(text) if kind == "html" else None
    page = Page(text, url=url, root=root, kind=kind if root is not None or kind != "html" else "empty")
    join_initials(page.marked(names_initial))
    page.warnings += ["page: UTF-8 that was encoded twice mended"] if twice else []
    return page


def _kind(raw: str, text: str) -> str:
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if not head:
        return "empty"
    if len(text) < 0.9 * min(len(raw), MAX_CHARACTERS) or _is_binary(raw[:2000]):
        return "other"
    if head.startswith(_FEEDS) and "<html" not in head and "<!doctype html" not in head:
        return "other"
    return "other" if head[0] in "{[" and "<" not in head[:200] else "html"


def _is_binary(text: str) -> bool:
    controls = sum(c < " " and c not in "\t\n\r\f\x1b" for c in text)
    return controls > 0.1 * len(text)


def _parse(text: str) -> Any | None:
    """Parse with libxml2, whose limit on depth (2,048 with `huge_tree`) bounds hostile nesting."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=False)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def as_page(html: str | bytes | Page, *, url: str, content_type: str | None = None) -> Page:
    """Return `html` itself where it is parsed already, else parse it."""
    return html if isinstance(html, Page) else read_page(html, url=url, content_type=content_type)


def join(base: str, address: str) -> str | None:
    """Resolve an address against a base; None where the result is no http(s) address."""
    try:
        joined = urljoin(base, address.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None
