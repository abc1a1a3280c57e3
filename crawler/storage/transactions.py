"""Transactions of the two kinds: reads, and writes of which only one is open at a time.

SQLite has one writer by nature; on PostgreSQL an advisory lock makes it so. What a transaction has
read therefore still holds when it writes, and neither duplicates nor deadlocks can arise. Where
the store itself fails the work is tried again; where a value can't be stored it is not.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from crawler.storage.records import RowError, StoreFailed

R = TypeVar("R")

#: The advisory lock of all writers of a PostgreSQL database ("crawler" as a number).
WRITE_LOCK = 0x637261776C6572
#: Seconds between two tries: the first pause, and the longest.
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0
#: Classes of SQLSTATE that speak of the values: too long or too many, data, integrity.
ROW_CLASSES = ("54", "22", "23")
#: SQLSTATEs of a schema that is not there or not ours to use.
STORE_STATES = ("42P01", "42703", "42501", "3F000", "3D000")

_LOCK = text("SELECT pg_current_xact_id()::text, pg_advisory_xact_lock(:lock)").bindparams(lock=WRITE_LOCK)
_STATUS = text("SELECT pg_xact_status(CAST(:xid AS text)::xid8)")


@dataclass(frozen=True, kw_only=True)
class StoreCommand(ABC, Generic[R]):
    """A change that the one writer makes in a transaction; `R` is the type of its result.

    Each carries the present, time-zone-aware, so that a clock of the caller's choosing works.
    """

    now: datetime

    @abstractmethod
    def apply(self, connection: Connection) -> R:
        """Make the change in the write transaction that is open.

        Raises `Busy` or `AlreadySettled` where it may not be made; nothing of it is written then.
        """


def take_write_lock(connection: Connection) -> str | None:
    """Wait for the write lock; returns the id of the open transaction, or `None` on SQLite."""
    if connection.dialect.name != "postgresql":
        return None
    return str(connection.execute(_LOCK).one()[0])


def was_committed(connection: Connection, xid: str) -> bool:
    """Tell whether a transaction whose COMMIT got no answer took effect."""
    return bool(connection.scalar(_STATUS, {"xid": xid}) == "committed")


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """Open a connection and a write transaction, committed at the end of the block."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        take_write_lock(connection)
        yield connection


def retry_pauses(patience: float) -> Iterator[float]:
    """Yield the pauses between tries, in seconds, doubling until `patience` seconds have passed."""
    end, pause = time.monotonic() + patience, FIRST_PAUSE
    while time.monotonic() < end:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE)


def retry_patiently(work: Callable[[], R], *, patience: float) -> R:
    """Do the work, and again while the store fails, for `patience` seconds; then raise `StoreFailed`.

    Raises `RowError` for a value that the database refuses. No error of the database's own leaves the store.
    """
    waits = retry_pauses(patience)
    while True:
        try:
            return work()
        except SQLAlchemyError as error:
            if not is_store_failure(error):
                raise RowError(describe_error(error)) from error
            wait = next(waits, None)
            if wait is None:
                raise StoreFailed(describe_error(error)) from error
            time.sleep(wait)


def describe_error(error: BaseException) -> str:
    """Return a database's error in one line, without the statement and its values."""
    text = str(getattr(error, "orig", None) or error).strip()
    return " ".join(text.split("\n")[0].split()) or type(error).__name__


def is_store_failure(error: BaseException) -> bool:
    """Tell whether the store itself failed (full, locked, gone) rather than one command's values."""
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return _by_sqlstate(error, state)
    if isinstance(error, OperationalError | InterfaceError | InternalError):
        return True
    return type(error) is DatabaseError or "closed" in str(error.orig)


def _by_sqlstate(error: DBAPIError, state: str) -> bool:
    if state[:2] in ROW_CLASSES:
        return False
    return state in STORE_STATES or isinstance(error, OperationalError | InterfaceError | InternalError)
