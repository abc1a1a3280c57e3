"""Readers answer under limits; what passes one, or kills its reader, costs its own job alone."""

from __future__ import annotations

import os

import pytest

from crawler.reading import JobAnswer, ReaderPool
from tests.reading.asking import job, read, reasons

pytestmark = pytest.mark.system


def test_a_reader_is_another_process_and_is_kept(pool: ReaderPool) -> None:
    first, second = read(pool, job("name_process"), job("name_process"))
    assert isinstance(first, JobAnswer)
    assert isinstance(second, JobAnswer)
    assert first.result() == second.result() != os.getpid()


def test_a_page_of_megabytes_goes_there_and_back(pool: ReaderPool) -> None:
    page = b"rain " * 2_000_000
    (answer,) = read(pool, job("return_value", value=page))
    assert isinstance(answer, JobAnswer)
    assert answer.result() == page


@pytest.mark.parametrize(("name", "reason"), [("grow", "too-large"), ("die", "reader-died")])
def test_a_job_that_ends_its_reader_fails_alone(pool: ReaderPool, name: str, reason: str) -> None:
    answers = read(pool, job("return_value", value=1), job(name), job("return_value", value=2))
    assert reasons(answers) == [None, reason, None]
