"""One place of the pool: a reader and the pipe to it, replaced where it dies or takes too long."""

from __future__ import annotations

import asyncio
import pickle
import sys
import threading
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from crawler.reading.job import JobAnswer, ReadFailed, ReadJob
from crawler.reading.process import serve_jobs

_CONTEXT = get_context("forkserver")
_STARTING = threading.Lock()


class ReaderSlot:
    """A reader that is started when it is first asked, and kept for the next job."""

    def __init__(self, *, memory_mb: int) -> None:
        """`memory_mb` are megabytes that one job may take."""
        self.memory_mb = memory_mb
        self.process: Any = None
        self._pipe: Connection | None = None
        self._changing = threading.RLock()

    async def ask(self, job: ReadJob, *, seconds: float) -> JobAnswer:
        """Return the answer of the reader; raises `ReadFailed` without one, after `seconds` at the latest.

        A reader that is asked in vain, or whose asker is cancelled, is killed; the next job gets another.
        """
        await _in_thread(self._start)
        answer = asyncio.ensure_future(_in_thread(lambda: self._exchange(job)))
        try:
            done, _ = await asyncio.wait({answer}, timeout=seconds)
        except asyncio.CancelledError:
            answer.add_done_callback(_look_at)
            self.kill()
            raise
        if not done:
            self.kill()
            with suppress(ReadFailed):
                await answer
            raise ReadFailed("too-slow", f"{job.function} takes more than {seconds:g} s")
        try:
            return _checked(answer.result())
        except ReadFailed:
            self.kill()
            raise

    def _start(self) -> None:
        """Start a reader where there is none that lives."""
        with self._changing:
            if self.process is not None and self.process.is_alive():
                return
            self.kill()
            ours, theirs = _CONTEXT.Pipe()
            process = _CONTEXT.Process(
                target=serve_jobs, args=(theirs, self.memory_mb), name="reader", daemon=True
            )
            with _STARTING, _without_main():
                _CONTEXT.set_forkserver_preload(["crawler.reading.preload"])
                process.start()
            theirs.close()
            self._pipe, self.process = ours, process

    def _exchange(self, job: ReadJob) -> JobAnswer:
        assert self._pipe is not None
        pickled = pickle.dumps(job)
        try:
            self._pipe.send_bytes(pickled)
            answer: JobAnswer = self._pipe.recv()
        except (EOFError, OSError, TypeError) as error:  # TypeError: the pipe was closed meanwhile
            raise ReadFailed("reader-died", f"the reader of {job.function} died") from error
        return answer

    def kill(self) -> None:
        """End the reader at once, whatever it does."""
        with self._changing:
            process, self.process = self.process, None
            pipe, self._pipe = self._pipe, None
            if process is not None:
                process.kill()
                process.join()
            if pipe is not None:
                pipe.close()


def _checked(answer: JobAnswer) -> JobAnswer:
    if isinstance(answer.error, ReadFailed):
        raise answer.error
    return answer


def _look_at(answer: asyncio.Future[JobAnswer]) -> None:
    """Take the error of an answer that nobody waits for, which asyncio would complain of."""
    if not answer.cancelled():
        answer.exception()


async def _in_thread(work: Callable[[], Any]) -> Any:
    """Return what `work` returns in a thread that holds no process back from its end."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Any] = loop.create_future()

    def settle(value: Any, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is None:
            done.set_result(value)
        else:
            done.set_exception(error)

    def run() -> None:
        value, raised = None, None
        try:
            value = work()
        except BaseException as error:
            raised = error
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, value, raised)

    threading.Thread(target=run, name="reader-pipe", daemon=True).start()
    return await done


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the main module while a process is started, which would import it anew: a reader needs none."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
