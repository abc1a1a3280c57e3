from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from crawler.storage import Store, StoreError
from crawler.storage.database import mask_password
from crawler.storage.transactions import write_transaction
from tests.databases import postgresql_database


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "not a database URL"),
        ("", "not a database URL"),
        ("mysql://u:secret@h/d", "no such database"),
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("postgresql://u:secret@127.0.0.1:1/d", "check that the server runs"),
        ("postgresql://u:secret@no-such-host.invalid/d", "check that the server runs"),
        ("postgresql://u:p@h:notaport/d?password=secret", "not a database URL"),
        ("postgresql:u:secret@h/d", "not a database URL"),
        ("postgresql//u:secret@h/d", "not a database URL"),
        ("u:secret@h/d", "not a database URL"),
        ("postgresql://u:very secret@h:notaport/d", "not a database URL"),
        ("postgresql://u:a/secret@h:notaport/d", "not a database URL"),
        ("host=h user=u password=secret", "not a database URL"),
        ("host=h user=u password = 'a secret'", "not a database URL"),
        ("postgresql://u:p@secret@127.0.0.1/d", "write @ in a password as %40"),
        ("postgresql://u:secret@p@127.0.0.1/d", "write @ in a password as %40"),
    ],
)
def test_a_wrong_address_is_said_in_one_line_without_its_password(url: str, said: str) -> None:
    with pytest.raises(StoreError) as error:
        Store.open(url)
    message = str(error.value)
    assert said in message
    assert "DATABASE_URL" in message
    assert "secret" not in message
    assert "\n" not in message


def test_masking_hides_passwords_wherever_they_stand() -> None:
    assert mask_password("postgresql://u:a:b/c@h/d?sslpassword=x&password=y") == (
        "postgresql://u:***@h/d?sslpassword=***&password=***"
    )
    assert mask_password("postgresql://u@h/d") == "postgresql://u@h/d"
    assert mask_password("sqlite:///data/crawler.db") == "sqlite:///data/crawler.db"
    assert mask_password("postgresql://u:p@q r@h/d") == "postgresql://u:***@h/d"


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/a/b/crawler.db").close()
    assert (tmp_path / "a" / "b" / "crawler.db").exists()


def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="can't create the folder"):
        Store.open(f"sqlite:///{tmp_path}/file/crawler.db")


def test_without_create_a_missing_file_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database at"):
        Store.open(f"sqlite:///{tmp_path}/crawler.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("notes, and no database " * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a database"):
        Store.open(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't open the database"):
        Store.open(f"sqlite:///{tmp_path}")


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="another program's tables"):
        Store.open(f"sqlite:///{path}")
    tables = sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("bookmarks",)]


def test_a_newer_schema_is_refused_in_one_line(database_url: str) -> None:
    store = Store.open(database_url)
    with write_transaction(store.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match=r"newer than this crawler.*upgrade the crawler") as error:
        Store.open(database_url)
    assert "\n" not in str(error.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError):
        Store.open(f"sqlite:///{tmp_path}/crawler.db")


def test_sqlite_is_durable_and_lets_reads_go_on(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/crawler.db")

    def pragma(name: str) -> object:
        return store.read(lambda connection: connection.scalar(text(f"PRAGMA {name}")))

    assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")) == ("wal", 2, 1)
    assert pragma("busy_timeout") >= 1000
    store.close()
    relaxed = Store.open(f"sqlite:///{tmp_path}/crawler.db", synchronous="normal")
    assert relaxed.read(lambda connection: connection.scalar(text("PRAGMA synchronous"))) == 1
    relaxed.close()


def test_an_unknown_synchronous_mode_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="FULL"):
        Store.open(f"sqlite:///{tmp_path}/crawler.db", synchronous="fast")


def test_opening_an_up_to_date_database_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "crawler.db"
    Store.open(f"sqlite:///{path}").close()
    before = path.read_bytes()
    store = Store.open(f"sqlite:///{path}", create=False)
    assert store.articles() == []
    store.close()
    assert path.read_bytes() == before


def test_a_postgresql_database_that_is_not_utf8_is_refused_with_what_to_do(postgresql_server: str) -> None:
    narrow = "ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
    with postgresql_database(postgresql_server, options=narrow) as url:
        with pytest.raises(StoreError) as error:
            Store.open(url)
        assert "its encoding is LATIN1" in str(error.value)
        assert "createdb --encoding UTF8 --template template0" in str(error.value)
