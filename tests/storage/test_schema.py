"""Migrations: they agree with the models, and a kill leaves the old schema or the new one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, MetaData, Table, inspect

from crawler.items import ARTICLE_FIELDS, Article
from crawler.storage import Store, schema
from crawler.storage.database import make_engine, parse_url
from crawler.storage.tables import Base
from crawler.storage.tables.articles import ARTICLES, article_values
from tests.exports.full_article import full_article
from tests.storage.desk import NOON, article
from tests.waiting import NET

pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]
#: Every revision, the newest first.
REVISIONS = [one.revision for one in ScriptDirectory.from_config(schema.alembic_config()).walk_revisions()]
OPEN = "import sys; from crawler.storage import Store; Store.open(sys.argv[1]).close(); print('open')"
#: Stops in the middle of the migration, the tables half made, and waits to be killed.
HALF_WAY = """
import sys
from alembic.operations.toimpl import create_table
from alembic.operations import Operations
from alembic.operations.ops import CreateTableOp
from crawler.storage import Store
made = []
def create_and_wait(operations, operation):
    made.append(create_table(operations, operation))
    if len(made) == 4:
        print("half-way", flush=True)
        sys.stdin.read()
    return made[-1]
Operations.implementation_for(CreateTableOp, replace=True)(create_and_wait)
Store.open(sys.argv[1])
"""


#: Waits before each statement until it is let on.
BY_STATEMENT = """
import sys
from sqlalchemy import Engine, event
from crawler.storage import Store

@event.listens_for(Engine, "before_cursor_execute")
def wait(*given):
    print("statement", flush=True)
    sys.stdin.readline()

Store.open(sys.argv[1]).close()
print("open", flush=True)
"""


def run(program: str, url: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen([sys.executable, "-c", program, url], text=True, env=environment, **pipes)


def tables(url: str) -> set[str]:
    engine = make_engine(parse_url(url))
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
    engine.dispose()
    return names


def test_models_and_migrations_agree(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_code_names_the_latest_migration() -> None:
    assert ScriptDirectory.from_config(schema.alembic_config()).get_current_head() == schema.HEAD


def test_processes_that_open_a_fresh_database_at_once_are_all_fine(database_url: str) -> None:
    processes = [run(OPEN, database_url) for _ in range(4)]
    results = [process.communicate(timeout=NET) for process in processes]
    assert [out for out, _ in results] == ["open\n"] * 4, results


def test_a_migration_killed_half_way_leaves_nothing(database_url: str) -> None:
    process = run(HALF_WAY, database_url)
    assert process.stdout is not None
    assert process.stdout.readline() == "half-way\n", process.communicate()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert tables(database_url) == set()
    Store.open(database_url).close()
    assert tables(database_url) == {*Base.metadata.tables, schema.VERSION_TABLE}


@pytest.mark.parametrize("statements", [1, 8, 24, 40])
def test_a_kill_at_any_statement_leaves_all_tables_or_none(database_url: str, statements: int) -> None:
    process = run(BY_STATEMENT, database_url)
    assert process.stdin is not None
    assert process.stdout is not None
    for _ in range(statements):
        assert process.stdout.readline() == "statement\n", process.communicate()
        process.stdin.write("on\n")
        process.stdin.flush()
    process.kill()
    process.communicate()
    assert tables(database_url) in (set(), {*Base.metadata.tables, schema.VERSION_TABLE})
    Store.open(database_url).close()


def old_database(url: str, revision: str, given: Article) -> None:
    """Make a database as the code of a revision had it, with an article and without columns of later."""
    engine = make_engine(parse_url(url))
    with engine.begin() as connection:
        config = schema.alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        present = {column["name"] for column in inspect(connection).get_columns("articles")}
        row = article_values(given) | {"version": 1, "extractor_version": "1", "id": 1}
        row |= dict.fromkeys(("dated_at", "first_seen_at", "updated_at"), NOON)
        columns = [column for column in ARTICLES.columns if column.name in present]
        old = Table("articles", MetaData(), *(Column(column.name, column.type) for column in columns))
        connection.execute(old.insert(), {name: row.get(name) for name in present})
    engine.dispose()


def test_an_article_of_before_confidence_is_kept_with_none(database_url: str) -> None:
    old_database(database_url, "0001", article("gazette:1", "Text of before.", authors=["Ana Ruiz"]))
    upgraded = Store.open(database_url)
    found = upgraded.article("gazette:1")
    upgraded.close()
    assert found is not None
    assert (found.article.body, found.article.authors) == ("Text of before.", ["Ana Ruiz"])
    assert found.article.confidence == {}


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_article_of_any_revision_is_read_with_every_field(database_url: str, revision: str) -> None:
    old_database(database_url, revision, full_article())
    upgraded = Store.open(database_url)
    found = upgraded.article("lantern:4711")
    upgraded.close()
    assert found is not None
    assert found.article.headline == full_article().headline
    for name, facts in ARTICLE_FIELDS.items():
        assert facts.optional or getattr(found.article, name) is not None, name
