"""The index of a set of archives: which records answer which request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawler.warc.damage import ArchiveError, Damage
from crawler.warc.files import ArchiveFile
from crawler.warc.records import Record, parse_record
from crawler.warc.rows import Row, Rows, Trait, id_number
from crawler.warc.same_url import address_key


@dataclass(slots=True)
class DamageReport:
    """What did not hold: all of it counted, the first places of it kept."""

    count: int = 0
    first: list[Damage] = field(default_factory=list)


class ReplayIndex:
    """Every record of some archives that can answer a request, found by address.

    Made by `building.build_index`; it does not change afterwards and may be read from many threads.
    """

    def __init__(
        self, files: Sequence[ArchiveFile], rows: Rows, referred: Mapping[int, int], damage: DamageReport
    ) -> None:
        self._files = files
        self._rows = rows
        #: Number of a record -> place of its row, for those that a revisit names by id only.
        self._referred = referred
        self.damage = damage

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def newest(self) -> datetime:
        """Date (UTC) of the newest record: the present of the archive."""
        return self._rows.newest

    def urls(self, *, pages_only: bool = False) -> Iterator[str]:
        """Yield each address that has an answer once, as recorded last; or only those of HTML pages."""
        for places in self._rows.groups():
            rows = [self._rows[at] for at in places]
            full = [row for row in rows if row.traits & Trait.FULL and not row.traits & Trait.OTHER_METHOD]
            if any(not pages_only or (row.traits & Trait.HTML and row.status == 200) for row in full):
                yield rows[-1].url

    def rows_of(self, url: str, *, method: str = "GET") -> list[Row]:
        """Return what is known of an address, newest first."""
        return [self._rows[at] for at in reversed(self._rows.of(address_key(url, method)))]

    def row_of_id(self, record_id: str) -> Row | None:
        """Return the row of a record that a revisit refers to by its id, if it is here."""
        at = self._referred.get(id_number(record_id))
        return None if at is None else self._rows[at]

    def record(self, row: Row) -> Record:
        """Read a row's record; raises `ArchiveError` where it is no longer what was indexed."""
        file = self._files[row.file]
        try:
            record = parse_record(file.read(row.offset, row.length), offset=row.offset)
        except ValueError as error:
            raise ArchiveError(f"{file.place(row.offset)}: {error}; was the file changed?") from error
        if record.url != row.url:
            raise ArchiveError(f"{file.place(row.offset)}: another record is there; was the file changed?")
        return record
