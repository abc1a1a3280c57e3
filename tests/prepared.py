"""`python -m tests.prepared '{"now": ..., "hanging": ...}' ARGUMENT ...`: the command `scrapy`, prepared.

`now` is an instant (ISO 8601 with its offset) from which its clock goes on: calendar time alone, the seconds
of timers and leases (`time.monotonic`) stay the machine's. `hanging` is a pattern of addresses that never
answer: a download of one is given up after a second, so that all others may take as long as a busy machine
makes them take. Either may be null.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import time_machine


def prepare(job: Mapping[str, Any]) -> None:
    """Have this process's clock and its patience as the job says."""
    if job["now"]:
        time_machine.travel(datetime.fromisoformat(job["now"]), tick=True).start()
    if job["hanging"]:
        give_up_soon(re.compile(job["hanging"]))


def give_up_soon(hanging: re.Pattern[str]) -> None:
    """Have Scrapy wait a second alone for the addresses that hang."""
    from scrapy.downloadermiddlewares.downloadtimeout import DownloadTimeoutMiddleware

    usual = DownloadTimeoutMiddleware.process_request

    def process_request(self: Any, request: Any, *more: Any) -> Any:
        if hanging.search(request.url):
            request.meta["download_timeout"] = 1.0
        return usual(self, request, *more)

    DownloadTimeoutMiddleware.process_request = process_request


def main() -> None:
    """Run the command."""
    prepare(json.loads(sys.argv[1]))
    sys.argv = ["scrapy", *sys.argv[2:]]
    from scrapy.cmdline import execute

    execute()


if __name__ == "__main__":
    main()
