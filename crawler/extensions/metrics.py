"""Metrics for Prometheus, as a text file that its node exporter collects: no port is opened."""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.extensions.health import judged, judges_runs
from crawler.extensions.runs import run_ended
from crawler.storage import StoreError, StoreFailed
from crawler.storage.overview import OutletState, outlet_states
from crawler.storage.store import Store

logger = logging.getLogger(__name__)

Labels = Mapping[str, str]
Sample = tuple[Labels, float]


class Metrics:
    """Extension: after each run the file is written anew, with every outlet."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where no file is named, or the store is off."""
        self.path = crawler.settings.get("METRICS_FILE") or ""
        if not self.path or not crawler.settings.getbool("STORE_ENABLED"):
            raise NotConfigured
        self.url = crawler.settings["DATABASE_URL"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Metrics:
        """Build it and connect its signal: that a run was judged, or has ended where none is judged."""
        extension = cls(crawler)
        last = judged if judges_runs(crawler.settings) else run_ended
        crawler.signals.connect(extension.write, signal=last)
        return extension

    async def write(self) -> None:
        """Write the file; a failure is logged, and the run is none the worse."""
        try:
            await asyncio.to_thread(self._write)
        except (StoreError, StoreFailed, OSError) as error:
            logger.error("the metrics could not be written to METRICS_FILE: %s", error)

    def _write(self) -> None:
        store = Store.open(self.url, create=False)
        try:
            states = store.read(outlet_states)
        finally:
            store.close()
        replace_file(Path(self.path), format_metrics(states))


def replace_file(path: Path, text: str) -> None:
    """Put the text in place of the file at once: who reads sees the old or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(name, 0o644)  # the collector is another user
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


@dataclass(frozen=True)
class Metric:
    """One metric: its name with its unit, what it says, and its samples of one outlet."""

    name: str
    meaning: str
    samples: Callable[[OutletState], Iterator[Sample]]
    kind: str = "gauge"


def format_metrics(states: Sequence[OutletState]) -> str:
    """The text format of Prometheus, version 0.0.4."""
    lines = []
    for metric in METRICS:
        lines += [f"# HELP {metric.name} {metric.meaning}", f"# TYPE {metric.name} {metric.kind}"]
        for state in states:
            for labels, value in metric.samples(state):
                named = {"outlet": state.outlet, **labels}
                shown = ",".join(f'{name}="{_escaped(label)}"' for name, label in named.items())
                lines.append(f"{metric.name}{{{shown}}} {value:.10g}")
    return "\n".join(lines) + "\n"


def _escaped(label: str) -> str:
    return label.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")


def _instant(of: Callable[[OutletState], datetime | None]) -> Callable[[OutletState], Iterator[Sample]]:
    def samples(state: OutletState) -> Iterator[Sample]:
        if (at := of(state)) is not None:
            yield {}, at.timestamp()

    return samples


def _per_day(state: OutletState) -> Iterator[Sample]:
    if state.health:
        yield {}, state.health.per_day


def _stored(state: OutletState) -> Iterator[Sample]:
    if state.health:
        yield {}, state.health.stored


def _coverage(state: OutletState) -> Iterator[Sample]:
    for field, share in (state.health.coverage if state.health else {}).items():
        yield {"field": field}, share


def _alarms(state: OutletState) -> Iterator[Sample]:
    open_now = Counter(alarm.kind for alarm in state.alarms)
    for kind, number in sorted(open_now.items()):
        yield {"kind": kind}, number


def _wellness(state: OutletState) -> Iterator[Sample]:
    yield {}, 0 if state.alarms else 1


def _duration(state: OutletState) -> Iterator[Sample]:
    if state.run and state.run.ended_at:
        yield {}, (state.run.ended_at - state.run.started_at).total_seconds()


def _pages(state: OutletState) -> Iterator[Sample]:
    counts: Mapping[str, Any] = state.run.counts if state.run else {}
    for group in ("article", "source"):
        for how, number in sorted(counts.get(group, {}).items()):
            if how != "taken":
                yield {"group": group, "state": how}, number


METRICS = (
    Metric(
        "crawler_outlet_last_run_timestamp_seconds",
        "When the last whole run was judged.",
        _instant(lambda state: state.health.judged_at if state.health else None),
    ),
    Metric(
        "crawler_outlet_last_success_timestamp_seconds",
        "When a source or a page answered last.",
        _instant(lambda state: state.health.answered_at if state.health else None),
    ),
    Metric(
        "crawler_outlet_last_new_article_timestamp_seconds",
        "When an article was stored first.",
        _instant(lambda state: state.health.last_new_at if state.health else None),
    ),
    Metric(
        "crawler_outlet_next_due_timestamp_seconds",
        "When something of the outlet is due.",
        _instant(lambda state: state.due_at),
    ),
    Metric(
        "crawler_outlet_articles_stored_total", "Articles stored since health is kept.", _stored, "counter"
    ),
    Metric("crawler_outlet_articles_per_day", "Articles of a usual day.", _per_day),
    Metric("crawler_outlet_field_coverage_ratio", "Share of late articles that have the field.", _coverage),
    Metric("crawler_outlet_last_run_duration_seconds", "How long the last judged run took.", _duration),
    Metric("crawler_outlet_last_run_pages", "Pages of the last judged run by how they ended.", _pages),
    Metric("crawler_outlet_alarms_open", "Open alarms by kind.", _alarms),
    Metric("crawler_outlet_well", "1 where no alarm is open.", _wellness),
)
