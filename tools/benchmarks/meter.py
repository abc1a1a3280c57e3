"""Measures the crawl that it runs in, and writes what it found where `BENCH_REPORT` says."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler


class Meter:
    """Extension: pages, time, CPU and peak memory from the engine's start to its stop."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.first_request = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Meter:
        """Build it and connect its signals."""
        meter = cls(crawler)
        connect = crawler.signals.connect
        connect(meter.started, signal=signals.engine_started)
        connect(meter.asked, signal=signals.request_reached_downloader)
        connect(meter.stopped, signal=signals.engine_stopped)
        return meter

    def started(self) -> None:
        """Begin."""
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def asked(self) -> None:
        """Note when the first request is made, then listen no more: a signal costs something."""
        self.first_request = time.time() - float(os.environ["BENCH_SPAWNED"])
        self.crawler.signals.disconnect(self.asked, signal=signals.request_reached_downloader)

    def stopped(self) -> None:
        """Write the figures."""
        stats = self.crawler.stats
        figures = {
            "pages": stats.get_value("response_received_count", 0),
            "items": stats.get_value("item_scraped_count", 0),
            "seconds": time.perf_counter() - self.wall,
            "cpu": time.process_time() - self.cpu,
            "peak_mb": peak_mb(),
            "first_request": self.first_request,
        }
        Path(os.environ["BENCH_REPORT"]).write_text(json.dumps(figures))


def peak_mb() -> float:
    """The most memory that this process had, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
