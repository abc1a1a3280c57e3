"""JSON as pages print it: mended where the meaning is sure, left out where it is not."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

#: Marks of comments and CDATA, which hide the JSON from old browsers, before it.
_HEAD = re.compile(r"(?:\s|\ufeff|<!--|-->|//|/\*|\*/|<!\[CDATA\[|\]\]>|;)*")
_ESCAPE = re.compile(r"\\(.?)|\"", re.DOTALL)
_AFTER_VALUE = re.compile(r"\s{0,200}(?:[}\]:]|$|,)")
_AFTER_COMMA = re.compile(r"\s{0,200}(?:[\"{\[\]}]|-?\d|true\b|false\b|null\b)")
#: Mending goes character by character; longer scripts are no article's metadata.
MEND_UP_TO = 200_000


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
