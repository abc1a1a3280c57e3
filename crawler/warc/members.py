"""How an archive file is compressed, and its members: where each begins and ends, and whether it is whole.

fastwarc reads gzip and zstd too, but a member that is cut off looks to it like a short record, and
it names no offset inside a file that was compressed as one piece. Both matter here, so members are
taken apart by zlib and zstd themselves, which check length and checksum.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

from fastwarc.stream_io import GzipWriter

from crawler.warc.spans import ArchiveError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP_MAGIC = b"\x1f\x8b\x08"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_LZ4_MAGIC = (b"\x04\x22\x4d\x18", b"\x02\x21\x4c\x18")
#: Last three bytes of the magic of a skippable frame; the first is 0x50 to 0x5F (RFC 8878, 3.1.2).
SKIPPABLE_TAIL = b"\x2a\x4d\x18"
#: First byte of the skippable frame that holds the dictionary of a `.warc.zst` file
#: (IIPC, "WARC Zstandard compression": https://iipc.github.io/warc-specifications/).
DICTIONARY_FRAME = 0x5D

#: What the decoders raise on damaged bytes; `EOFError` where the file ends inside a member.
DECODING_ERRORS = (EOFError, zlib.error, zstd.ZstdError)

_CHUNK = 32 * 1024
_MOST_OUT = 1024 * 1024
_LARGEST_DICTIONARY = 64 * 1024 * 1024


class Decoder(Protocol):
    """One member's decoder, as `compression.zstd.ZstdDecompressor` has it."""

    @property
    def eof(self) -> bool:
        """Whether the member's end has been reached."""

    @property
    def needs_input(self) -> bool:
        """Whether `decompress` gives nothing more without further data."""

    @property
    def unused_data(self) -> bytes:
        """What was handed in beyond the member's end."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return at most `max_length` bytes more of the content."""


class GzipDecoder:
    """A `Decoder` of one gzip member (RFC 1952)."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        """Whether the member's end, and its checksum, have been reached."""
        return self._zlib.eof

    @property
    def unused_data(self) -> bytes:
        """What was handed in beyond the member's end."""
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return at most `max_length` bytes more of the content."""
        out = self._zlib.decompress(self._zlib.unconsumed_tail + data, max(max_length, 0))
        self.needs_input = not self._zlib.unconsumed_tail and len(out) < max_length
        return out


def detect_format(path: Path, file: BinaryIO) -> Callable[[], Decoder] | None:
    """Return what makes the decoders of a file's members, None for an uncompressed file.

    Raises `ArchiveError` for an empty file, and for ARC and lz4, which are not read here.
    """
    head = file.read(64)
    if not head:
        raise ArchiveError(f"{path} is empty: nothing was recorded, or the copy failed")
    if head.startswith(_LZ4_MAGIC):
        raise _refusal(path, "compressed by lz4", tool="fastwarc")
    if head.startswith(ZSTD_MAGIC) or skippable_size(head[:8]):
        return _zstd(path, file)
    gzipped = head.startswith(GZIP_MAGIC)
    if (start_of(file, 0, GzipDecoder()) if gzipped else head).startswith(b"filedesc:"):
        raise _refusal(path, "an ARC file, the format before WARC", tool="warcio")
    return GzipDecoder if gzipped else None


def start_of(file: BinaryIO, at: int, decoder: Decoder) -> bytes:
    """Return the first bytes of the member at `at`, none where it does not decode."""
    file.seek(at)
    try:
        return decoder.decompress(file.read(4096), 64)
    except DECODING_ERRORS:
        return b""


def _zstd(path: Path, file: BinaryIO) -> Callable[[], Decoder]:
    try:
        return zstd_decoder(zstd_dictionary(file))
    except (ValueError, *DECODING_ERRORS) as error:
        raise ArchiveError(f"{path}: the zstd dictionary at its start is damaged: {error}") from error


def _refusal(path: Path, fault: str, *, tool: str) -> ArchiveError:
    command = f"{tool} recompress {path.name} {path.name.split('.')[0]}.warc.gz"
    return ArchiveError(f"{path} is {fault}, which is not read here; convert it: {command}")


def zstd_decoder(dictionary: bytes | None) -> Callable[[], Decoder]:
    """Return what makes the decoders of one zstd file, with the file's dictionary where it has one."""
    known = zstd.ZstdDict(dictionary) if dictionary else None
    return lambda: zstd.ZstdDecompressor(zstd_dict=known)


def decode_member(file: BinaryIO, offset: int, decoder: Decoder, sink: Callable[[bytes], object]) -> int:
    """Hand the content of the member at `offset` to `sink` piece by piece; return where it ends.

    Raises one of `DECODING_ERRORS` where the member is damaged or cut off.
    """
    file.seek(offset)
    while not decoder.eof:
        data = file.read(_CHUNK) if decoder.needs_input else b""
        if decoder.needs_input and not data:
            raise EOFError("the file ends inside a compressed member")
        sink(decoder.decompress(data, _MOST_OUT))
    return file.tell() - len(decoder.unused_data)


def skippable_size(head: bytes) -> int | None:
    """Whole size in bytes of the skippable zstd frame that starts `head` (8 bytes), else None."""
    if len(head) < 8 or head[1:4] != SKIPPABLE_TAIL or head[0] >> 4 != 5:
        return None
    return 8 + int.from_bytes(head[4:8], "little")


def zstd_dictionary(file: BinaryIO) -> bytes | None:
    """Return the dictionary that a `.warc.zst` file starts with, or None."""
    file.seek(0)
    head = file.read(8)
    size = skippable_size(head)
    if size is None or head[0] != DICTIONARY_FRAME or size > _LARGEST_DICTIONARY:
        return None
    content = file.read(size - 8)
    if not content.startswith(ZSTD_MAGIC):
        return content
    return zstd.ZstdDecompressor().decompress(content, _LARGEST_DICTIONARY)


def has_checksum(head: bytes) -> bool:
    """Whether the member that starts `head` carries a checksum of its content: gzip, some zstd."""
    if head.startswith(GZIP_MAGIC):
        return True
    return head.startswith(ZSTD_MAGIC) and len(head) > 4 and bool(head[4] & 0x04)


def zstd_compress(data: bytes) -> bytes:
    """Return `data` as one zstd member with a checksum."""
    return zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1})


def gzip_compress(data: bytes) -> bytes:
    """Return `data` as one gzip member, the same bytes at any time."""
    out = io.BytesIO()
    with GzipWriter(out) as writer:
        writer.write(data)
    return out.getvalue()
