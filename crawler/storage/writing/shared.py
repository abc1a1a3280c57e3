"""One store and one writer for all runs of a process: their outcomes are committed together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import ClassVar

from crawler.storage.records import StoreFailed
from crawler.storage.store import Store
from crawler.storage.writing.thread import Writer

OnFailure = Callable[[StoreFailed], None]


class SharedStore:
    """The store and the writer of an address, open as long as any run uses them.

    A writer that failed is for those who had it: who comes later gets a new one.
    """

    _lock: ClassVar[threading.Lock] = threading.Lock()
    _open: ClassVar[dict[str, SharedStore]] = {}

    def __init__(self, url: str, patience: float) -> None:
        self.url = url
        self.store = Store.open(url, patience=patience)
        self.writer = Writer(self.store, on_failure=self._failed, patience=patience)
        self._users: list[OnFailure] = []
        self._hurrying: list[OnFailure] = []

    @classmethod
    def use(cls, url: str, *, patience: float, on_failure: OnFailure) -> SharedStore:
        """Open the store of an address, or join those who use it; raises `StoreError`.

        `on_failure` is called from the writer's thread where the store fails for good, and names the user.
        """
        with cls._lock:
            shared = cls._open.get(url)
            if shared is None:
                shared = cls._open[url] = cls(url, patience)
            shared._users.append(on_failure)
            return shared

    def hurry(self, user: OnFailure, patience: float) -> None:
        """Try a failing store no longer than `patience` seconds, once all its users are about to end."""
        with self._lock:
            self._hurrying.append(user)
            if all(one in self._hurrying for one in self._users):
                self.writer.hurry(patience)

    def leave(self, user: OnFailure) -> None:
        """Use it no more; the last one writes what is left and closes it."""
        with self._lock:
            self._users.remove(user)
            last = not self._users
            if last and self._open.get(self.url) is self:
                del self._open[self.url]
        if last:
            self.writer.close()
            self.store.close()

    def _failed(self, failure: StoreFailed) -> None:
        with self._lock:
            users = list(self._users)
            if self._open.get(self.url) is self:
                del self._open[self.url]
        for user in users:
            user(failure)
