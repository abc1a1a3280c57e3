"""`scrapy outlets`: every outlet with its state, what is due, what it brings, and what is wrong with it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.normalization.text.terminal import make_printable
from crawler.records import WATCHED_FIELDS
from crawler.spiderloader import declared_outlets
from crawler.storage import StoreError
from crawler.storage.alarms import Alarm
from crawler.storage.overview import OutletState, forgotten_outlets, outlet_states
from crawler.storage.store import Store
from crawler.terminal.columns import wrap_text
from crawler.terminal.output import print_lines
from crawler.terminal.screen import screen_width
from crawler.terminal.table import format_table

#: Headings of the table with their ranks: those of the highest ranks are left out that have no room.
COLUMNS = {
    "outlet": 0,
    "state": 1,
    "last success": 5,
    "next due": 4,
    "pending": 3,
    "a day": 6,
    **{field[:8]: 7 for field in WATCHED_FIELDS},
    "alarms": 2,
}


class Command(ScrapyCommand):
    """Shows how the outlets are."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return "List the outlets: state, what is due and pending, articles a day, coverage, open alarms"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The form."""
        super().add_options(parser)
        parser.add_argument(
            "--json", action="store_true", help="one JSON object a line, with every alarm whole"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print them by name, the open alarms below; those never crawled too, and none that was forgotten."""
        states = self._states()
        if opts.json:
            print_lines(map(outlet_as_json, states))
        else:
            print_lines(format_outlets(states, now=datetime.now(UTC), width=screen_width(sys.stdout)))

    def _states(self) -> list[OutletState]:
        assert self.settings is not None
        try:
            store = Store.open(self.settings["DATABASE_URL"])
        except StoreError as error:
            raise UsageError(str(error), print_help=False) from error
        try:
            known = {state.outlet: state for state in store.read(outlet_states)}
            forgotten = store.read(forgotten_outlets)
        finally:
            store.close()
        names = known.keys() | ({outlet.name for outlet in declared_outlets()} - forgotten)
        return [known.get(name) or OutletState(outlet=name) for name in sorted(names)]


def describe_state(state: OutletState) -> str:
    """How an outlet is, in a word or two."""
    if state.is_running:
        return "running"
    if state.alarms:
        return "alarm"
    if state.health is None:
        return "never crawled" if state.due_at is None else "not judged"
    return "well"


def format_outlets(states: Sequence[OutletState], *, now: datetime, width: int) -> Iterator[str]:
    """The table, below it what is pending and each open alarm; every line at most `width` columns wide."""
    rows = [tuple(COLUMNS), *(_cells(state, now) for state in states)]
    yield from format_table(rows, ranks=[*COLUMNS.values()], width=width)
    if waiting := [state for state in states if state.pending.total]:
        yield ""
        for state in waiting:
            yield from wrap_text(make_printable(describe_pending(state)), width)
    for alarm in _newest(alarm for state in states for alarm in state.alarms):
        yield ""
        yield from wrap_text(_head(alarm), width)
        yield from wrap_text(make_printable(f"{alarm.evidence}. To do: {alarm.suggestion}"), width)


def describe_pending(state: OutletState) -> str:
    """What of an outlet waits for its next run: how many articles and sources, for which reasons."""
    pending = state.pending
    groups = {"articles": pending.articles, "sources": pending.sources}
    said = [" + ".join(f"{number:,} {name}" for name, number in groups.items() if number)]
    said += [f"{pending.of_backfills:,} of backfills"] if pending.of_backfills else []
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in sorted(pending.reasons.items()))
    said += [f"put back: {reasons}"] if reasons else []
    return f"{state.outlet}: {pending.total:,} pending = {'; '.join(said)}"


def _newest(alarms: Iterable[Alarm]) -> list[Alarm]:
    return sorted(alarms, key=lambda alarm: alarm.opened_at, reverse=True)


def _head(alarm: Alarm) -> str:
    about = f" of {alarm.subject}" if alarm.subject else ""
    return make_printable(f"{alarm.outlet}: {alarm.kind}{about}, since {alarm.opened_at:%Y-%m-%d %H:%M} UTC")


def _cells(state: OutletState, now: datetime) -> tuple[str, ...]:
    health = state.health
    answered = health.answered_at if health else None
    per_day = f"{health.per_day:.1f}" if health and health.per_day else "-"
    coverage = health.coverage if health else {}
    return (
        make_printable(state.outlet),
        describe_state(state),
        f"{format_span(now - answered)} ago" if answered else "-",
        _due(state.due_at, now),
        f"{state.pending.total:,}" if state.pending.total else "-",
        per_day,
        *(f"{coverage[field]:.0%}" if field in coverage else "-" for field in WATCHED_FIELDS),
        str(len(state.alarms)) if state.alarms else "-",
    )


def _due(due: datetime | None, now: datetime) -> str:
    if due is None:
        return "-"
    return "now" if due <= now else f"in {format_span(due - now)}"


def format_span(span: timedelta) -> str:
    """A time span in its largest unit: "5 min", "3 h", "12 d"."""
    minutes = max(span / timedelta(minutes=1), 0)
    if minutes < 90:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.0f} h" if minutes < 48 * 60 else f"{minutes / 1440:.0f} d"


def outlet_as_json(state: OutletState) -> str:
    """One outlet as JSON."""
    health = state.health
    entry: dict[str, Any] = {
        "outlet": state.outlet,
        "state": describe_state(state),
        "last_success": health.answered_at if health else None,
        "last_new_article": health.last_new_at if health else None,
        "next_due": state.due_at,
        "pending": asdict(state.pending),
        "articles_per_day": round(health.per_day, 2) if health else None,
        "coverage": dict(health.coverage) if health else {},
        "alarms": [_alarm(alarm) for alarm in state.alarms],
    }
    return json.dumps(entry, default=lambda value: value.isoformat())


def _alarm(alarm: Alarm) -> dict[str, Any]:
    return {
        "kind": alarm.kind,
        "subject": alarm.subject,
        "evidence": alarm.evidence,
        "suggestion": alarm.suggestion,
        "since": alarm.opened_at,
    }
