"""The next migration is written from the difference between declared tables and scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Column, Table

from crawler.storage.schema import HEAD
from crawler.storage.tables import Base
from crawler.storage.tables.articles import ARTICLES
from crawler.storage.tables.columns import CleanText, Json, Whole
from crawler.storage.tables.crawl import PAGES
from tools.records.migration import MigrationError, default_of_field, field_migration, whole_migration


@contextmanager
def declared(table: Table, column: Column[object]) -> Iterator[None]:
    """Declare a column more, for as long as the block lasts."""
    table.append_column(column)
    try:
        yield
    finally:
        table._columns.remove(column)


def test_without_a_new_column_there_is_no_migration() -> None:
    assert field_migration() == []
    assert whole_migration("Change nothing") == []


def test_a_new_column_of_articles_gets_the_next_migration() -> None:
    with declared(ARTICLES, Column("genre", CleanText)):
        [change] = field_migration()
    number = f"{int(HEAD) + 1:04}"
    assert change.path.name == f"{number}_articles_get_genre.py"
    assert change.text.startswith('"""Articles get genre."""\n')
    assert f'revision = "{number}"\ndown_revision = "{HEAD}"\n' in change.text
    assert 'op.add_column("articles", sa.Column("genre", sa.Text(), nullable=True))\n' in change.text
    assert "# ###" not in change.text
    assert not change.path.exists()


def test_a_column_that_is_never_null_has_a_value_in_rows_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.records.migration.default_of_field", {"topics": "[]"}.__getitem__)
    with declared(ARTICLES, Column("topics", Json, nullable=False)):
        [change] = field_migration()
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
    with declared(PAGES, Column("visits", Whole)):
        with pytest.raises(MigrationError, match=r"(?s)pages.*visits.*make migration NAME="):
            field_migration()
        [change] = whole_migration("Count visits")
    assert change.path.name.endswith("_count_visits.py")
    assert 'op.add_column(\n        "pages"' in change.text or 'op.add_column("pages"' in change.text


def test_a_column_that_is_gone_is_no_field_s_migration() -> None:
    column = ARTICLES.c.license
    ARTICLES._columns.remove(column)
    try:
        with pytest.raises(MigrationError, match="license"):
            field_migration()
    finally:
        ARTICLES.append_column(column)


def test_many_columns_have_a_short_message() -> None:
    columns: list[Column[object]] = [Column(f"a_field_with_a_long_name_{n}", CleanText) for n in range(6)]
    for column in columns:
        ARTICLES.append_column(column)
    try:
        [change] = field_migration()
    finally:
        for column in columns:
            ARTICLES._columns.remove(column)
    assert change.text.startswith('"""Articles get 6 more columns."""')
    assert Base.metadata.tables["articles"] is ARTICLES
