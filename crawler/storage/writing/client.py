"""The writer as the event loop sees it: commands go to its thread, and the answers come back."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from crawler.storage.transactions import StoreCommand
from crawler.storage.writing.thread import Writer

R = TypeVar("R")
Then = Callable[[Future[Any]], None]


class WriterClient:
    """Hands commands to a writer; the loop is woken once for all that one commit has answered."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._arrived: deque[tuple[Then, Future[Any]]] = deque()
        #: Whether the loop has been told, and has not looked yet.
        self._told = False

    def submit(self, command: StoreCommand[Any], then: Then) -> None:
        """Have `command` done; `then` is called in the running loop with the future that has its result."""
        loop = asyncio.get_running_loop()

        def done(future: Future[Any]) -> None:
            self._arrived.append((then, future))
            if not self._told:
                self._told = True
                loop.call_soon_threadsafe(self.hand_out)

        self._writer.submit(command).add_done_callback(done)

    async def of(self, command: StoreCommand[R], *, then: Then | None = None) -> R:
        """Have `command` done; returns its result once durable, after `then` was called."""
        waiter: asyncio.Future[R] = asyncio.get_running_loop().create_future()

        def deliver(future: Future[R]) -> None:
            if then is not None:
                then(future)
            if not waiter.done():
                _copy(future, waiter)

        self.submit(command, deliver)
        return await waiter

    def hand_out(self) -> None:
        """Call what waits for the answers that have come; the loop calls this as long as it runs."""
        self._told = False  # before the queue is read: what arrives after that tells the loop again
        while self._arrived:
            then, future = self._arrived.popleft()
            then(future)


def _copy(future: Future[R], waiter: asyncio.Future[R]) -> None:
    error = future.exception()
    if error is None:
        waiter.set_result(future.result())
    else:
        waiter.set_exception(error)
