"""Decompression: Scrapy's middleware passes a truncated gzip on as a whole page; this one does not."""

from __future__ import annotations

import zlib

from scrapy import Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Request, Response

GZIP = (b"gzip", b"x-gzip")


class CompressionMiddleware(HttpCompressionMiddleware):
    """Downloader middleware: a gzip body that was cut is an error, and is not stored."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response with its body decompressed; raises ResponseDataLossError where that was cut."""
        encodings = response.headers.getlist("Content-Encoding")
        compressed = response.body
        decoded = super().process_response(request, response)
        gzipped = len(encodings) == 1 and encodings[0].strip().lower() in GZIP
        if gzipped and isinstance(decoded, Response) and is_cut(compressed, size=len(decoded.body)):
            raise ResponseDataLossError(f"the gzip body of {response.url} is cut")
        return decoded


def is_cut(body: bytes, *, size: int) -> bool:
    """Whether a gzip body that gave `size` bytes lacks its end (RFC 1952, section 2.3).

    The last four bytes of a whole one give its size; only where they do not is it read again, since
    it may have several members or something behind them.
    """
    if not body or int.from_bytes(body[-4:], "little") == size % 2**32:
        return False
    while body[:2] == b"\x1f\x8b":
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            member.decompress(body)
        except zlib.error:
            return False  # what is wrong is not its length: Scrapy has read what there was
        if not member.eof:
            return True
        body = member.unused_data
    return False
