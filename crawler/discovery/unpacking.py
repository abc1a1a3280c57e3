"""Bytes of a source unpacked: bounded decompression, whole or as text piece by piece.

A source that may be large is read in pieces, so that it is never held as a whole.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator

from crawler.decoding import choose_charset, new_decoder

#: Uncompressed bytes read of one source at most; the sitemap protocol allows 50 MB.
MAX_BYTES = 64 * 1024 * 1024
CHUNK = 64 * 1024
#: Longest reference to a character ("&CounterClockwiseContourIntegral;"), kept whole between pieces.
_REFERENCE = 40
#: Longest line that is kept whole; no address is longer.
LONGEST_LINE = 16 * 1024
_LINE_ENDS = re.compile(r"\r\n|\n|\r")

_GZIP = b"\x1f\x8b"


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


class Pieces(Iterator[str]):
    """The text of a source in pieces, gunzipped where it is gzip; `cut` is set once it was too long."""

    def __init__(self, body: bytes, *, content_type: str | None = None) -> None:
        self.cut = False
        self._content_type = content_type
        self._bytes_read = 0
        self._inflated = inflate_body(body)
        self._decoder: codecs.IncrementalDecoder | None = None

    def __next__(self) -> str:
        piece = next(self._inflated)
        self._bytes_read += len(piece)
        self.cut = self._bytes_read > MAX_BYTES
        if self._decoder is None:
            head = _whole_characters(piece)
            charset = choose_charset(head, content_type=self._content_type, kind="xml")
            self._decoder = new_decoder(charset)
            piece = piece[charset.mark :]
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
