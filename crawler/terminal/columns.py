"""Texts in the columns of a terminal, in which a letter may take none, one or two; by the library wcwidth.

Colours (`paint_text`) take no column. Scraped text goes through `make_printable` before it comes here.
"""

from __future__ import annotations

from collections.abc import Iterator

from wcwidth import clip, iter_graphemes, ljust
from wcwidth import width as columns_of

#: Number of a colour or style in an escape sequence (ECMA-48, SGR).
STYLES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "cyan": 36}


def count_columns(text: str) -> int:
    """Return the columns that `text` takes: two for a wide letter, none for a mark or a colour."""
    return columns_of(text)


def pad_text(text: str, width: int) -> str:
    """Return `text` with spaces after it, up to `width` columns."""
    return ljust(text, width)


def shorten_text(text: str, width: int) -> str:
    """Return `text` in at most `width` columns, with an ellipsis where it was cut.

    >>> shorten_text("harbour", 5)
    'harb…'
    """
    head = text[: 8 * width + 8]  # more marks than letters hold up nothing but the cut
    if len(head) == len(text) and count_columns(text) <= width:
        return text
    return f"{(clip(head, 0, max(width - 1, 0)) or '').rstrip()}…"


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
            lines += [word] if count_columns(word) <= width else _pieces(word, width)
    return [line.rstrip() for line in lines if line.strip()]


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word in pieces of at most `width` columns, each as long as it may be; in linear time."""
    piece, taken = "", 0
    for letter in iter_graphemes(word):
        columns = count_columns(letter)
        if taken + columns > width:
            yield piece
            piece, taken = "", 0
        piece, taken = piece + letter, taken + columns
    yield piece


def paint_text(text: str, style: str) -> str:
    """Return `text` in one of `STYLES`; what follows it has none."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m"
