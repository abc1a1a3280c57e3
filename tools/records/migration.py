"""The next migration, written by Alembic from what the declared tables have and the scripts do not make."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.operations.ops import AddColumnOp, MigrationScript
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, DefaultClause, MetaData

from crawler.items import Article
from crawler.storage.database import make_engine, parse_url
from crawler.storage.schema import HEAD, alembic_config, scripts_folder, upgrade_schema
from crawler.storage.tables import Base
from tools.records.changes import Change

VERSIONS = scripts_folder() / "versions"


class MigrationError(Exception):
    """The tables differ from the scripts in a way that a person has to look at."""


def field_migration(tables: MetaData = Base.metadata) -> list[Change]:
    """Return the migration that adds the columns of new fields: none where no field is new.

    Raises `MigrationError` where the tables differ in anything else.
    """
    with _migrated_database() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), tables)
        added = [one[3].name for one in differences if one[0] == "add_column" and one[2] == "articles"]
        if len(added) < len(differences):
            raise MigrationError(
                "the tables differ from their migrations in more than new columns of articles:\n"
                + "\n".join(f"  {_shown(one)}" for one in differences)
                + "\nWrite the migration with `make migration NAME=what_it_does`, and look at what it does."
            )
        return [_written(connection, tables, _message(added))] if added else []


def _message(added: list[str]) -> str:
    names = ", ".join(added)
    return f"Articles get {names if len(names) <= 80 else f'{len(added)} more columns'}"


def whole_migration(message: str, tables: MetaData = Base.metadata) -> list[Change]:
    """Return the migration that brings the scripts to the declared tables: none where they agree."""
    with _migrated_database() as connection:
        if not compare_metadata(MigrationContext.configure(connection), tables):
            return []
        return [_written(connection, tables, message)]


def _shown(difference: Any) -> str:
    return " ".join(str(part) for part in difference) if isinstance(difference, tuple) else str(difference)


@contextmanager
def _migrated_database() -> Iterator[Connection]:
    """Give a connection to a database that the scripts have made."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(parse_url(f"sqlite:///{folder}/migrated.db"))
        with engine.begin() as connection:
            upgrade_schema(connection)
            yield connection
        engine.dispose()


def _written(connection: Connection, tables: MetaData, message: str) -> Change:
    """Have Alembic write the script, into a copy of the folder, and return it for the folder itself."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(scripts_folder(), Path(folder) / "migrations")
        config = alembic_config()
        config.set_main_option("script_location", str(copy).replace("%", "%%"))
        config.attributes |= {"connection": connection, "tables": tables}
        config.messaging_opts = {"quiet": True}
        script = command.revision(
            config,
            message,
            autogenerate=True,
            rev_id=f"{int(HEAD) + 1:04}",
            process_revision_directives=_fill_rows_of_before,
        )
        path = Path(script.path)  # type: ignore[union-attr]
        return Change(VERSIONS / path.name, _formatted(path.read_text("utf-8")), ("new",))


def _fill_rows_of_before(_context: Any, _revision: Any, scripts: Iterable[MigrationScript]) -> None:
    """Give a column of articles that is never null a value for the rows that are there."""
    for script in scripts:
        for tables in script.upgrade_ops.ops if script.upgrade_ops else ():
            for one in getattr(tables, "ops", ()):
                if isinstance(one, AddColumnOp) and not one.column.nullable and one.table_name == "articles":
                    one.column.server_default = DefaultClause(default_of_field(one.column.name))


def default_of_field(name: str) -> str:
    """Return the default of a field of `Article` as a column has it; raises `MigrationError` without one."""
    [declared] = [one for one in fields(Article) if one.name == name]
    factory = declared.default_factory
    value = declared.default if factory is MISSING else factory()
    if value is MISSING:
        raise MigrationError(f"{name} has no default, so articles stored before have no value: give it one")
    if isinstance(value, bool):
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value)


def _formatted(text: str) -> str:
    """Return the script without Alembic's remarks on what it generated, formatted."""
    text = "".join(line for line in text.splitlines(keepends=True) if not line.strip().startswith("# ###"))
    ruff = [sys.executable, "-m", "ruff", "format", "--quiet", "--stdin-filename", "migration.py", "-"]
    return subprocess.run(ruff, input=text, capture_output=True, text=True, check=True).stdout
