"""The parts of the benchmark: each measures one thing and gives its rows."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tools.benchmarks import accuracy as beside
from tools.benchmarks.charsets import read_older_sets
from tools.benchmarks.due import rounds
from tools.benchmarks.filling import fill
from tools.benchmarks.links import KnownLinks
from tools.benchmarks.pages import ROOT
from tools.benchmarks.process import Measured, environment, measure, server
from tools.benchmarks.report import Row
from tools.benchmarks.spiders.stored import Stored
from tools.benchmarks.spiders.whole import Whole

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: pages of a crawl, of one with extraction, and how often all is repeated."""

    pages: int
    whole_pages: int
    rounds: int


def throughput(folder: Path, size: Size) -> Iterator[Row]:
    """Bare Scrapy, the crawl without extraction, and with it: in turn, so that they share what disturbs."""
    crawls = {"bare": size.pages, "stored": size.pages, "whole": size.whole_pages}
    runs: dict[str, list[Measured]] = {name: [] for name in crawls}
    with server(size.pages) as origin, server(size.whole_pages) as small:
        for number in range(size.rounds):
            for name, pages in crawls.items():
                at = small if name == "whole" else origin
                runs[name].append(_crawl(name, at, folder / f"{name}-{number}.db", pages))
    yield Row("bare Scrapy, empty callback", _speed(runs["bare"]))
    yield Row("fetch, frontier, durable store", _speed(runs["stored"]))
    yield Row("- its pages/s beside bare", _ratio(runs["stored"], runs["bare"]), ">= 60 %")
    yield Row("the whole job, with extraction", _speed(runs["whole"]))
    yield Row("- its pages/s beside bare", _ratio(runs["whole"], runs["bare"]))
    starts = [median(run.first_request for run in runs[name]) for name in ("bare", "whole")]
    yield Row("start to first request, bare and the project", f"{starts[0]:.2f} s, {starts[1]:.2f} s")


def unchanged(folder: Path, size: Size) -> Iterator[Row]:
    """A second crawl of articles that did not change, all of them due."""
    for name, validators in (("304", True), ("the same body", False)):
        database = folder / f"unchanged-{name}.db"
        with server(size.pages, validators=validators) as origin:
            _crawl("stored", origin, database, size.pages)
            runs = [_again(origin, database, size.pages) for _ in range(size.rounds)]
        yield Row(f"an unchanged article: {name}", f"{median(run.cpu_ms for run in runs):.2f} ms CPU")


def links(folder: Path, size: Size) -> Iterator[Row]:
    """Known links, from 100 thousand pages to a million."""
    command = [sys.executable, "-m", "tools.benchmarks.links"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=True)
    found = [KnownLinks(**json.loads(line)) for line in done.stdout.splitlines()]
    for outlet in dict.fromkeys(result.outlet for result in found):
        few, many = (result for result in found if result.outlet == outlet)
        figure = f"{few.cpu:.1f} us of {few.known:,} pages, {many.cpu:.1f} us of {many.known:,}"
        yield Row(f"a known link, {outlet} outlet", figure, "<= 30 us")
        yield Row("- growth", f"{many.cpu / few.cpu:.2f}x", "<= 1.5x")


def start(folder: Path, size: Size) -> Iterator[Row]:
    """A crawl of an outlet of which nothing, and of which a million pages are known."""
    with server(size.whole_pages) as origin:
        for spider, what in ((Stored, "without extraction"), (Whole, "with extraction")):
            for known in (0, MILLION):
                database = folder / f"{spider.name}-knows-{known}.db"
                if known:
                    address = origin + "/news/{number}-article"
                    fill(database, spider, address, first=size.whole_pages, end=size.whole_pages + known)
                run = _crawl(spider.name, origin, database, size.whole_pages)
                figure = f"{run.first_request:.2f} s to the first request, peak {run.peak_mb:.0f} MB"
                yield Row(f"{known:,} known pages, {what}", figure, "<= 300 MB" if known else "")


def due(folder: Path, size: Size) -> Iterator[Row]:
    """Many outlets in one process."""
    yield from rounds(folder)


def accuracy(folder: Path, size: Size) -> Iterator[Row]:
    """How right extraction is, and what a page costs, beside other extractors."""
    yield from beside.accuracy(size.pages)


def charsets(folder: Path, size: Size) -> Iterator[Row]:
    """How many texts are read right in older character sets, whatever they declare."""
    yield from read_older_sets(size.pages)


PARTS: dict[str, Callable[[Path, Size], Iterator[Row]]] = {
    "throughput": throughput,
    "unchanged": unchanged,
    "links": links,
    "start": start,
    "accuracy": accuracy,
    "charsets": charsets,
    "due": due,
}


def warm_up(folder: Path) -> None:
    """Have every module compiled before anything is timed."""
    with server(20) as origin:
        for name in ("bare", "stored", "whole"):
            measure(name, origin, database=folder / f"{name}-first.db", articles=20)


def _crawl(spider: str, origin: str, database: Path, articles: int) -> Measured:
    run = measure(spider, origin, database=database, articles=articles)
    if run.pages < articles:
        raise RuntimeError(f"{spider} fetched {run.pages} of {articles} pages")
    return run


def _again(origin: str, database: Path, articles: int) -> Measured:
    """A crawl of articles that are stored and due."""
    _make_due(database)
    run = _crawl("stored", origin, database, articles)
    _check_unchanged(database, articles)
    return run


def _make_due(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE pages SET due_at = '2000-01-01 00:00:00.000000' WHERE kind = 'article'")


def _check_unchanged(database: Path, articles: int) -> None:
    with closing(sqlite3.connect(database)) as connection:
        count = "SELECT count(*) FROM pages WHERE kind = 'article' AND state = 'unchanged'"
        [found] = connection.execute(count).fetchone()
        [versions] = connection.execute("SELECT count(*) FROM versions").fetchone()
    if found != articles or versions != articles:
        raise RuntimeError(f"{found} of {articles} articles are unchanged, with {versions} versions")


def _speed(runs: list[Measured]) -> str:
    rate, cpu, peak = (median(getattr(run, name) for run in runs) for name in ("rate", "cpu_ms", "peak_mb"))
    return f"{rate:.0f} pages/s, {cpu:.2f} ms CPU a page, peak {peak:.0f} MB"


def _ratio(runs: list[Measured], beside: list[Measured]) -> str:
    rates = [run.rate / other.rate for run, other in zip(runs, beside, strict=True)]
    cpu = median(other.cpu_ms / run.cpu_ms for run, other in zip(runs, beside, strict=True))
    return f"{median(rates):.0%} ({min(rates):.0%} to {max(rates):.0%}; by CPU {cpu:.0%})"
