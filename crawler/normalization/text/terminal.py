"""Scraped text in a log or on a terminal: one line, and nothing that it obeys (CR, ESC, bidi overrides)."""

from __future__ import annotations

import re

#: Controls of C0 and C1, line and paragraph separators, and what turns the direction of the text.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def make_printable(text: str) -> str:
    r"""Return the text with each control character as an escape, such as `\x1b`.

    >>> make_printable("a\x1b[2J")
    'a\\x1b[2J'
    """
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)
