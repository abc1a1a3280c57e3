"""Records are read from every kind of WARC file, and damage is told, never passed over in silence."""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.warc.members import gzip_compress, zstd_compress
from crawler.warc.records import Record, digest_holds, label_digest, parse_warc_date, read_records
from crawler.warc.spans import ArchiveError, Damage
from crawler.warc.writer import write_records
from tests.warc.pages import archive, page

KINDS = ["a.warc", "a.warc.gz", "a.warc.zst"]

#: File of the corpora -> records read, and what must be told of it (in order).
READABLE = {
    "fastwarc/block-sized-records.warc": (3, []),
    "fastwarc/block-sized-records.warc.gz": (3, []),
    "fastwarc/clipped.warc.gz": (0, ["ends inside a compressed member"]),
    "fastwarc/clueweb-quirk.warc.gz": (30, []),
    "fastwarc/warcfile.warc": (50, []),
    "fastwarc/warcfile.warc.gz": (50, []),
    "jwarc/cc.warc.gz": (1, []),
    "jwarc/gzip_extra_sl.warc.gz": (1, []),
    "warcio/example-bad-non-chunked.warc.gz": (6, ["the file's checksum does"]),
    "warcio/example-bad.warc.gz.bad": (6, []),
    "warcio/example-digest.warc": (4, []),
    "warcio/example-iana.org-chunked.warc": (3, []),
    "warcio/example-resource.warc.gz": (3, []),
    "warcio/example-space-in-target-uri.warc.gz": (2, []),
    "warcio/example-trunc.warc": (3, ["changed or cut"]),
    "warcio/example-wget-bad-target-uri.warc.gz": (6, []),
    "warcio/example-wrong-chunks.warc.gz": (2, ["the file's checksum does"]),
    "warcio/example.warc": (6, []),
    "warcio/example.warc.gz": (6, []),
    "warcio/post-test.warc.gz": (6, []),
}
REFUSED = {
    "fastwarc/block-sized-records.warc.lz4": "lz4.*fastwarc recompress",
    "fastwarc/warcfile.warc.lz4": "lz4.*fastwarc recompress",
    "warcio/bad.arc": "ARC file.*warcio recompress",
    "warcio/example-space-in-url.arc": "ARC file.*warcio recompress",
    "warcio/example.arc": "ARC file.*warcio recompress",
    "warcio/example.arc.gz": "ARC file.*warcio recompress",
}


def read(path: Path) -> tuple[list[Record], list[Damage]]:
    items = list(read_records(path))
    return [one for one in items if isinstance(one, Record)], [
        one for one in items if isinstance(one, Damage)
    ]


@pytest.mark.parametrize("name", READABLE)
def test_what_others_wrote_is_read_and_its_damage_told(corpora: Path, name: str) -> None:
    count, told = READABLE[name]
    records, damage = read(corpora / "warc" / name)
    assert len(records) == count
    assert len(damage) == len(told)
    assert all(part in one.reason for part, one in zip(told, damage, strict=True))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_refused_with_a_way_out(corpora: Path, name: str) -> None:
    with pytest.raises(ArchiveError, match=REFUSED[name]):
        list(read_records(corpora / "warc" / name))


def test_every_file_of_the_corpora_has_its_expectation(corpora: Path) -> None:
    files = {
        str(path.relative_to(corpora / "warc")) for path in (corpora / "warc").rglob("*") if path.is_file()
    }
    assert files == {*READABLE, *REFUSED}


def test_angle_brackets_around_an_address_go(corpora: Path) -> None:
    records, _ = read(corpora / "warc/warcio/example-wget-bad-target-uri.warc.gz")
    assert [one.url for one in records if one.kind == "response"] == ["http://example.com/"]


@pytest.mark.parametrize("name", KINDS)
def test_a_record_comes_back_as_it_was_written(tmp_path: Path, name: str) -> None:
    records, damage = read(archive(tmp_path / name, page("/a", "Hola"), page("/b", days=1)))
    assert [one.kind for one in records] == ["warcinfo", "response", "request", "response", "request"]
    assert records[1].url == "https://outlet.example/a"
    assert records[1].date == datetime(2021, 5, 4, 12, 30, 15, tzinfo=UTC)
    assert records[1].block.endswith(b"<h1>Hola</h1></body></html>")
    assert not damage


def _whole(tmp_path: Path, count: int = 30) -> bytes:
    noise = random.Random(5)
    pages = [page(f"/{n}", noise.randbytes(200).hex()) for n in range(count)]
    return archive(tmp_path / "whole.warc", *pages).read_bytes()


@pytest.mark.parametrize(("name", "compress"), [("x.warc.gz", gzip_compress), ("x.warc.zst", zstd_compress)])
def test_a_file_compressed_as_one_piece_is_read_too(tmp_path: Path, name: str, compress) -> None:
    (tmp_path / name).write_bytes(compress(_whole(tmp_path)))
    records, damage = read(tmp_path / name)
    assert len(records) == 61
    assert not damage


def test_a_record_in_several_members_is_read(tmp_path: Path) -> None:
    plain = _whole(tmp_path)
    pieces = [plain[at : at + 700] for at in range(0, len(plain), 700)]
    (tmp_path / "x.warc.gz").write_bytes(b"".join(map(gzip_compress, pieces)))
    records, damage = read(tmp_path / "x.warc.gz")
    assert len(records) == 61
    assert not damage


def test_a_zstd_file_with_a_dictionary_is_read(tmp_path: Path) -> None:
    zstd = pytest.importorskip("backports.zstd")
    archive(tmp_path / "whole.warc", *(page(f"/{n}", f"number {n} of many") for n in range(100)))
    records = [b"WARC/1.1" + part for part in (tmp_path / "whole.warc").read_bytes().split(b"WARC/1.1")[1:]]
    dictionary = zstd.train_dict(records, 4096)
    content = zstd_compress(dictionary.dict_content)
    first = b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content
    members = [zstd.compress(one, zstd_dict=dictionary) for one in records]
    (tmp_path / "x.warc.zst").write_bytes(first + b"".join(members))
    assert [len(part) for part in read(tmp_path / "x.warc.zst")] == [201, 0]


def test_padding_between_and_after_members_is_no_damage(tmp_path: Path) -> None:
    data = archive(tmp_path / "a.warc.gz", page("/a")).read_bytes()
    (tmp_path / "b.warc.gz").write_bytes(data + b"\0" * 512 + data + b"\r\n\r\n")
    assert [len(part) for part in read(tmp_path / "b.warc.gz")] == [6, 0]


@pytest.mark.parametrize("name", KINDS)
def test_every_cut_is_told_and_what_is_before_it_is_read(tmp_path: Path, name: str) -> None:
    data = archive(tmp_path / name, *(page(f"/{n}", "x" * 300) for n in range(20))).read_bytes()
    whole = {one.offset: one for one in read(tmp_path / name)[0]}
    for at in random.Random(1).sample(range(1, len(data)), 60):
        (tmp_path / "cut.warc").write_bytes(data[:at])
        records, damage = read(tmp_path / "cut.warc")
        last = max(offset for offset in whole if offset < at)
        last_is_whole = at in whole or (name == "a.warc" and at >= last + whole[last].length)
        before = [one for offset, one in whole.items() if offset < last + last_is_whole]
        assert records == before
        assert bool(damage) != last_is_whole


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc.zst"])
def test_every_flipped_bit_is_told_and_only_its_record_is_lost(tmp_path: Path, name: str) -> None:
    data = archive(tmp_path / name, *(page(f"/{n}", "x" * 300) for n in range(20))).read_bytes()
    whole = read(tmp_path / name)[0]
    harmless = 0
    for at in random.Random(2).sample(range(len(data)), 60):
        flipped = bytearray(data)
        flipped[at] ^= 1 << (at % 8)
        (tmp_path / "flipped.warc").write_bytes(flipped)
        records, damage = read(tmp_path / "flipped.warc")
        assert records == [one for one in whole if one in records]
        assert len(records) >= len(whole) - 1
        assert damage or records == whole
        harmless += not damage
    assert harmless <= 3  # time, system and flags of a gzip header mean nothing


def test_a_flipped_bit_in_a_plain_body_is_found_by_its_digest(tmp_path: Path) -> None:
    data = archive(tmp_path / "a.warc", page("/a", "truth"), page("/b")).read_bytes()
    (tmp_path / "a.warc").write_bytes(data.replace(b"truth", b"trutx"))
    records, damage = read(tmp_path / "a.warc")
    assert [one.url for one in records if one.kind == "response"] == ["https://outlet.example/b"]
    assert "block digest" in damage[0].reason
    assert damage[0].offset == data.index(b"WARC/1.1", 10)


def test_a_writer_that_died_in_a_record_does_not_take_the_next_one_along(tmp_path: Path) -> None:
    first = archive(tmp_path / "a.warc", page("/a", "x" * 500)).read_bytes()
    second = archive(tmp_path / "b.warc", page("/b")).read_bytes()
    for cut in (40, 200, 700, 900):
        (tmp_path / "c.warc").write_bytes(first[:-cut] + second)
        records, damage = read(tmp_path / "c.warc")
        assert "https://outlet.example/b" in [one.url for one in records if one.kind == "response"]
        assert damage


@pytest.mark.parametrize(
    "content", [b"<html>no archive</html>", b"\x1f\x8b\x08 broken", b"PK\x03\x04zip" * 99]
)
def test_what_is_no_archive_gives_damage_and_no_record(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.warc").write_bytes(content)
    records, damage = read(tmp_path / "x.warc")
    assert not records
    assert damage


def test_an_empty_file_is_an_archive_error(tmp_path: Path) -> None:
    (tmp_path / "x.warc").touch()
    with pytest.raises(ArchiveError, match="empty"):
        read(tmp_path / "x.warc")


def test_a_file_that_cannot_be_opened_is_an_archive_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read: No such file"):
        list(read_records(tmp_path / "gone.warc"))


def test_a_compression_bomb_is_told_and_costs_no_memory(tmp_path: Path) -> None:
    head = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 100000000\r\n\r\n"
    (tmp_path / "bomb.warc.gz").write_bytes(gzip.compress(head + b"\0" * 100_000_000 + b"\r\n\r\n", 6))
    records, damage = read(tmp_path / "bomb.warc.gz")
    assert not records
    assert "larger than" in damage[0].reason


def test_a_length_that_is_a_lie_is_told(tmp_path: Path) -> None:
    head = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 999999999999999\r\n\r\nabc"
    (tmp_path / "a.warc").write_bytes(head)
    assert "cut off" in read(tmp_path / "a.warc")[1][0].reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-03-06T04:02:06Z", datetime(2017, 3, 6, 4, 2, 6, tzinfo=UTC)),
        ("2017-03-06T04:02:06.123456789Z", datetime(2017, 3, 6, 4, 2, 6, 123456, tzinfo=UTC)),
        ("2017-03-06T04:02:06+02:00", datetime(2017, 3, 6, 2, 2, 6, tzinfo=UTC)),
        ("2017-03", datetime(2017, 3, 1, tzinfo=UTC)),
        ("2017", datetime(2017, 1, 1, tzinfo=UTC)),
        ("20170306040206", datetime(2017, 3, 6, 4, 2, 6, tzinfo=UTC)),
        ("2008-10-294T05:21:46-0700", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("", None),
    ],
)
def test_dates_of_any_precision_are_read_and_others_are_none(text: str, expected: datetime | None) -> None:
    assert parse_warc_date(text) == expected


def test_an_archive_with_nothing_recorded_still_says_what_it_is(tmp_path: Path) -> None:
    assert write_records(tmp_path / "a.warc.gz", []) == 0
    assert [one.kind for one in read(tmp_path / "a.warc.gz")[0]] == ["warcinfo"]


DATA = b"block of a record"
SHA1 = hashlib.sha1(DATA).digest()


@pytest.mark.parametrize(
    "stated",
    [
        label_digest(DATA),
        label_digest(DATA).lower(),
        "sha1:" + SHA1.hex(),
        "SHA-1:" + SHA1.hex().upper(),
        "sha1:" + base64.b64encode(SHA1).decode(),
        "sha256:" + hashlib.sha256(DATA).hexdigest(),
        "sha256:" + base64.b32encode(hashlib.sha256(DATA).digest()).decode().rstrip("="),
        "md5:" + hashlib.md5(DATA).hexdigest(),
    ],
)
def test_a_digest_holds_for_its_bytes_alone(stated: str) -> None:
    assert digest_holds(stated, DATA)
    assert not digest_holds(stated, DATA + b"!")


@pytest.mark.parametrize("stated", [None, "", "sha1:", "blake9:abc", "nonsense"])
def test_what_cannot_be_checked_is_believed(stated: str | None) -> None:
    assert digest_holds(stated, DATA)
