"""An archive file, whatever its compression: its records in order, and any of them by its place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from crawler.warc.members import (
    DECODING_ERRORS,
    GZIP_MAGIC,
    ZSTD_MAGIC,
    Decoder,
    GzipDecoder,
    decode_member,
    detect_format,
    has_checksum,
    skippable_size,
    start_of,
)
from crawler.warc.spans import (
    LARGEST_RECORD,
    SPACING,
    ArchiveError,
    Damage,
    find_bytes,
    past_spacing,
    read_spans,
    record_size,
    too_large,
)

#: Set in the offset of a record that lies in the unpacked copy, not in the file itself.
_UNPACKED = 1 << 62


@dataclass(frozen=True, slots=True)
class Frame:
    """A record as stored: `data` is its header and block; `offset` and `length` find it again.

    `stored_at` is the byte of the file that it, or what it is compressed with, begins at; `checked`
    says that the bytes carry a checksum of their own, which held.
    """

    offset: int
    length: int
    data: bytes
    stored_at: int
    checked: bool


class _Sink:
    """Takes decoded bytes: keeps the first `LARGEST_RECORD` of them, counts all."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self.size = 0

    def __call__(self, piece: bytes) -> None:
        self.size += len(piece)
        if len(self._kept) < LARGEST_RECORD:
            self._kept += piece

    @property
    def data(self) -> bytes:
        return bytes(self._kept)


class ArchiveFile:
    """One archive file: gives its records once in order, and reads any of them again by its place.

    A file compressed as one piece cannot be entered in the middle: such pieces are unpacked into an
    unnamed temporary file, which lives as long as this object. `read` is safe from many threads.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._decoder: Callable[[], Decoder] | None = None
        self._copy: BinaryIO | None = None

    def frames(self) -> Iterator[Frame | Damage]:
        """Yield every whole record, and a `Damage` for every place that could not be read.

        Raises `ArchiveError` for a file that cannot be opened or that is no WARC.
        """
        try:
            with self.path.open("rb") as file:
                self._decoder = detect_format(self.path, file)
                yield from self._members(file) if self._decoder else self._plain(file)
        except OSError as error:
            raise ArchiveError(f"{self.path} cannot be read: {error.strerror or error}") from error

    def read(self, offset: int, length: int) -> bytes:
        """Return header and block of the record at `offset`, as `frames` gave its place.

        Raises `ArchiveError` where the file is gone or no longer what it was.
        """
        try:
            if offset & _UNPACKED and self._copy:
                return os.pread(self._copy.fileno(), length, offset & ~_UNPACKED)
            with self.path.open("rb") as file:
                return self._read_from(file, offset, length)
        except (OSError, *DECODING_ERRORS) as error:
            raise ArchiveError(f"{self.place(offset)}: {error}; was the file changed?") from error

    def place(self, offset: int) -> str:
        """Name this file and a place in it, for messages."""
        unpacked = " of what is unpacked from it" if offset & _UNPACKED else ""
        return f"{self.path}, byte {offset & ~_UNPACKED}{unpacked}"

    def _read_from(self, file: BinaryIO, offset: int, length: int) -> bytes:
        if not self._decoder:
            file.seek(offset)
            return file.read(length)
        sink = _Sink()
        decode_member(file, offset, self._decoder(), sink)
        return sink.data[:length]

    def _plain(self, file: BinaryIO) -> Iterator[Frame | Damage]:
        for span in read_spans(file, 0, _size(file)):
            if span.fault:
                yield Damage(self.path, span.offset, span.fault)
            else:
                data = _slice(file, span.offset, span.length)
                yield Frame(span.offset, span.length, data, span.offset, checked=False)

    def _members(self, file: BinaryIO) -> Iterator[Frame | Damage]:
        assert self._decoder
        at, stop = 0, _size(file)
        while at < stop:
            if skip := self._filler(file, at, stop):
                at += skip
                continue
            sink = _Sink()
            try:
                end = decode_member(file, at, self._decoder(), sink)
            except DECODING_ERRORS as error:
                yield Damage(self.path, at, f"what is compressed here is damaged: {error}")
                at = self._next_member(file, at + 1, stop)
                continue
            at = yield from self._member(file, at, end, sink)

    def _filler(self, file: BinaryIO, at: int, stop: int) -> int:
        """Return the bytes from `at` on that belong to no member: skippable frames, padding."""
        file.seek(at)
        return skippable_size(file.read(8)) or past_spacing(file, at, stop) - at

    def _next_member(self, file: BinaryIO, start: int, stop: int) -> int:
        """Return where, from `start` on, a member with a record in it begins."""
        assert self._decoder
        decoder = self._decoder
        magic = GZIP_MAGIC if decoder is GzipDecoder else ZSTD_MAGIC
        return find_bytes(
            file,
            start,
            stop,
            needle=magic,
            accept=lambda f, at: start_of(f, at, decoder()).startswith(b"WARC/"),
        )

    def _member(self, file: BinaryIO, at: int, end: int, sink: _Sink) -> Generator[Frame | Damage, None, int]:
        """Yield what the member from `at` to `end` holds; return where the next one begins."""
        data = sink.data
        length = record_size(data) or 0
        spare = sink.size - length
        if not length or spare < 0 or spare > 64 or data[length:].strip(SPACING):
            return (yield from self._unpack(file, at))
        if length > LARGEST_RECORD:
            yield Damage(self.path, at, too_large(length))
        else:
            yield Frame(at, length, data[:length], at, has_checksum(_slice(file, at, 8)))
        return end

    def _unpack(self, file: BinaryIO, at: int) -> Generator[Frame | Damage, None, int]:
        """Yield the records of members whose bounds are not those of records, out of a copy.

        One member may hold many records, and one record may go over many members: the run ends
        where a member starts with a record again. Returns where the next member begins.
        """
        self._copy = self._copy or tempfile.TemporaryFile()  # noqa: SIM115
        start = self._copy.seek(0, os.SEEK_END)
        checked = has_checksum(_slice(file, at, 8))
        end = self._copy_run(file, at)
        for span in read_spans(self._copy, start, self._copy.seek(0, os.SEEK_END)):
            if span.fault:
                yield Damage(
                    self.path, at, f"{span.fault} (byte {span.offset - start} of what is compressed here)"
                )
            else:
                data = _slice(self._copy, span.offset, span.length)
                yield Frame(span.offset | _UNPACKED, span.length, data, at, checked)
        return end

    def _copy_run(self, file: BinaryIO, at: int) -> int:
        """Unpack the member at `at` and all that go on with its records; return where they end."""
        assert self._decoder
        assert self._copy
        stop = _size(file)
        while True:
            whole = self._copy.tell()
            try:
                at = decode_member(file, at, self._decoder(), self._copy.write)
            except DECODING_ERRORS:
                self._copy.truncate(whole)
                break
            if (
                at >= stop
                or self._filler(file, at, stop)
                or start_of(file, at, self._decoder()).startswith(b"WARC/")
            ):
                break
        self._copy.flush()
        return at


def _slice(file: BinaryIO, at: int, length: int) -> bytes:
    file.seek(at)
    return file.read(length)


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size
