"""Scraped text in a log or on a terminal: one line, and nothing that it obeys (CR, ESC, bidi overrides)."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

#: Controls of C0 and C1, line and paragraph separators, and what turns the direction of the text.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def make_printable(text: str) -> str:
    r"""Return the text with each control character as an escape, such as `\x1b`.

    >>> make_printable("a\x1b[2J")
    'a\\x1b[2J'
    """
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


def count_columns(text: str) -> int:
    """Return the columns of a terminal that `text` takes: two for a wide character, none for a mark."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def pad_text(text: str, width: int) -> str:
    """Return `text` with spaces after it, up to `width` columns."""
    return text + " " * max(0, width - count_columns(text))


def shorten_text(text: str, width: int) -> str:
    """Return `text` in at most `width` columns, with an ellipsis where it was cut.

    >>> shorten_text("harbour", 5)
    'harb…'
    """
    head = text[: 4 * width + 4]  # more marks than letters hold up nothing but the cut
    if len(head) == len(text) and count_columns(text) <= width:
        return text
    fit = sum(reached <= width - 1 for reached in accumulate(map(_columns_of, head)))
    return head[:fit] + "…"


def wrap_text(text: str, width: int) -> list[str]:
    """Return `text` as lines of at most `width` columns (2 or more), broken at spaces where there are some.

    >>> wrap_text("the harbour of Larne", 11)
    ['the harbour', 'of Larne']
    """
    lines = [""]
    for word in text.split(" "):
        if count_columns(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
        else:
            lines += _pieces(word, width)
    return [line.rstrip() for line in lines if line.strip()]


def _pieces(word: str, width: int) -> list[str]:
    """Return a word in pieces of at most `width` columns."""
    pieces, room = [""], width
    for character in word:
        taken = _columns_of(character)
        if taken > room:
            pieces.append("")
            room = width
        pieces[-1] += character
        room -= taken
    return pieces


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
