"""Writing small WARC 1.1 archives: the same exchanges give the same bytes, wherever and whenever."""

from __future__ import annotations

import io
import os
import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import WarcRecord, WarcRecordType

from crawler.warc.http_message import join_chunks
from crawler.warc.members import gzip_compress, zstd_compress
from crawler.warc.records import label_digest

HeaderPairs = Sequence[tuple[str | bytes, str | bytes]]

_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_BREAKS = re.compile(rb"[\x00\r\n]+")
#: Request headers that say who asks: they are no part of what was published.
_SECRET = (b"authorization", b"cookie", b"proxy-authorization")
_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and what came back, to be recorded.

    `body` is as it came over the wire: in chunks where `headers` say so, encoded where they say so.
    With `repeats` it is written as a `revisit` of that exchange: by its payload, or, where `status`
    is 304, because the server said so. `truncated` is the reason why a body is not whole ("length",
    "time", "disconnect").
    """

    url: str
    date: datetime
    status: int = 200
    headers: HeaderPairs = ()
    body: bytes = b""
    method: str = "GET"
    request_headers: HeaderPairs = ()
    repeats: Exchange | None = None
    truncated: str | None = None


def write_records(path: Path, exchanges: Iterable[Exchange]) -> int:
    """Write exchanges as request and response records and return their number.

    The name says the compression, a record at a time: `.warc`, `.warc.gz` or `.warc.zst`. Until all
    is written the file is called `.open` after its name. Raises ValueError for another name.
    """
    exchanges = list(exchanges)
    compress = _compressor(path.name)
    unfinished = path.with_name(f"{path.name}.open")
    with unfinished.open("wb") as file:
        for record in _records(path.name, exchanges):
            file.write(compress(_written(record)))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return len(exchanges)


def _compressor(name: str) -> Callable[[bytes], bytes]:
    """Return what compresses one record as a member of its own, with a checksum, by the file's name."""
    if name.endswith(".warc"):
        return lambda data: data
    if name.endswith(".warc.gz"):
        return gzip_compress
    if name.endswith((".warc.zst", ".warc.zstd")):
        return zstd_compress
    raise ValueError(f"{name}: name the archive .warc, .warc.gz or .warc.zst")


def _written(record: WarcRecord) -> bytes:
    out = io.BytesIO()
    record.write(out)
    return out.getvalue()


def _records(name: str, exchanges: Sequence[Exchange]) -> Iterable[WarcRecord]:
    first = min((exchange.date for exchange in exchanges), default=datetime(1970, 1, 1, tzinfo=UTC))
    info = f"software: crawler\r\nformat: WARC File Format 1.1\r\nisPartOf: {name}\r\n".encode()
    fields = {"Content-Type": "application/warc-fields", "WARC-Filename": name}
    yield _record("warcinfo", first, info, fields=fields, seed=name)
    for number, exchange in enumerate(exchanges):
        response = _response_record(exchange, seed=f"{number}")
        yield response
        yield _request_record(exchange, seed=f"{number}", response_id=response.record_id or "")


def _record(kind: str, date: datetime, block: bytes, *, fields: dict[str, str], seed: str) -> WarcRecord:
    """Return a record whose id follows from all that is in it and from `seed`."""
    stamp = _stamp(date)
    name = "\n".join((kind, stamp, seed, *fields.values(), label_digest(block)))
    record = WarcRecord()
    record.init_headers(
        getattr(WarcRecordType, kind), f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}".encode()
    )
    record.headers["WARC-Date"] = stamp
    record.headers["WARC-Block-Digest"] = label_digest(block)
    for key, value in fields.items():
        record.headers[key] = value
    record.set_bytes_content(block)
    return record


def _response_record(exchange: Exchange, *, seed: str) -> WarcRecord:
    kind = "revisit" if exchange.repeats else "response"
    fields = {
        "Content-Type": "application/http; msgtype=response",
        "WARC-Target-URI": safe_address(exchange.url),
        **_payload_fields(exchange),
    }
    reason = HTTPStatus(exchange.status).phrase if exchange.status in list(HTTPStatus) else "Unknown"
    start = f"HTTP/1.1 {exchange.status} {reason}".encode("ascii")
    body = b"" if exchange.repeats else exchange.body
    return _record(kind, exchange.date, _head(start, exchange.headers) + body, fields=fields, seed=seed)


def _payload_fields(exchange: Exchange) -> dict[str, str]:
    """Return the fields that describe the payload, and what a revisit refers to."""
    fields = {"WARC-Truncated": exchange.truncated} if exchange.truncated else {}
    original = exchange.repeats
    if exchange.status != 304:
        fields["WARC-Payload-Digest"] = label_digest(_payload(original or exchange))
    if original:
        fields["WARC-Profile"] = _NOT_MODIFIED if exchange.status == 304 else _IDENTICAL
        fields["WARC-Refers-To-Target-URI"] = safe_address(original.url)
        fields["WARC-Refers-To-Date"] = _stamp(original.date)
    return fields


def _payload(exchange: Exchange) -> bytes:
    """Return the body without its transfer coding, which the payload digest is taken of."""
    names = {_bytes(name).lower() for name, _ in exchange.headers}
    return join_chunks(exchange.body)[0] if b"transfer-encoding" in names else exchange.body


def _request_record(exchange: Exchange, *, seed: str, response_id: str) -> WarcRecord:
    address = urlsplit(safe_address(exchange.url))
    target = (address.path or "/") + (f"?{address.query}" if address.query else "")
    host: tuple[str, str] = ("Host", address.netloc.rpartition("@")[2])
    headers = [pair for pair in exchange.request_headers if _bytes(pair[0]).lower() not in _SECRET]
    fields = {
        "Content-Type": "application/http; msgtype=request",
        "WARC-Target-URI": safe_address(exchange.url),
        "WARC-Concurrent-To": response_id,
    }
    start = f"{exchange.method} {target} HTTP/1.1".encode("utf-8", "surrogatepass")
    return _record("request", exchange.date, _head(start, [host, *headers]), fields=fields, seed=seed)


def _head(start: bytes, headers: HeaderPairs) -> bytes:
    """Return a message's start line and headers; a line break in a value becomes a blank."""
    pairs = ((_BREAKS.sub(b" ", _bytes(name)), _BREAKS.sub(b" ", _bytes(value))) for name, value in headers)
    return b"".join((start, b"\r\n", *(b"%s: %s\r\n" % pair for pair in pairs), b"\r\n"))


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def safe_address(url: str) -> str:
    """Return an address that stays on one line of a header: blanks and control characters escaped."""
    return _CONTROL.sub(lambda match: f"%{ord(match[0]):02X}", url.strip(" "))


def _stamp(date: datetime) -> str:
    """Return a `WARC-Date`: UTC, to the second or, where there are fractions, to the microsecond."""
    text = date.astimezone(UTC).isoformat(timespec="microseconds" if date.microsecond else "seconds")
    return text.replace("+00:00", "Z")
