"""`scrapy crawldue` over many outlets in one process: its time, its CPU and its memory."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tools.benchmarks.many import OUTLETS
from tools.benchmarks.pages import ROOT
from tools.benchmarks.process import environment, server
from tools.benchmarks.report import Row

NAMES = [f"outlet{number}" for number in range(OUTLETS)]
SETTINGS = {
    "SPIDER_MODULES": "tools.benchmarks.many",
    "GUARD_ALLOWED_HOSTS": "127.0.0.1",
    "CONTACT_PLACEHOLDER": "",
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
}


@dataclass(frozen=True)
class Taken:
    """What a command took: seconds, CPU seconds, peak memory in MB."""

    seconds: float
    cpu: float
    peak_mb: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.cpu:.1f} s CPU, peak {self.peak_mb:.0f} MB"


def rounds(folder: Path) -> Iterator[Row]:
    """A first round of many outlets with five articles each, one where all sources are due, and none."""
    database = folder / "due.db"
    with server(1) as origin:
        first = run(database, origin, *NAMES)
        yield Row(f"{OUTLETS} outlets never crawled, 5 articles each", str(first))
        make_due(database)
        again = run(database, origin)
        yield Row(f"{OUTLETS} outlets due, their sources unchanged", str(again))
        yield Row("nothing due", str(run(database, origin)))
    check(database)


def run(database: Path, origin: str, *names: str) -> Taken:
    """Run the command in a process of its own; raises RuntimeError where it does not end well."""
    options = [f"-s{name}={value}" for name, value in SETTINGS.items()]
    given = {**environment(), "DATABASE_URL": f"sqlite:///{database}", "BENCH_ORIGIN": origin}
    command = [sys.executable, "-m", "scrapy", "crawldue", *names, *options]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=given)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"crawldue ended with {process.returncode}")
    peak = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Taken(time.perf_counter() - started, used.ru_utime + used.ru_stime, peak)


def make_due(database: Path) -> None:
    """As if it had become time for every source."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE pages SET due_at = '2000-01-01 00:00:00.000000' WHERE kind = 'sitemap'")


def check(database: Path) -> None:
    """Raise RuntimeError where a run did not end as it should."""
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT count(*) FROM runs WHERE status = 'finished' AND accounting_ok"
        [finished] = connection.execute(query).fetchone()
        [articles] = connection.execute("SELECT count(*) FROM articles").fetchone()
    if (finished, articles) != (2 * OUTLETS, 5 * OUTLETS):
        raise RuntimeError(f"{finished} runs of {2 * OUTLETS} finished, {articles} articles are stored")
