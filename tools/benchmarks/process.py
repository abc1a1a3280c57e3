"""Processes that are measured: the server and the crawler, each on a core of its own where there are two."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.benchmarks.pages import ROOT


def pin(role: str) -> None:
    """Keep this process on one core, the server on another than the crawler; nothing where there is one."""
    if not hasattr(os, "sched_setaffinity"):
        return
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(0, {cores[0] if role == "crawler" else cores[1]})


@dataclass(frozen=True, slots=True)
class Measured:
    """What a crawl took: pages answered, seconds, CPU seconds of all threads, peak memory in MB.

    `seconds` and `cpu` count from the start of the engine to its stop, the closing of the store
    included; `first_request` is seconds from the start of the process to the first request.
    """

    pages: int
    items: int
    seconds: float
    cpu: float
    peak_mb: float
    first_request: float

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds a page."""
        return 1000 * self.cpu / self.pages


@contextmanager
def server(articles: int, *, validators: bool = True) -> Iterator[str]:
    """The server in its own process; gives its origin."""
    command = [sys.executable, "-m", "tools.benchmarks.server", f"--articles={articles}"]
    process = subprocess.Popen(
        command if validators else [*command, "--no-validators"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


@cache
def _bytecode() -> str:
    """A folder for compiled modules, as every run but the first finds them, whatever the environment says."""
    folder = tempfile.mkdtemp(prefix="bench-bytecode-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def environment() -> dict[str, str]:
    """The environment of what is measured."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": _bytecode()}


def measure(
    spider: str, origin: str, *, database: Path | None = None, articles: int, **settings: object
) -> Measured:
    """Crawl in a process of its own; `bare` is plain Scrapy, any other name a spider of the project."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as report:
        given = {
            **environment(),
            "BENCH_ORIGIN": origin,
            "BENCH_ARTICLES": str(articles),
            "BENCH_REPORT": report.name,
            "BENCH_SPAWNED": str(time.time()),
            "DATABASE_URL": f"sqlite:///{database}",
        }
        options = [f"{name}={value}" for name, value in settings.items()]
        command = [sys.executable, "-m", "tools.benchmarks.measured", spider, *options]
        done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True)
        written = report.read()
    if done.returncode or not written:
        raise RuntimeError(f"{spider} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return Measured(**json.loads(written))
