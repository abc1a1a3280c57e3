"""Items on standard output are out at once, and where nobody reads on the crawl is told to end."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, BinaryIO

import pytest
from scrapy import Spider

from crawler.exports.stdout import REASON, PipedFeedStorage

ITEM = b'{"headline": "Harbour closes"}\n'


@contextmanager
def piped(monkeypatch: pytest.MonkeyPatch) -> Iterator[BinaryIO]:
    """Standard output as a pipe, whose other end this gives."""
    ours, theirs = os.pipe()
    with open(ours, "rb", buffering=0) as reader, open(theirs, "w", encoding="utf-8") as writer:
        monkeypatch.setattr(sys, "stdout", writer)
        yield reader
        monkeypatch.undo()


def output_of(ends: list[str]) -> Any:
    """What the exporter writes to; `ends` gets the reason for which the crawl is told to end."""

    async def close(*, reason: str) -> None:
        ends.append(reason)

    spider: Any = Spider("gazette")
    spider.crawler = SimpleNamespace(engine=SimpleNamespace(close_spider_async=close))
    return PipedFeedStorage("stdout:").open(spider)


def test_each_item_is_out_as_soon_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    with piped(monkeypatch) as reader:
        file = output_of([])
        assert file.writable()
        assert file.write(ITEM) == len(ITEM)
        assert reader.read(1000) == ITEM


def test_where_nobody_reads_on_the_crawl_ends_in_order_and_the_rest_goes_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ends: list[str] = []

    async def write() -> None:
        file = output_of(ends)
        assert file.write(ITEM) == len(ITEM)
        await file.closing
        assert file.write(ITEM) == len(ITEM)

    with piped(monkeypatch) as reader:
        reader.close()
        asyncio.run(write())
    assert ends == [REASON]
