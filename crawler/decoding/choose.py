"""Bytes of a page, a feed or a sitemap into text: the character set is what the bytes themselves bear out.

A byte order mark counts first, then UTF-8 where the bytes are valid as such: text in any other character set
is almost never so by chance. Otherwise each set is weighed by what the text costs in it, and what is declared
is believed unless another reads far better.
"""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from typing import Literal

from w3lib.encoding import http_content_type_encoding, read_bom

from crawler.decoding.guess import Reading, has_one_byte_a_letter, sample_text, weigh_charsets
from crawler.decoding.invalid_bytes import HANDLER
from crawler.decoding.labels import resolve_label
from crawler.decoding.mixed import decode_nearly_utf8, decode_with_islands, is_nearly_utf8, without_islands
from crawler.decoding.prescan import find_xml_declaration, names_other_charset, prescan_language, prescan_meta

#: What a document is says where it may declare its character set.
DocumentKind = Literal["html", "xml"]

_WITHOUT_MARK = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)
#: What servers send when nobody chose it, so that a declaration inside the document counts more.
_SERVER_DEFAULTS = {"cp1252", "iso8859-1", "ascii"}
#: Bits by which a declared set costs less, the first and the others, and one of the language that is stated.
_DECLARED_BITS, _ALSO_DECLARED_BITS, _LANGUAGE_BITS = 20, 12, 8
#: Bits by which the next other reading costs more than one that is sure.
_SURE_BITS = 12
#: Fewer bytes beyond the first of a character than this may be UTF-8 by chance.
_FEW_CONTINUED = 8
#: Bits a byte that text in its own character set costs nearly always, and at most.
_NATURAL_BITS, _STRANGE_BITS = 8, 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Charset:
    """The codec that reads a document, the bytes of its mark before the text, and whether it is sure."""

    name: str
    mark: int = 0
    is_sure: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class DecodedText:
    """The text of a document, the codec that it was read by, and whether that is sure."""

    text: str
    charset: str
    is_sure: bool = True


def decode_document(
    data: bytes, *, content_type: str | None = None, kind: DocumentKind = "html"
) -> DecodedText:
    """Return the text of `data`, whose character set `content_type` (the header) may name; never raises."""
    charset, text = _choose(data, content_type, kind)
    if text is None:
        text = _decode_by(charset, data[charset.mark :])
    return DecodedText(text=text, charset=charset.name, is_sure=charset.is_sure)


def _decode_by(charset: Charset, data: bytes) -> str:
    if charset.name == "utf-8":
        return decode_nearly_utf8(data)
    if has_one_byte_a_letter(charset.name):
        text = decode_with_islands(data, charset.name)
        return unicodedata.normalize("NFC", text) if charset.name == "cp1258" else text
    decoder = new_decoder(charset)
    text = decoder.decode(data)
    return text + "\ufffd" if decoder.getstate()[0] else text


def choose_charset(data: bytes, *, content_type: str | None = None, kind: DocumentKind = "html") -> Charset:
    """Return the codec that reads `data`, the beginning of a document, and whether that is sure."""
    return _choose(data, content_type, kind)[0]


def _choose(data: bytes, content_type: str | None, kind: DocumentKind) -> tuple[Charset, str | None]:
    """Return the codec, and the text where that had to be read to choose it."""
    if marked := _find_marked(data):
        return marked, None
    text = _decode_utf8(data)
    if text is not None and not _is_utf8_by_chance(data, text, content_type, kind):
        return Charset(name="utf-8"), text
    return _choose_legacy(data, content_type, kind), None


def new_decoder(charset: Charset) -> codecs.IncrementalDecoder:
    """Return what decodes a document of which the pieces come one by one, without its mark."""
    return codecs.getincrementaldecoder(charset.name)(HANDLER)


def declared_charsets(
    data: bytes, *, content_type: str | None = None, kind: DocumentKind = "html"
) -> list[str]:
    """Return the codecs that the header and the document declare, the one that counts more first."""
    header = http_content_type_encoding(content_type)
    inside = prescan_meta(data) if kind == "html" else find_xml_declaration(data)
    stated = [name for name in (resolve_label(header) if header else None, inside) if name]
    return stated[::-1] if stated and stated[0] in _SERVER_DEFAULTS else stated


def _find_marked(data: bytes) -> Charset | None:
    """Return a character set that shows by a mark, by zeros or by escapes, or None."""
    marked, mark = read_bom(data)
    if marked and mark:
        return Charset(name=marked, mark=len(mark))
    for start, name in _WITHOUT_MARK:
        if data.startswith(start):
            return Charset(name=name)
    if b"\x1b" in data and data.isascii() and _is_read_by("iso2022_jp", data):
        return Charset(name="iso2022_jp")
    return None


def _decode_utf8(data: bytes) -> str | None:
    """Return the text of valid UTF-8, of which the last character may be cut off; None of what is none."""
    try:
        text, read = codecs.utf_8_decode(data, "strict", False)
    except UnicodeDecodeError:
        return None
    if read == len(data):
        return text
    return None if text.isascii() else text + "\ufffd"


def _is_utf8_by_chance(data: bytes, text: str, content_type: str | None, kind: DocumentKind) -> bool:
    """Tell whether a declared set reads a document well that holds hardly more than a word beyond ASCII."""
    if not 0 < len(data) - len(text) < _FEW_CONTINUED:
        return False
    if not names_other_charset(data) and not names_other_charset((content_type or "").encode()):
        return False
    declared = declared_charsets(data, content_type=content_type, kind=kind)
    if not declared or "utf-8" in declared:
        return False
    sample = sample_text(data)
    most = _NATURAL_BITS * _count_beyond_ascii(sample)
    readings = weigh_charsets(sample, declared=declared)
    return any(reading.charset == declared[0] and reading.bits <= most for reading in readings)


def _choose_legacy(data: bytes, content_type: str | None, kind: DocumentKind) -> Charset:
    """Choose among UTF-8 with damaged bytes, what is declared, and what reads best."""
    if is_nearly_utf8(data):
        return Charset(name="utf-8")
    declared = declared_charsets(data, content_type=content_type, kind=kind)
    sample, language = sample_text(without_islands(data)), prescan_language(data)
    gains = dict.fromkeys(declared, _ALSO_DECLARED_BITS) | dict.fromkeys(declared[:1], _DECLARED_BITS)

    def cost(reading: Reading) -> int:
        return reading.bits - gains.get(reading.charset, 0) - _LANGUAGE_BITS * (reading.language == language)

    first, *others = sorted(weigh_charsets(sample, declared=declared), key=cost)
    text = sample.decode(first.charset, "replace")
    rival = next((other for other in others if sample.decode(other.charset, "replace") != text), None)
    is_natural = first.bits <= _STRANGE_BITS * _count_beyond_ascii(sample)
    is_ahead = rival is None or first.charset in declared or cost(rival) - cost(first) >= _SURE_BITS
    return Charset(name=first.charset, is_sure=is_natural and is_ahead)


def _count_beyond_ascii(data: bytes) -> int:
    return sum(byte > 0x7F for byte in data)


def _is_read_by(name: str, data: bytes) -> bool:
    try:
        data.decode(name)
    except UnicodeError:
        return False
    return True
