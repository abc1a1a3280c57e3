"""The account of a run: how its pages ended, whether that adds up, and the exit status that says so."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from crawler.exit_status import EXIT_CODES
from crawler.extensions.nothing_fetched import explain_nothing
from crawler.frontier.links_in import links_by_reason
from crawler.normalization.text.terminal import make_printable
from crawler.outlet_rules import SpiderRules
from crawler.records import STATES, Backfill
from crawler.storage import EndRun
from crawler.storage.backfill import BackfillLeft
from crawler.storage.records import Group
from crawler.storage.run_session import RunSession

GROUPS: tuple[Group, ...] = ("article", "source")

Counts = Mapping[Group, Mapping[str, int]]

#: Verdicts on runs that went as they should, whatever became of single pages.
WENT_WELL = ("ok", "dead", "nothing")


@dataclass(frozen=True, kw_only=True)
class RunSummary:
    """How a run went; `counts` by group (article, source): taken and each state."""

    spider: str
    run_id: int
    reason: str
    verdict: str
    counts: Counts
    links: Mapping[str, int]
    #: Pages put back on purpose, by reason (a pause that a host asked for, a budget that is spent).
    waits: Mapping[str, int] = field(default_factory=dict)
    #: Pages of the outlet that are pending, those included that this run has not had.
    backlog: int = 0
    #: What is left of each backfill: its window -> kind of address -> how many.
    archive: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    #: Why nothing was fetched, where nothing was.
    nothing: str = ""
    #: Kinds of the alarms that the run raised, once it has been judged.
    alarms: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """The exit status that says so."""
        return EXIT_CODES["alarm" if self.verdict in ("ok", "nothing") and self.alarms else self.verdict]

    @property
    def log_level(self) -> int:
        """The level of the log at which its account is told: only what is wrong shows in cron."""
        return logging.INFO if self.verdict == "ok" else logging.ERROR

    def lines(self) -> list[str]:
        """What is told of the run: its accounting, and why nothing was fetched where nothing was."""
        said = f"{self.spider}: nothing was fetched: {self.nothing}"
        return [self.line(), make_printable(said)] if self.nothing else [self.line()]

    def line(self) -> str:
        """The run's accounting in one line."""
        groups = "; ".join(format_group(name, self.counts[name]) for name in GROUPS)
        said = [f"links = {format_reasons(self.links) or 'none'}"]
        said += [f"waits = {format_reasons(self.waits)}"] if self.waits else []
        said += [f"{self.backlog} pages wait for the next run"] if self.backlog else []
        said += [f"archive {window}: {format_reasons(left)} left" for window, left in self.archive.items()]
        verdict = "adds up" if not self.problems else "; ".join(self.problems)
        return f"{self.spider}: {groups}; {'; '.join(said)}; {verdict}"


def summarize_run(
    session: RunSession, spider: SpiderRules, *, reason: str, stats: Mapping[str, Any]
) -> RunSummary:
    """How a run went whose pages have all ended or are left; blocks, for it counts in the database.

    `reason` is why Scrapy ended it, `stats` are Scrapy's.
    """
    problems = list(session.account.errors)
    try:
        ended = session.store.page_counts(session.run_id)
        backlog = session.store.pending_count(session.outlet, spider=session.spider)
        backfills = session.store.backfills_left(session.outlet)
    except Exception as error:  # whatever it is, the run says that its account can't be drawn up
        problems.append(f"pages could not be counted: {error}")
        ended, backlog, backfills = {}, 0, []
    counts: Counts = {
        g: {"taken": session.account.taken[g], **count_states(ended.get(g, {}))} for g in GROUPS
    }
    problems += find_discrepancies(counts, session.account.left)
    if session.failure:
        problems.append(session.failure)
    links = links_by_reason(stats)
    verdict = run_verdict(counts, session, accounting_ok=not problems or problems == [session.failure])
    nothing = None
    if reason == "finished" and verdict in ("ok", "unreachable"):
        nothing = explain_nothing(counts, links, session, spider, backlog=backlog + len(backfills))
    return RunSummary(
        spider=session.spider,
        run_id=session.run_id,
        reason=reason,
        verdict="nothing" if verdict == "ok" and nothing and not nothing.is_usual else verdict,
        nothing=nothing.why if nothing else "",
        counts=counts,
        links=links,
        waits=dict(session.account.waits),
        backlog=backlog,
        archive=count_backfill_left(backfills),
        problems=problems,
    )


def end_of_run(summary: RunSummary, *, now: datetime) -> EndRun:
    """What a run's row says of its end, which was at `now`."""
    status: Literal["finished", "interrupted", "failed"] = "failed"
    if summary.verdict in WENT_WELL:
        status = "finished" if summary.reason == "finished" else "interrupted"
    left = {"waits": summary.waits, "backlog": summary.backlog, "archive": summary.archive}
    counts: dict[str, Any] = {**dict(summary.counts.items()), "links": summary.links, **left}
    return EndRun(
        run_id=summary.run_id,
        status=status,
        reason=summary.reason,
        counts=counts,
        accounting_ok=summary.verdict != "accounting",
        now=now,
    )


def find_discrepancies(counts: Counts, left: Counter[Group]) -> list[str]:
    """Where `taken` differs from the sum of how pages ended, or what is pending from what was left."""
    found = []
    for name in GROUPS:
        ended = sum(counts[name][state] for state in STATES)
        if counts[name]["taken"] != ended:
            found.append(f"{counts[name]['taken']} {name} pages taken up but {ended} accounted for")
        if counts[name]["pending"] != left[name]:
            found.append(f"{counts[name]['pending']} {name} pages pending but {left[name]} left so")
    return found


def run_verdict(counts: Counts, session: RunSession, *, accounting_ok: bool) -> str:
    """The one word for a run: the first that holds of store, accounting, start, unreachable, dead and ok."""
    if session.store_failed:
        return "store"
    if not accounting_ok:
        return "accounting"
    if session.failure:
        return "start"
    waiting = session.account.waits["robots-unreachable"]
    taken = waiting + sum(counts[name]["taken"] - counts[name]["pending"] for name in GROUPS)
    failed = waiting + sum(counts[name]["failed"] for name in GROUPS)
    if taken and failed == taken:
        return "unreachable"
    return "dead" if any(counts[name]["dead"] for name in GROUPS) else "ok"


def count_backfill_left(backfills: Iterable[BackfillLeft]) -> dict[str, dict[str, int]]:
    """What is left of each backfill, by its window: pages that wait, and addresses still to come."""
    return {_window(left.backfill): {"pages": left.pages, **left.to_come} for left in backfills}


def _window(backfill: Backfill) -> str:
    days = (moment.date().isoformat() if moment else "" for moment in (backfill.since, backfill.until))
    return "..".join(days) + (f" {backfill.section}" if backfill.section else "")


def count_states(ended: Mapping[Any, int]) -> dict[str, int]:
    """Every state with its number, those that no page ended in too."""
    return {state: ended.get(state, 0) for state in STATES}


def format_reasons(numbers: Mapping[str, int]) -> str:
    """Numbers by reason, those that are not zero: "2 known, 1 too-old"."""
    return ", ".join(f"{number} {reason}" for reason, number in sorted(numbers.items()) if number)


def format_group(name: str, counts: Mapping[str, int]) -> str:
    """The pages of a group by how they ended: "articles 3 taken = 2 done + 1 gone"."""
    ended = " + ".join(f"{counts[state]} {state}" for state in STATES if counts[state])
    return f"{name}s {counts['taken']} taken = {ended or '0'}"
