"""The character set of bytes for which nothing that was declared can be believed."""

from __future__ import annotations

from charset_normalizer import from_bytes

from crawler.decoding.labels import resolve_label

_GUESS_BYTES = 16_384
#: Fewer bytes beyond ASCII than this say nothing about the character set.
_GUESS_FROM = 20


def guess_charset(data: bytes) -> str | None:
    """Return the codec that reads the first bytes beyond ASCII best, or None where too few tell."""
    sample = data[:_GUESS_BYTES]
    if sum(byte > 0x7F for byte in sample) < _GUESS_FROM:
        return None
    best = from_bytes(sample).best()
    return resolve_label(best.encoding) if best else None
