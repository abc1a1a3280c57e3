"""A job is a call by its path; its answer holds what it returned, or an error that survives a pipe."""

from __future__ import annotations

import pytest

from crawler.reading import ReadJob, answer_job
from tests.reading.asking import job


def test_an_answer_holds_the_value() -> None:
    assert answer_job(job("return_value", value=[1])).result() == [1]


def test_an_answer_raises_what_the_job_raised() -> None:
    with pytest.raises(ValueError, match="no feed"):
        answer_job(job("raise_error", text="no feed")).result()


def test_an_error_that_no_pipe_carries_is_named() -> None:
    with pytest.raises(RuntimeError, match="Stubborn: stubborn"):
        answer_job(job("raise_stubborn")).result()


def test_a_lack_of_memory_is_left_to_the_limit() -> None:
    with pytest.raises(MemoryError):
        answer_job(ReadJob("builtins:bytearray", {"source": 1 << 60}))
