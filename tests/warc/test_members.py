"""An archive's compression is told by its first bytes, and its members are taken apart one by one."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest

from crawler.warc.members import (
    DECODING_ERRORS,
    DICTIONARY_FRAME,
    SKIPPABLE_TAIL,
    Decoder,
    GzipDecoder,
    decode_member,
    detect_format,
    gzip_compress,
    has_checksum,
    skippable_size,
    start_of,
    zstd_compress,
    zstd_decoder,
    zstd_dictionary,
)
from crawler.warc.spans import ArchiveError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = b"WARC/1.1\r\n" + b"the harbour closes for three weeks " * 5000
PATH = Path("a.warc")
BOTH = pytest.mark.parametrize(
    ("compress", "decoder"),
    [(gzip_compress, GzipDecoder), (zstd_compress, zstd_decoder(None))],
    ids=["gzip", "zstd"],
)


def skippable(content: bytes, *, first: int = 0x50) -> bytes:
    return bytes([first]) + SKIPPABLE_TAIL + len(content).to_bytes(4, "little") + content


def decoded(data: bytes, decoder: Decoder, *, at: int = 0) -> tuple[bytes, int]:
    pieces: list[bytes] = []
    end = decode_member(io.BytesIO(data), at, decoder, pieces.append)
    return b"".join(pieces), end


@BOTH
def test_members_are_decoded_one_by_one(compress, decoder) -> None:
    one, two = compress(TEXT), compress(b"second")
    assert decoded(one + two, decoder()) == (TEXT, len(one))
    assert decoded(one + two, decoder(), at=len(one)) == (b"second", len(one) + len(two))


@BOTH
def test_a_member_that_is_cut_or_changed_is_told(compress, decoder) -> None:
    whole = compress(TEXT)
    with pytest.raises(DECODING_ERRORS):
        decoded(whole[:-10], decoder())
    with pytest.raises(DECODING_ERRORS):
        decoded(whole[:-3] + bytes([whole[-3] ^ 1]) + whole[-2:], decoder())


def test_a_member_that_unpacks_to_much_is_given_in_pieces() -> None:
    pieces: list[int] = []
    bomb = gzip_compress(bytes(50_000_000))
    decode_member(io.BytesIO(bomb), 0, GzipDecoder(), lambda piece: pieces.append(len(piece)))
    assert sum(pieces) == 50_000_000
    assert max(pieces) <= 2**20


@BOTH
def test_the_start_of_a_member_is_seen_without_the_rest(compress, decoder) -> None:
    file = io.BytesIO(compress(TEXT))
    assert start_of(file, 0, decoder()) == TEXT[:64]
    assert start_of(file, 5, decoder()) == b""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (TEXT, "plain"),
        (gzip_compress(TEXT), "gzip"),
        (zstd_compress(TEXT), "zstd"),
        (skippable(b"note") + zstd_compress(TEXT), "zstd"),
    ],
)
def test_the_format_is_told_by_the_first_bytes(data: bytes, kind: str) -> None:
    made = detect_format(PATH, io.BytesIO(data))
    if made is None:
        assert kind == "plain"
        return
    at = skippable_size(data[:8]) or 0
    assert decoded(data, made(), at=at)[0] == TEXT
    assert isinstance(made(), GzipDecoder) is (kind == "gzip")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\x04\x22\x4d\x18rest", "lz4.*fastwarc recompress"),
        (b"filedesc://a.arc 0", "ARC file.*warcio recompress"),
        (gzip.compress(b"filedesc://a.arc 0"), "ARC file.*warcio recompress"),
        (skippable(zstd_compress(b"x")[:-4], first=DICTIONARY_FRAME), "dictionary at its start is damaged"),
    ],
    ids=["nothing", "lz4", "ARC", "ARC in gzip", "a damaged dictionary"],
)
def test_what_is_not_read_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(ArchiveError, match=said):
        detect_format(PATH, io.BytesIO(data))


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_with_a_dictionary_is_read_by_it(packed: bool) -> None:
    samples = [b"WARC/1.1\r\nharbour %d closes for repairs" % number for number in range(500)]
    dictionary = zstd.train_dict(samples, 2000)
    content = dictionary.dict_content
    frame = skippable(zstd_compress(content) if packed else content, first=DICTIONARY_FRAME)
    member = zstd.compress(samples[7], zstd_dict=dictionary)
    file = io.BytesIO(frame + member)
    assert zstd_dictionary(file) == content
    made = detect_format(PATH, io.BytesIO(frame + member))
    assert made is not None
    assert decoded(frame + member, made(), at=len(frame))[0] == samples[7]
    with pytest.raises(DECODING_ERRORS):
        decoded(frame + member, zstd_decoder(None)(), at=len(frame))


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (skippable(b"note"), 12),
        (skippable(b"", first=0x5F), 8),
        (b"\x60" + SKIPPABLE_TAIL + bytes(4), None),
        (b"", None),
    ],
)
def test_skippable_frames_say_how_long_they_are(head: bytes, size: int | None) -> None:
    assert skippable_size(head[:8]) == size


def test_checksums_are_told() -> None:
    assert has_checksum(gzip_compress(b"x"))
    assert has_checksum(zstd_compress(b"x"))
    assert not has_checksum(zstd.compress(b"x"))
    assert not has_checksum(b"WARC/1.1")


def test_the_same_bytes_are_compressed_alike_at_any_time() -> None:
    assert gzip_compress(TEXT) == gzip_compress(TEXT)
    assert gzip_compress(TEXT)[4:8] == bytes(4)
