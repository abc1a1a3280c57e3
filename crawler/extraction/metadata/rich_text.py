"""The paragraphs of a text that is kept as data: HTML in a string, or blocks in lists of any editor's shape.

Editors differ in names and depth (Slate, ProseMirror, Draft.js, Editor.js, Portable Text, Contentful, Arc's
content elements, React's elements), and agree in this: a block is an object or a string, its text lies in it
under one of a few names, and what lies within one paragraph stands on one line. So all are written as HTML.
"""

from __future__ import annotations

import html
import re
from typing import Any

from crawler.extraction.page.dom import parse_html
from crawler.extraction.page.text import visible_paragraphs

__all__ = ["TextReader"]

#: Levels of a text, and values and characters of all texts of a page, that are visited.
_DEEPEST, _MOST_VALUES, _MOST_CHARACTERS = 60, 100_000, 3_000_000
#: Where the text of a block lies; of several the one with the most text is taken.
_TEXT_KEYS = frozenset({
    "children", "content", "contents", "content_elements", "contentElements", "blocks", "paragraphs",
    "elements", "items", "nodes", "components", "sections", "body", "text", "html", "value", "data", "copy",
    "paragraph", "markup", "rendered", "__html", "dangerouslySetInnerHTML", "props", "attributes", "fields",
    "model", "primary", "root", "document", "json", "richText", "rich_text", "articleBody", "textContent",
})  # fmt: skip
#: Where an object says what it is.
_KIND_KEYS = (
    "type",
    "_type",
    "nodeType",
    "__typename",
    "blockType",
    "kind",
    "tagName",
    "tag",
    "name",
    "style",
)
_KIND = re.compile(r"[\w/:.-]{1,40}")
#: Names of kinds whose text is no paragraph: pictures, players, boxes, advertising.
_OTHERS = re.compile(
    r"image|picture|photo|gallery|video|audio|player|embed|iframe|advert|\bad\b|related|teaser|promo|newsletter|"
    r"caption|figure|social|tweet|author|breadcrumb|comment|interstitial|"
    r"^(?:svg|nav|footer|aside|noscript|template|script|style|button|form)$",
    re.IGNORECASE,
)
#: Names of kinds whose texts stand on one line.
_LINES = re.compile(
    r"p|h[1-6]|li|d[dt]|t[dh]|block|unstyled|header-\w+|(?:block|pull-?)?quote|(?:un)?(?:ordered-)?list-?item|"
    r"(?:core/)?(?:paragraph|heading|subtitle|subheading|crosshead|headline)(?:[-_]?block)?",
    re.IGNORECASE,
)
#: Names of kinds whose text goes on in the line of what stands around.
_INLINE = re.compile(
    r"a|abbr|b|bdi|bdo|cite|code|em|i|mark|q|s|small|span|strong|su[bp]|time|u|(?:hyper)?link|text|bold|italic|entity",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|[uo]l|li|a|em|strong|span|b|i|u|blockquote|article|section|figure|img)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"&lt;(?:p|div|br|h2|strong)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]{0,3}\s{0,5}$")


class TextReader:
    """Reads texts of one page, and counts what it visits: data may hold itself, or a value many times."""

    def __init__(self) -> None:
        self.values, self.characters = _MOST_VALUES, _MOST_CHARACTERS

    def paragraphs(self, value: Any) -> list[str]:
        """Return the paragraphs of a string, a block or a list of blocks, none of pictures and boxes."""
        written = self._written(value, 0, inline=False)
        root = parse_html(f"<div>{written}</div>")[0] if written else None
        return visible_paragraphs(root) if root is not None else []

    def _written(self, value: Any, depth: int, *, inline: bool) -> str:
        """Return a value as HTML; "" where it holds no text, is nested too deep, or too much was read."""
        self.values -= 1
        if self.values < 0 or depth > _DEEPEST:
            return ""
        if isinstance(value, str):
            return self._of_string(value)
        if isinstance(value, dict):
            return self._of_block(_kind_of(value), value, depth, inline=inline)
        if isinstance(value, list):
            return self._of_list(value, depth, inline=inline)
        return ""

    def _of_string(self, text: str) -> str:
        self.characters -= len(text)
        if self.characters < 0:
            return ""
        text = html.unescape(text) if _ESCAPED.search(text) else text
        return text if _MARKUP.search(text) else html.escape(text).replace("\n", "<br>")

    def _of_list(self, values: list[Any], depth: int, *, inline: bool) -> str:
        if (
            len(values) > 3
            and values[0] == "$"
            and isinstance(values[1], str)
            and isinstance(values[3], dict)
        ):
            return self._of_block(values[1], values[3], depth, inline=inline)
        inline = inline or _is_line(values)
        pieces = [self._written(value, depth + 1, inline=inline) for value in values]
        return "".join(pieces) if inline else "".join(f"<div>{piece}</div>" for piece in pieces if piece)

    def _of_block(self, kind: str, block: dict[str, Any], depth: int, *, inline: bool) -> str:
        """Return the longest text that lies in a block, on one line where its kind says so."""
        if _OTHERS.search(kind):
            return ""
        line = bool(_LINES.fullmatch(kind))
        inside = (block[key] for key in _TEXT_KEYS.intersection(block))
        texts = [self._written(value, depth + 1, inline=inline or line) for value in inside]
        text = max(texts, key=len, default="")
        if line:
            return f"<p>{text}</p>"
        return text if inline or _INLINE.fullmatch(kind) else f"<div>{text}</div>"


def _kind_of(block: dict[str, Any]) -> str:
    """Return the name of the kind that an object says it is of; "" where it says none."""
    said = (block[key] for key in _KIND_KEYS if isinstance(block.get(key), str))
    return next(filter(_KIND.fullmatch, said), "")


def _is_line(values: list[Any]) -> bool:
    """Tell whether the values of a list are pieces of one line: they begin with a space, or few end one."""
    texts = [_bare_text(value) for value in values]
    if len(texts) < 2 or not all(texts) or any(map(_MARKUP.search, texts)):
        return False
    begun = any(text[0].isspace() for text in texts[1:])
    ended = sum(bool(_SENTENCE_END.search(text[-20:])) for text in texts)
    return begun or (any(text[-1].isspace() for text in texts[:-1]) and 2 * ended < len(texts))


def _bare_text(value: Any) -> str:
    """Return a string, or the text of an object that holds nothing else of its kind; "" for all others."""
    if isinstance(value, dict):
        inside = [value[key] for key in _TEXT_KEYS.intersection(value)]
        value = inside[0] if len(inside) == 1 else ""
    return value if isinstance(value, str) else ""
