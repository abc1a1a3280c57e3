"""The readers of a process: as many places as there are readers, shared by all its crawls."""

from __future__ import annotations

import asyncio
import atexit

from crawler.reading.job import JobAnswer, ReadJob
from crawler.reading.slot import ReaderSlot


class ReaderPool:
    """Hands jobs to whichever reader is free; who comes while none is waits for a turn."""

    def __init__(self, *, readers: int, seconds: float, memory_mb: int) -> None:
        """`seconds` and `memory_mb` are the limits of one job."""
        self.seconds = seconds
        self.slots = [ReaderSlot(memory_mb=memory_mb) for _ in range(readers)]
        self._free = [*self.slots]
        self._turns = asyncio.Semaphore(readers)

    async def read(self, job: ReadJob) -> JobAnswer:
        """Return the answer to a job; raises `ReadFailed` where its limits are passed or its reader dies."""
        async with self._turns:
            slot = self._free.pop()
            try:
                return await slot.ask(job, seconds=self.seconds)
            finally:
                self._free.append(slot)

    def close(self) -> None:
        """End all readers at once; the next job starts new ones."""
        for slot in self.slots:
            slot.kill()


_shared: dict[tuple[int, float, int], ReaderPool] = {}


def shared_readers(*, readers: int, seconds: float, memory_mb: int) -> ReaderPool:
    """Return the one pool of this process that has these limits."""
    asked = (readers, seconds, memory_mb)
    if asked not in _shared:
        _shared[asked] = ReaderPool(readers=readers, seconds=seconds, memory_mb=memory_mb)
    return _shared[asked]


def close_readers() -> None:
    """End the readers of all pools of this process."""
    for pool in _shared.values():
        pool.close()
    _shared.clear()


atexit.register(close_readers)
