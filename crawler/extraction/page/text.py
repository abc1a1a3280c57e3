"""Text of elements, and the comparison of texts that say the same in other words or marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from crawler.extraction.page.dom import Element, Nodes

#: Elements whose text no reader sees.
UNSEEN = frozenset({"script", "style", "noscript", "template", "textarea", "select", "option", "svg", "math"})
#: Elements that start and end a line.
BLOCKS = frozenset({
    "address", "article", "aside", "audio", "blockquote", "br", "button", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "iframe", "li", "main", "menu", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    "video",
})  # fmt: skip
_TEMPLATE = re.compile(
    r"\{\{[^{}]{0,200}\}\}|\{%[^{}%]{0,200}%\}|<%[^%]{0,200}%>|\$\{[^{}]{0,200}\}|\[%[^%]{0,200}%\]"
)
_BETWEEN_LETTERS = re.compile(r"[\W_]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")


def squeeze_space(text: str) -> str:
    """Fold white space to single spaces and strip it."""
    return " ".join(text.split())


def without_tags(text: str) -> str:
    """Drop tags from a text that should hold none (`<em>` in a JSON-LD headline)."""
    return squeeze_space(_TAG.sub("", text)) if "<" in text else squeeze_space(text)


def is_template(text: str) -> bool:
    """Tell a template variable that was never filled in (`{{ title }}`, `${author}`)."""
    return bool(_TEMPLATE.search(text))


def text_nodes(element: Element) -> Iterator[tuple[Element, str]]:
    """Yield the visible text nodes of `element` in order, each with the element it stands in.

    A block's borders and line breaks come as an empty text.
    """
    return pieces_between(element.nodes, element.index, element.end)


def pieces_between(
    nodes: Nodes, at: int, end: int, *, around: Iterable[Element] = ()
) -> Iterator[tuple[Element, str]]:
    """Yield what `text_nodes` does between two places; `around` are the elements open at the first one."""
    inside = list(around)
    while True:
        while inside and at >= inside[-1].end:
            if (closed := inside.pop()).tag in BLOCKS:
                yield closed, ""
        if at >= end:
            return
        node = nodes[at]
        at += 1
        if isinstance(node, str):
            if inside:  # a page may go on behind its root
                yield inside[-1], node
        elif node.tag in UNSEEN:
            at = node.end
        else:
            inside.append(node)
            if node.tag in BLOCKS:
                yield node, ""


def visible_text(element: Element, *, between: str = "") -> str:
    """Return the visible text of `element` on one line.

    Texts of inline elements meet without a space, as a browser shows them; `between` is put
    between them where the page leaves the space to its style sheet (bylines: "Luke KimDecember 17").
    """
    nodes, at, end = element.nodes, element.index, element.end
    found: list[str] = []
    #: Ends of the open blocks, at which a space stands.
    ends: list[int] = []
    while at < end:
        while ends and at >= ends[-1]:
            ends.pop()
            found.append(" ")
        node = nodes[at]
        at += 1
        if isinstance(node, str):
            found.append(node)
        elif node.tag in UNSEEN:
            at = node.end
        elif node.tag in BLOCKS:
            ends.append(node.end)
            found.append(" ")
    return squeeze_space(between.join(found))


def visible_paragraphs(element: Element) -> list[str]:
    """Return the visible text of `element` split at the borders of its blocks, without empty ones."""
    found, line = [], []
    for _, text in text_nodes(element):
        if text:
            line.append(text)
        elif line:
            found.append(squeeze_space("".join(line)))
            line = []
    found.append(squeeze_space("".join(line)))
    return [text for text in found if text]


def fold_letters(text: str) -> str:
    """Return only the letters and digits of `text`, folded: what two spellings of a title share."""
    return _BETWEEN_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def title_agreement(a: str, b: str) -> float:
    """Return how far two titles agree, 0 to 1: the Dice share of their letter pairs and triples.

    Works on scripts without spaces too; equal letters give 1.
    """
    first, second = fold_letters(a), fold_letters(b)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    one, two = _grams(first), _grams(second)
    shared = len(one & two)
    return 2 * shared / (len(one) + len(two)) if one and two else 0.0


def _grams(text: str) -> set[str]:
    text = text[:600]
    return {text[i : i + 3] for i in range(len(text) - 2)} or {text}
