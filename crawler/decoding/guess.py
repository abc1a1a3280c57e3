"""The character set that bytes themselves speak for, by what their text costs in the languages it may be in.

The text of each set is weighed in all languages that are written in it: see `letter_costs`. What is looked
at is bounded, however long a document is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from crawler.decoding.letter_costs import UNLISTED, letter_bits, pair_bits, pair_key
from crawler.decoding.sign_costs import count_sign_bits

_WESTERN = "ca da de en es fi fr ga is it nb nl pt sv sq et"
_CENTRAL = "cs hr hu pl ro sk sl sq de"
_CYRILLIC = "be bg mk ru sr uk"
#: Sets of one byte a letter, the usual ones first, and the languages that are written in each.
_ALPHABETS = {
    "cp1252": _WESTERN,
    "cp1251": _CYRILLIC,
    "cp1250": _CENTRAL,
    "cp1256": "ar fa ur",
    "cp1254": "tr",
    "cp1253": "el",
    "cp1255": "he",
    "cp1257": "et lt lv",
    "cp874": "th",
    "cp1258": "vi",
    "iso8859-2": _CENTRAL,
    "iso8859-15": _WESTERN,
    "koi8-r": "bg ru",
    "koi8-u": "be ru uk",
    "iso8859-7": "el",
    "iso8859-5": _CYRILLIC,
    "iso8859-6": "ar",
    "iso8859-8": "he",
    "iso8859-13": "et lt lv",
    "iso8859-4": "et lt lv",
    "iso8859-16": "ro",
    "iso8859-3": "eo",
    "iso8859-10": "is",
    "iso8859-14": "cy ga",
    "cp866": "ru",
    "mac-cyrillic": "bg ru",
    "mac-roman": _WESTERN,
}
#: Sets of two bytes a sign, and the language that is written in each.
_SIGN_SETS = {"gb18030": "zh", "cp932": "ja", "euc_jp": "ja", "cp949": "ko", "big5hkscs": "zh-Hant"}
#: Sets in which hardly a page was ever written, and what a set costs before any byte is looked at.
_RARE = {"cp866", "mac-cyrillic", "mac-roman", "cp1258"} | {f"iso8859-{number}" for number in (3, 10, 14, 16)}
_USUAL_BITS, _UNUSUAL_BITS, _RARE_BITS = 4, 8, 16
#: Languages of other scripts than Latin. Latin words around cost bits in them, as far as they count.
_OTHER_SCRIPTS = frozenset(["ar", "be", "bg", "el", "fa", "he", "mk", "ru", "sr", "th", "uk", "ur"])
_FOREIGN_WORD, _FOREIGN_MOST = 3, 8
#: Share of what the words in ASCII cost in a language that is added, and the most bits that it comes to.
_AROUND_SHARE, _AROUND_MOST = 8, 12
#: Bytes of text beyond ASCII that are looked at, in pieces between tags of at most so many bytes.
_SAMPLE_BYTES, _PIECE_BYTES = 32_768, 1_024
_BETWEEN_TAGS = re.compile(rb"[<>\r\n]+")
_WORD = re.compile(rb"[A-Za-z]{0,20}[\x80-\xff][A-Za-z\x80-\xff]{0,40}")
_ASCII_WORD = re.compile(rb"(?<![A-Za-z\x80-\xff])[A-Za-z]{2,20}(?![A-Za-z\x80-\xff])")

Pairs = Counter[tuple[int, int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A character set, the language that its text would be in, and the bits that it costs."""

    charset: str
    language: str
    bits: int


def weigh_charsets(sample: bytes, *, declared: Iterable[str] = ()) -> list[Reading]:
    """Return what `sample` costs in each character set, those declared among them, the likeliest first."""
    readings = weigh_alphabets(sample, declared=declared)
    readings += [_read_signs(charset, sample) for charset in _SIGN_SETS]
    return sorted(readings, key=lambda reading: reading.bits)


def weigh_alphabets(sample: bytes, *, declared: Iterable[str] = ()) -> list[Reading]:
    """Return the same for the sets of one byte a letter alone."""
    evidence = _gather_evidence(sample)
    others = (name for name in declared if name not in _SIGN_SETS and has_one_byte_a_letter(name))
    readings = [_read_alphabet(charset, evidence) for charset in {**_ALPHABETS, **dict.fromkeys(others, "")}]
    return sorted(readings, key=lambda reading: reading.bits)


def sample_text(data: bytes) -> bytes:
    """Return the pieces of text that hold bytes beyond ASCII, each once and on a line, up to a bound."""
    pieces: dict[bytes, None] = {}
    size = 0
    for piece in _BETWEEN_TAGS.split(data):
        if not piece.isascii() and piece[:_PIECE_BYTES] not in pieces:
            pieces[piece[:_PIECE_BYTES]] = None
            size += min(len(piece), _PIECE_BYTES)
            if size > _SAMPLE_BYTES:
                break
    return b"".join(piece + b"\n" for piece in pieces)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Evidence:
    """What is counted once for all sets of one byte a letter."""

    #: Two bytes side by side of which one is beyond ASCII.
    pairs: Pairs
    #: Bits by language that the letters of ASCII cost more than in the one that fits them best.
    around: dict[str, int]


def _gather_evidence(sample: bytes) -> _Evidence:
    words, ascii_words = _WORD.findall(sample), _ASCII_WORD.findall(sample)
    pairs = Counter(zip(b"\n" + sample, sample, strict=False))
    foreign = _FOREIGN_WORD * min(_FOREIGN_MOST, max(0, len(ascii_words) - 3 * len(words)))
    inside = _weigh_languages(_ascii_pairs(words))
    outside = _weigh_languages(_ascii_pairs(ascii_words))
    return _Evidence(
        pairs=Counter({pair: times for pair, times in pairs.items() if max(pair) > 0x7F}),
        around={
            language: bits
            + (
                foreign
                if language in _OTHER_SCRIPTS
                else min(_AROUND_MOST, outside[language] // _AROUND_SHARE)
            )
            for language, bits in inside.items()
        },
    )


def _ascii_pairs(words: Iterable[bytes]) -> Counter[str]:
    """Count the letters of ASCII side by side in words: they tell the language, in every set alike."""
    pairs = Counter(pair for word in words for pair in pairwise(word))
    found: Counter[str] = Counter()
    for pair, times in pairs.items():
        if max(pair) <= 0x7F:
            found[bytes(pair).decode().lower()] += times
    return found


def _weigh_languages(pairs: Counter[str]) -> dict[str, int]:
    """Return how many bits pairs of letters cost in each language beyond what they cost in the best."""
    known = {language for languages in _ALPHABETS.values() for language in languages.split()}
    bits = {language: _bits_of(pairs, language) for language in known}
    return {language: cost - min(bits.values()) for language, cost in bits.items()}


def _read_alphabet(charset: str, evidence: _Evidence) -> Reading:
    chars = _characters(charset)
    keys: Counter[str] = Counter()
    fixed = _bits_of_charset(charset)
    for (first, second), times in evidence.pairs.items():
        before, char = chars[first], chars[second]
        fixed += times * pair_bits(before, char)
        keys[pair_key(before, char)] += times
    del keys[""]
    bits = {
        language: _bits_of(keys, language) + evidence.around[language]
        for language in _ALPHABETS.get(charset, " ".join(evidence.around)).split()
    }
    best = min(bits, key=bits.__getitem__)
    return Reading(
        charset=charset,
        language=best,
        bits=bits[best] + fixed,
    )


def _bits_of_charset(charset: str) -> int:
    if charset in _RARE:
        return _RARE_BITS
    usual = charset.startswith("cp") or charset in _SIGN_SETS
    return 0 if charset == "cp1252" else _USUAL_BITS if usual else _UNUSUAL_BITS


def _bits_of(keys: Counter[str], language: str) -> int:
    bits = letter_bits(language)
    return sum(times * bits.get(key, UNLISTED) for key, times in keys.items())


@cache
def has_one_byte_a_letter(charset: str) -> bool:
    """Tell whether a codec reads each byte by itself, and ASCII as ASCII."""
    if charset in _SIGN_SETS or charset.startswith(("utf", "hz", "iso2022")):
        return False
    return len(bytes(range(0x20, 0x7F)).decode(charset, "replace")) == 0x5F and all(
        len(bytes([byte, 0x41]).decode(charset, "replace")) == 2 for byte in range(0xA0, 0x100)
    )


@cache
def _characters(charset: str) -> list[str]:
    """Return the character of each byte, a control character where a set has none."""
    text = (bytes([byte]).decode(charset, "replace") for byte in range(256))
    return ["\x80" if char == "\ufffd" else char for char in text]


def _read_signs(charset: str, sample: bytes) -> Reading:
    language = _SIGN_SETS[charset]
    bits = _bits_of_charset(charset) + count_sign_bits(sample, charset=charset, language=language)
    return Reading(charset=charset, language=language, bits=bits)
