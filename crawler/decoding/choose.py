"""Bytes of a page, a feed or a sitemap into text: the character set is what the bytes themselves bear out.

A byte order mark counts first. Then bytes that are valid UTF-8 are UTF-8 whatever is declared, because text
in any other character set is almost never valid UTF-8 by chance. What was declared is believed where it reads
the bytes, and else they are asked themselves. Nothing is lost: invalid bytes are read as windows-1252.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from w3lib.encoding import http_content_type_encoding, read_bom

from crawler.decoding.guess import guess_charset
from crawler.decoding.labels import resolve_label
from crawler.decoding.prescan import find_xml_declaration, prescan_meta

#: What a document is says where it may declare its character set.
DocumentKind = Literal["html", "xml"]

#: Read where nothing else is known.
FALLBACK = "cp1252"
_HANDLER = "cp1252-where-invalid"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\ufffd]+")
_WITHOUT_MARK = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)
#: What servers send when nobody chose it, so that a declaration inside the document counts more.
_SERVER_DEFAULTS = {"cp1252", "iso8859-1", "ascii"}
_CHECKED_BYTES = 1024 * 1024


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


def _read_invalid(error: UnicodeError) -> tuple[str, int]:
    """Error handler of `bytes.decode`: read invalid bytes as windows-1252, C1 where that has none."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_WINDOWS[byte] for byte in bad), error.end


_WINDOWS = [
    char if char != "\ufffd" else chr(byte)
    for byte, char in enumerate(bytes(range(256)).decode(FALLBACK, "replace"))
]
codecs.register_error(_HANDLER, _read_invalid)


def decode_document(
    data: bytes, *, content_type: str | None = None, kind: DocumentKind = "html"
) -> DecodedText:
    """Return the text of `data`, whose character set `content_type` (the header) may name; never raises."""
    charset = choose_charset(data, content_type=content_type, kind=kind)
    text = data[charset.mark :].decode(charset.name, _HANDLER)
    return DecodedText(text=text, charset=charset.name, is_sure=charset.is_sure)


def choose_charset(data: bytes, *, content_type: str | None = None, kind: DocumentKind = "html") -> Charset:
    """Return the codec that reads `data`, and whether that is sure."""
    marked, mark = read_bom(data)
    if marked and mark:
        return Charset(name=marked, mark=len(mark))
    for start, name in _WITHOUT_MARK:
        if data.startswith(start):
            return Charset(name=name)
    if b"\x1b" not in data and _is_read_by("utf-8", data):
        return Charset(name="utf-8")
    return _choose_legacy(data, declared_charsets(data, content_type=content_type, kind=kind))


def new_decoder(charset: Charset) -> codecs.IncrementalDecoder:
    """Return what decodes a document of which the pieces come one by one, without its mark."""
    return codecs.getincrementaldecoder(charset.name)(_HANDLER)


def declared_charsets(
    data: bytes, *, content_type: str | None = None, kind: DocumentKind = "html"
) -> list[str]:
    """Return the codecs that the header and the document declare, the one that counts more first."""
    header = http_content_type_encoding(content_type)
    inside = prescan_meta(data) if kind == "html" else find_xml_declaration(data)
    stated = [name for name in (resolve_label(header) if header else None, inside) if name]
    return stated[::-1] if stated and stated[0] in _SERVER_DEFAULTS else stated


def _choose_legacy(data: bytes, declared: list[str]) -> Charset:
    """Choose among what is declared, UTF-8 with damaged bytes, and what the bytes look like."""
    for name in declared:
        if _is_read_by(name, data):
            return Charset(name=name)
    if _is_nearly_utf8(data):
        return Charset(name="utf-8")
    guessed = guess_charset(data)
    stated = next((name for name in declared if not name.startswith("utf")), None)
    return Charset(name=guessed or stated or FALLBACK, is_sure=False)


def _is_read_by(name: str, data: bytes) -> bool:
    try:
        data.decode(name)
    except UnicodeError:
        return False
    return True


def _is_nearly_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 with a few damaged ones, as where a text is cut or a quote was pasted."""
    text = data[:_CHECKED_BYTES].decode("utf-8", "replace")
    good = sum(len(run) for run in _BEYOND_ASCII.findall(text))
    return good >= 4 * text.count("\ufffd")
