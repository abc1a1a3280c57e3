"""The run: outlets act by the virtual clock, and at each step `scrapy crawldue` is started under it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.crawls import Project
from tools.three_days.faults import Fault
from tools.three_days.papers import Paper
from tools.three_days.plan import Desk, Event, plan

#: A Monday, as it is in Greenwich.
START = datetime(2026, 3, 2, tzinfo=UTC)
#: Exit statuses of `scrapy crawldue` in these days: well, not reachable (an outage), an alarm was raised.
ORDERLY = (0, 3, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Hours, and minutes between two commands.

    Quiet running before the beginning gives health a history; `hours` is what is tried; publication goes on
    for `after`, without edits and deletions, until all that was published and edited is due a look.
    """

    quiet: float
    quiet_step: int
    hours: float
    step: int
    after: float
    after_step: int

    def moments(self, start: datetime) -> Iterator[datetime]:
        """When commands are started."""
        legs = ((-self.quiet, 0.0, self.quiet_step), (0.0, self.hours, self.step),
                (self.hours, self.hours + self.after, self.after_step))  # fmt: skip
        for begin, end, minutes in legs:
            at, last = start + timedelta(hours=begin), start + timedelta(hours=end)
            while at < last:
                yield at
                at += timedelta(minutes=minutes)
        yield start + timedelta(hours=self.hours + self.after)


@dataclass
class Days:
    """The outlets with their desks, the faults, and how the commands ended."""

    project: Project
    papers: Mapping[str, Paper]
    desks: Mapping[str, Desk]
    faults: Sequence[Fault]
    span: Span
    statuses: Counter[int] = field(default_factory=Counter)
    #: (moment, status, standard error) of commands that ended otherwise than they may.
    strange: list[tuple[datetime, int, str]] = field(default_factory=list)
    _waiting: dict[str, deque[Event]] = field(default_factory=dict)

    def run(self) -> None:
        """Live through it."""
        span = self.span
        for name, desk in self.desks.items():
            self._waiting[name] = deque(
                plan(desk, seed=name, start=START, quiet=span.quiet, hours=span.hours, after=span.after)
            )
        with ExitStack() as stack:
            for paper in self.papers.values():
                stack.enter_context(paper.serve())
                self.project.outlet(paper, name=paper.name, body=paper.body, **paper.sources)
            for moment in span.moments(START):
                self._step(moment)

    def _step(self, moment: datetime) -> None:
        for paper in self.papers.values():
            self._act(paper, moment)
        ended = self.project.run("crawldue", *self.papers, now=moment, timeout=600)
        self.statuses[ended.status] += 1
        if ended.status not in ORDERLY:
            self.strange.append((moment, ended.status, ended.err))

    def _act(self, paper: Paper, moment: datetime) -> None:
        """Have the desk do what it does until then, and what is wrong then be wrong."""
        waiting, paper.now = self._waiting[paper.name], moment
        while waiting and waiting[0].at <= moment:
            event = waiting.popleft()
            if event.act == "publish":
                paper.publish(event.at)
            elif event.act == "edit":
                paper.edit(event.number, event.at)
            else:
                paper.delete(event.number, event.at, status=event.status)
        hour = (moment - START) / timedelta(hours=1)
        for fault in self.faults:
            if fault.outlet == paper.name:
                self._set(paper, fault, wrong=fault.begin <= hour < fault.end)

    def _set(self, paper: Paper, fault: Fault, *, wrong: bool) -> None:
        if not wrong:
            paper.changes.pop(fault.name, None)
        elif fault.name not in paper.changes:
            paper.changes[fault.name] = fault.make(paper)
