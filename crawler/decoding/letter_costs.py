"""What a text costs as one of a language, in bits: the less, the likelier it is.

A letter costs by how often it follows the one before it in the news of that language. A sign costs by how
often texts hold it, and more beside a letter where it hardly stands. `letters.json` has the letters' costs.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from importlib.resources import files

#: Bits of the dearest letter that is listed, and of one that is not.
DEAREST, UNLISTED = 12, 15
#: Bits of the end of a word, of a capital after a small letter and after a capital, of a digit at a letter.
_END, _TURN, _CAPITALS, _DIGIT = 2, 9, 1, 8
#: Bits that a sign costs more where it hardly stands, and those of one that is not listed.
_MISPLACED, _OTHER_SIGN, _CONTROL = 6, 13, 24
#: Bits of a mark on a letter, such as a vowel of Thai or a tone of Vietnamese.
_MARK = 4
#: Bits of a letter beside one of Latin script where only one of the two is of it.
_MIXED = 10

#: Letters that are one in older character sets, or one letter in two shapes.
_FOLDED = str.maketrans("șțیکىة", "şţيكيه")
_SIGNS = {
    3: "\xa0\u200c",
    4: "’",
    5: "“”«»–",
    6: "„‘…—·،•",
    7: "°©®€£§º¿¡№؟",
    8: "™ª²½׳؛\xad\u200e\u200f",
    9: "›‹‚±³¼¾µ´¥¢",
    10: "†‡‰¨¹",
    12: "¬¶÷¦¯¸ˆ˜ƒ",
    20: "¤",
}
_SIGN_BITS = {sign: bits for bits, signs in _SIGNS.items() for sign in signs}
#: Signs that no letter precedes, that none follows, and that stand anywhere; all others stand alone.
_OPENING = frozenset("„‚‹¿¡£§№©")
_CLOSING = frozenset("›…°®™€ºª²³،؛؟")
_ANYWHERE = frozenset("\xa0\xad\u200c\u200e\u200f’‘“”«»–—·")
_FREE = _ANYWHERE | _OPENING
#: Signs that Unicode calls letters.
_NO_LETTERS = frozenset("ªºˆƒµ·")


@cache
def letter_bits(language: str) -> dict[str, int]:
    """Return what letters ("c") and letters after others ("ch") cost in a language."""
    return {key: bits for bits, keys in enumerate(_listed()[language]) for key in keys.split()}


@cache
def _listed() -> dict[str, list[str]]:
    """Keys that cost 0, 1, 2 ... bits, parted by spaces, by language."""
    text = files("crawler.decoding").joinpath("letters.json").read_text(encoding="utf-8")
    listed: dict[str, list[str]] = json.loads(text)["bits"]
    return listed


def fold_letter(letter: str) -> str:
    """Return a letter in lower case, and in the shape under which it is listed."""
    return letter.lower()[:1].translate(_FOLDED)


@cache
def is_letter(char: str) -> bool:
    """Tell whether a character is a letter that a word may hold."""
    return char.isalpha() and char not in _NO_LETTERS


def is_latin(letter: str) -> bool:
    """Tell whether a letter, or a mark on one, is of Latin script."""
    return letter < "\u0370" or "\u1e00" <= letter < "\u1f00"


def pair_key(before: str, char: str) -> str:
    """Return under which key `letter_bits` has a character after another; "" for what is no letter."""
    if not is_letter(char):
        return ""
    return (fold_letter(before) if is_letter(before) else "") + fold_letter(char)


def pair_bits(before: str, char: str) -> int:
    """Return what a character costs after another in any language, beside the bits under its key."""
    if is_letter(char):
        return _turn_bits(before, char) if is_letter(before) else _start_bits(before)
    bits = _END if is_letter(before) else 0
    return bits if char.isascii() else bits + _sign_bits(before, char)


def _turn_bits(before: str, char: str) -> int:
    if is_latin(before) != is_latin(char):
        return _MIXED
    if not char.isupper():
        return 0
    return _CAPITALS if before.isupper() else _TURN if before.islower() else 0


def _start_bits(before: str) -> int:
    if before.isdigit():
        return _DIGIT
    return 0 if before.isascii() or before in _FREE or unicodedata.category(before)[0] == "M" else _MISPLACED


def _sign_bits(before: str, sign: str) -> int:
    category = unicodedata.category(sign)
    if category[0] == "M":
        return _MARK if is_letter(before) and is_latin(before) == is_latin(sign) else _MIXED
    if category in ("Cc", "Cn", "Co"):
        return _CONTROL
    bits = _SIGN_BITS.get(sign, _OTHER_SIGN)
    return bits + (_MISPLACED if is_letter(before) and sign not in _ANYWHERE | _CLOSING else 0)
