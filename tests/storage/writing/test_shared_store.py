"""One store and one writer for all who use an address in a process."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.storage import SetWatchSince, StoreFailed
from crawler.storage.writing.thread import SharedStore
from tests.storage.desk import NOON


class User:
    """Who uses the store, and is told where that fails."""

    def __init__(self, url: str, *, patience: float = 1) -> None:
        self.failures: list[StoreFailed] = []
        self.shared = SharedStore.use(url, patience=patience, on_failure=self.failed)

    def failed(self, failure: StoreFailed) -> None:
        self.failures.append(failure)

    def leave(self) -> None:
        self.shared.leave(self.failed)

    def write(self):
        return self.shared.writer.submit(SetWatchSince(outlet="gazette", watch_since=NOON, now=NOON)).result(
            30
        )


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/crawler.db"


def test_those_who_use_an_address_share_it_and_the_last_one_closes_it(url: str) -> None:
    one, two = User(url), User(url)
    assert one.shared is two.shared
    one.leave()
    assert two.write() == NOON
    two.leave()
    three = User(url)
    assert three.shared is not two.shared
    assert three.write() == NOON
    three.leave()


def test_all_are_told_where_the_store_fails_and_who_comes_later_gets_a_new_one(
    url: str, tmp_path: Path
) -> None:
    one, two = User(url, patience=0), User(url, patience=0)
    one.shared.store.engine.dispose()
    (tmp_path / "crawler.db").rename(tmp_path / "away.db")
    (tmp_path / "crawler.db").mkdir()
    with pytest.raises(StoreFailed):
        one.write()
    assert (len(one.failures), len(two.failures)) == (1, 1)
    (tmp_path / "crawler.db").rmdir()
    (tmp_path / "away.db").rename(tmp_path / "crawler.db")
    three = User(url)
    assert three.write() == NOON
    for user in (one, two, three):
        user.leave()


def test_patience_ends_early_only_once_all_are_about_to_end(url: str) -> None:
    one, two = User(url, patience=60), User(url, patience=60)
    one.shared.hurry(one.failed, 2)
    assert one.shared.writer._patience == 60
    two.shared.hurry(two.failed, 2)
    assert two.shared.writer._patience == 2
    one.leave()
    two.leave()
