"""What a record's block says over HTTP: status, headers and body, whatever the recorder did to them."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest

from crawler.warc.http_message import is_encoded, join_chunks, parse_message, status_of
from crawler.warc.members import zstd_compress
from tests.growth import check_linear

PAGE = "<!doctype html><p>Año nuevo, 新年</p>".encode() * 20


def block(*headers: str, body: bytes = PAGE, status: str = "HTTP/1.1 200 OK", eol: str = "\r\n") -> bytes:
    return eol.join([status, *headers, "", ""]).encode("latin-1") + body


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def test_repeated_headers_stay_in_order_and_bytes_stay_bytes() -> None:
    message = parse_message(block("Set-Cookie: a=1", "X-Name: caf\xe9", "Set-Cookie: b=2"))
    assert message.headers == [(b"Set-Cookie", b"a=1"), (b"X-Name", b"caf\xe9"), (b"Set-Cookie", b"b=2")]
    assert message.header(b"set-cookie") == b"a=1"


def test_headers_with_bare_line_feeds_end_where_they_end() -> None:
    message = parse_message(block("Content-Type: text/html", body=PAGE + b"\r\n\r\nmore", eol="\n"))
    assert message.header(b"content-type") == b"text/html"
    assert message.body == PAGE + b"\r\n\r\nmore"


def test_chunks_are_joined_and_their_header_goes() -> None:
    message = parse_message(block("Transfer-Encoding: chunked", body=chunked(PAGE)))
    assert message.body == PAGE
    assert message.header(b"transfer-encoding") is None
    assert not message.cut


def test_a_chunked_body_without_its_end_says_so() -> None:
    message = parse_message(block("Transfer-Encoding: chunked", body=chunked(PAGE)[:350]))
    assert message.cut
    assert PAGE.startswith(message.body)
    assert message.body


@pytest.mark.parametrize(
    "body", [PAGE, b"", b"fade to black", b"10\r\nis a number, and this is no chunk of 16"]
)
def test_a_body_recorded_without_its_chunks_is_whole(body: bytes) -> None:
    message = parse_message(block("Transfer-Encoding: chunked", body=body))
    assert message.body == body
    assert not message.cut


ENCODERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd_compress,
}


@pytest.mark.parametrize("coding", ENCODERS)
def test_an_encoded_body_keeps_its_coding_for_whoever_decodes_it(coding: str) -> None:
    body = ENCODERS[coding](PAGE)
    message = parse_message(block(f"Content-Encoding: {coding.upper()}", body=body))
    assert message.body == body
    assert message.header(b"content-encoding") == coding.upper().encode()


@pytest.mark.parametrize("coding", ENCODERS)
@pytest.mark.parametrize(
    "body", [PAGE, b"ok", b"\n<html></html>", b'{"a": 1}', "新聞".encode(), b"%PDF-1.4\n%\xe2\xe3"]
)
def test_a_body_that_the_recorder_decoded_loses_the_coding(coding: str, body: bytes) -> None:
    message = parse_message(block(f"Content-Encoding: {coding}", "Content-Length: 5", body=body))
    assert message.body == body
    assert message.header(b"content-encoding") is None
    assert message.header(b"content-length") == str(len(body)).encode()


def test_of_two_codings_only_the_one_that_was_undone_goes() -> None:
    message = parse_message(block("Content-Encoding: gzip, br", body=gzip.compress(PAGE)))
    assert message.header(b"content-encoding") == b"gzip"


def test_bare_deflate_and_unknown_codings_are_believed() -> None:
    assert is_encoded(zlib.compress(PAGE)[2:-4], b"deflate")
    assert is_encoded(PAGE, b"rot13")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("HTTP/1.1 200 OK", 200),
        ("HTTP/1.0 404", 404),
        ("HTTP/2 301 ", 301),
        ("HTTP/1.1 999 Request denied", 999),
        ("HTTP/1.1 100 Continue", None),
        ("HTTP/1.1 2000 OK", None),
        ("HTTP/1.1 99999999999999999999 OK", None),
        ("HTTP/1.1 OK", None),
        ("ICY 200 OK", None),
        ("<html>", None),
    ],
)
def test_only_a_status_that_can_be_answered_is_one(line: str, status: int | None) -> None:
    assert status_of(block(status=line)) == status


@pytest.mark.parametrize("flood", ["A: " + "x" * 100_000, "\r\n".join("A: xx" for _ in range(20_000))])
def test_a_header_flood_is_no_answer(flood: str) -> None:
    assert status_of(block(flood)) is None
    with pytest.raises(ValueError, match="no HTTP response"):
        parse_message(block(flood))


@pytest.mark.parametrize("unit", [b"1\r\na\r\n", b"1;", b"0", b"1\na\n"])
def test_hostile_chunks_cost_linear_time(unit: bytes) -> None:
    check_linear(join_chunks, lambda size: unit * (size // len(unit)))
