"""Decompression: Scrapy's middleware passes a body on that was cut; this one takes only what is whole.

A body is whole where its decoder says that the end was reached, in each of its codings. What stands behind
that end (padding) is left. A checksum that does not fit is an error too.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from io import BytesIO

import brotli  # type: ignore[import-untyped]
from scrapy import Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Request, Response
from scrapy.utils._compression import _check_max_size

from crawler.frontier.outcome import DamagedBody

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: Bytes that are unfolded at once, before the limit is looked at again.
_PIECE = 64 * 1024
_GZIP, _ZLIB, _BARE = 31, 15, -15
_GZIP_MAGIC = b"\x1f\x8b"
#: Frames of zstd, and what may stand between them (RFC 8878, section 3.1).
_ZSTD_MAGIC, _ZSTD_SKIPPED = b"\x28\xb5\x2f\xfd", b"\x2a\x4d\x18"
#: A window of 8 MB, the largest that the coding may have (RFC 9659).
_ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}


class _Unfolded:
    """What a body has given so far; raises Scrapy's error where that is more than `limit` bytes (0: none)."""

    def __init__(self, limit: int) -> None:
        self._limit, self._pieces = limit, BytesIO()

    def add(self, piece: bytes) -> None:
        """Keep a piece."""
        self._pieces.write(piece)
        _check_max_size(self._pieces.tell(), self._limit)

    def all(self) -> bytes:
        """All pieces in their order."""
        return self._pieces.getvalue()


class CompressionMiddleware(HttpCompressionMiddleware):
    """Downloader middleware: a body that was cut or damaged is an error, and is not stored."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response with its body decompressed.

        Raises ResponseDataLossError where the body was cut, DamagedBody where it can't be read. What the
        server says by another status than a success holds, whatever has become of the words beside it.
        """
        succeeded = 200 <= response.status < 300
        try:
            if succeeded and lacks_body(request, response):
                raise ResponseDataLossError("nothing of it has come")
            return super().process_response(request, response)
        except (ResponseDataLossError, DamagedBody) as error:
            if succeeded:
                raise type(error)(f"the body of {response.url}: {error}") from error
            del response.headers["Content-Encoding"]
            return response.replace(body=b"")

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        """One coding undone; Scrapy's own method asks for it, from the outermost on."""
        return unfold_body(body, encoding, limit=max_size) if body else body


def lacks_body(request: Request, response: Response) -> bool:
    """Whether nothing has come of a body that is said to be in a coding: each has a beginning and an end."""
    if response.body or response.status == 204 or request.method == "HEAD":
        return False
    stated = (response.headers.get("Content-Encoding") or b"").lower().split(b",")
    return any(coding.strip() in _DECODERS for coding in stated)


def unfold_body(body: bytes, coding: bytes, *, limit: int) -> bytes:
    """Return what a body gives in a content coding (gzip, x-gzip, deflate, br, zstd), `limit` bytes at most.

    Raises ResponseDataLossError where the body ends before its coding does, DamagedBody where it is none or
    its checksum is wrong, and Scrapy's own error beyond the limit (0: none).
    """
    unfolded = _Unfolded(limit)
    try:
        whole = _DECODERS[coding](body, unfolded)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise DamagedBody(f"its {coding.decode()} is damaged ({error})") from error
    if not whole:
        raise ResponseDataLossError(f"its {coding.decode()} is cut")
    return unfolded.all()


def _unfold_gzip(body: bytes, into: _Unfolded) -> bool:
    """Read the members of a gzip body (RFC 1952, section 2.2); whether the last one reached its end."""
    whole, rest = _inflate(body, _GZIP, into)
    while whole and rest.startswith(_GZIP_MAGIC):
        whole, rest = _inflate(rest, _GZIP, into)
    return whole


def _unfold_deflate(body: bytes, into: _Unfolded) -> bool:
    """Read zlib or, as some servers send it, bare deflate (RFC 9110, section 8.4.1.2)."""
    is_zlib = len(body) < 2 or (body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0)
    return _inflate(body, _ZLIB if is_zlib else _BARE, into)[0]


def _inflate(body: bytes, bits: int, into: _Unfolded) -> tuple[bool, bytes]:
    """Whether one stream reached its end, and what stands behind it."""
    stream, waiting = zlib.decompressobj(bits), body
    while waiting and not stream.eof:
        into.add(stream.decompress(waiting, _PIECE))
        waiting = stream.unconsumed_tail
    return stream.eof, stream.unused_data


def _unfold_brotli(body: bytes, into: _Unfolded) -> bool:
    stream = brotli.Decompressor()
    piece = stream.process(body, output_buffer_limit=_PIECE)
    while piece:
        into.add(piece)
        piece = b"" if stream.is_finished() else stream.process(b"", output_buffer_limit=_PIECE)
    return bool(stream.is_finished())


def _unfold_zstd(body: bytes, into: _Unfolded) -> bool:
    """Read the frames of a zstd body; whether the last one reached its end."""
    whole, rest = _unfold_frame(body, into)
    while whole and rest and (rest.startswith(_ZSTD_MAGIC) or rest[1:4] == _ZSTD_SKIPPED):
        whole, rest = _unfold_frame(rest, into)
    return whole


def _unfold_frame(body: bytes, into: _Unfolded) -> tuple[bool, bytes]:
    stream = zstd.ZstdDecompressor(options=_ZSTD_WINDOW)
    into.add(stream.decompress(body, _PIECE))
    while not stream.eof and not stream.needs_input:
        into.add(stream.decompress(b"", _PIECE))
    return stream.eof, stream.unused_data


_DECODERS: dict[bytes, Callable[[bytes, _Unfolded], bool]] = {
    b"gzip": _unfold_gzip,
    b"x-gzip": _unfold_gzip,
    b"deflate": _unfold_deflate,
    b"br": _unfold_brotli,
    b"zstd": _unfold_zstd,
}
