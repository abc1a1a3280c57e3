"""The next migration is written from the difference between declared tables and scripts."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Column, MetaData

from crawler.storage.schema import HEAD
from crawler.storage.tables import Base
from crawler.storage.tables.columns import CleanText, Json, Whole
from tools.records.migration import MigrationError, default_of_field, field_migration, whole_migration

pytestmark = pytest.mark.system


def tables_with(table: str, *more: Column[Any], without: str = "") -> MetaData:
    """The declared tables, one of them with more columns, or without one."""
    changed = MetaData(naming_convention=Base.metadata.naming_convention)
    for one in Base.metadata.tables.values():
        one.to_metadata(changed)
    if without:
        changed.tables[table]._columns.remove(changed.tables[table].columns[without])
    for column in more:
        changed.tables[table].append_column(column)
    return changed


def test_without_a_new_column_there_is_no_migration() -> None:
    assert field_migration() == []
    assert whole_migration("Change nothing") == []


def test_a_new_column_of_articles_gets_the_next_migration() -> None:
    [change] = field_migration(tables_with("articles", Column("genre", CleanText)))
    number = f"{int(HEAD) + 1:04}"
    assert change.path.name == f"{number}_articles_get_genre.py"
    assert change.text.startswith('"""Articles get genre."""\n')
    assert f'revision = "{number}"\ndown_revision = "{HEAD}"\n' in change.text
    assert 'op.add_column("articles", sa.Column("genre", sa.Text(), nullable=True))\n' in change.text
    assert "# ###" not in change.text
    assert not change.path.exists()


def test_a_column_that_is_never_null_has_a_value_in_rows_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.records.migration.default_of_field", {"topics": "[]"}.__getitem__)
    [change] = field_migration(tables_with("articles", Column("topics", Json, nullable=False)))
    assert 'sa.Column("topics", sa.JSON(), server_default="[]", nullable=False)' in change.text


@pytest.mark.parametrize(
    ("name", "default"), [("authors", "[]"), ("provenance", "{}"), ("body", ""), ("word_count", "0")]
)
def test_that_value_is_the_field_s_default(name: str, default: str) -> None:
    assert default_of_field(name) == default


def test_a_required_field_has_none() -> None:
    with pytest.raises(MigrationError, match="key has no default"):
        default_of_field("key")


def test_another_change_is_left_to_a_person_and_can_be_written_by_name() -> None:
    tables = tables_with("pages", Column("visits", Whole))
    with pytest.raises(MigrationError, match=r"(?s)pages.*visits.*make migration NAME="):
        field_migration(tables)
    [change] = whole_migration("Count visits", tables)
    assert change.path.name.endswith("_count_visits.py")
    assert 'op.add_column(\n        "pages"' in change.text or 'op.add_column("pages"' in change.text


def test_a_column_that_is_gone_is_no_field_s_migration() -> None:
    with pytest.raises(MigrationError, match="license"):
        field_migration(tables_with("articles", without="license"))


def test_many_columns_have_a_short_message() -> None:
    columns = [Column(f"a_field_with_a_long_name_{n}", CleanText) for n in range(6)]
    [change] = field_migration(tables_with("articles", *columns))
    assert change.text.startswith('"""Articles get 6 more columns."""')
