"""The HTTP response inside a record's block, as a crawler would have received it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import brotli  # type: ignore[import-untyped]
from fastwarc.warc import WarcRecord

from crawler.warc.members import GZIP_MAGIC, ZSTD_MAGIC
from crawler.warc.spans import LARGEST_HEADER, header_end

#: As HTTP has them; some servers invent others (999), but none has fewer or more digits.
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+([1-9]\d\d)(?=[ \t\r\n]|$)")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_SAMPLE = 64 * 1024
_CONTROLS = bytes(range(9)) + bytes(range(14, 27))

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class HttpMessage:
    """An HTTP response: headers in recorded order; `cut` says that its body is known to lack its end."""

    status: int
    headers: Headers
    body: bytes
    cut: bool = False

    def header(self, name: bytes) -> bytes | None:
        """Return the first value of a header (`name` in lower case), None where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), None)


def status_of(block: bytes) -> int | None:
    """Return the status of the HTTP response in `block`, None where it is none that can be answered.

    That is: no status line, an interim answer (1xx), or headers longer than `LARGEST_HEADER`.
    """
    found = _STATUS.match(block)
    if not found or found[1].startswith(b"1"):
        return None
    if len(block) > LARGEST_HEADER and header_end(block[:LARGEST_HEADER]) < 0:
        return None
    return int(found[1])


def parse_message(block: bytes) -> HttpMessage:
    """Return the response in `block`, its transfer coding undone and its headers true of its body.

    `Content-Encoding` stays, so that whoever decodes responses does it once; it goes where the
    recorder had decoded the body but kept the header. Raises ValueError where there is no response.
    """
    status = status_of(block)
    if status is None:
        raise ValueError("no HTTP response that can be answered is in the record")
    record = WarcRecord()
    record.set_bytes_content(block)
    record.is_http = True
    try:
        record.parse_http(quirks_mode=True, max_header_len=LARGEST_HEADER)
    except OSError as error:
        raise ValueError(f"the HTTP headers cannot be read: {error}") from error
    headers = [
        (name.strip(), value.strip()) for name, value in record.http_headers.items_bytes() if name.strip()
    ]
    return _with_true_encoding(_without_chunks(HttpMessage(status, headers, record.reader.read())))


def _without_chunks(message: HttpMessage) -> HttpMessage:
    """Undo `Transfer-Encoding`; a body recorded without its chunks is taken as it is."""
    if message.header(b"transfer-encoding") is None:
        return message
    headers = [pair for pair in message.headers if pair[0].lower() != b"transfer-encoding"]
    body, cut = join_chunks(message.body)
    return replace(message, headers=headers, body=body, cut=cut)


def join_chunks(body: bytes) -> tuple[bytes, bool]:
    """Return a chunked body's content, and whether its end is missing (RFC 9112, 7.1).

    A body that does not start with a chunk had them undone before: it comes back whole.
    """
    pieces: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        start, length = size.end(), int(size[1], 16)
        if not length:
            return b"".join(pieces), False
        at = start + length
        end = _LINE_END.match(body, at)
        if not end and at < len(body):
            break
        pieces.append(body[start:at])
        at = end.end() if end else at
    return (b"".join(pieces), True) if pieces else (body, False)


def _with_true_encoding(message: HttpMessage) -> HttpMessage:
    """Drop those content codings, outermost first, that the body is not in (any more)."""
    stated = [value for name, value in message.headers if name.lower() == b"content-encoding"]
    codings = [coding.strip().lower() for value in stated for coding in value.split(b",") if coding.strip()]
    true = list(codings)
    while true and message.body and not is_encoded(message.body, true[-1]):
        true.pop()
    if true == codings:
        return message
    kept = [
        pair for pair in message.headers if pair[0].lower() not in (b"content-encoding", b"content-length")
    ]
    if true:
        kept.append((b"Content-Encoding", b", ".join(true)))
    kept.append((b"Content-Length", b"%d" % len(message.body)))
    return replace(message, headers=kept)


def is_encoded(body: bytes, coding: bytes) -> bool:
    """Whether `body` is in a content coding; a coding that is not known here is believed."""
    check = _CHECKS.get(coding)
    return check(body[:_SAMPLE]) if check else True


def _is_deflate(sample: bytes) -> bool:
    """zlib or, as some servers send it, bare deflate (RFC 9110, 8.4.1.2)."""
    return _inflates(sample, 15) or _inflates(sample, -15)


def _inflates(sample: bytes, bits: int) -> bool:
    decoder = zlib.decompressobj(bits)
    try:
        decoder.decompress(sample, _SAMPLE)
    except zlib.error:
        return False
    return decoder.eof or _is_binary(sample)


def _is_brotli(sample: bytes) -> bool:
    """Brotli has no magic number: what does not decode is not brotli, nor is text that never ends."""
    if sample.startswith((GZIP_MAGIC, ZSTD_MAGIC)):
        return False
    decoder = brotli.Decompressor()
    try:
        decoder.process(sample, output_buffer_limit=_SAMPLE)
    except brotli.error:
        return False
    return decoder.is_finished() or _is_binary(sample)


def _is_binary(sample: bytes) -> bool:
    """Whether a sample holds control characters that no text holds."""
    return len(sample.translate(None, _CONTROLS)) < len(sample)


_CHECKS: dict[bytes, Callable[[bytes], bool]] = {
    b"gzip": lambda sample: sample.startswith(GZIP_MAGIC[:2]),
    b"x-gzip": lambda sample: sample.startswith(GZIP_MAGIC[:2]),
    b"deflate": _is_deflate,
    b"br": _is_brotli,
    b"zstd": lambda sample: sample.startswith(ZSTD_MAGIC) or sample[1:4] == b"\x2a\x4d\x18",
    b"identity": lambda sample: False,
}
