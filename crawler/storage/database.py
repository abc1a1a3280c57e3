"""Opening a database: its URL, its engine, and errors that say what to do next."""

from __future__ import annotations

import re
import sqlite3
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from crawler.extras import explain_missing
from crawler.storage.records import StoreError
from crawler.storage.tables.columns import dump_json

#: Seconds that one statement waits for another process's lock before the caller tries again.
BUSY_SECONDS = 5
FORMS = "sqlite:///data/crawler.db or postgresql://user:password@host/database"
_SCHEME = re.compile(r"[\w+.-]+://")
_PASSWORD = re.compile(r"""(?i)((?<![a-z])(?:ssl)?password\s*=\s*)(?:'[^']*'|"[^"]*"|[^&\s]*)""")
SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")


def parse_url(url: str) -> URL:
    """Return the URL with the driver of this project; raises `StoreError` where it is not one of ours."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(f"not a database URL: {mask_password(url)!r}. Set DATABASE_URL to {FORMS}") from None
    if "@" in (parsed.host or ""):
        masked = mask_password(url)
        raise StoreError(f"more than one @ in DATABASE_URL {masked!r}: write @ in a password as %40")
    backend = parsed.drivername.partition("+")[0]
    if backend == "sqlite":
        return _sqlite_url(parsed.set(drivername="sqlite"))
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreError(f"no such database: {mask_password(url)!r}. Set DATABASE_URL to {FORMS}")


def _sqlite_url(url: URL) -> URL:
    if url.host or url.database in (None, "", ":memory:"):
        raise StoreError(
            f"a SQLite URL must name a file: {mask_password(str(url))!r}. Set DATABASE_URL to {FORMS}"
        )
    return url


def mask_password(url: str | URL) -> str:
    """Return the URL without its password, wherever it stands in it; it need not be a URL at all."""
    text = url.render_as_string(hide_password=False) if isinstance(url, URL) else url
    before, at, after = text.rpartition("@")
    scheme = _SCHEME.match(before)
    start = scheme.end() if scheme else 0
    user, colon, _ = before[start:].partition(":")
    text = f"{before[:start]}{user}{colon and ':***'}{at}{after}"
    return _PASSWORD.sub(r"\1***", text)


def make_engine(url: URL, *, synchronous: str = "FULL") -> Engine:
    """Return the engine; on PostgreSQL no statement of it waits for a lock for longer than `BUSY_SECONDS`."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, synchronous.upper())
    if find_spec("psycopg") is None:
        raise StoreError(explain_missing("PostgreSQL", needs="psycopg", extra="postgres"))
    engine = create_engine(
        url,
        json_serializer=dump_json,
        pool_pre_ping=True,
        pool_size=4,
        max_overflow=16,
        connect_args={"application_name": "crawler", "connect_timeout": 10, "keepalives_idle": 30},
    )
    event.listen(engine, "connect", _set_up_postgresql)
    return engine


def _sqlite_engine(url: URL, synchronous: str) -> Engine:
    if synchronous not in SYNCHRONOUS:
        raise StoreError(f"no such synchronous mode: {synchronous!r}. Use one of {', '.join(SYNCHRONOUS)}")
    engine = create_engine(url, json_serializer=dump_json, connect_args={"timeout": BUSY_SECONDS})

    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver must not begin transactions by itself: it would leave DDL outside of them.
        connection.isolation_level = None
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute("PRAGMA foreign_keys = ON")
        # SQLite's own lower() knows ASCII alone; PostgreSQL's knows every letter.
        connection.create_function("lower", 1, _lower, deterministic=True)

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _begin(connection: Connection) -> None:
    """Take the write lock at once where the transaction is to write: a read lock can't wait to become one."""
    immediate = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _set_up_postgresql(connection: Any, _record: Any) -> None:
    _refuse_narrow_encoding(connection)
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
        cursor.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
        # A machine that vanished in mid-transaction must not hold the writers' lock for ever.
        cursor.execute("SET idle_in_transaction_session_timeout = '60s'")
    connection.commit()


def _refuse_narrow_encoding(connection: Any) -> None:
    """Raise `StoreError` for a database that can't hold every letter; it would lose pages one by one."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding in (None, "UTF8"):
        return
    name = connection.info.dbname
    connection.close()
    raise StoreError(
        f"its encoding is {encoding}, which can't hold every letter. Make a database in UTF-8"
        f" (createdb --encoding UTF8 --template template0 {name}_utf8) and set DATABASE_URL to it"
    )


def prepare_file(url: URL, *, create: bool) -> None:
    """Make the folder of a SQLite file; raises `StoreError` where it can't, or the file must be there."""
    if url.get_backend_name() != "sqlite":
        return
    path = Path(str(url.database))
    if not create and not path.exists():
        raise StoreError(f"no database at {path}: crawl something first, or set DATABASE_URL")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(f"can't create the folder {path.parent} for the database: {reason}") from None


def cannot_open(url: URL, error: Exception) -> StoreError:
    """Return the one-line error for a database that did not open."""
    lines = str(getattr(error, "orig", None) or error).split("\n")
    reason = next((line.strip() for line in lines if line.strip()), type(error).__name__)
    if url.password:
        reason = reason.replace(str(url.password), "***")
    hint = "check that DATABASE_URL names the right file and that it may be written"
    if url.get_backend_name() != "sqlite":
        hint = "check that the server runs and that DATABASE_URL is right"
    return StoreError(f"can't open the database {mask_password(url)}: {reason}; {hint}")
