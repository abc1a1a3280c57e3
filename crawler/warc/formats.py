"""What kind of archive a file is, by its first bytes, and how its compressed members are decoded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from crawler.warc.damage import ArchiveError
from crawler.warc.members import (
    DECODING_ERRORS,
    GZIP_MAGIC,
    ZSTD_MAGIC,
    Decoder,
    GzipDecoder,
    skippable_size,
    zstd_decoder,
    zstd_dictionary,
)

_LZ4_MAGIC = (b"\x04\x22\x4d\x18", b"\x02\x21\x4c\x18")


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
