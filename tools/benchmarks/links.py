"""What a known link costs: its key, and the look whether it is known (`python -m tools.benchmarks.links`)."""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from scrapy.utils.project import get_project_settings

from crawler.frontier.links_in import Intake
from crawler.outlet import OutletSpider
from crawler.records import Link
from crawler.storage import Page
from crawler.storage.run_session import RunSession
from crawler.storage.store import Store
from crawler.storage.writing.thread import Writer
from tools.benchmarks.filling import fill
from tools.benchmarks.process import pin

#: How many pages are known, one after the other.
KNOWN = (100_000, 1_000_000)
#: Links of one source, and how many sources.
LINKS, SOURCES = 1000, 20


class Numbered(OutletSpider):
    """An outlet whose addresses carry a number: its keys are short."""

    name = "numbered"
    allowed_domains = ["numbered.example"]
    article_url = r"/news/(?P<id>\d+)-[^/]+$"


class Addressed(OutletSpider):
    """An outlet whose keys are addresses."""

    name = "addressed"
    allowed_domains = ["addressed.example"]


#: By name of the outlet; the second as its feed has it.
URLS = {
    Numbered: "https://www.numbered.example/news/{number}-an-article-of-the-day",
    Addressed: "https://www.addressed.example/2025/11/22/world/an-article-of-the-day-{number}",
}
TRACKED = "?utm_source=rss&utm_medium=feed"
DATE = format_datetime(datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class KnownLinks:
    """Microseconds a link, median of the sources: CPU of all threads, and time."""

    outlet: str
    known: int
    cpu: float
    wall: float


def links(url: str, known: int) -> list[Link]:
    """Links to articles that are known, picked at random, as a feed gives them."""
    numbers = random.sample(range(known), LINKS)
    return [
        Link(url=url.format(number=n) + TRACKED, title=f"Article {n}", date=DATE, current=True)
        for n in numbers
    ]


async def take(outlet: type[OutletSpider], store: Store, known: int) -> KnownLinks:
    """Hand known links to the intake, a source after the other."""
    writer = Writer(store)
    session = RunSession(store=store, writer=writer, run_id=1, spider=outlet.name, outlet=outlet.name)
    intake = Intake.from_settings(get_project_settings(), spider=outlet(), session=session)
    source = Page(0, "source", "feed", "https://example/feed", outlet.name, "pending")
    cpu, wall = [], []
    for given in [links(URLS[outlet], known) for _ in range(SOURCES)]:
        before = time.process_time(), time.perf_counter()
        taken, dropped = await intake.take(given, source, now=datetime.now(UTC))
        cpu.append((time.process_time() - before[0]) / LINKS * 1e6)
        wall.append((time.perf_counter() - before[1]) / LINKS * 1e6)
        if taken or dropped["known"] != LINKS:
            raise RuntimeError(f"{len(taken)} of {LINKS} known links were taken as new")
    writer.close()
    return KnownLinks(outlet.name, known, statistics.median(cpu), statistics.median(wall))


def measure(folder: Path) -> Iterator[KnownLinks]:
    """Each outlet at each size, the database growing."""
    for outlet, url in URLS.items():
        database, first = folder / f"{outlet.name}.db", 0
        for known in KNOWN:
            fill(database, outlet, url, first=first, end=known)
            first = known
            store = Store.open(f"sqlite:///{database}")
            yield asyncio.run(take(outlet, store, known))
            store.close()


def main() -> None:
    """Measure, and print a line of JSON for each."""
    pin("crawler")
    random.seed(1)
    with tempfile.TemporaryDirectory() as folder:
        for result in measure(Path(folder)):
            print(json.dumps(asdict(result)), flush=True)


if __name__ == "__main__":
    main()
