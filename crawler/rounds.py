"""Crawls of several outlets side by side in one process, each with a run and an account of its own."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from twisted.internet.error import ReactorNotRunning

from crawler.crawl_process import CrawlProcess
from crawler.exit_status import EXIT_CODES, gravest_code
from crawler.extensions.run_summary import RunSummary
from crawler.extensions.runs import busy_with, cut_run, run_ended
from crawler.round_progress import RoundProgress
from crawler.spiderloader import OutletError, is_outlet
from crawler.storage import StoreFailed
from crawler.storage.due_outlets import due_names
from crawler.storage.store import Store

logger = logging.getLogger(__name__)


class Rounds:
    """Looks at what is due and crawls it, `DUE_AT_ONCE` outlets at a time."""

    def __init__(self, settings: Settings, *, store: Store, names: list[str]) -> None:
        """`names` are the outlets to look at; none: all that were crawled before. Raises UsageError."""
        self.settings, self.store, self.names = settings, store, names
        self.process = CrawlProcess(settings)
        self.active: dict[str, asyncio.Task[None]] = {}
        self.crawlers: dict[str, Crawler] = {}
        self.progress = RoundProgress(settings, self.crawlers)
        #: Exit statuses of the crawls that have ended.
        self.statuses: set[int] = set()
        self.free = asyncio.Semaphore(settings.getint("DUE_AT_ONCE"))
        self._check(names)

    def _check(self, names: list[str]) -> None:
        for name in names:
            try:
                spider = self.process.spider_loader.load(name)
            except OutletError as error:
                raise UsageError(str(error), print_help=False) from error
            if not is_outlet(spider):
                raise UsageError(f"{name!r} is no outlet: scrapy crawl {name}", print_help=False)

    def crawl(self, *, loop: bool) -> int:
        """Crawl until nothing is left that was due, or for ever; returns the exit status."""
        rounds = asyncio.get_event_loop().create_task(self._rounds(loop=loop))
        rounds.add_done_callback(_stop_reactor)
        self.process.start(stop_after_crawl=False)
        for name, crawler in list(self.crawlers.items()):  # a second Ctrl-C ended them in the middle
            if summary := cut_run(crawler):
                self.statuses.add(summary.exit_code)
                self.progress.note_ended(name, summary.exit_code)
        self.progress.end()
        if rounds.done() and not rounds.cancelled() and isinstance(rounds.exception(), StoreFailed):
            self.statuses.add(EXIT_CODES["store"])
        return gravest_code(self.statuses)

    async def _rounds(self, *, loop: bool) -> None:
        pause = self.settings.getfloat("DUE_PAUSE")
        self.progress.begin()
        while True:
            await self._begin()
            if not loop:
                break
            try:
                await asyncio.wait_for(self.process.stopping.wait(), pause)
                break
            except TimeoutError:
                self.statuses.clear()  # a loop tells of its last round
        while self.active:
            await asyncio.wait(self.active.values())

    async def _begin(self) -> None:
        """Have each outlet crawled that is due and is not being crawled already."""
        seconds = self.settings.getfloat("LEASE_SECONDS")
        try:
            due = await asyncio.to_thread(due_names, self.store, self.names, seconds=seconds)
        except StoreFailed as error:
            logger.error("what is due can't be read: %s", error)
            self.statuses.add(EXIT_CODES["store"])
            return
        begun = [name for name in due if name not in self.active]
        self.progress.add_due(begun)
        for name in begun:
            task = self.active[name] = asyncio.ensure_future(self._outlet(name))
            task.add_done_callback(partial(self._ended, name))

    def _ended(self, name: str, _task: asyncio.Task[None]) -> None:
        del self.active[name]

    async def _outlet(self, name: str) -> None:
        async with self.free:
            if self.process.stopping.is_set():
                return
            try:
                spider = self.process.spider_loader.load(name)
            except OutletError as error:
                self._refused(name, error)
                return
            status = await self._status_of(name, spider)
            self.statuses.add(EXIT_CODES["ok"] if status == EXIT_CODES["busy"] else status)

    def _refused(self, name: str, error: OutletError) -> None:
        """An outlet that was crawled before can't be loaded: broken, or taken away."""
        if name in getattr(self.process.spider_loader, "broken", {}):
            logger.error("%s", error)
            self.statuses.add(EXIT_CODES["configuration"])
            self.progress.note_ended(name, EXIT_CODES["configuration"])
        else:
            logger.info("%s was crawled before and is declared no more", name)
            self.progress.note_ended(name, EXIT_CODES["ok"])

    async def _status_of(self, name: str, spider: type[Spider]) -> int:
        """Crawl one outlet; returns the exit status that `scrapy crawl` would have."""
        crawler = self.crawlers[name] = self.process.create_crawler(spider)
        self.settings.set("CONTACT_PLACEHOLDER", "", priority="cmdline")  # one warning is enough
        ended: list[RunSummary] = []

        def note(summary: RunSummary) -> None:
            ended.append(summary)

        crawler.signals.connect(note, signal=run_ended)
        try:
            await self.process.crawl(crawler)
            status = ended[0].exit_code if ended else EXIT_CODES["busy" if busy_with(crawler) else "store"]
        except Exception:
            logger.exception("%s could not be crawled", name)
            status = EXIT_CODES["configuration"]
        self.progress.note_ended(name, status)
        del self.crawlers[name]
        return status


def _stop_reactor(_task: asyncio.Task[None]) -> None:
    from twisted.internet import reactor as installed

    reactor: Any = installed
    with suppress(ReactorNotRunning):  # a signal has stopped it before
        reactor.stop()
