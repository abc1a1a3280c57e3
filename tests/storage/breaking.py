"""Stores that are broken or busy for a while, and how often one has committed."""

from __future__ import annotations

import threading

from sqlalchemy import event, text

from crawler.storage import Store
from crawler.storage.transactions import write_transaction
from tests.waiting import NET


def break_schema(store: Store) -> None:
    with write_transaction(store.engine) as connection:
        connection.execute(text("ALTER TABLE articles RENAME TO away"))


def mend_schema(store: Store) -> None:
    with write_transaction(store.engine) as connection:
        connection.execute(text("ALTER TABLE away RENAME TO articles"))


def commits(store: Store) -> list[int]:
    """A list that grows by one with each commit from now on."""
    seen: list[int] = []
    event.listen(store.engine, "commit", lambda connection: seen.append(1))
    return seen


class busy:
    """Hold the write lock for as long as the block lasts, so that what is handed in piles up."""

    def __init__(self, store: Store) -> None:
        self._let_go, self._held = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold, args=(store,))

    def _hold(self, store: Store) -> None:
        with write_transaction(store.engine):
            self._held.set()
            self._let_go.wait(NET)

    def __enter__(self) -> None:
        self._thread.start()
        self._held.wait(NET)

    def __exit__(self, *error: object) -> None:
        self._let_go.set()
        self._thread.join()
