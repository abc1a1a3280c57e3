"""The states that a page's scripts carry for its own use, as JSON values, with their references put in.

Frameworks print what they draw from: as JSON in a script, as the value of an assignment, as an argument, in
an attribute, or in pieces. Which framework it was is not asked: whatever holds JSON is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from crawler.extraction.metadata.js_literal import read_js_value
from crawler.extraction.metadata.json_text import load_json_values
from crawler.extraction.metadata.state_references import join_references, unpack_rows
from crawler.extraction.page.page import HtmlPage

__all__ = ["read_states"]

#: Characters of a value that may hold an article.
_LEAST = 300
#: Scripts and attributes read of a page, characters of all of them, and places in one that are tried.
_MOST_TEXTS, _MOST, _TRIES = 1_000, 8_000_000, 500
#: Characters of the longest value that is written as a literal of JavaScript.
_LONGEST_LITERAL = 2_000_000
#: What a value stands behind: an assignment, a bracket, or the call that reads it.
_OPENS = re.compile(r"[=(]\s{0,20}(?=[\[{]|JSON\.parse\(|\(?function\s?\()")
_STREAMED = re.compile(r"__next_f\.push\(\s{0,20}(?=\[\s{0,20}1\s{0,20},)")
_NO_STATE = re.compile(r"ld\+json|text/(?:html|css|template|x-)|importmap|speculationrules", re.IGNORECASE)
_JSON = re.compile(r"json", re.IGNORECASE)
#: How Angular once escaped its state.
_ANGULAR = (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&"))


def read_states(page: HtmlPage) -> Iterator[Any]:
    """Yield the values that scripts and `data-` attributes of a page hold, the bounds of a page kept."""
    left = _MOST
    rows: list[str] = []
    for text, is_json in islice(_texts(page), _MOST_TEXTS):
        if len(text) > left:
            break
        left -= len(text)
        rows += _streamed(text)
        values = load_json_values(_plain(text)) if is_json else _assigned(text)
        yield from map(join_references, values)
    if rows:
        yield unpack_rows("".join(rows))


def _texts(page: HtmlPage) -> Iterator[tuple[str, bool]]:
    """Yield the texts that may hold a state, each with whether all of it is JSON."""
    for script in page.all("script"):
        kind = script.get("type") or ""
        if (len(script.text) >= _LEAST or "__next_f" in script.text) and not _NO_STATE.search(kind):
            yield script.text, bool(_JSON.search(kind))
    for element in page.elements:
        for name, value in element.attributes.items():
            if (
                len(value) >= _LEAST
                and name.startswith(("data-", "props"))
                and value.lstrip()[:1] in ("{", "[")
            ):
                yield value, True


def _plain(text: str) -> str:
    if text.lstrip().startswith("{&q;"):
        for written, meant in _ANGULAR:
            text = text.replace(written, meant)
    return text


def _streamed(text: str) -> Iterator[str]:
    """Yield the pieces of a stream of rows that a script pushes (React's server components)."""
    for opened in _STREAMED.finditer(text):
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(text, opened.end())
        except (ValueError, RecursionError):
            continue
        if len(value) > 1 and isinstance(value[1], str):
            yield value[1]


def _assigned(text: str) -> Iterator[Any]:
    """Yield the long values that stand behind an assignment or a bracket of a script."""
    at, tries = 0, 0
    while (opened := _OPENS.search(text, at)) and tries < _TRIES:
        tries += 1
        value, at = _value(text, opened.end())
        if at - opened.end() >= _LEAST:
            yield value
        at = max(at, opened.end())


def _value(text: str, at: int) -> tuple[Any, int]:
    """Return the value at a place and the place behind it; where none can be read, that place itself."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, at)
    except (ValueError, RecursionError):
        pass
    try:
        return read_js_value(text[: at + _LONGEST_LITERAL], at)
    except (ValueError, RecursionError):
        return None, at
