"""What is kept of each record that can answer a request: some fifty bytes and its address."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntFlag
from hashlib import blake2b

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
    """Rows in flat arrays: added in any order, then sealed, when they stand by key and date."""

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
