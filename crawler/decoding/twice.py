"""Text that was encoded to UTF-8 twice ("â€™" for "’") is known by its marks, and turned back."""

from __future__ import annotations

import re
from functools import lru_cache

#: Bytes 0x80 to 0x9F as Latin-1 reads them (control characters, in no text) and as windows-1252 does.
_LATIN = "\x80-\x9f"
_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LATER = f"[{_LATIN}\xa0-\xbf{_WINDOWS}]"
_TWICE = re.compile(f"[\xc2-\xdf]{_LATER}|[\xe0-\xef]{_LATER}{{2}}|[\xf0-\xf4]{_LATER}{{3}}")
#: What shows that it happened: a control character in such a place, or the quotation marks and dashes
#: (U+2013 to U+2026) that nearly every text holds.
_ENCODED_TWICE = re.compile(f"[\xc2-\xef](?:[\xa0-\xbf]?[{_LATIN}]|(?<=â)€[“”˜™œž¦•])")
#: UTF-8 of Cyrillic read as windows-1251 ("РџРѕСЂС‚" for "Порт"): three in a row stand in no text.
_BEYOND_LEAD = "".join(bytes([byte]).decode("cp1251", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_CYRILLIC_TWICE = re.compile(f"(?:[РС][{re.escape(_BEYOND_LEAD)}])+")
_CYRILLIC_MARK = re.compile(f"(?:[РС][{re.escape(_BEYOND_LEAD)}]){{3}}")
#: The two commonest letters of it, of which one stands in every such text.
_CYRILLIC_LETTERS = ("Рѕ", "Р°")
#: Letters of which a text that was encoded twice holds one, whatever its script.
_TWICE_LETTERS = "âÂÃãÐÑØÙÎÏ×à"
#: Marks of it that a page needs: one may be quoted by an article about it.
_FEWEST_MARKS = 3


def is_encoded_twice(text: str) -> bool:
    """Tell whether parts of a text were encoded to UTF-8 twice."""
    if any(letter in text for letter in _CYRILLIC_LETTERS) and _has_marks(text, _CYRILLIC_MARK):
        return True
    if text.isascii() or not any(letter in text for letter in _TWICE_LETTERS):
        return False
    return _has_marks(text, _ENCODED_TWICE)


def _has_marks(text: str, mark: re.Pattern[str]) -> bool:
    found = zip(mark.finditer(text), range(_FEWEST_MARKS), strict=False)
    return sum(1 for _ in found) == _FEWEST_MARKS


def mend_mojibake(text: str) -> str:
    """Return `text` with the parts decoded that were encoded twice; what can't be decoded stays as it is."""
    if any(letter in text for letter in _CYRILLIC_LETTERS):
        text = _CYRILLIC_TWICE.sub(_decoded_cyrillic, text)
    return _TWICE.sub(lambda found: _decoded_once(found[0]), text)


def _decoded_cyrillic(found: re.Match[str]) -> str:
    data = b"".join(b"\x98" if char == "\x98" else char.encode("cp1251") for char in found[0])
    return data.decode("utf-8", "replace")


@lru_cache(maxsize=8192)
def _decoded_once(text: str) -> str:
    """Return a character that was encoded twice, which a page repeats; else the text as it is."""
    data = bytes(byte for char in text for byte in _single_bytes(char))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return text


def _single_bytes(char: str) -> bytes:
    return char.encode("latin-1") if char <= "\xff" else char.encode("windows-1252")
