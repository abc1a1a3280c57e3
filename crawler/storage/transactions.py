"""Transactions of the two kinds: reads, and writes of which only one is open at a time.

SQLite has one writer by nature; on PostgreSQL an advisory lock makes it so. What a transaction has
read therefore still holds when it writes, and neither duplicates nor deadlocks can arise.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from crawler.storage.failures import is_store_failure
from crawler.storage.records import RowError, StoreFailed

R = TypeVar("R")

#: The advisory lock of all writers of a PostgreSQL database ("crawler" as a number).
WRITE_LOCK = 0x637261776C6572
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0

_LOCK = text("SELECT pg_current_xact_id()::text, pg_advisory_xact_lock(:lock)").bindparams(lock=WRITE_LOCK)
_STATUS = text("SELECT pg_xact_status(CAST(:xid AS text)::xid8)")


def take_write_lock(connection: Connection) -> str | None:
    """Wait for the write lock in the transaction just begun; return the id to ask after its commit by."""
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
    """Do the work, again while the store fails; raises `StoreFailed` when patience ends.

    A value that the database refuses is `RowError`: errors of the database itself stay inside the store.
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
