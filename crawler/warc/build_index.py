"""Which archive files a REPLAY setting names, and the index that one pass over them gives."""

from __future__ import annotations

import glob
import logging
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from crawler.warc.archive_file import ArchiveFile
from crawler.warc.http_message import status_of
from crawler.warc.index import DamageReport, ReplayIndex, Row, Rows, Trait, id_number
from crawler.warc.records import Record, read_records
from crawler.warc.same_url import address_key
from crawler.warc.spans import ArchiveError, Damage

logger = logging.getLogger(__name__)

#: So much damage is logged and kept place by place; all of it is counted.
MOST_DAMAGE_TOLD = 100

_WEB = re.compile(r"https?://", re.IGNORECASE)
_HTML = re.compile(rb"\ncontent-type:[ \t]*(?:text/html|application/xhtml)", re.IGNORECASE)
_SENT = re.compile(rb"\ndate:([^\r\n]{1,64})", re.IGNORECASE)
_HEAD = 16 * 1024
#: Names that archives go by; `.open` is one still being written. ARC and lz4 are told why they are not read.
_ARCHIVE_NAME = re.compile(r"\.(?:warc(?:\.(?:gz|zst|zstd|lz4))?|arc(?:\.gz)?)(?:\.open)?$", re.IGNORECASE)


def archive_paths(named: str | Iterable[str]) -> list[Path]:
    """Return the archive files that `named` stands for, each once, in order.

    `named` is a path, a folder (all archives in it and below), a glob (`**` goes into folders), or
    several of them, separated by white space or commas or given as a list. A name that is there as
    it stands is taken so, with its blanks. Raises `ArchiveError` for a name that stands for nothing.
    """
    found: dict[Path, None] = {}
    for name in _names(named):
        paths = _expand(name)
        if not paths:
            raise ArchiveError(
                f"REPLAY={name}: no archive is there; give a WARC file, a folder of them, or a glob"
            )
        found.update(dict.fromkeys(paths))
    if not found:
        raise ArchiveError("REPLAY is set but names nothing; give a WARC file, a folder of them, or a glob")
    return list(found)


def _names(named: str | Iterable[str]) -> list[str]:
    if not isinstance(named, str):
        return [str(name) for name in named]
    if named.strip() and Path(named.strip()).expanduser().exists():
        return [named.strip()]
    return [name for name in re.split(r"[\s,]+", named) if name]


def _expand(name: str) -> list[Path]:
    path = Path(name).expanduser()
    if path.is_dir():
        inside = (file for file in path.rglob("*") if file.is_file() and _ARCHIVE_NAME.search(file.name))
        return sorted(file.resolve() for file in inside)
    if path.exists():
        return [path.resolve()]
    matches = [Path(match) for match in sorted(glob.glob(str(path), recursive=True))]
    return [
        file for match in matches for file in (_expand(str(match)) if match.is_dir() else [match.resolve()])
    ]


def build_index(paths: Sequence[Path]) -> ReplayIndex:
    """Index archive files; what is damaged is counted, logged and left out.

    Raises `ArchiveError` where nothing in all of them can answer a request.
    """
    builder = _Builder([ArchiveFile(path) for path in paths])
    return builder.run()


class _Builder:
    def __init__(self, files: Sequence[ArchiveFile]) -> None:
        self._files = files
        self._rows = Rows()
        self._damage = DamageReport()
        #: Number of a record -> the method it was asked for by, where that is not GET.
        self._methods: dict[int, str] = {}
        #: Numbers of records that a revisit refers to by nothing else.
        self._wanted: set[int] = set()
        self._undated = 0

    def run(self) -> ReplayIndex:
        for number, file in enumerate(self._files):
            try:
                self._read(number, file)
            except ArchiveError as error:
                self._tell(Damage(file.path, 0, str(error)))
        if not len(self._rows):
            raise ArchiveError(self._nothing())
        self._apply_methods()
        self._rows.seal()
        referred = {number: at for at, number in self._rows.numbers() if number in self._wanted}
        self._rows.forget_numbers()
        self._conclude()
        return ReplayIndex(self._files, self._rows, referred, self._damage)

    def _read(self, number: int, file: ArchiveFile) -> None:
        for item in read_records(file):
            if isinstance(item, Damage):
                self._tell(item)
            elif item.kind == "request":
                self._note_method(item)
            elif item.kind in ("response", "resource", "revisit") and _WEB.match(item.url):
                self._add(number, file.path, item)

    def _add(self, number: int, path: Path, record: Record) -> None:
        status = 200 if record.kind == "resource" else status_of(record.block)
        if status is None and (record.kind == "response" or record.block.strip()):
            self._tell(Damage(path, record.stored_at, f"no HTTP response is in the record of {record.url!r}"))
            return
        traits = _traits(record, status)
        self._note_reference(record, traits)
        row = Row(
            key=address_key(record.url),
            file=number,
            offset=record.offset,
            length=record.length,
            date=record.date or self._guess_date(path, record),
            status=status or 0,
            traits=traits,
            url=record.url,
            number=id_number(record.record_id),
        )
        self._rows.add(row)

    def _note_method(self, request: Record) -> None:
        """Keep a request's method under its own id and those of the records made with it."""
        method = request.block.split(b" ", 1)[0][:16].decode("latin-1").upper()
        if method != "GET":
            ids = [request.record_id, *request.fields.get("warc-concurrent-to", "").split()]
            self._methods.update((id_number(one), method) for one in ids if one)

    def _note_reference(self, record: Record, traits: Trait) -> None:
        """Keep what a record refers to by id: the request made before it, the record it repeats."""
        for request in record.fields.get("warc-concurrent-to", "").split() if self._methods else ():
            if method := self._methods.get(id_number(request)):
                self._methods[id_number(record.record_id)] = method
        if not traits & Trait.FULL and (original := record.fields.get("warc-refers-to")):
            self._wanted.add(id_number(original))

    def _apply_methods(self) -> None:
        """Give answers to other methods than GET a key of their own, so that no GET finds them."""
        for at, number in self._rows.numbers() if self._methods else ():
            if method := self._methods.get(number):
                self._rows.rekey(at, address_key(self._rows[at].url, method))

    def _guess_date(self, path: Path, record: Record) -> datetime:
        """Return a date for a record without one: the server's, but none after the file was written."""
        self._undated += 1
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        sent = _SENT.search(record.block, 0, _HEAD)
        try:
            stated = parsedate_to_datetime(sent[1].decode("latin-1")) if sent else written
        except ValueError:
            return written
        return min(written, stated if stated.tzinfo else stated.replace(tzinfo=UTC))

    def _tell(self, damage: Damage) -> None:
        self._damage.count += 1
        if len(self._damage.first) < MOST_DAMAGE_TOLD:
            self._damage.first.append(damage)
            logger.warning("Archive %s: %s", "damaged" if damage.lost else "doubtful", damage)

    def _nothing(self) -> str:
        names = ", ".join(str(file.path) for file in self._files[:3]) + (
            ", ..." if len(self._files) > 3 else ""
        )
        faults = "; ".join(str(damage) for damage in self._damage.first[:3])
        return (
            f"nothing in {names} can answer a request: {faults or 'no response to an http address is in it'}"
        )

    def _conclude(self) -> None:
        logger.info("Replay: %d records in %d files", len(self._rows), len(self._files))
        if self._undated:
            logger.warning("Archive doubtful: %d records have no date; the server's was taken", self._undated)
        if self._damage.count > MOST_DAMAGE_TOLD:
            logger.warning("Archive damaged: %d places in all, the first are named above", self._damage.count)


def _traits(record: Record, status: int | None) -> Trait:
    if status == 304 or "server-not-modified" in record.fields.get("warc-profile", "").lower():
        return Trait.NOT_MODIFIED
    if record.kind == "revisit":
        return Trait.SAME_PAYLOAD
    if record.kind == "resource":
        html = record.fields.get("content-type", "").lower().startswith(("text/html", "application/xhtml"))
    else:
        html = bool(_HTML.search(record.block, 0, _HEAD))
    return Trait.FULL | Trait.HTML if html else Trait.FULL
