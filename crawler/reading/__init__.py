"""Readers: processes beside the event loop that read pages, each under a limit of time and memory."""

from crawler.reading.job import JobAnswer, ReadFailed, ReadJob, answer_job
from crawler.reading.pool import ReaderPool, close_readers, shared_readers

__all__ = [
    "JobAnswer",
    "ReadFailed",
    "ReadJob",
    "ReaderPool",
    "answer_job",
    "close_readers",
    "shared_readers",
]
