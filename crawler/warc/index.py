"""The index of a set of archives: which records answer which request, in some fifty bytes each."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntFlag
from hashlib import blake2b

from crawler.warc.archive_file import ArchiveFile
from crawler.warc.records import Record, parse_record
from crawler.warc.same_url import address_key
from crawler.warc.spans import ArchiveError, Damage

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Trait(IntFlag):
    """What a row's record is, beside its status."""

    #: Holds the body itself, as a response or resource.
    FULL = 1
    #: Says that the body was the same as another record's (`revisit`).
    SAME_PAYLOAD = 2
    #: Says that the server answered 304.
    NOT_MODIFIED = 4
    #: The body is HTML, by its `Content-Type`.
    HTML = 8
    #: Answers a request that was no GET.
    OTHER_METHOD = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record that can answer: its address' key, place, date (UTC), status and traits."""

    key: int
    file: int
    offset: int
    length: int
    date: datetime
    status: int
    traits: Trait
    url: str
    #: `id_number` of the record's id, and so of what it was recorded with.
    number: int


def id_number(record_id: str) -> int:
    """Return a 64-bit number for a record id, with or without its angle brackets."""
    plain = record_id.strip("<> \t").lower().encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(plain, digest_size=8).digest(), "big")


class Rows:
    """Rows in flat arrays: they are added in any order, and stand by key and date once sealed."""

    def __init__(self) -> None:
        self._keys, self._offsets, self._urls_at, self._numbers = (array("Q") for _ in range(4))
        self._dates = array("q")
        self._files, self._lengths = array("I"), array("I")
        self._statuses, self._traits = array("H"), array("B")
        self._urls = bytearray()

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, row: Row) -> None:
        """Append a row."""
        self._keys.append(row.key)
        self._offsets.append(row.offset)
        self._urls_at.append(len(self._urls))
        self._numbers.append(row.number)
        self._dates.append((row.date - _EPOCH) // _MICROSECOND)
        self._files.append(row.file)
        self._lengths.append(row.length)
        self._statuses.append(row.status)
        self._traits.append(row.traits)
        self._urls += row.url.encode("utf-8", "surrogatepass") + b"\n"

    def __getitem__(self, at: int) -> Row:
        start = self._urls_at[at]
        return Row(
            key=self._keys[at],
            file=self._files[at],
            offset=self._offsets[at],
            length=self._lengths[at],
            date=_EPOCH + self._dates[at] * _MICROSECOND,
            status=self._statuses[at],
            traits=Trait(self._traits[at]),
            url=self._urls[start : self._urls.index(b"\n", start)].decode("utf-8", "surrogatepass"),
            number=self._numbers[at] if self._numbers else 0,
        )

    def rekey(self, at: int, key: int) -> None:
        """Give a row, before sealing, the key of another method's requests."""
        self._keys[at] = key
        self._traits[at] |= Trait.OTHER_METHOD

    def numbers(self) -> Iterator[tuple[int, int]]:
        """Yield (place, number) of every row, before `forget_numbers`."""
        yield from enumerate(self._numbers)

    def forget_numbers(self) -> None:
        """Free the record ids, once all that name one another have been brought together."""
        self._numbers = array("Q")

    def seal(self) -> None:
        """Put the rows in order of key, then date; of equal dates the one added later is the newer."""
        order = self._order()
        for name, values in vars(self).items():
            if isinstance(values, array):
                setattr(self, name, array(values.typecode, map(values.__getitem__, order)))

    def _order(self) -> array[int]:
        """Return the places of all rows as they shall stand.

        They are sorted in 256 lots by the keys' first byte: sorting a million at once would take as
        much memory again as the rows themselves.
        """
        lots = [array("I") for _ in range(256)]
        for at, key in enumerate(self._keys):
            lots[key >> 56].append(at)
        order = array("I")
        for lot in lots:
            order.extend(sorted(lot, key=lambda at: (self._keys[at], self._dates[at])))
        return order

    def of(self, key: int) -> range:
        """Return the places of a key's rows, oldest first; sealed rows only."""
        return range(bisect_left(self._keys, key), bisect_right(self._keys, key))

    def groups(self) -> Iterator[range]:
        """Yield the places of each key's rows, key by key; sealed rows only."""
        at = 0
        while at < len(self):
            end = bisect_right(self._keys, self._keys[at], at)
            yield range(at, end)
            at = end

    @property
    def newest(self) -> datetime:
        """The latest date of all; raises ValueError where there are no rows."""
        return _EPOCH + max(self._dates) * _MICROSECOND


@dataclass(slots=True)
class DamageReport:
    """The damage that was found: all of it is counted, and the first places are kept."""

    count: int = 0
    first: list[Damage] = field(default_factory=list)


class ReplayIndex:
    """Every record of some archives that can answer a request, found by address.

    Made by `build_index`; it does not change afterwards and may be read from many threads.
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
