"""Case 25: a truncated gzip is an error, not a clean 200."""

import gzip
from types import SimpleNamespace

import pytest
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Request, Response
from scrapy.settings import Settings

from crawler.middlewares.decompression import CompressionMiddleware, is_cut

TEXT = b"".join(b"<p>paragraph %d of an invented page</p>" % number for number in range(500))
WHOLE = gzip.compress(TEXT)


def read(body: bytes, encoding: str = "gzip") -> bytes:
    settings = Settings({"DOWNLOAD_MAXSIZE": 1_000_000})
    middleware = CompressionMiddleware(
        crawler=SimpleNamespace(
            settings=settings, stats=None, signals=SimpleNamespace(connect=lambda *a, **k: None)
        )
    )
    request = Request("https://a.example/1")
    response = Response(
        request.url, headers={"Content-Encoding": encoding, "Content-Type": "text/html"}, body=body
    )
    decoded = middleware.process_response(request, response)
    assert isinstance(decoded, Response)
    return decoded.body


def test_a_whole_body_is_read():
    assert read(WHOLE) == TEXT


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.98])
def test_a_cut_body_is_an_error(kept):
    with pytest.raises(ResponseDataLossError, match="https://a.example/1 is cut"):
        read(WHOLE[: int(len(WHOLE) * kept)])


def test_a_body_without_its_last_bytes_is_cut():
    assert is_cut(WHOLE[:-3], size=len(TEXT))


def test_several_members_are_whole():
    assert read(WHOLE + WHOLE) == TEXT + TEXT


def test_padding_behind_the_body_is_no_cut():
    assert not is_cut(WHOLE + b"\0" * 17, size=len(TEXT))


def test_a_wrong_checksum_is_no_cut():
    broken = WHOLE[:-8] + b"\0\0\0\0" + WHOLE[-4:]
    assert read(broken) == TEXT


def test_what_is_not_compressed_passes():
    assert read(TEXT, encoding="identity") == TEXT
