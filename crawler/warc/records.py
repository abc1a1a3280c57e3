"""Reading the records of WARC files: plain, gzip and zstd, also damaged ones; their digests and dates.

The format is WARC 1.1 (ISO 28500:2017) and its forerunners 0.17 to 1.0:
https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import WarcRecord

from crawler.warc.archive_file import ArchiveFile, Frame
from crawler.warc.spans import ArchiveError, Damage

__all__ = [
    "ArchiveError",
    "ArchiveFile",
    "Damage",
    "Record",
    "parse_record",
    "parse_warc_date",
    "read_records",
]


#: Digests that are checked: others are believed.
_KNOWN_DIGESTS = ("md5", "sha1", "sha256", "sha384", "sha512")
#: Dates that `datetime.fromisoformat` does not read, by their shape.
_FORMS = {"9" * 14: "%Y%m%d%H%M%S", "9999-99": "%Y-%m", "9999": "%Y"}


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record: what its header says and its block as recorded."""

    #: Place in the file, as `ArchiveFile.read` takes it.
    offset: int
    length: int
    #: Byte of the file, as stored, that it begins at (or what it is compressed with).
    stored_at: int
    #: Lower case: response, revisit, resource, request, metadata, warcinfo, ...
    kind: str
    #: `WARC-Target-URI` without the angle brackets that some tools put around it; may be empty.
    url: str
    #: `WARC-Date` in UTC; None where it is missing or no date.
    date: datetime | None
    #: The named fields by lower-case name; a repeated field's values are joined by a blank.
    fields: dict[str, str]
    block: bytes

    @property
    def record_id(self) -> str:
        """`WARC-Record-ID` as written, with its angle brackets; may be empty."""
        return self.fields.get("warc-record-id", "")

    @property
    def cut(self) -> bool:
        """Whether the recorder gave up before the end (`WARC-Truncated`)."""
        return "warc-truncated" in self.fields


def read_records(archive: ArchiveFile | Path) -> Iterator[Record | Damage]:
    """Yield the records of an archive file in order, and a `Damage` for all that does not hold.

    A record whose block digest does not hold is left out, unless its bytes carry a checksum of
    their own that does (gzip): then it is the digest that is wrong, and the record follows its
    `Damage`. Raises `ArchiveError` for a file that is no WARC at all.
    """
    archive = archive if isinstance(archive, ArchiveFile) else ArchiveFile(archive)
    for frame in archive.frames():
        if isinstance(frame, Damage):
            yield frame
        else:
            yield from _checked(archive.path, frame)


def _checked(path: Path, frame: Frame) -> Iterator[Record | Damage]:
    try:
        record = parse_record(frame.data, offset=frame.offset, stored_at=frame.stored_at)
    except ValueError as error:
        yield Damage(path, frame.stored_at, str(error))
        return
    if digest_holds(record.fields.get("warc-block-digest"), record.block):
        yield record
    elif frame.checked:
        yield Damage(
            path, frame.stored_at, "the block digest does not hold, the file's checksum does", lost=False
        )
        yield record
    else:
        yield Damage(path, frame.stored_at, "the block digest does not hold: the record was changed or cut")


def parse_record(data: bytes, *, offset: int = 0, stored_at: int = 0) -> Record:
    """Return the record that `data` (header and block) is; raises ValueError where it is none."""
    try:
        raw = WarcRecord.from_bytes(data)
        fields = _fields(raw.headers.items_bytes())
        block = raw.reader.read()
    except OSError as error:
        raise ValueError(f"the record's header cannot be read: {error}") from error
    return Record(
        offset=offset,
        length=len(data),
        stored_at=stored_at,
        kind=fields.get("warc-type", "").lower(),
        url=bare_address(fields.get("warc-target-uri", "")),
        date=parse_warc_date(fields.get("warc-date", "")),
        fields=fields,
        block=block,
    )


def bare_address(value: str) -> str:
    """Return the address in a field's value, without the angle brackets that wget puts around it."""
    value = value.strip()
    return value[1:-1].strip() if value.startswith("<") and value.endswith(">") else value


def _fields(items: tuple[tuple[bytes, bytes], ...]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in items:
        key = name.decode("latin-1").lower()
        fields[key] = f"{fields[key]} {_text(value)}" if key in fields else _text(value)
    return fields


def _text(value: bytes) -> str:
    """Return a field's value; bytes that are no UTF-8 are escaped, as addresses need them."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in value)


def parse_warc_date(text: str) -> datetime | None:
    """Return the instant that a `WARC-Date` states, in UTC, or None where it states none.

    W3C dates of any precision (WARC 1.1, 5.4), and the 14 digits that some tools write.
    """
    form = _FORMS.get(re.sub(r"\d", "9", text[:15]))
    try:
        moment = datetime.strptime(text, form) if form else datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def label_digest(data: bytes) -> str:
    """Return the labelled digest of `data`, `sha1:` and 32 characters of base32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")


def digest_holds(stated: str | None, data: bytes) -> bool:
    """Whether a stated digest is that of `data`; True where none is stated or it cannot be checked.

    The value may be base32, base16 or base64: all three are found in archives.
    """
    label, _, value = (stated or "").strip().partition(":")
    algorithm = label.lower().replace("-", "")
    if algorithm not in _KNOWN_DIGESTS or not value:
        return True
    computed = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    forms = (base64.b32encode, base64.b64encode, base64.urlsafe_b64encode)
    plain = value.rstrip("=")
    return (
        any(form(computed).decode("ascii").rstrip("=") in (plain, plain.upper()) for form in forms)
        or binascii.hexlify(computed).decode("ascii") == plain.lower()
    )
