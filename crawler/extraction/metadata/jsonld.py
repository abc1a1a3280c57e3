"""JSON-LD: the article's node among all that a page prints, and the values in it."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

from crawler.extraction.metadata.json_text import load_json_values
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import is_template, title_agreement, without_tags

Node = dict[str, Any]

#: Types of schema.org that name a text to read; any other type that ends with "Article" counts too.
ARTICLE_TYPES = frozenset({
    "Report", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "DiscussionForumPosting", "Review",
    "Recipe", "HowTo", "Interview",
})  # fmt: skip
PAGE_TYPES = frozenset({
    "WebPage", "ItemPage", "MedicalWebPage", "AboutPage", "QAPage", "FAQPage", "CreativeWork", "WebContent",
})  # fmt: skip
#: Keys below which stand other articles than the page's own.
_ASIDE = frozenset({
    "itemListElement", "hasPart", "isPartOf", "mentions", "relatedLink", "significantLink", "comment",
    "review", "citation", "blogPost", "blogPosts", "liveBlogUpdate", "isBasedOn", "potentialAction",
    "subjectOf", "publisher", "worksFor",
})  # fmt: skip
#: Where a thing's name stands, the first first.
_NAMES = ("@value", "name", "headline", "termName")
#: The parts of a person's name, in the order in which they are read.
_NAME_PARTS = ("givenName", "additionalName", "familyName")
_LISTS = ("@list", "@set", "@graph")
_MAX_NODES = 5000
#: Values read of one key, and characters of one text.
_MAX_VALUES, _LONGEST_TEXT = 500, 100_000
#: Keys kept of what nodes of one `@id` say, and people of one page.
_MAX_KEYS = _MAX_PEOPLE = 100
#: Roles, lists and items of lists that may stand around a name.
_DEEPEST = 3


@dataclass(slots=True)
class LinkedData:
    """What a page's JSON-LD says: the article's node, its page's node and all nodes by `@id`."""

    article: Node | None = None
    page: Node | None = None
    nodes: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)

    def resolved(self, value: Any) -> Any:
        """Return the full node for a reference (`{"@id": ...}`), else `value` itself."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str):
            known = self.by_id.get(value["@id"])
            return {**known, **value} if known else value
        return value

    def values(self, node: Node | None, key: str) -> list[Any]:
        """Return the values of `key` as a flat list, however lists are nested, references resolved."""
        return [self.resolved(v) for v in _values(node or {}, key) if v is not None and v != ""]

    def people(self, node: Node | None, key: str) -> list[Node]:
        """Return the nodes of those who stand under `key`; a plain name becomes a node without a type.

        A role (`{"@type": "Role", "author": ...}`) and an item of a list stand around those they speak of.
        """
        found, around = self.values(node, key), (key, "item", "itemListElement")
        for _ in range(_DEEPEST):
            inside = (one for value in found for one in self._within(value, around))
            found = list(islice(inside, _MAX_PEOPLE))
        return found

    def _within(self, value: Any, around: tuple[str, ...]) -> list[Any]:
        """Return what stands in a value without a name under one of the keys; else the value itself."""
        if not isinstance(value, dict):
            return [self.by_id.get(str(value), {"name": value})]
        return (
            [value]
            if names_of(value)
            else next(filter(None, (self.values(value, k) for k in around)), [value])
        )

    def texts(self, node: Node | None, *keys: str) -> list[str]:
        """Return the texts of the first key that has any: strings, or the names of things."""
        for key in keys:
            if found := [text for v in self.values(node, key) if (text := as_text(v))]:
                return found
        return []

    def text(self, node: Node | None, *keys: str) -> str | None:
        """Return the first text of the first key that has one."""
        return next(iter(self.texts(node, *keys)), None)


def as_text(value: Any) -> str:
    """Return the text of a value: a string, a number or the name of a thing; "" where it has none."""
    if isinstance(value, dict):
        return next(iter(names_of(value)), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float) and not isfinite(value):
        return ""
    text = without_tags(html.unescape(str(value)[:_LONGEST_TEXT]))
    return "" if is_template(text) or text.lower() in ("null", "undefined", "none") else text


def names_of(thing: Node) -> list[str]:
    """Return the names of a thing: a list of them names several people, unless it is one in many languages.

    A person without a name has one from its parts (`givenName`, `familyName`), which also complete a
    first name that stands alone.
    """
    given = next(filter(None, (_values(thing, key) for key in _NAMES)), [])
    translated = any(isinstance(value, dict) for value in given)
    names = _texts(given[:1] if translated else given)
    whole = " ".join(text for key in _NAME_PARTS for text in _texts(_values(thing, key)))
    return [whole] if whole and (not names or names[0] in whole.split()) else names


def _values(thing: Node, key: str) -> list[Any]:
    return list(islice(_flat(thing.get(key)), _MAX_VALUES)) if thing.get(key) else []


def _texts(values: list[Any]) -> list[str]:
    """Return the texts of plain values and of those in many languages (`{"@value": ...}`)."""
    plain = (
        value.get("@value") or value.get("name") if isinstance(value, dict) else value for value in values
    )
    return [text for value in plain if not isinstance(value, dict) and (text := as_text(value))]


def _flat(value: Any) -> Iterator[Any]:
    """Yield the values of nested lists (`[[...]]`, `{"@list": [...]}`) one by one."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), value)
        if isinstance(value, list):
            waiting.extend(reversed(value))
        else:
            yield value


def node_types(node: Node) -> set[str]:
    """Return the schema.org types of a node, without their namespace."""
    kinds = node.get("@type")
    flat = kinds if isinstance(kinds, list) else [kinds]
    return {k.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1] for k in flat if isinstance(k, str)}


def is_article_node(node: Node) -> bool:
    """Tell whether a node's type names an article."""
    return any(kind in ARTICLE_TYPES or kind.endswith("Article") for kind in node_types(node))


def linked_data(page: HtmlPage, *, title: str = "") -> LinkedData:
    """Read all JSON-LD of a page and choose the article's node by type, address and `title`."""
    placed = list(_nodes([value for script in page.scripts for value in load_json_values(script)]))
    data = LinkedData(nodes=[node for node, _ in placed])
    for node in data.nodes:
        if isinstance(name := node.get("@id"), str):
            known = data.by_id.setdefault(name, {})
            known.update(islice(((k, v) for k, v in node.items() if k not in known), _MAX_KEYS - len(known)))
    data.article = _best([(n, depth) for n, depth in placed if is_article_node(n)], page, title)
    data.page = _best([(n, depth) for n, depth in placed if node_types(n) & PAGE_TYPES], page, title)
    return data


def _nodes(values: list[Any]) -> Iterator[tuple[Node, int]]:
    """Yield the nodes in all values, each with the number of keys above it that lead to other articles."""
    waiting: list[tuple[Any, int]] = [(value, 0) for value in reversed(values)]
    seen = 0
    while waiting and seen < _MAX_NODES:
        value, aside = waiting.pop()
        seen += 1
        if isinstance(value, list):
            waiting.extend((v, aside) for v in reversed(value) if isinstance(v, list | dict))
        elif isinstance(value, dict):
            if value.get("@type") or (value.get("@id") and len(value) > 1):
                yield value, aside
            inner = [(k, v) for k, v in value.items() if isinstance(v, list | dict)]
            waiting.extend((v, aside + (k in _ASIDE)) for k, v in reversed(inner))


def _best(placed: list[tuple[Node, int]], page: HtmlPage, title: str) -> Node | None:
    ranked = [(_rank(node, aside, page, title), -place, node) for place, (node, aside) in enumerate(placed)]
    best = max(ranked, key=lambda entry: entry[:2], default=None)
    return best[2] if best and best[0] > 0 else None


def _rank(node: Node, aside: int, page: HtmlPage, title: str) -> float:
    """Score how surely a node is of the page's own article; one of another article gets 0 or less."""
    headline = as_text(node.get("headline")) or as_text(node.get("name"))
    score = 1.0 - 2 * aside + 0.5 * bool(headline) + 0.5 * bool(node.get("datePublished"))
    score += 0.5 * any("News" in kind for kind in node_types(node))
    if title and headline:
        score += 2 * title_agreement(headline, title) - 0.5
    addresses = _addresses(node)
    if addresses:
        score += 2 if any(_is_same_address(a, page) for a in addresses) else -0.5
    return score


def _addresses(node: Node) -> list[str]:
    own = [node.get("url"), node.get("mainEntityOfPage"), node.get("@id")]
    flat = [v.get("@id") or v.get("url") if isinstance(v, dict) else v for v in own]
    return [v for v in flat if isinstance(v, str) and "/" in v]


def _is_same_address(address: str, page: HtmlPage) -> bool:
    try:
        parts, own = urlsplit(page.absolute(address) or ""), urlsplit(page.url)
    except ValueError:
        return False
    return len(own.path) > 1 and parts.path.rstrip("/") == own.path.rstrip("/")
