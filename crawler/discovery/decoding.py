"""Bytes of a source into text: bounded decompression and the character set, whole or piece by piece.

A source that may be large is read in pieces, so that it is never held as a whole.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator

from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

#: Uncompressed bytes read of one source at most; the sitemap protocol allows 50 MB.
MAX_BYTES = 64 * 1024 * 1024
CHUNK = 64 * 1024
#: Longest reference to a character ("&CounterClockwiseContourIntegral;"), kept whole between pieces.
_REFERENCE = 40
#: Longest line that is kept whole; no address is longer.
LONGEST_LINE = 16 * 1024
_LINE_ENDS = re.compile(r"\r\n|\n|\r")

_GZIP = b"\x1f\x8b"
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}["']([\w.:-]{1,40})["']""", re.IGNORECASE
)
_WITHOUT_BOM = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)
#: Codecs of Python that no document is written in, among them one of quadratic cost.
_NO_CHARSET = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"}
#: What servers send when nobody chose it, so that a declaration inside the document counts more.
_SERVER_DEFAULTS = {"cp1252", "iso8859-1", "ascii"}


def inflate_body(body: bytes, *, limit: int = MAX_BYTES) -> Iterator[bytes]:
    """Yield `body` in pieces of at most 64 KiB, gunzipped where it is gzip, up to `limit` bytes.

    A damaged or truncated stream ends where it can't be read any further. Yields one byte beyond
    `limit` at most, so that the caller sees that there was more.
    """
    left = limit + 1
    for piece in _gunzip(body) if body.startswith(_GZIP) else _slices(body):
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def _slices(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), CHUNK):
        yield body[start : start + CHUNK]


def _gunzip(body: bytes) -> Iterator[bytes]:
    stream = zlib.decompressobj(wbits=31)
    try:
        for waiting in _slices(body):
            while waiting:
                stream = zlib.decompressobj(wbits=31) if stream.eof else stream
                yield stream.decompress(waiting, CHUNK)
                waiting = stream.unconsumed_tail or stream.unused_data
        yield stream.flush()
    except zlib.error:
        return


def decode_source(body: bytes, *, content_type: str | None = None) -> str:
    """Return the text of a source; never raises, and undecodable bytes become U+FFFD.

    A byte order mark counts first, then UTF-8 where the bytes are valid UTF-8 (text in any other
    character set hardly ever is by chance), then the header of the response, then the XML declaration.
    """
    name, skip = find_charset(body, content_type=content_type)
    return body[skip:].decode(name, "replace")


def find_charset(body: bytes, *, content_type: str | None = None) -> tuple[str, int]:
    """Return the name of the codec that reads `body`, and the length of the mark before its text in bytes."""
    marked, mark = read_bom(body)
    if marked and mark:
        return marked, len(mark)
    for start, name in _WITHOUT_BOM:
        if body.startswith(start):
            return name, 0
    if b"\x1b" not in body and _reads(body, "utf-8"):
        return "utf-8", 0
    return _choose(body, _stated(body, content_type)), 0


def _stated(body: bytes, content_type: str | None) -> list[str]:
    found = _DECLARED.search(body[:1024])
    labels = [http_content_type_encoding(content_type), found.group(1).decode("ascii") if found else None]
    stated = [name for label in labels if label and (name := _known(label))]
    return stated[::-1] if stated and stated[0] in _SERVER_DEFAULTS else stated


def _known(label: str) -> str | None:
    name = resolve_encoding(label)
    if name is None or name in _NO_CHARSET:
        return None
    return name if codecs.lookup(name)._is_text_encoding else None


def _choose(body: bytes, stated: list[str]) -> str:
    for name in stated:
        if _reads(body, name):
            return name
    if _is_mostly_utf8(body):
        return "utf-8"
    return next((name for name in stated if not name.startswith("utf")), "cp1252")


def _reads(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except (UnicodeError, LookupError):
        return False
    return True


def _is_mostly_utf8(body: bytes) -> bool:
    """Tell whether `body` is UTF-8 with a few bad bytes, as a cut or a careless paste leaves it."""
    text = body[: 1024 * 1024].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    return good >= 4 * bad


class Pieces(Iterator[str]):
    """The text of a source in pieces, gunzipped where it is gzip; `cut` is set once it was too long."""

    def __init__(self, body: bytes) -> None:
        self.cut = False
        self._bytes_read = 0
        self._inflated = inflate_body(body)
        self._decoder: codecs.IncrementalDecoder | None = None

    def __next__(self) -> str:
        piece = next(self._inflated)
        self._bytes_read += len(piece)
        self.cut = self._bytes_read > MAX_BYTES
        if self._decoder is None:
            name, mark = find_charset(_whole_characters(piece))
            self._decoder = codecs.getincrementaldecoder(name)("replace")
            piece = piece[mark:]
        return self._decoder.decode(piece)


def _whole_characters(piece: bytes) -> bytes:
    """Return the first piece without its end, where the cut may have broken a character."""
    return piece[: max(piece.rfind(b">"), piece.rfind(b"\n")) + 1] or piece


def whole_references(head: str, pieces: Iterator[str]) -> Iterator[str]:
    """Yield the text in pieces that break no reference such as "&amp;" in two."""
    for piece in pieces:
        at = head.rfind("&", -_REFERENCE)
        keep = at if at >= 0 else len(head)
        yield head[:keep]
        head = head[keep:] + piece
    yield head


def whole_lines(head: str, pieces: Iterator[str]) -> Iterator[str]:
    """Yield the lines of the text; a line that is too long comes as its end alone."""
    for piece in pieces:
        *whole, head = _LINE_ENDS.split(head)
        yield from whole
        head = head[-LONGEST_LINE - 1 :] + piece
    yield from _LINE_ENDS.split(head)
