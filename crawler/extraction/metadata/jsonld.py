"""JSON-LD: the article's node among all that a page prints, and the values in it.

JSON is read as pages print it: mended where the meaning is sure, left out where it is not.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

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
_MAX_NODES = 5000
#: Marks of comments and CDATA, which hide the JSON from old browsers, before it.
_HEAD = re.compile(r"(?:\s|\ufeff|<!--|-->|//|/\*|\*/|<!\[CDATA\[|\]\]>|;)*")
_ESCAPE = re.compile(r"\\(.?)|\"", re.DOTALL)
_AFTER_VALUE = re.compile(r"\s{0,200}(?:[}\]:]|$|,)")
_AFTER_COMMA = re.compile(r"\s{0,200}(?:[\"{\[\]}]|-?\d|true\b|false\b|null\b)")
#: Mending goes character by character; longer scripts are no article's metadata.
MEND_UP_TO = 200_000


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
        """Return the values of `key` as a flat list, references resolved."""
        value = (node or {}).get(key)
        flat = value if isinstance(value, list) else [value]
        if isinstance(value, dict) and isinstance(value.get("@list"), list):
            flat = value["@list"]
        return [self.resolved(v) for v in flat if v is not None and v != ""]

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
        value = value.get("@value") or value.get("name") or value.get("headline") or value.get("termName")
        value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float) and not isfinite(value):
        return ""
    text = without_tags(html.unescape(str(value)))
    return "" if is_template(text) or text.lower() in ("null", "undefined", "none") else text


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
        if isinstance(name := node.get("@id"), str) and len(node) > 1:
            data.by_id.setdefault(name, node)
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
            if value.get("@type"):
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


def load_json_values(text: str) -> list[Any]:
    """Return the JSON values in the text of a script, mended where needed; [] where none can be read."""
    # What follows the JSON is never read.
    text = text[_HEAD.match(text).end() :]  # type: ignore[union-attr]
    return _readable(text) or (_readable(plain) if (plain := html.unescape(text)) != text else [])


def _readable(text: str) -> list[Any]:
    """Return the values of a text, or of the mended text where it can't be read as it stands."""
    return list(_values(text)) or (list(_values(mend_json(text))) if len(text) <= MEND_UP_TO else [])


def _values(text: str) -> Iterator[Any]:
    """Yield the values that follow each other in a text, up to the first that can't be read."""
    decoder = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
    at = 0
    while at < len(text):
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value
        at = end
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1


def mend_json(text: str) -> str:
    """Escape quotes and raw newlines inside strings, and drop commas before a closing bracket.

    A quote ends its string where a string may end: before a colon, a closing bracket, or a comma with
    another key or value behind it. Any other quote is text.
    """
    out: list[str] = []
    at, size = 0, len(text)
    while at < size:
        if text[at] == '"':
            end = _end_of_string(text, at)
            out.append('"' + _escaped(text[at + 1 : end]) + '"')
            at = end + 1
        elif text[at] == "," and _next(text, at + 1) in "]},":
            at += 1
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def _next(text: str, at: int) -> str:
    """Return the next character that is no white space; a closing brace at the end of the text."""
    while at < len(text) and text[at].isspace():
        at += 1
    return text[at] if at < len(text) else "}"


def _end_of_string(text: str, start: int) -> int:
    at = start + 1
    while at < len(text) and not (text[at] == '"' and _can_end(text, at + 1)):
        at += 2 if text[at] == "\\" else 1
    return min(at, len(text))


def _can_end(text: str, at: int) -> bool:
    found = _AFTER_VALUE.match(text, at)
    if not found:
        return False
    return not found.group().endswith(",") or bool(_AFTER_COMMA.match(text, found.end()))


def _escaped(text: str) -> str:
    escaped = _ESCAPE.sub(_valid_escape, text)
    return escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def _valid_escape(found: re.Match[str]) -> str:
    """Keep the escapes of JSON, drop the backslash before an apostrophe, and double any other backslash."""
    follower = found.group(1)
    if follower is None:
        return '\\"'
    if follower == "'":
        return "'"
    return found.group() if follower and follower in '"\\/bfnrtu' else "\\\\" + follower
