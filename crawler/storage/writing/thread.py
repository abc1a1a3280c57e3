"""The one writer of a process: a thread that commits all that waits as soon as the last commit has ended.

Runs of one process that use the same database share it, so that their outcomes are committed together.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from crawler.storage.records import StoreFailed
from crawler.storage.store import Store
from crawler.storage.transactions import StoreCommand, describe_error, is_store_failure, retry_pauses
from crawler.storage.writing.commit import CommitAttempt, CommitFailed

logger = logging.getLogger(__name__)
R = TypeVar("R")
OnFailure = Callable[[StoreFailed], None]

#: After a commit the writer rests this many times the CPU time that the group took, so that what comes
#: meanwhile is committed together: on a quick disk every article would have a commit of its own, and
#: most of what a small group costs a large one costs too. `LONGEST_REST` (seconds) is the most it rests.
REST, LONGEST_REST = 4.0, 0.02


class WriterClosed(RuntimeError):
    """Something was handed to a writer after it was closed."""


@dataclass(slots=True)
class QueuedCommand:
    """A command and the future of its result."""

    command: StoreCommand[Any]
    future: Future[Any]


class Writer:
    """Writes what it is handed, in order, from a thread of its own.

    A future has its result only once the transaction is committed. Where a command fails because
    of its own values its future has `RowError`. Where the store fails for longer than `patience`
    seconds, every waiting future has `StoreFailed` and whatever is handed in later fails at once;
    `on_failure` is called once, from the writer's thread.
    """

    def __init__(
        self,
        store: Store,
        *,
        on_failure: OnFailure | None = None,
        patience: float = 60.0,
    ) -> None:
        self._store = store
        self._on_failure = on_failure
        self._patience = patience
        self._entries: queue.SimpleQueue[QueuedCommand | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._failure: StoreFailed | None = None
        self._connection: Connection | None = None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, command: StoreCommand[R]) -> Future[R]:
        """Hand a command in; returns the future of its result. Raises `WriterClosed` after `close`."""
        future: Future[R] = Future()
        # From here on nobody can cancel it: what was handed in is written.
        future.set_running_or_notify_cancel()
        with self._lock:
            if self._closed:
                raise WriterClosed("the writer is closed: nothing more can be stored in this run")
            if self._failure is None:
                self._entries.put(QueuedCommand(command, future))
                return future
        future.set_exception(self._failure)
        return future

    def hurry(self, patience: float) -> None:
        """Try a failing store for no longer than `patience` seconds from now on: the run is to end."""
        self._patience = min(self._patience, patience)

    def close(self, *, patience: float | None = None) -> None:
        """Write all that was handed in, then end; a second call does nothing.

        `patience` shortens how long a failing store is tried again (seconds for each group).
        """
        if patience is not None:
            self.hurry(patience)
        with self._lock:
            if not self._closed:
                self._closed = True
                self._closing.set()
                self._entries.put(None)
        self._thread.join()

    def _work(self) -> None:
        ended = False
        while not ended:
            group, ended = self._next_group()
            started = time.thread_time()
            if group:
                self._write(group)
            self._closing.wait(min(REST * (time.thread_time() - started), LONGEST_REST))
        self._disconnect()

    def _next_group(self) -> tuple[list[QueuedCommand], bool]:
        """Wait for an entry; returns it with all that stand behind it, and whether the writer is to end."""
        group: list[QueuedCommand] = []
        entry = self._entries.get()
        while entry is not None:
            group.append(entry)
            try:
                entry = self._entries.get_nowait()
            except queue.Empty:
                return group, False
        return group, True

    def _write(self, group: list[QueuedCommand]) -> None:
        if self._failure is None:
            try:
                results = self._until_committed([entry.command for entry in group])
            except Exception as error:  # whatever it is, nobody may be left waiting
                self._fail(error if isinstance(error, StoreFailed) else StoreFailed(describe_error(error)))
            else:
                _resolve(group, results)
                return
        for entry in group:
            entry.future.set_exception(self._failure or StoreFailed("the store failed"))

    def _fail(self, failure: StoreFailed) -> None:
        logger.error("the store failed for good: %s", failure)
        with self._lock:
            self._failure = failure
        if self._on_failure is None:
            return
        try:
            self._on_failure(failure)
        except Exception:
            logger.exception("on_failure raised")

    def _until_committed(self, commands: Sequence[StoreCommand[Any]]) -> list[Any]:
        """Write the group, again while the store fails; raises `StoreFailed` when patience ends."""
        started, tries = time.monotonic(), retry_pauses(float("inf"))
        attempt = CommitAttempt(commands)
        while True:
            try:
                return attempt.run(self._connect())
            except (SQLAlchemyError, CommitFailed) as error:
                self._disconnect()
                if not (isinstance(error, CommitFailed) or is_store_failure(error)):
                    raise StoreFailed(describe_error(error)) from error
                if time.monotonic() - started >= self._patience:
                    raise StoreFailed(describe_error(error)) from error
                logger.warning("the store failed, tried again: %s", describe_error(error))
            time.sleep(next(tries))

    def _connect(self) -> Connection:
        if self._connection is None:
            self._connection = self._store.engine.connect().execution_options(writes=True)
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


def _resolve(group: Sequence[QueuedCommand], results: Sequence[Any]) -> None:
    for entry, result in zip(group, results, strict=True):
        if isinstance(result, Exception):
            entry.future.set_exception(result)
        else:
            entry.future.set_result(result)


class SharedStore:
    """The store and the writer of a database, open as long as any run of the process uses them.

    Where a writer has failed, runs that come later get a new one.
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
        """Open the store of a database, or join those who use it; raises `StoreError`.

        `on_failure` is called from the writer's thread where the store fails for good; `hurry` and `leave`
        know the user by it.
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
        """End the use; the last user writes what is left and closes the store."""
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
