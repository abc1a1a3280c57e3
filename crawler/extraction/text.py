"""Text of elements, and the comparison of texts that say the same in other words or marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

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


def squeeze(text: str) -> str:
    """Fold white space to single spaces and strip it."""
    return " ".join(text.split())


def without_tags(text: str) -> str:
    """Drop tags from a text that should hold none (`<em>` in a JSON-LD headline)."""
    return squeeze(_TAG.sub("", text)) if "<" in text else squeeze(text)


def is_template(text: str) -> bool:
    """Tell a template variable that was never filled in (`{{ title }}`, `${author}`)."""
    return bool(_TEMPLATE.search(text))


def pieces(element: Any) -> Iterator[tuple[Any, str]]:
    """Yield the visible text nodes of `element` in order, each with the element it stands in.

    A block's borders and line breaks come as an empty text.
    """
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, sub in walk:
        if event == "start":
            if sub.tag in UNSEEN:
                walk.skip_subtree()
                continue
            if sub.tag in BLOCKS:
                yield sub, ""
            if sub.text:
                yield sub, sub.text
        else:
            if sub.tag in BLOCKS:
                yield sub, ""
            if sub is not element and sub.tail:
                yield sub.getparent(), sub.tail


@contextmanager
def without_scripts(root: Any, *, holding: str = "", over: int = 0) -> Iterator[None]:
    """Hide scripts for a while from a library that reads them.

    Those of a type that holds a word go, those of more than `over` characters.
    """
    hidden = [
        (script, script.text)
        for script in root.iter("script")
        if holding in (script.get("type") or "").lower() and len(script.text or "") > over
    ]
    for script, _ in hidden:
        script.text = None
    try:
        yield
    finally:
        for script, text in hidden:
            script.text = text


def text_of(element: Any, *, between: str = "") -> str:
    """Return the visible text of `element` on one line.

    Texts of inline elements meet without a space, as a browser shows them; `between` is put
    between them where the page leaves the space to its style sheet (bylines: "Luke KimDecember 17").
    """
    return squeeze(between.join(text or " " for _, text in pieces(element)))


def paragraphs(element: Any) -> list[str]:
    """Return the visible text of `element` split at the borders of its blocks, without empty ones."""
    found, line = [], []
    for _, text in pieces(element):
        if text:
            line.append(text)
        elif line:
            found.append(squeeze("".join(line)))
            line = []
    found.append(squeeze("".join(line)))
    return [text for text in found if text]


def letters(text: str) -> str:
    """Return only the letters and digits of `text`, folded: what two spellings of a title share."""
    return _BETWEEN_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def agreement(a: str, b: str) -> float:
    """Return how far two titles agree, 0 to 1: the Dice share of their letter pairs and triples.

    Works on scripts without spaces too; equal letters give 1.
    """
    first, second = letters(a), letters(b)
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
