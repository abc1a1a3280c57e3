"""Case 25: a body that was cut or damaged in any content coding is an error, not a clean 200."""

import gzip
import zlib
from types import SimpleNamespace

import brotli
import pytest
from scrapy.exceptions import IgnoreRequest, ResponseDataLossError
from scrapy.http import Request, Response
from scrapy.settings import Settings

from crawler.frontier.outcome import DamagedBody
from crawler.middlewares.decompression import CompressionMiddleware, unfold_body, zstd

TEXT = b"".join(b"<p>paragraph %d of an invented page</p>" % number for number in range(5000))


def bare_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


CODINGS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate-bare": bare_deflate,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "gzip, gzip": lambda data: gzip.compress(gzip.compress(data)),
    "br, gzip": lambda data: gzip.compress(brotli.compress(data)),
    "gzip, br": lambda data: brotli.compress(gzip.compress(data)),
}


def answer(body: bytes, encoding: str = "gzip", status: int = 200) -> Response:
    settings = Settings({"DOWNLOAD_MAXSIZE": 1_000_000})
    middleware = CompressionMiddleware(
        crawler=SimpleNamespace(
            settings=settings, stats=None, signals=SimpleNamespace(connect=lambda *a, **k: None)
        )
    )
    request = Request("https://a.example/1")
    headers = {"Content-Encoding": encoding.removesuffix("-bare"), "Content-Type": "text/html"}
    decoded = middleware.process_response(
        request, Response(request.url, status=status, headers=headers, body=body)
    )
    assert isinstance(decoded, Response)
    return decoded


def read(body: bytes, encoding: str = "gzip") -> bytes:
    return answer(body, encoding).body


@pytest.mark.parametrize("coding", CODINGS)
def test_a_whole_body_is_read(coding):
    assert read(CODINGS[coding](TEXT), coding) == TEXT


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("kept", [0, 1, 0.3, 0.7, 0.98, -1])
def test_a_cut_body_is_an_error(coding, kept):
    whole = CODINGS[coding](TEXT)
    body = whole[: int(len(whole) * kept)] if isinstance(kept, float) else whole[:kept]
    with pytest.raises(ResponseDataLossError, match="the body of https://a.example/1: "):
        read(body, coding)


def test_an_inner_coding_that_was_cut_before_the_outer_was_made_is_an_error():
    with pytest.raises(ResponseDataLossError):
        read(gzip.compress(gzip.compress(TEXT)[:-20]), "gzip, gzip")
    with pytest.raises(ResponseDataLossError):
        read(brotli.compress(gzip.compress(TEXT)[:-20]), "gzip, br")


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_several_members_are_whole_and_the_last_of_them_may_be_cut(coding):
    whole = CODINGS[coding](TEXT)
    assert read(whole + whole, coding) == TEXT + TEXT
    with pytest.raises(ResponseDataLossError):
        read(whole + whole[:-5], coding)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_padding_behind_the_body_is_left(coding):
    assert read(CODINGS[coding](TEXT) + b"\0" * 17, coding) == TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_wrong_checksum_is_an_error(coding):
    whole = CODINGS[coding](TEXT)
    at = len(whole) - (8 if coding == "gzip" else 4)
    broken = whole[:at] + bytes(byte ^ 0xFF for byte in whole[at : at + 4]) + whole[at + 4 :]
    with pytest.raises(DamagedBody, match="the body of https://a.example/1: "):
        read(broken, coding)


def test_a_wrong_length_in_a_gzip_s_last_bytes_is_an_error():
    with pytest.raises(DamagedBody):
        read(CODINGS["gzip"](TEXT)[:-4] + b"\1\2\3\4")


def test_a_frame_of_zstd_with_a_wrong_checksum_is_an_error():
    whole = zstd.compress(TEXT, options={zstd.CompressionParameter.checksum_flag: 1})
    assert read(whole, "zstd") == TEXT
    with pytest.raises(DamagedBody):
        read(whole[:-4] + b"\1\2\3\4", "zstd")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_page_that_is_in_no_coding_although_it_says_so_is_an_error(coding):
    with pytest.raises((DamagedBody, ResponseDataLossError)):
        read(b"\xff<html>" + TEXT, coding)


@pytest.mark.parametrize("coding", CODINGS)
def test_what_unfolds_beyond_the_limit_is_cut_there(coding):
    with pytest.raises(IgnoreRequest, match="DOWNLOAD_MAXSIZE"):
        read(CODINGS[coding](bytes(3_000_000)), coding)


def test_a_window_beyond_what_the_coding_allows_is_not_given_memory():
    options = {
        zstd.CompressionParameter.window_log: 27,
        zstd.CompressionParameter.enable_long_distance_matching: 1,
        zstd.CompressionParameter.content_size_flag: 0,
    }
    stream = zstd.ZstdCompressor(options=options)
    body = stream.compress(bytes(1000)) + stream.flush()
    with pytest.raises(DamagedBody, match="damaged"):
        unfold_body(body, b"zstd", limit=0)


@pytest.mark.parametrize("status", [404, 410, 301, 500])
def test_another_status_than_a_success_holds_whatever_has_become_of_its_body(status):
    for body in (b"", gzip.compress(TEXT)[:-30], b"no gzip at all"):
        response = answer(body, status=status)
        assert (response.status, response.body) == (status, b"")
        assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_that_has_no_body_is_whole(status):
    assert answer(b"", status=status).status == status


def test_what_is_not_compressed_passes():
    assert read(TEXT, encoding="identity") == TEXT
    assert read(b"", encoding="identity") == b""
