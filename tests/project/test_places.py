"""Where data lies: below the project, or in the user's folder."""

from pathlib import Path

import pytest

from crawler.project.places import absolute_database_url, user_database_url, user_folder


@pytest.mark.parametrize(
    ("url", "absolute"),
    [
        ("sqlite:///data/crawler.db", "sqlite:///{folder}/data/crawler.db"),
        ("sqlite+pysqlite:///news.db?mode=ro", "sqlite+pysqlite:///{folder}/news.db?mode=ro"),
        ("sqlite:////var/lib/news.db", "sqlite:////var/lib/news.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite://", "sqlite://"),
        ("postgresql://user:password@localhost/news", "postgresql://user:password@localhost/news"),
    ],
)
def test_only_the_file_of_a_sqlite_database_is_placed_below_the_folder(
    tmp_path: Path, url: str, absolute: str
):
    assert absolute_database_url(url, folder=tmp_path) == absolute.format(folder=tmp_path)


def test_a_folder_within_an_archive_can_hold_no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    archive = tmp_path / "news.egg"
    archive.touch()
    url = absolute_database_url("sqlite:///data/crawler.db", folder=archive)
    assert url == user_database_url() == f"sqlite:///{user_folder()}/crawler.db"


def test_the_users_folder_is_named_after_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert user_folder().name == "presswatch"
    assert user_database_url().startswith("sqlite:////")
