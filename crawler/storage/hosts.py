"""What is remembered of hosts between runs: files such as robots.txt, and pauses that they asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from crawler.storage.tables.columns import storable_text
from crawler.storage.tables.crawl import HOST_FILES, PAUSES
from crawler.storage.transactions import StoreCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFile:
    """A file that speaks for a whole host: its last good copy, and how the last try to get it went.

    `fetched_at` is `None` where there never was a copy. `failures` counts the tries that failed since the
    last good one; `reason` says why the last of them did.
    """

    origin: str
    path: str
    tried_at: datetime
    body: bytes = b""
    fetched_at: datetime | None = None
    failures: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Until when a host wants no requests, and the answer that said so (`http-429`)."""

    host: str
    until: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class KeepHostFile(StoreCommand[None]):
    """Keep a host's file in place of what was known of it."""

    file: HostFile

    def apply(self, connection: Connection) -> None:
        """Write the row of the file anew."""
        connection.execute(delete(HOST_FILES).where(_named(self.file.origin, self.file.path)))
        connection.execute(insert(HOST_FILES).values(asdict(self.file)))


@dataclass(frozen=True, kw_only=True)
class KeepPause(StoreCommand[None]):
    """Keep a host's pause, unless one is known that ends later."""

    pause: Pause

    def apply(self, connection: Connection) -> None:
        """Write the row of the pause anew where it ends last."""
        row = PAUSES.c.host == storable_text(self.pause.host)
        later = connection.scalar(select(PAUSES.c.host).where(row, PAUSES.c.until > self.pause.until))
        if later is None:
            connection.execute(delete(PAUSES).where(row))
            connection.execute(insert(PAUSES).values(**asdict(self.pause), noted_at=self.now))


def find_host_file(connection: Connection, origin: str, path: str) -> HostFile | None:
    """Return what is known of a host's file."""
    row = connection.execute(select(HOST_FILES).where(_named(origin, path))).one_or_none()
    return None if row is None else HostFile(**row._mapping)


def list_pauses(connection: Connection, *, now: datetime) -> list[Pause]:
    """Return the pauses that have not ended."""
    rows = connection.execute(
        select(PAUSES.c.host, PAUSES.c.until, PAUSES.c.reason).where(PAUSES.c.until > now)
    )
    return [Pause(*row) for row in rows]


def _named(origin: str, path: str) -> ColumnElement[bool]:
    return and_(HOST_FILES.c.origin == storable_text(origin), HOST_FILES.c.path == path)
