"""Scrapy and nothing else: what any crawl on it costs at least."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import scrapy
from scrapy.http import Request, Response


class Bare(scrapy.Spider):
    """Fetches the articles by number; its callback is empty."""

    name = "bare"

    async def start(self) -> AsyncIterator[Request]:
        """A request for each article."""
        for number in range(int(os.environ["BENCH_ARTICLES"])):
            yield Request(f"{os.environ['BENCH_ORIGIN']}/news/{number}-article", dont_filter=True)

    def parse(self, response: Response) -> None:
        """Nothing."""
