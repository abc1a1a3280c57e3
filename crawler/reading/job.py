"""What a reader is asked, and what it answers: a function by its path, with arguments that can be pickled."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

#: The key of a request's `meta` under which the answer of a reader stands.
READ_META = "read_answer"


class ReadFailed(Exception):
    """A reader gave no answer; `reason` is what is counted (too-slow, too-large, reader-died)."""

    def __init__(self, reason: str, detail: str) -> None:
        """`reason` is a short code, `detail` the sentence for the log."""
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail

    def __str__(self) -> str:
        """The sentence."""
        return self.detail


@dataclass(frozen=True, slots=True)
class ReadJob:
    """A call to be made: `function` as "module:name", and its arguments by name."""

    function: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def run(self) -> Any:
        """Make the call here; returns what it returns, and raises what it raises."""
        module, _, name = self.function.partition(":")
        return getattr(import_module(module), name)(**self.arguments)


@dataclass(frozen=True, slots=True)
class JobAnswer:
    """What a call came to: the value that it returned, or the error that it raised."""

    function: str
    value: Any = None
    error: Exception | None = None

    def result(self) -> Any:
        """Return the value, or raise the error."""
        if self.error is not None:
            raise self.error
        return self.value


def answer_job(job: ReadJob) -> JobAnswer:
    """Make a call; errors become part of the answer, save MemoryError, which is for the limit to see."""
    try:
        return JobAnswer(job.function, value=job.run())
    except MemoryError:
        raise
    except Exception as error:
        return JobAnswer(job.function, error=_portable(error))


def _portable(error: Exception) -> Exception:
    """Return an error that survives a pipe: itself, else one that names it."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
