"""Every record of a file is given once, with its place in the file; damage is told by its place."""

from __future__ import annotations

import gzip
import threading
from pathlib import Path

import pytest

from crawler.warc.archive_file import ArchiveFile, Frame
from crawler.warc.members import SKIPPABLE_TAIL, gzip_compress, zstd_compress
from crawler.warc.spans import ArchiveError, Damage
from tests.warc.test_spans import END, record

RECORDS = [record(b"one"), record(b"two" * 9000), record(b"")]


def plain(data: bytes) -> bytes:
    return data


KINDS = pytest.mark.parametrize(
    "compress", [plain, gzip_compress, zstd_compress], ids=["plain", "gzip", "zstd"]
)
COMPRESSED = pytest.mark.parametrize("compress", [gzip_compress, zstd_compress], ids=["gzip", "zstd"])


def written(folder: Path, data: bytes) -> ArchiveFile:
    path = folder / "a.warc"
    path.write_bytes(data)
    return ArchiveFile(path)


def read(archive: ArchiveFile) -> tuple[list[Frame], list[Damage]]:
    items = list(archive.frames())
    return [i for i in items if isinstance(i, Frame)], [i for i in items if isinstance(i, Damage)]


@KINDS
def test_records_come_in_order_and_are_found_again_by_their_place(tmp_path: Path, compress) -> None:
    archive = written(tmp_path, b"".join(compress(one + END) for one in RECORDS))
    frames, damage = read(archive)
    assert [frame.data for frame in frames] == RECORDS
    assert damage == []
    assert {frame.checked for frame in frames} == {compress is not plain}
    assert [archive.read(frame.offset, frame.length) for frame in reversed(frames)] == RECORDS[::-1]


@COMPRESSED
def test_a_file_compressed_as_one_piece_is_read_out_of_a_copy(tmp_path: Path, compress) -> None:
    archive = written(tmp_path, compress(b"".join(one + END for one in RECORDS)))
    frames, damage = read(archive)
    assert [frame.data for frame in frames] == RECORDS
    assert damage == []
    assert {frame.stored_at for frame in frames} == {0}
    assert [archive.read(frame.offset, frame.length) for frame in frames] == RECORDS
    assert "of what is unpacked from it" in archive.place(frames[0].offset)


@COMPRESSED
def test_a_record_may_go_over_many_members(tmp_path: Path, compress) -> None:
    whole = RECORDS[1] + END
    pieces = [whole[at : at + 5000] for at in range(0, len(whole), 5000)]
    archive = written(tmp_path, b"".join(map(compress, [*pieces, RECORDS[0] + END])))
    frames, damage = read(archive)
    assert [frame.data for frame in frames] == [RECORDS[1], RECORDS[0]]
    assert damage == []


@COMPRESSED
def test_a_damaged_member_is_told_and_the_next_one_read(tmp_path: Path, compress) -> None:
    one, two, three = (compress(one + END) for one in RECORDS)
    archive = written(tmp_path, one + two[:-9] + bytes(9) + three)
    frames, (damage,) = read(archive)
    assert [frame.data for frame in frames] == [RECORDS[0], RECORDS[2]]
    assert damage.offset == len(one)
    assert "is damaged" in damage.reason
    assert str(damage).startswith(f"{archive.path}, byte {len(one)}: ")


def test_frames_of_other_content_and_padding_are_skipped(tmp_path: Path) -> None:
    note = b"\x51" + SKIPPABLE_TAIL + (4).to_bytes(4, "little") + b"note"
    data = zstd_compress(RECORDS[0] + END) + note + zstd_compress(RECORDS[2] + END) + bytes(20)
    frames, damage = read(written(tmp_path, data))
    assert ([frame.data for frame in frames], damage) == ([RECORDS[0], RECORDS[2]], [])


def test_a_fault_within_a_copy_names_its_place_there(tmp_path: Path) -> None:
    archive = written(tmp_path, gzip.compress(RECORDS[0] + END + b"garbage" + RECORDS[2]))
    frames, (damage,) = read(archive)
    assert [frame.data for frame in frames] == [RECORDS[0], RECORDS[2]]
    assert damage.offset == 0
    assert f"byte {len(RECORDS[0]) + 4} of what is compressed here" in damage.reason


def test_a_file_that_is_gone_or_changed_is_told_with_its_place(tmp_path: Path) -> None:
    archive = written(tmp_path, gzip_compress(RECORDS[0] + END))
    (frame,), _ = read(archive)
    archive.path.write_bytes(b"something else")
    with pytest.raises(ArchiveError, match=r"byte 0: .*was the file changed\?"):
        archive.read(frame.offset, frame.length)
    archive.path.unlink()
    with pytest.raises(ArchiveError, match="byte 0: "):
        archive.read(frame.offset, frame.length)
    with pytest.raises(ArchiveError, match="cannot be read: No such file"):
        list(archive.frames())


@KINDS
def test_many_threads_may_read_at_once(tmp_path: Path, compress) -> None:
    many = [record(b"%d" % number * 500) for number in range(40)]
    data = compress(b"".join(one + END for one in many))
    archive = written(tmp_path, data)
    frames, _ = read(archive)
    found: list[bool] = []

    def look() -> None:
        found.extend(archive.read(f.offset, f.length) == one for f, one in zip(frames, many, strict=True))

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), all(found)) == (6 * 40, True)
