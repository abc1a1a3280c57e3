"""A pool of one reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crawler.reading import ReaderPool


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    pool = ReaderPool(readers=1, seconds=600, memory_mb=600)
    yield pool
    pool.close()
