"""Bringing a database to the schema of this code: Alembic, run by itself, in one transaction."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from crawler.storage.records import StoreError
from crawler.storage.tables import Base
from crawler.storage.transactions import is_store_failure, retry_pauses, write_transaction

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from alembic.config import Config

VERSION_TABLE = "alembic_version"
_MIGRATIONS = files("crawler.storage").joinpath("migrations")
#: Revision that the tables of this code have: the number of the last script, read without Alembic.
HEAD = max(
    script.name[:4] for script in _MIGRATIONS.joinpath("versions").iterdir() if script.name[:4].isdigit()
)
#: Seconds that opening waits while another process makes the same database.
OPENING_PATIENCE = 15.0


def find_revision(connection: Connection) -> str | None:
    """Return the revision of the database, or `None` where it has no schema of ours yet."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return None if found is None else str(found)


def migrate_database(engine: Engine) -> None:
    """Bring the database to `HEAD` under the write lock: two processes may open a fresh one at once.

    Raises `StoreError` where it belongs to newer code or to another program.
    """
    waits = retry_pauses(OPENING_PATIENCE)
    while True:
        try:
            _migrate(engine)
            return
        except SQLAlchemyError as error:
            wait = next(waits, None)
            if wait is None or not (is_store_failure(error) and "locked" in str(error)):
                raise
            time.sleep(wait)


def _migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        if find_revision(connection) == HEAD:
            return
    if engine.dialect.name == "sqlite":
        _use_wal(engine)
    with write_transaction(engine) as connection:
        upgrade_schema(connection)


def _use_wal(engine: Engine) -> None:
    """Let reads go on beside the writer; the mode can't be changed within a transaction."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA journal_mode = WAL")


def upgrade_schema(connection: Connection) -> None:
    """Bring the schema to `HEAD` within the transaction that is open on the connection.

    Raises `StoreError` where the database belongs to newer code or to another program.
    """
    found = find_revision(connection)
    if found == HEAD:
        return
    _refuse_strangers(connection, found)
    _refuse_newer(found)
    from alembic import command  # a start with an up-to-date schema does without this import

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Config:
    """Return Alembic's configuration for the scripts beside this module; no ini file is needed."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts_folder()).replace("%", "%%"))
    return config


@cache
def scripts_folder() -> Path:
    """The folder of the migrations; where the package lies in a zip file, a copy for this process."""
    if isinstance(_MIGRATIONS, Path):
        return _MIGRATIONS
    copy = Path(tempfile.mkdtemp(prefix="presswatch-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    _copy_folder(_MIGRATIONS, copy)
    return copy


def _copy_folder(source: Traversable, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for entry in source.iterdir():
        if entry.is_dir():
            _copy_folder(entry, target / entry.name)
        else:
            (target / entry.name).write_bytes(entry.read_bytes())


def _refuse_newer(found: str | None) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"its schema ({found}) is newer than this crawler's ({HEAD}): upgrade the crawler, "
            "or set DATABASE_URL to another database"
        )


def _refuse_strangers(connection: Connection, found: str | None) -> None:
    """Leave alone what another program made: SQLite files with tables, tables under our names."""
    if found is not None:
        return
    tables = set(inspect(connection).get_table_names())
    taken = tables if connection.dialect.name == "sqlite" else tables & set(Base.metadata.tables)
    if taken:
        raise StoreError(
            f"it holds another program's tables ({', '.join(sorted(taken)[:3])}): "
            "set DATABASE_URL to a database of its own"
        )
