"""Fixtures of the store's tests: each runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crawler.storage import Store, Writer
from tests.storage.desk import Desk


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def writer(store: Store) -> Iterator[Writer]:
    opened = Writer(store)
    yield opened
    opened.close()


@pytest.fixture
def desk(store: Store, writer: Writer) -> Desk:
    return Desk(store, writer)
