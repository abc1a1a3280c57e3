"""The run: opens the store before the first page, and at the end counts and says how it went.

One extension owns the end, since handlers of `spider_closed` run at once: it waits for the writer,
counts, writes the `runs` row, closes the writer and sends `run_ended` with a `Summary`.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured

from crawler.extensions.account import (
    GROUPS,
    WENT_WELL,
    Counts,
    Summary,
    counted,
    discrepancies,
    links_by_reason,
    verdict,
)
from crawler.items import EXTRACTOR_VERSION
from crawler.storage import EndRun, StartRun, StoreError, StoreFailed
from crawler.storage.session import Session
from crawler.storage.store import Store
from crawler.storage.writer import Writer

logger = logging.getLogger(__name__)

#: Sent once a run has ended and is written down: `run_ended(summary, spider)`.
run_ended = object()

#: Seconds for which a broken store is tried again once the run was told to end.
LAST_PATIENCE = 2.0


class Runs:
    """Extension: one session a run."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where the store is off."""
        if not crawler.settings.getbool("STORE_ENABLED"):
            raise NotConfigured
        self.crawler = crawler
        self.session: Session | None = None
        #: How the run went, once it has ended.
        self.summary: Summary | None = None
        self.closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Runs:
        """Build it and connect its signals."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    async def spider_opened(self, spider: Any) -> None:
        """Open the store and the run; raises CloseSpider where the store can't be opened or written."""
        try:
            self.session = await self._open(spider)
            self.session.attach(self.crawler)
            if not spider.one_off:
                await asyncio.to_thread(self.session.keys.bring, type(spider))
        except (StoreError, StoreFailed) as error:
            logger.error("the crawl can't begin: %s", error)
            if self.session is not None:
                self.session.store_failed = True
            raise CloseSpider("store_failed") from error

    async def _open(self, spider: Any) -> Session:
        settings = self.crawler.settings
        patience = settings.getfloat("STORE_PATIENCE")
        store = await asyncio.to_thread(Store.open, settings["DATABASE_URL"], patience=patience)
        loop = asyncio.get_running_loop()

        def failed(error: StoreFailed) -> None:
            loop.call_soon_threadsafe(self._store_failed, error)

        writer = Writer(store, on_failure=failed, patience=patience)
        start = StartRun(spider.name, spider.name, spider.given_arguments, datetime.now(UTC), _version())
        run_id = await asyncio.wrap_future(writer.submit(start))
        session = Session(
            store=store,
            writer=writer,
            run_id=run_id,
            spider=spider.name,
            outlet=spider.name,
            makes_due=not settings.get("REPLAY"),
        )
        session.declared = spider.is_declared
        return session

    def _store_failed(self, error: StoreFailed) -> None:
        if self.session is None:
            return  # the crawl has not begun
        self.session.store_failed = True
        self.session.changed.set()
        logger.error("the store failed, so the crawl ends: %s", error)
        self.closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="store_failed"))

    async def spider_closed(self, spider: Any, reason: str) -> None:
        """Wait for the writer, count, write the run down, close, and tell."""
        session = self.session
        if session is None:
            return
        if reason != "finished":
            session.writer.hurry(LAST_PATIENCE)
        while session.in_flight:
            session.changed.clear()
            await session.changed.wait()
        if (left := session.leave()) and reason in ("finished", "start_error"):
            session.report(f"{left} pages have no outcome though the run was not interrupted")
        summary = self.summary = await asyncio.to_thread(self._summary, session, reason)
        try:
            await session.write(_end_of(summary))
        except StoreFailed as error:
            logger.error("the run could not be written down: %s", error)
        await asyncio.to_thread(session.writer.close)
        session.store.close()
        _tell(summary)
        await self.crawler.signals.send_catch_log_async(run_ended, summary=summary, spider=spider)

    def cut(self) -> Summary | None:
        """End a run whose event loop was stopped in the middle (a second Ctrl-C): it is marked interrupted.

        Returns how it went; None where there is no run, it has ended in order, or the store failed.
        """
        session, now = self.session, datetime.now(UTC)
        if session is None or self.summary is not None:
            return None
        session.writer.hurry(LAST_PATIENCE)
        interrupted = EndRun(session.run_id, "interrupted", "cut", {}, None, now)
        try:
            session.write_now(interrupted, timeout=LAST_PATIENCE)
            session.leave()
            summary = self.summary = self._summary(session, "cut")
            session.write_now(_end_of(summary), timeout=LAST_PATIENCE)
        except (StoreFailed, TimeoutError) as error:
            logger.error("the run could not be written down: %s", error)
            return None
        session.writer.close()
        session.store.close()
        _tell(summary)
        return summary

    def _summary(self, session: Session, reason: str) -> Summary:
        problems = list(session.errors)
        try:
            ended = session.store.page_counts(session.run_id)
        except Exception as error:
            problems.append(f"pages could not be counted: {error}")
            ended = {}
        counts: Counts = {g: {"taken": session.taken[g], **counted(ended.get(g, {}))} for g in GROUPS}
        problems += discrepancies(counts, session.left)
        if session.failure:
            problems.append(session.failure)
        return Summary(
            spider=session.spider,
            run_id=session.run_id,
            reason=reason,
            verdict=verdict(counts, session, accounting_ok=not problems or problems == [session.failure]),
            counts=counts,
            links=links_by_reason(self.crawler.stats.get_stats()),
            problems=problems,
        )


def _end_of(summary: Summary) -> EndRun:
    """What the run's row says of its end."""
    status = "failed"
    if summary.verdict in WENT_WELL:
        status = "finished" if summary.reason == "finished" else "interrupted"
    counts: dict[str, Any] = {**dict(summary.counts.items()), "links": summary.links}
    ok = summary.verdict != "accounting"
    return EndRun(summary.run_id, status, summary.reason, counts, ok, datetime.now(UTC))  # type: ignore[arg-type]


def _tell(summary: Summary) -> None:
    logger.log(logging.INFO if summary.verdict == "ok" else logging.ERROR, "%s", summary.line())


def _version() -> str:
    return f"extractor {EXTRACTOR_VERSION}, scrapy {version('scrapy')}"
