"""What a text of Chinese, Japanese or Korean signs costs, in bits: the less, the likelier it is."""

from __future__ import annotations

import re
from collections import Counter

from crawler.decoding.letter_costs import letter_bits

#: Bits of bytes that a set has no sign for, of signs that are not listed: the usual of a set, and others.
_INVALID, _USUAL, _OTHER = 26, 13, 18
#: Bits of a sign right beside a small Latin letter, where a letter with an accent is likelier.
_BESIDE_LETTER = 8
_BESIDE_SMALL = re.compile("[a-z][^\x00-\x7f]|[^\x00-\x7f][a-z]")
_PUNCTUATION = {4: "、。，", 6: "「」（）：・ー“”", 8: "『』；？！《》…—～·‘’％【】　"}
_PUNCTUATION_BITS = {sign: bits for bits, signs in _PUNCTUATION.items() for sign in signs}
#: The character sets by whose first byte usual signs are told from rare ones: codec, first, last.
_USUAL_ROWS = {
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "big5hkscs": ("big5", 0xA4, 0xC6),
    "cp932": ("euc_jp", 0xB0, 0xCF),
    "euc_jp": ("euc_jp", 0xB0, 0xCF),
    "cp949": ("euc_kr", 0xB0, 0xC8),
}


def count_sign_bits(sample: bytes, *, charset: str, language: str) -> int:
    """Return what the characters beyond ASCII cost that `charset` reads in `sample`."""
    bits = letter_bits(language)
    text = sample.decode(charset, "replace")
    found = Counter(text)
    return _BESIDE_LETTER * len(_BESIDE_SMALL.findall(text)) + sum(
        times * (bits.get(sign) or _unlisted_bits(sign, charset))
        for sign, times in found.items()
        if sign > "\x7f"
    )


def _unlisted_bits(sign: str, charset: str) -> int:
    if sign == "\ufffd":
        return _INVALID
    if sign in _PUNCTUATION_BITS:
        return _PUNCTUATION_BITS[sign]
    codec, first, last = _USUAL_ROWS[charset]
    encoded = sign.encode(codec, "replace")
    return _USUAL if first <= encoded[0] <= last else _OTHER
