"""Where the records lie in a stretch of uncompressed bytes, and what is said of a place that does not hold.

Damage is reported and stepped over; an `ArchiveError` stops.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

#: Records larger than this are left out (and reported): no page is as large, and each is held whole.
LARGEST_RECORD = 32 * 1024 * 1024
#: Bytes in which the named fields of a WARC record must end.
LARGEST_HEADER = 64 * 1024
#: What may stand between records: they end in two line ends, and some tools pad with blanks or NUL.
SPACING = b"\r\n\0 \t"

_WINDOW = 1024 * 1024
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_VERSION = re.compile(rb"WARC/\d\.\d{1,3}[ \t]*\r?\n")
_LENGTH = re.compile(rb"\n(?i:content-length):[ \t]*(\d{1,15})[ \t]*\r?\n")


class ArchiveError(Exception):
    """An archive that cannot be read at all: what, which file, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A place in an archive file that could not be read as recorded.

    `offset` counts bytes of the file as stored (compressed where it is compressed); `lost` is
    False where the record is used all the same, because only its description is at fault.
    """

    path: Path
    offset: int
    reason: str
    lost: bool = True

    def __str__(self) -> str:
        return f"{self.path}, byte {self.offset}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Span:
    """A record's place in bytes, or, with a `fault`, a place where no record could be read."""

    offset: int
    length: int
    fault: str | None = None


def header_end(data: bytes) -> int:
    """Return where the header that starts `data` ends (past its empty line), -1 where it does not.

    Lines may end in LF alone, as some old archives write them.
    """
    found = _EMPTY_LINE.search(data)
    return found.end() if found else -1


def record_size(head: bytes) -> int | None:
    """Return the bytes of the record that starts `head`, header and block, None where none does."""
    if not _VERSION.match(head):
        return None
    end = header_end(head[:LARGEST_HEADER])
    length = _LENGTH.search(head, 0, end) if end > 0 else None
    return end + int(length[1]) if length else None


def too_large(length: int) -> str:
    """Return the fault of a record of `length` bytes that is left out for its size."""
    return f"the record of {length} bytes is larger than the {LARGEST_RECORD} that are read"


def read_spans(file: BinaryIO, start: int, stop: int) -> Iterator[Span]:
    """Yield what lies between `start` and `stop`: records, and faults, which are stepped over."""
    at = past_spacing(file, start, stop)
    while at < stop:
        span = _span(file, at, stop)
        yield span
        if span.fault and not span.length:
            at = find_bytes(file, at + 5, stop, needle=b"WARC/", accept=_record_starts)
        else:
            at = past_spacing(file, at + span.length, stop)


def _span(file: BinaryIO, at: int, stop: int) -> Span:
    """Return the record at `at`; a fault without length means that its end is not known."""
    length = _length_at(file, at)
    if length is None:
        return Span(at, 0, "no WARC record starts here")
    if at + length > stop:
        return Span(at, 0, f"the record is cut off: {stop - at} of its {length} bytes are there")
    if not _ends_well(file, at + length, stop):
        return Span(at, 0, f"the record is not {length} bytes long, as it says")
    if length > LARGEST_RECORD:
        return Span(at, length, too_large(length))
    return Span(at, length)


def _length_at(file: BinaryIO, at: int) -> int | None:
    file.seek(at)
    head = file.read(4096)
    length = record_size(head)
    if length is None and len(head) == 4096:
        length = record_size(head + file.read(LARGEST_HEADER))
    return length


def _record_starts(file: BinaryIO, at: int) -> bool:
    return _length_at(file, at) is not None


def _ends_well(file: BinaryIO, end: int, stop: int) -> bool:
    """Whether a record may end at `end`: an empty line, another record, or nothing follows."""
    file.seek(end)
    follows = file.read(min(64, stop - end))
    return follows.startswith(b"\r\n\r\n") or follows.lstrip(SPACING)[:5] in (b"", b"WARC/")


def past_spacing(file: BinaryIO, at: int, stop: int) -> int:
    """Return the first place from `at` on that is no line end, blank or NUL (`stop` if none is)."""
    while at < stop:
        file.seek(at)
        piece = file.read(min(4096, stop - at))
        rest = piece.lstrip(SPACING)
        at += len(piece) - len(rest)
        if rest or not piece:
            return at
    return stop


def find_bytes(
    file: BinaryIO, start: int, stop: int, *, needle: bytes, accept: Callable[[BinaryIO, int], bool]
) -> int:
    """Return the first place from `start` on where `needle` stands and `accept` agrees, else `stop`."""
    while start < stop:
        file.seek(start)
        window = file.read(min(_WINDOW, stop - start))
        at = window.find(needle)
        while at >= 0:
            if accept(file, start + at):
                return start + at
            at = window.find(needle, at + 1)
        if len(window) < _WINDOW:
            return stop
        start += len(window) - len(needle) + 1
    return stop
