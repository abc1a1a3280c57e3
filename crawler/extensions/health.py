"""Health: after each run the outlet is judged, and alarms are raised, closed and told.

Told by the log, by the exit status of the run that raises one, and by whatever `ALERT_URLS` names.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings

from crawler.extensions.alerts import Channels, deliver_messages
from crawler.extensions.run_summary import RunSummary
from crawler.extensions.runs import run_ended
from crawler.normalization.text.terminal import make_printable
from crawler.outlet_rules import SpiderRules
from crawler.storage import StoreError, StoreFailed
from crawler.storage.alarms import Alarm, Changes, judge_run
from crawler.storage.store import Store

logger = logging.getLogger(__name__)

#: Sent once a run has been judged, or left unjudged: `judged(changes, summary, spider)`.
judged = object()

#: Verdicts on runs that say something of the outlet.
JUDGED = ("ok", "nothing", "dead", "unreachable", "accounting")


class Health:
    """Extension: judges each whole run of an outlet."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where the store or `HEALTH_ENABLED` is off, and under replay."""
        settings = crawler.settings
        if not judges_runs(settings):
            raise NotConfigured
        self.crawler = crawler
        self.channels = Channels.of(settings.getlist("ALERT_URLS"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Health:
        """Build it and connect its signal."""
        extension = cls(crawler)
        crawler.signals.connect(extension.run_ended, signal=run_ended)
        return extension

    async def run_ended(self, summary: RunSummary, spider: SpiderRules) -> None:
        """Judge the run, tell what is new, and deliver what waits."""
        try:
            changes = await asyncio.to_thread(self._judge, summary, spider)
        except (StoreError, StoreFailed) as error:
            logger.error("the run could not be judged: %s", error)
            changes = Changes()
        summary.alarms.extend(alarm.kind for alarm in changes.raised)
        for alarm in changes.raised:
            logger.error("%s", make_printable(f"alarm: {format_alarm(alarm)}"))
        for alarm in changes.closed:
            logger.warning("%s", make_printable(f"closed by itself: {format_alarm(alarm)}"))
        await self.crawler.signals.send_catch_log_async(
            judged, changes=changes, summary=summary, spider=spider
        )

    def _judge(self, summary: RunSummary, spider: SpiderRules) -> Changes:
        store = Store.open(
            self.crawler.settings["DATABASE_URL"], patience=self.crawler.settings.getfloat("STORE_PATIENCE")
        )
        try:
            changes = self._changes(store, summary, spider) if is_judged(summary, spider) else Changes()
            deliver_messages(store, self.channels, now=datetime.now(UTC))
            return changes
        finally:
            store.close()

    def _changes(self, store: Store, summary: RunSummary, spider: SpiderRules) -> Changes:
        from crawler.health.judging import judge_outlet_run  # what judges is loaded where a run is judged

        now = datetime.now(UTC)
        work = partial(
            judge_outlet_run,
            outlet=spider.name,
            run_id=summary.run_id,
            at=now,
            problems=summary.problems if summary.verdict == "accounting" else (),
            expect=spider.expectations(),
            zone=ZoneInfo(spider.timezone or "UTC"),
        )
        names = tuple(self.channels.urls)
        return judge_run(store, spider.name, summary.run_id, work, channels=names, now=now)


def judges_runs(settings: BaseSettings) -> bool:
    """Whether runs are judged under these settings; what a replay finds says nothing of the outlet."""
    on = settings.getbool("STORE_ENABLED") and settings.getbool("HEALTH_ENABLED")
    return on and not settings.get("REPLAY")


def is_judged(summary: RunSummary, spider: SpiderRules) -> bool:
    """Whether a run says how the outlet is: a whole one of an outlet, ended in order, without arguments."""
    whole = summary.reason == "finished" and not spider.given_arguments and not spider.one_off
    return whole and summary.verdict in JUDGED


def format_alarm(alarm: Alarm) -> str:
    """An alarm in one line: outlet, kind, what it is about, evidence, suggestion."""
    about = f" of {alarm.subject}" if alarm.subject else ""
    return f"{alarm.outlet}: {alarm.kind}{about}: {alarm.evidence}. {alarm.suggestion}"
