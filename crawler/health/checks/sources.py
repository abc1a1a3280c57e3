"""Sources that fail, list nothing, or never change; outlets that answer nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from crawler.health.history import Finding, History, SourceHistory
from crawler.health.run_seen import RunSeen, SourceSeen
from crawler.health.stats import share_jump

#: Polls that must fail in a row; at once and for good, or for passing reasons for at least so long.
FAILURES, PASSING = 3, timedelta(hours=2.25)
#: Beginnings of reasons that pass by themselves as a rule.
PASSES = (
    "timeout",
    "dns",
    "refused",
    "connection",
    "certificate",
    "http-5",
    "http-429",
    "truncated",
    "error-",
    "robots-unreachable",
    "retry-after",
)
#: Part of the usual links below which a list has hardly any; lists in a row in which that is no chance.
FEW, FEW_LISTS = 0.2, 3
#: Links that a list must usually have, to be missed.
WORTH_MISSING = 4
#: How much a list counts for what is usual.
WEIGHT = 0.1
#: Polls in a row that bring a change, after which a source that had stopped is kept again.
KEPT_AGAIN = 3
#: By so much the bound is lower for sources, which are few (`review.BOUND`).
FEWER_TRIALS = 2.0
ANSWERS = ("done", "unchanged")


def has_answered(run: RunSeen) -> bool:
    """Whether any source, or any article page, gave what was asked for."""
    return any(source.state in ANSWERS for source in run.sources) or any(
        end in ANSWERS for end, number in run.ends.items() if number
    )


def is_forbidden(run: RunSeen) -> bool:
    """Whether robots.txt forbade every source."""
    return bool(run.sources) and all(source.reason == "robots" for source in run.sources)


def add_polls(history: History, run: RunSeen, *, bound: float) -> History:
    """The history with how the run's sources ended; sources that are declared no more are forgotten."""
    new = len(run.articles)
    sources = {url: replace(one, news=one.news + new) for url, one in history.sources.items()}
    for source in run.sources:
        before = sources.get(source.url) or SourceHistory(since=run.at, seen_at=run.at, news=new)
        sources[source.url] = _after(before, source, run, bound=bound)
    kept = {url: one for url, one in sources.items() if run.at - one.seen_at < share_jump.ACCEPTED_AFTER}
    return _reached(replace(history, sources=kept), run)


def _reached(history: History, run: RunSeen) -> History:
    """The history with whether the outlet answered; failing articles alone say nothing of that."""
    if run.sources:
        history = replace(history, forbidden=history.forbidden + 1 if is_forbidden(run) else 0)
    if has_answered(run):
        return replace(_excused(history, run), down=0, down_since=None)
    if not run.sources:
        return history
    return replace(history, down=history.down + 1, down_since=history.down_since or run.at)


def _excused(history: History, run: RunSeen) -> History:
    """The history in which sources that failed with all of the site are not blamed until asked again."""
    since = history.down_since
    if since is None or not _lasts(history.down, since, run.at):
        return history
    sources = {
        url: replace(
            one,
            excused=one.seen_at < run.at and one.failing_since is not None and one.failing_since >= since,
        )
        for url, one in history.sources.items()
    }
    return replace(history, sources=sources)


def _after(before: SourceHistory, source: SourceSeen, run: RunSeen, *, bound: float) -> SourceHistory:
    if source.state not in ANSWERS:
        return replace(
            before,
            seen_at=run.at,
            excused=False,
            failures=before.failures + 1,
            failing_since=before.failing_since or run.at,
            reason=source.reason or source.state,
        )
    good = replace(
        before,
        seen_at=run.at,
        excused=False,
        good=before.good + 1,
        failures=0,
        failing_since=None,
        reason=None,
    )
    if before.news and source.kind != "article":
        good = _compared(good, run, stays=source.state == "unchanged", bound=bound)
    return good if source.links is None else _with_links(good, source.links)


def _compared(history: SourceHistory, run: RunSeen, *, stays: bool, bound: float) -> SourceHistory:
    """The history of a source that was polled while others brought news."""
    same = share_jump.advance_trial(
        history.same, int(stays), 1, run.at, bound=bound - FEWER_TRIALS, floor=0.04
    )
    changed = 0 if stays else history.changed + 1
    if changed >= KEPT_AGAIN:
        same = share_jump.close_trial(same)
    return replace(history, news=0, same=same, changed=changed)


def _with_links(history: SourceHistory, links: int) -> SourceHistory:
    usual = history.links
    if usual is not None and usual >= WORTH_MISSING and links < FEW * usual:
        return replace(history, few=history.few + 1, last_links=links)
    learnt = float(links) if usual is None else usual + WEIGHT * (links - usual)
    return replace(history, few=0, last_links=links, links=learnt)


def find_source_faults(history: History) -> Iterator[Finding]:
    """What is wrong with the sources."""
    at = history.at
    if history.forbidden >= 2:
        yield Finding(
            kind="robots",
            evidence=f"robots.txt forbids every source, in {history.forbidden} runs",
            suggestion="read the outlet's robots.txt; ask the outlet, or take it out",
        )
    if history.down_since and _lasts(history.down, history.down_since, at):
        reasons = sorted({source.reason for source in history.sources.values() if source.reason})
        since = f"since {_when(history.down_since)}, in {history.down} runs"
        yield Finding(
            kind="unreachable",
            evidence=f"nothing has answered {since}: {', '.join(reasons)}",
            suggestion="open the site in a browser: it may be down, have moved, or block this address",
        )
    for url, source in history.sources.items():
        yield from _of_source(url, source, at)


def _lasts(failures: int, since: datetime, at: datetime) -> bool:
    return failures >= FAILURES and at - since >= PASSING


def _of_source(url: str, source: SourceHistory, at: datetime) -> Iterator[Finding]:
    passing = (source.reason or "").startswith(PASSES)
    since = None if source.excused else source.failing_since
    if since and source.failures >= FAILURES and (not passing or _lasts(source.failures, since, at)):
        yield Finding(
            kind="source-dead",
            subject=url,
            evidence=f"it has failed {source.failures} times since {_when(since)}: {source.reason}",
            suggestion="look for its new address on the home page, and put it into the outlet's file",
        )
    if source.few >= FEW_LISTS or (source.few and source.last_links == 0):
        yield Finding(
            kind="source-empty",
            subject=url,
            evidence=f"it lists {source.last_links} articles; usually {source.links:.0f}",
            suggestion="its layout has changed: name the links in `Source(..., links=...)`, or find another",
        )
    if source.same.alarmed_at:
        yield Finding(
            kind="source-stale",
            subject=url,
            evidence=f"the same in {source.same.met} of {source.same.of} polls, though others brought news",
            suggestion="it is kept no more: look for its successor on the home page, or take it out",
        )


def _when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
