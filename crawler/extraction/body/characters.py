"""Kinds of characters counted for all blocks of a page at once."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

OTHER, UPPER, LOWER, DIGIT, UNSPACED, COMMA, STOP, SPACE, LETTER, QUOTE, COLON, MARK = range(12)
KINDS = 12
_SIGNS = {
    ",،、，;；": COMMA,
    ".!?。！？…؟।။։۔": STOP,
    "\"'“”„«»‘’‚「」『』《》": QUOTE,
    ":：": COLON,
    "|›/•·#@©→▶+*<>=~_[]{}": MARK,
}
#: Kana, CJK, Hangul, Thai: scripts in which a character counts as a word.
_UNSPACED = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0x0E00, 0x0E7F))


@cache
def _table() -> NDArray[np.uint8]:
    kinds = np.full(0x10000, OTHER, np.uint8)
    for code in range(0x10000):
        kinds[code] = _kind(chr(code))
    for first, last in _UNSPACED:
        kinds[first : last + 1] = UNSPACED
    for signs, kind in _SIGNS.items():
        for sign in signs:
            kinds[ord(sign)] = kind
    return kinds


def _kind(character: str) -> int:
    category = unicodedata.category(character)
    if category[0] == "L":
        return {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER}.get(category, LETTER)
    if category[0] == "M":
        return LETTER
    if category == "Nd":
        return DIGIT
    return SPACE if category[0] == "Z" else OTHER


def count_kinds(texts: list[str]) -> tuple[NDArray[np.float64], NDArray[np.uint8], NDArray[np.uint8]]:
    """Return characters of each kind a text (KINDS x texts), and the kinds of the first and last one.

    No text is empty.
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _table()[np.minimum(codes, 0xFFFF)]
    ends = np.cumsum(lengths)
    owner = np.repeat(np.arange(len(texts)) * KINDS, lengths)
    counts = np.bincount(owner + kinds, minlength=len(texts) * KINDS).reshape(-1, KINDS).T
    return np.ascontiguousarray(counts, np.float64), kinds[ends - lengths], kinds[ends - 1]
