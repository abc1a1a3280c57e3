"""The run: opens the store before the first page, and at the end counts and says how it went.

One extension owns the end, since handlers of `spider_closed` run at once: it waits for the writer,
counts, writes the `runs` row, closes the writer and sends `run_ended` with a `RunSummary`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfo

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured

from crawler.extensions.run_summary import RunSummary, end_of_run, summarize_run
from crawler.extensions.tell_run import tell_run
from crawler.frontier.host_turns import PACE, turns_of_process
from crawler.items import EXTRACTOR_VERSION
from crawler.outlet_rules import SpiderRules, rules_of_spider
from crawler.storage import Busy, EndDeadRuns, EndRun, Lease, RenewLease, StartRun, StoreError, StoreFailed
from crawler.storage.hosts import KeepPause, Pause
from crawler.storage.in_flight import NextLook
from crawler.storage.leases import machine_seconds, new_holder
from crawler.storage.run_session import RunSession
from crawler.storage.writing.thread import SharedStore
from crawler.terminal.status_line import end_status_line

logger = logging.getLogger(__name__)

#: Sent once a run has ended and is written down: `run_ended(summary, spider)`.
run_ended = object()

#: Seconds for which a broken store is tried again once the run was told to end.
LAST_PATIENCE = 2.0
#: How often a lease is renewed before it would expire.
RENEWALS = 4


class Runs:
    """Extension: opens the session of a run, and ends it with the run's account."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where the store is off."""
        if not crawler.settings.getbool("STORE_ENABLED"):
            raise NotConfigured
        self.crawler = crawler
        self.session: RunSession | None = None
        #: How the run went, once it has ended.
        self.summary: RunSummary | None = None
        self.closing: asyncio.Task[None] | None = None
        #: Who crawls the outlet now, where this run therefore did not begin.
        self.busy: str | None = None
        self.shared: SharedStore | None = None
        self.renewing: asyncio.Task[None] | None = None
        self.holder = new_holder()
        self.began, self.started_at = time.monotonic(), datetime.now(UTC)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Runs:
        """Build it and connect its signals."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    async def spider_opened(self, spider: SpiderRules) -> None:
        """Open the store and the run; raises CloseSpider where the store can't be opened or written."""
        try:
            self.session = await self._open(spider)
            self.session.attach(self.crawler)
            self.renewing = asyncio.ensure_future(self._keep_lease(self.session))
            if not spider.one_off:
                await asyncio.to_thread(self.session.keys.bring, type(spider))
        except Busy as error:
            self.busy = str(error)
            logger.info("the crawl does not begin: %s", error)
            raise CloseSpider("busy") from error
        except (StoreError, StoreFailed) as error:
            logger.error("the crawl can't begin: %s", error)
            if self.session is not None:
                self.session.store_failed = True
            raise CloseSpider("store_failed") from error

    async def _open(self, spider: SpiderRules) -> RunSession:
        settings = self.crawler.settings
        self.loop = asyncio.get_running_loop()
        shared = self.shared = await asyncio.to_thread(
            SharedStore.use,
            settings["DATABASE_URL"],
            patience=settings.getfloat("STORE_PATIENCE"),
            on_failure=self._on_failure,
        )
        try:
            run_id = await self._start(spider, shared)
        except (Busy, StoreFailed):
            await asyncio.to_thread(shared.leave, self._on_failure)
            raise
        return RunSession(
            store=shared.store,
            writer=shared.writer,
            run_id=run_id,
            spider=spider.name,
            outlet=spider.name,
            only_due=settings.getbool("ONLY_DUE"),
            next_look=NextLook(
                makes_due=not settings.get("REPLAY"),
                is_declared=spider.is_declared,
                zone=ZoneInfo(spider.timezone or "UTC"),
            ),
        )

    async def _start(self, spider: SpiderRules, shared: SharedStore) -> int:
        """Open the run's row and take its lease; raises `Busy`. A tool's runs keep nobody out."""
        now, seconds = self.started_at, self.crawler.settings.getfloat("LEASE_SECONDS")
        name = f"{spider.name}/{self.holder.token}" if spider.one_off else spider.name
        start = StartRun(
            spider=spider.name,
            outlet=spider.name,
            args=spider.given_arguments,
            version=_version(),
            lease=Lease(name=name, holder=self.holder, seconds=seconds),
            now=now,
        )
        run_id = await asyncio.wrap_future(shared.writer.submit(start))
        dead = EndDeadRuns(holder=self.holder, seconds=seconds, now=now)
        await asyncio.wrap_future(shared.writer.submit(dead))
        return run_id

    async def _keep_lease(self, session: RunSession) -> None:
        """Renew the lease until the run ends; where another run has taken it over, end this one."""
        pause = self.crawler.settings.getfloat("LEASE_SECONDS") / RENEWALS
        while True:
            await asyncio.sleep(pause)
            holder = replace(self.holder, seconds=machine_seconds())
            try:
                if await session.write(RenewLease(holder=holder, now=datetime.now(UTC))):
                    continue
            except StoreFailed:
                return
            logger.error("another crawl of %s has taken over, so this one ends", session.outlet)
            self.closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="lease_lost"))
            return

    def _on_failure(self, error: StoreFailed) -> None:
        self.loop.call_soon_threadsafe(self._store_failed, error)

    def _store_failed(self, error: StoreFailed) -> None:
        if self.session is None:
            return  # the crawl has not begun
        self.session.store_failed = True
        self.session.account.changed.set()
        logger.error("the store failed, so the crawl ends: %s", error)
        self.closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="store_failed"))

    async def spider_closed(self, spider: SpiderRules, reason: str) -> None:
        """Wait for the writer, count, write the run down, close, and tell."""
        session = self.session
        if session is None or self.shared is None:
            return
        if reason != "finished":
            self.shared.hurry(self._on_failure, LAST_PATIENCE)
        while session.account.has_unanswered():
            session.account.changed.clear()
            await session.account.changed.wait()
        if (left := session.account.leave()) and reason in ("finished", "start_error"):
            session.account.report(f"{left} pages have no outcome though the run was not interrupted")
        summary = self.summary = await asyncio.to_thread(self._summary, session, reason)
        try:
            await self._keep_pace(session)
            await session.write(end_of_run(summary, now=self.ended_at))
        except StoreFailed as error:
            logger.error("the run could not be written down: %s", error)
        if self.renewing is not None:
            self.renewing.cancel()
        await asyncio.to_thread(self.shared.leave, self._on_failure)
        tell_run(summary, self.crawler.settings)
        await self.crawler.signals.send_catch_log_async(run_ended, summary=summary, spider=spider)

    async def _keep_pace(self, session: RunSession) -> None:
        """Keep which hosts must not be asked yet, for a run that begins at once."""
        now = datetime.now(UTC)
        for host, seconds in turns_of_process().held_by(self.crawler).items():
            pause = Pause(host, now + timedelta(seconds=seconds), PACE)
            await session.write(KeepPause(pause=pause, now=now))

    def cut(self) -> RunSummary | None:
        """End a run whose event loop was stopped in the middle (a second Ctrl-C): it is marked interrupted.

        Returns how it went; None where there is no run, it has ended in order, or the store failed.
        """
        session, now = self.session, datetime.now(UTC)
        if session is None or self.shared is None or self.summary is not None:
            return None
        self.shared.hurry(self._on_failure, LAST_PATIENCE)
        interrupted = EndRun(
            run_id=session.run_id,
            status="interrupted",
            reason="cut",
            counts={},
            accounting_ok=None,
            now=now,
        )
        try:
            session.write_now(interrupted, timeout=LAST_PATIENCE)
            session.account.leave()
            summary = self.summary = self._summary(session, "cut")
            session.write_now(end_of_run(summary, now=self.ended_at), timeout=LAST_PATIENCE)
        except (StoreFailed, TimeoutError) as error:
            logger.error("the run could not be written down: %s", error)
            return None
        self.shared.leave(self._on_failure)
        end_status_line()
        tell_run(summary, self.crawler.settings)
        return summary

    def _summary(self, session: RunSession, reason: str) -> RunSummary:
        spider = rules_of_spider(self.crawler.spider)
        return summarize_run(session, spider, reason=reason, stats=self.crawler.stats.get_stats())

    @property
    def ended_at(self) -> datetime:
        """The present by the run's own clock: its start and the time since then."""
        return self.started_at + timedelta(seconds=time.monotonic() - self.began)


def cut_run(crawler: Crawler) -> RunSummary | None:
    """Close the account of a run that a second Ctrl-C ended in the middle; None where it was closed."""
    runs = _runs_of(crawler)
    return runs.cut() if runs else None


def busy_with(crawler: Crawler) -> str | None:
    """Who crawls the outlet now, where this run therefore did not begin."""
    runs = _runs_of(crawler)
    return runs.busy if runs else None


def _runs_of(crawler: Crawler) -> Runs | None:
    try:
        return crawler.get_extension(Runs)
    except RuntimeError:  # it ended before there were extensions
        return None


def _version() -> str:
    return f"extractor {EXTRACTOR_VERSION}, scrapy {version('scrapy')}"
