"""What was stored against what was published, versions against edits, alarms against faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from crawler.storage import StoredArticle, Version
from crawler.storage.alarms import Alarm, list_alarms
from crawler.storage.store import Store
from tools.three_days.days import START, Days
from tools.three_days.faults import Fault
from tools.three_days.papers import Paper, State, Written

HOUR = timedelta(hours=1)
#: How long after its end a fault may still be seen: articles of its time come in later.
AFTERGLOW = 30 * HOUR


@dataclass
class Figures:
    """Numbers of the run, and in `wrong` a line for all that does not hold."""

    published: int = 0
    stored: int = 0
    #: Deleted before they could be had: while a fault hid articles, or between two polls.
    never: int = 0
    edits: int = 0
    before: int = 0
    merged: int = 0
    versions: int = 0
    deletions: int = 0
    gone: int = 0
    requests: int = 0
    unchanged: int = 0
    delays: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    alarms: list[tuple[Alarm, Fault | None]] = field(default_factory=list)
    messages: int = 0
    twice: int = 0

    @property
    def delay(self) -> float:
        """Minutes from publication to storage, the median of what was published in the three days."""
        return median(self.delays)


def measure(days: Days, told: Sequence[str]) -> Figures:
    """Compare what is stored with what is true; `told` are the texts that the webhook was sent."""
    figures, store = Figures(), days.project.store()
    try:
        for paper in days.papers.values():
            _compare(figures, store, paper, days)
        _judge(figures, store.read(lambda connection: list_alarms(connection, with_closed=True)), days)
    finally:
        store.close()
    _told(figures, days, told)
    _accounts(figures, days)
    figures.wrong += [f"{at:%d %H:%M}: exit status {status}" for at, status, _ in days.strange]
    return figures


def _compare(figures: Figures, store: Store, paper: Paper, days: Days) -> None:
    begin, end = START - days.span.quiet * HOUR, START + days.span.hours * HOUR
    stored = {
        row.article.url.partition("?")[0]: row for row in store.articles(outlet=paper.name, limit=100_000)
    }
    count = len(store.articles(outlet=paper.name, limit=100_000))
    if count != len(stored):
        figures.wrong.append(f"{paper.name}: {count - len(stored)} articles are stored twice")
    known = {paper.url(written.path) for written in paper.written}
    figures.wrong += [f"stored, and never published: {url}" for url in stored.keys() - known]
    states = {row.url.partition("?")[0]: row.state for row in days.project.query(
        "SELECT url, state FROM pages WHERE kind = 'article' AND state <> 'merged' AND outlet = :name",
        name=paper.name)}  # fmt: skip
    for written in paper.written:
        if begin <= written.published < end:
            url = paper.url(written.path)
            _compare_one(figures, store, paper, written, stored.get(url))
            _compare_end(figures, written, states.get(url), url)
    figures.requests += sum(asked.at >= START for asked in paper.requests)
    figures.unchanged += sum(asked.at >= START and asked.status == 304 for asked in paper.requests)


def _compare_one(
    figures: Figures, store: Store, paper: Paper, written: Written, row: StoredArticle | None
) -> None:
    figures.published += 1
    url, served = paper.url(written.path), _served(paper, written)
    if row is None and written.deleted_at and not served:
        figures.never += 1
        return
    if row is None:
        figures.wrong.append(f"published {written.published:%d %H:%M}, and not stored: {url}")
        return
    figures.stored += 1
    if written.published >= START:
        figures.delays.append((row.first_seen_at - written.published) / timedelta(minutes=1))
    if row.article.date_published is None or abs(row.article.date_published - written.published) > HOUR / 60:
        figures.wrong.append(f"{url}: dated {row.article.date_published}, published {written.published}")
    versions = store.versions(row.id)
    figures.edits += len(written.states) - 1
    figures.versions += len(versions) - 1
    _compare_texts(figures, written.states, versions, url)
    unkept = [state for state in served if not any(_same(state, version) for version in versions)]
    figures.wrong += [f"{url}: served, and no version: {state.headline}" for state in unkept]


def _served(paper: Paper, written: Written) -> list[State]:
    """The states of a text that the crawler was sent."""
    looks = [a.at for a in paper.requests if a.path == written.path and a.status == 200 and a.well]
    return [[state for state in written.states if state.since <= at][-1] for at in looks]


def _compare_texts(figures: Figures, states: Sequence[State], versions: Sequence[Version], url: str) -> None:
    """Each version is a state of the text, in order, and the last is the last."""
    first = versions[0].first_seen_at
    seen = [state for number, state in enumerate(states)
            if number + 1 == len(states) or states[number + 1].since > first]  # fmt: skip
    figures.before += len(states) - len(seen)
    figures.merged += len(seen) - len(versions)
    rest = iter(seen)
    found = [any(_same(state, version) for state in rest) for version in versions]
    if not all(found) or not _same(states[-1], versions[-1]):
        figures.wrong.append(f"{url}: {len(versions)} versions, of {len(states)} states, in order: {found}")


def _same(state: State, version: Version) -> bool:
    return (state.headline, state.body) == (version.headline, version.body)


def _compare_end(figures: Figures, written: Written, state: str | None, url: str) -> None:
    figures.deletions += written.deleted_at is not None
    figures.gone += state == "gone"
    never_met = state is None and written.deleted_at is not None
    if (state == "gone") != (written.deleted_at is not None) and not never_met:
        figures.wrong.append(f"{url}: {state}, deleted {written.deleted_at}")


def _judge(figures: Figures, alarms: Sequence[Alarm], days: Days) -> None:
    for alarm in reversed(alarms):
        figures.alarms.append((alarm, next((f for f in days.faults if _fits(alarm, f)), None)))
    for fault in days.faults:
        number = sum(found is fault for _, found in figures.alarms)
        if number != (fault.alarm is not None):
            figures.wrong.append(f"{fault.outlet}, {fault.name}: {number} alarms")
    for alarm, cause in figures.alarms:
        if cause is None:
            figures.wrong.append(f"no cause: {line(alarm)}")
        elif alarm.closed_at is None:
            figures.wrong.append(f"not closed: {line(alarm)}")


def _fits(alarm: Alarm, fault: Fault) -> bool:
    """Whether a fault is what the alarm is about."""
    hour = (alarm.opened_at - START) / HOUR
    same = (alarm.outlet, alarm.kind) == (fault.outlet, fault.alarm)
    return same and fault.begin <= hour < fault.end + AFTERGLOW / HOUR


def line(alarm: Alarm) -> str:
    """An alarm in a line."""
    about = f"{alarm.outlet}: {alarm.kind} {alarm.subject}"
    return f"{about}, {hours(alarm.opened_at)}-{hours(alarm.closed_at)}: {alarm.evidence}"


def hours(at: datetime | None) -> str:
    """Hours after the beginning."""
    return f"{(at - START) / HOUR:.1f} h" if at else "open"


def _told(figures: Figures, days: Days, told: Sequence[str]) -> None:
    """Each message is sent once."""
    rows = days.project.query("SELECT state, attempts FROM deliveries")
    figures.messages, figures.twice = len(told), len(told) - len(set(told))
    events = sum(2 if alarm.closed_at else 1 for alarm, _ in figures.alarms)
    if not len(told) == len(set(told)) == len(rows) == events:
        figures.wrong.append(
            f"{events} events, {len(rows)} messages, {len(told)} told, {len(set(told))} unlike"
        )
    figures.wrong += [
        f"a message {row.state} after {row.attempts}"
        for row in rows
        if (row.state, row.attempts) != ("sent", 1)
    ]


def _accounts(figures: Figures, days: Days) -> None:
    wrong = "SELECT id FROM runs WHERE accounting_ok IS NOT TRUE OR reason <> 'finished'"
    figures.wrong += [f"run {row.id}: not in order" for row in days.project.query(wrong)]
    figures.wrong += [f"dead letter: {row.url} {row.letter.reason}" for row in days.project.letters()]


def report(days: Days, figures: Figures) -> Iterator[str]:
    """The summary, line by line."""
    runs = Counter(row.spider for row in days.project.query("SELECT spider FROM runs"))
    yield f"{len(days.papers)} outlets, {sum(days.statuses.values())} commands, {sum(runs.values())} runs"
    never = f", {figures.never} deleted before it could be had" if figures.never else ""
    yield f"published {figures.published}, stored {figures.stored}{never}"
    yield (
        f"edits {figures.edits} = {figures.versions} versions + {figures.before} before the first fetch"
        f" + {figures.merged} followed by another before the next look"
    )
    yield f"deleted {figures.deletions}, gone {figures.gone}"
    yield f"requests {figures.requests} in the three days and after, of which {figures.unchanged} were 304"
    yield f"publication to storage: median {figures.delay:.0f} min"
    yield from _faults(days, figures)
    yield f"messages {figures.messages}, told twice {figures.twice}"
    yield f"wrong: {len(figures.wrong)}"
    yield from figures.wrong


def _faults(days: Days, figures: Figures) -> Iterator[str]:
    due = sum(fault.alarm is not None for fault in days.faults)
    met = [alarm for alarm, fault in figures.alarms if fault]
    closed = sum(alarm.closed_at is not None for alarm in met)
    others = len(figures.alarms) - len(met)
    yield f"alarms due {due}: raised {len(met)}, closed by themselves {closed}; others {others}"
    for alarm, fault in figures.alarms:
        name = f"{fault.name} ({fault.begin:g}-{fault.end:g} h)" if fault else "no cause"
        told = f"{alarm.kind}, raised {hours(alarm.opened_at)}, closed {hours(alarm.closed_at)}"
        yield f"  {alarm.outlet}: {name}: {told}"
