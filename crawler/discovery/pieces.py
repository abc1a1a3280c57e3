"""The text of a source that may be large, piece by piece, so that it is never held as a whole."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from crawler.discovery.decoding import MAX_BYTES, find_charset, inflate_body

#: Longest reference to a character ("&CounterClockwiseContourIntegral;"), kept whole between pieces.
_REFERENCE = 40
#: Longest line that is kept whole; no address is longer.
LONGEST_LINE = 16 * 1024
_LINE_ENDS = re.compile(r"\r\n|\n|\r")


class Pieces(Iterator[str]):
    """Text of `body`, gunzipped where it is gzip, in pieces; `cut` once there was more than is read."""

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
    """Yield the lines of the text; of one that is too long only its end."""
    for piece in pieces:
        *whole, head = _LINE_ENDS.split(head)
        yield from whole
        head = head[-LONGEST_LINE - 1 :] + piece
    yield from _LINE_ENDS.split(head)
