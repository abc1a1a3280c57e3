"""The reference of tables has every table and column that the store makes."""

from crawler.storage.tables import Base
from tools.docs.store_tables import store_reference, store_tables


def test_every_table_and_column_is_there() -> None:
    text = store_reference()
    for table in Base.metadata.tables.values():
        section = text.partition(f"## {table.name}\n")[2].partition("\n## ")[0]
        assert section, table.name
        for column in table.columns:
            assert f"| `{column.name}` |" in section, f"{table.name}.{column.name}"


def test_every_table_says_what_it_holds() -> None:
    assert all(one.about for one in store_tables())


def test_what_the_store_adds_to_an_article_has_its_remark() -> None:
    articles = store_tables()[0]
    assert articles.remarks["headline"] == "as in the article"
    assert articles.remarks["version"] == "Number of the latest version."
