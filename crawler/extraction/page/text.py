"""Text of elements as a reader sees it, and titles compared in other marks, with or without a site's name."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

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
#: What JSON begins with, and no prose.
_JSON_KEY = re.compile(r'(?:\[ ?)?\{ ?"[^"\\]{1,80}" ?: ?["\d\[{tfn-]')
_BETWEEN_LETTERS = re.compile(r"[\W_]+")
#: In the class that style sheets give to an initial set apart (`<span class="dropcap">N</span> a endlich`).
NAMES_INITIAL = re.compile(r"drop[_-]?cap|first[_-]?letter|lettrine|letra-?capital", re.IGNORECASE)
#: One of them stands in each such class.
INITIAL_WORDS = ("drop", "first", "lettrine", "letra")
_INITIAL = re.compile(r"[\"'“”„«‘(]?[^\W\d_]")
#: Letters that are words of their own in some language: after them a space may be right.
_LETTER_WORDS = frozenset("AÀÁÅEÉÈIÍOÓÒÖUÚYÝZKSVWАВИЙІКОСУЯЄ")
#: No title is longer.
LONGEST_TITLE = 500
#: Nodes of an element, and characters in them, that make its text on one line: no line has so many.
MOST_OF_LINE, LONGEST_LINE = 2_000, 100_000
#: What stands between a title and the outlet's name, a section or a kicker.
TITLE_SEPARATOR = re.compile(r"\s[|\-–—·•:»«~/\\]{1,3}\s|\s?[|｜»_]\s?|\s::\s")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")


def squeeze_space(text: str) -> str:
    """Fold white space to single spaces and strip it."""
    return " ".join(text.split())


def without_tags(text: str) -> str:
    """Drop tags from a text that should hold none (`<em>` in a JSON-LD headline)."""
    return squeeze_space(_TAG.sub("", text)) if "<" in text else squeeze_space(text)


def is_template(text: str) -> bool:
    """Tell whether a text holds a template variable that was never filled in (`{{ title }}`, `${author}`)."""
    return bool(_TEMPLATE.search(text))


def is_json(text: str) -> bool:
    """Tell whether a text is JSON, whole or cut off, which some pages print by mistake."""
    if _JSON_KEY.match(text):
        return True
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) or any(isinstance(one, (dict, list, str)) for one in value)


def text_nodes(element: Element) -> Iterator[tuple[Element, str]]:
    """Yield the visible text nodes of `element` in order, each with the element it stands in.

    A block's borders and line breaks come as an empty text.
    """
    return pieces_between(element.nodes, element.index, element.end)


def pieces_between(
    nodes: Nodes, at: int, end: int, *, around: Iterable[Element] = ()
) -> Iterator[tuple[Element, str]]:
    """Yield the visible text nodes between two places; `around` are the elements open at the first one.

    They come as from `text_nodes`.
    """
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


def visible_text(element: Element, *, between: str = "", most: int = MOST_OF_LINE) -> str:
    """Return the visible text of `element` on one line.

    Texts of inline elements meet without a space, as a browser shows them. `between` is put between them
    where the page leaves the space to its style sheet, as in bylines ("Luke KimDecember 17"). Of an element
    of more than `most` nodes the first ones are read: elements may stand in each other hundreds deep.
    """
    nodes, at, end = element.nodes, element.index, min(element.end, element.index + most)
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
    return squeeze_space(between.join(found)[:LONGEST_LINE])


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


def join_initials(elements: list[Element]) -> None:
    """Remove the white space between an initial set apart and its word, where that is sure.

    It is sure where the initial is no word by itself, and a small letter follows.
    """
    for element in filter(_is_initial, elements):
        rest = element.tail.lstrip()
        if rest[:1].islower() and element.end == element.index + 2:
            element.nodes[element.index + 1] = element.text.strip()
            element.nodes[element.end] = rest


def _is_initial(element: Element) -> bool:
    text = "".join(element.texts()).strip()
    return _INITIAL.fullmatch(text) is not None and text[-1].isupper() and text[-1] not in _LETTER_WORDS


def fold_letters(text: str) -> str:
    """Return the letters and digits of `text` alone, folded: two spellings of one title give the same."""
    return _BETWEEN_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def title_agreement(a: str, b: str) -> float:
    """Return how far two titles agree, 0 to 1: the Dice share of the runs of three letters in both.

    Scripts without spaces work too; titles of equal letters give 1.
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


def is_site_name(text: str, names: list[str]) -> bool:
    """Tell whether a text is no more than the outlet's name."""
    found = fold_letters(text)
    return any(
        found == known or (len(known) > 3 and found in (known + "com", "the" + known))
        for known in map(_folded, names)
    )


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    return fold_letters(text)


def without_site(title: str, names: list[str]) -> str:
    """Return a title without the outlet's name at its end or head ("Rain | The Daily" -> "Rain")."""
    marks = list(TITLE_SEPARATOR.finditer(title)) if len(title) < LONGEST_TITLE else []
    for mark in reversed(marks):
        if is_site_name(title[mark.end() :], names) or _holds_site(title[mark.end() :], names):
            return without_site(title[: mark.start()].rstrip(), names)
    if marks and is_site_name(title[: marks[0].start()], names):
        return title[marks[0].end() :].lstrip()
    return title


def _holds_site(text: str, names: list[str]) -> bool:
    """Tell whether a text names the outlet among few other words, as "The Daily News Online" does."""
    tail = fold_letters(text)
    return len(text) < 60 and any(
        len(k) > 4 and k in tail and len(tail) < 3 * len(k) for k in map(_folded, names)
    )


def cut_titles(title: str) -> Iterator[str]:
    """Yield a title without its last part, without its last two, and without its first one."""
    marks = list(TITLE_SEPARATOR.finditer(title)) if len(title) < LONGEST_TITLE else []
    yield from (title[: mark.start()].rstrip() for mark in marks[-2:])
    if marks:
        yield title[marks[0].end() :].lstrip()
