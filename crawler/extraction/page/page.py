"""A page, parsed once: its tree, and what all places of the ladder ask of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from itertools import accumulate
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HTMLParser, document_fromstring
from parsel import Selector

from crawler.decoding import decode_document, is_encoded_twice, mend_mojibake
from crawler.decoding.start_tags import bound_attributes
from crawler.extraction.page.dom import Element, parse_html, without_collector
from crawler.extraction.page.named_elements import NamedElements
from crawler.extraction.page.properties import property_names
from crawler.extraction.page.text import (
    INITIAL_WORDS,
    NAMES_INITIAL,
    join_initials,
    squeeze_space,
    visible_text,
)

#: Pages over this many characters are read up to here; no news page comes near it.
MAX_CHARACTERS = 13_000_000
#: Characters of a page that are mended where it was encoded twice.
_MENDED = 2_000_000
#: Elements of one tag, class or property that are looked at; 2,485 are the most that were seen.
MOST_ALIKE = 5_000
#: Values of one `meta` name, and characters of each; 79 and a few thousand are the most that were seen.
MOST_METAS, LONGEST_META = 200, 100_000
#: Characters of JSON-LD read of one page.
MAX_LINKED = 1_000_000
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
#: Control characters that stand in no text; ESC is in older Japanese pages.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_FEEDS = ("<?xml", "<rss", "<feed", "<urlset", "<sitemapindex", "<rdf:")


class _Index:
    """The elements by tag, class and property, found in one pass."""

    __slots__ = ("classes", "ids", "properties", "tags")

    def __init__(self, elements: list[Element]) -> None:
        self.tags: dict[str, list[Element]] = defaultdict(list)
        self.classes: dict[str, list[Element]] = defaultdict(list)
        self.ids: dict[str, list[Element]] = defaultdict(list)
        self.properties: dict[str, list[Element]] = defaultdict(list)
        for element in elements:
            self.tags[element.tag].append(element)
            if value := element.attributes.get("class"):
                self.classes[value].append(element)
            if value := element.attributes.get("id"):
                self.ids[value].append(element)
            if "itemprop" in element.attributes or "property" in element.attributes:
                for name in property_names(element):
                    self.properties[name].append(element)


class HtmlPage:
    """One page as text and tree; `root` is None where there is no HTML to read."""

    def __init__(self, text: str, *, url: str, root: Element | None, kind: str) -> None:
        self.text = text
        self.url = url
        self.root = root
        #: "html", "empty" or "other" (a binary, a feed, JSON).
        self.kind = kind
        #: What had to be mended before it could be read.
        self.warnings: list[str] = []

    @cached_property
    def base(self) -> str:
        """Address that relative ones are resolved against."""
        for element in self.all("base"):
            if href := element.get("href"):
                return join_url(self.url, href) or self.url
        return self.url

    def close(self) -> None:
        """Let the tree go, whose elements refer to each other and would wait for the garbage collector."""
        if self.root is not None:
            self.root.nodes.clear()
            self.root = None

    def absolute(self, address: str | None) -> str | None:
        """Return an absolute http(s) address for one printed in the page, or None."""
        return join_url(self.base, address) if address else None

    def all(self, tag: str) -> list[Element]:
        """Return the elements of one tag, in document order: the first `MOST_ALIKE` of them."""
        found = self._index.tags.get(tag, [])
        return found if len(found) <= MOST_ALIKE else found[:MOST_ALIKE]

    @cached_property
    def elements(self) -> list[Element]:
        """All elements, in document order."""
        return list(self.root.iter()) if self.root is not None else []

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.elements)

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Contents of `meta` elements by `property`, `name` and `itemprop` in lower case, in order.

        Of one name there are `MOST_METAS` at most, each of up to `LONGEST_META` characters.
        """
        found: dict[str, list[str]] = defaultdict(list)
        for element in self.all("meta"):
            content = squeeze_space((element.get("content") or element.get("value") or "")[:LONGEST_META])
            names = {(element.get(key) or "").strip().lower() for key in ("property", "name", "itemprop")}
            for name in names - {""} if content else ():
                if len(found[name]) < MOST_METAS:
                    found[name].append(content)
        return found

    def meta(self, *names: str) -> str | None:
        """Return the content of the first of the `meta` names that has one."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    @property
    def properties(self) -> dict[str, list[Element]]:
        """Elements by each of their properties (`property_names`), in document order."""
        return self._index.properties

    @property
    def classes(self) -> dict[str, list[Element]]:
        """Elements by the value of their `class` attribute: the values are few, the elements many."""
        return self._index.classes

    def marked(self, pattern: re.Pattern[str], *, words: tuple[str, ...]) -> list[Element]:
        """Return the elements in whose class `pattern` is found, in document order (`NamedElements.find`)."""
        return self._by_class.find(pattern.search, words=words)[:MOST_ALIKE]

    def named(self, accepts: Callable[[str], object], *, words: tuple[str, ...]) -> list[Element]:
        """Return the elements whose class or id is accepted, in document order (`NamedElements.find`)."""
        found = [*self._by_class.find(accepts, words=words), *self._by_id.find(accepts, words=words)]
        return sorted(set(found), key=lambda e: e.index)[:MOST_ALIKE]

    @cached_property
    def _by_class(self) -> NamedElements:
        return NamedElements(self.classes)

    @cached_property
    def _by_id(self) -> NamedElements:
        return NamedElements(self._index.ids)

    @cached_property
    def title(self) -> str:
        """Text of `<title>` (the first one outside an image)."""
        titles = (visible_text(e) for e in self.all("title") if e.parent is None or e.parent.tag != "svg")
        return next(filter(None, titles), "")

    @cached_property
    def scripts(self) -> list[str]:
        """Texts of the JSON-LD scripts, of `MAX_LINKED` characters together at most."""
        kinds = ((e, (e.get("type") or "").lower()) for e in self.all("script"))
        texts = [e.text for e, kind in kinds if "ld+json" in kind and e.text]
        sizes = accumulate(map(len, texts))
        return [text for text, size in zip(texts, sizes, strict=True) if size <= MAX_LINKED]

    @cached_property
    def selector(self) -> Selector:
        """The page for CSS and XPath selectors, in a tree of lxml's, parsed when it is first asked for."""
        return Selector(root=_lxml_tree(self.text), type="html", base_url=self.url)

    def select(self, xpath: str) -> list[Selector]:
        """Return what an XPath finds in the part of the page that was read."""
        return [
            one for one in self.selector.xpath(xpath) if isinstance(one.root, str) or self._holds(one.root)
        ]

    def _holds(self, element: Any) -> bool:
        return self._place_of(element) < len(self._index.tags.get(element.tag, ()))

    def own(self, element: Any) -> Element:
        """Return the element of this tree that stands for one of `selector`'s tree, which lxml built.

        Both trees are libxml2's work, so their elements are the same in the same order.
        """
        return self._index.tags[element.tag][self._place_of(element)]

    def _place_of(self, element: Any) -> int:
        """Return the place of an element of `selector`'s tree among those of its tag."""
        if element.tag not in self._places:
            self._places[element.tag] = {
                e: place for place, e in enumerate(self.selector.root.iter(element.tag))
            }
        return self._places[element.tag][element]

    @cached_property
    def _places(self) -> dict[str, dict[Any, int]]:
        return {}


def read_page(html: str | bytes, *, url: str, content_type: str | None = None) -> HtmlPage:
    """Return a page parsed; never raises. Without HTML its `root` is None, and `kind` says what it is."""
    if isinstance(html, bytes):
        if html.startswith(_MAGIC):
            return HtmlPage("", url=url, root=None, kind="other")
        decoded = decode_document(html, content_type=content_type)
        with without_collector():
            page = _read(decoded.text, url)
        page.warnings += [] if decoded.is_sure else [f"page: read as {decoded.charset}, which is not sure"]
        return page
    with without_collector():
        return _read(html, url)


def _read(html: str, url: str) -> HtmlPage:
    text = html[:MAX_CHARACTERS].replace("\x00", "")
    kind = _kind(html, text)
    twice = is_encoded_twice(text)
    text = mend_mojibake(text[:_MENDED]) + text[_MENDED:] if twice else text
    root, whole = parse_html(text) if kind == "html" else (None, True)
    page = HtmlPage(text, url=url, root=root, kind=kind if root is not None or kind != "html" else "empty")
    join_initials(page.marked(NAMES_INITIAL, words=INITIAL_WORDS))
    page.warnings += ["page: UTF-8 that was encoded twice mended"] if twice else []
    if not whole or len(html) > MAX_CHARACTERS:
        page.warnings.append("page: too long or nested too deep, read in part")
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
    return len(_CONTROLS.findall(text)) > 0.1 * len(text)


def _lxml_tree(text: str) -> Any:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    html = bound_attributes(text).encode("utf-8", "replace")
    return document_fromstring(html, parser=parser, ensure_head_body=False)


def as_page(html: str | bytes | HtmlPage, *, url: str, content_type: str | None = None) -> HtmlPage:
    """Return `html` itself where it is parsed already, else parse it."""
    return html if isinstance(html, HtmlPage) else read_page(html, url=url, content_type=content_type)


def join_url(base: str, address: str) -> str | None:
    """Resolve an address against a base; None where the result is no http(s) address."""
    try:
        joined = urljoin(base, address.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None
