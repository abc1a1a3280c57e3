"""Documents of two character sets: UTF-8 with bytes of another in it, or the other way round."""

from __future__ import annotations

import re

from crawler.decoding.guess import sample_text, weigh_alphabets
from crawler.decoding.invalid_bytes import HANDLER

_UTF8_CHARACTER = rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
_CHARACTER = re.compile(_UTF8_CHARACTER)
#: So many characters of UTF-8 in a row are none of a set of one byte a letter.
_ISLAND = re.compile(_UTF8_CHARACTER + rb"{5,}")
#: Bytes that are looked at, and the other bytes among them that tell their own set.
_CHECKED_BYTES = 1024 * 1024
_TELLING_BYTES = 8
#: Letters of Latin script end here.
_LATIN = re.compile("[\xaa-\u036f\u1e00-\u1eff]")
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u2c00-\ud7ff]")


def is_nearly_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 with others in it, as where a text is cut or another was pasted."""
    head = data[:_CHECKED_BYTES]
    good = len(_CHARACTER.findall(head))
    return good > 0 and good >= 2 * _count_others(head)


def decode_nearly_utf8(data: bytes) -> str:
    """Return the text of UTF-8 with others in it: those are read in their own set where they tell it."""
    head = data[:_CHECKED_BYTES]
    sample = sample_text(_CHARACTER.sub(b"", head))
    # Halves of characters that were cut are no letters of another set.
    halves = bytes({character[0] for character in _CHARACTER.findall(head)})
    if _count_beyond_ascii(sample.translate(None, halves)) >= _TELLING_BYTES:
        return _decode_in_turn(data, _CHARACTER, weigh_alphabets(sample)[0].charset)
    text = data.decode("utf-8", "replace")
    is_latin = len(_LATIN.findall(text)) >= len(_BEYOND_LATIN.findall(text))
    return _decode_in_turn(data, _CHARACTER, "cp1252") if is_latin else text


def without_islands(data: bytes) -> bytes:
    """Return as much of `data` as is looked at, without the parts that can only be UTF-8."""
    return _ISLAND.sub(b" ", data[:_CHECKED_BYTES])


def decode_with_islands(data: bytes, charset: str) -> str:
    """Return the text of a set of one byte a letter, in which parts may stand that are UTF-8."""
    return _decode_in_turn(data, _ISLAND, charset)


def _decode_in_turn(data: bytes, utf8: re.Pattern[bytes], charset: str) -> str:
    """Decode what matches `utf8` as UTF-8, and what stands between in `charset`."""
    found: list[str] = []
    at = 0
    for match in utf8.finditer(data):
        found += (_decode_letters(data[at : match.start()], charset), match[0].decode("utf-8", "replace"))
        at = match.end()
    return "".join([*found, _decode_letters(data[at:], charset)])


def _decode_letters(data: bytes, charset: str) -> str:
    return data.decode("ascii" if data.isascii() else charset, HANDLER)


def _count_others(data: bytes) -> int:
    return _count_beyond_ascii(_CHARACTER.sub(b"", data))


def _count_beyond_ascii(data: bytes) -> int:
    return len(data.translate(None, bytes(range(0x80))))
