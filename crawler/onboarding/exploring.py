"""Running explorers: one for one site, or several side by side for a list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, TypeVar

from scrapy.crawler import AsyncCrawlerProcess

from crawler.onboarding.candidates import SourceCandidate
from crawler.onboarding.explorer import Explorer
from crawler.onboarding.findings import SiteFindings
from crawler.outlet.spider import OutletSpider

#: Sites that are looked at side by side; each is asked for one page at a time.
AT_ONCE = 4
_NOT_LOOKED_AT = "it was not looked at to the end: the log says why (-L INFO shows more)"

T = TypeVar("T")


class Stopped(Exception):
    """The process was told to stop before everything was looked at."""


class ExplorerProcess(AsyncCrawlerProcess):
    """Scrapy's process of several crawlers; `is_stopping` is true once it was told to stop."""

    is_stopping = False

    async def stop(self) -> None:
        """End every look; none is begun any more."""
        self.is_stopping = True
        await super().stop()


def explore_outlet(
    process: ExplorerProcess, outlet: type[OutletSpider], declared: Iterable[SourceCandidate]
) -> SiteFindings:
    """Look at the sources of a declared outlet; runs the reactor, once a process. Raises `Stopped`."""
    home = f"https://{outlet.allowed_domains[0]}/"
    return _run(process, _explore(process, home, outlet=outlet, declared=declared))


def explore_sites(
    process: ExplorerProcess, homes: Sequence[str], take: Callable[[SiteFindings], None]
) -> None:
    """Look at sites, `AT_ONCE` at a time; `take` gets the findings of each, in the order of `homes`.

    Runs the reactor, once a process. Raises `Stopped`.
    """
    free = asyncio.Semaphore(AT_ONCE)

    async def look(home: str) -> SiteFindings:
        async with free:
            return await _explore(process, home)

    async def look_at_all() -> None:
        looks = [asyncio.ensure_future(look(home)) for home in homes]
        try:
            for one in looks:
                take(await one)
        finally:
            await asyncio.gather(*looks, return_exceptions=True)

    _run(process, look_at_all())


async def _explore(process: ExplorerProcess, home: str, **arguments: Any) -> SiteFindings:
    """Run one explorer to its end; what it has found where it failed is not taken for all."""
    if process.is_stopping:
        raise Stopped
    crawler = process.create_crawler(Explorer)
    await process.crawl(crawler, home=home, **arguments)
    if process.is_stopping:
        raise Stopped
    if isinstance(crawler.spider, Explorer) and crawler.spider.is_done:
        return crawler.spider.findings
    return SiteFindings(home=home, asked=home, trouble=_NOT_LOOKED_AT)


def _run(process: ExplorerProcess, work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.get_event_loop().create_task(work)
    task.add_done_callback(_stop_reactor)
    process.start(stop_after_crawl=False)
    if not task.done():
        raise Stopped
    return task.result()


def _stop_reactor(_task: asyncio.Task[Any]) -> None:
    from twisted.internet import reactor as installed

    reactor: Any = installed
    if reactor.running:
        reactor.stop()
