"""One review a run: the history after it, and everything that is wrong now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo
from math import log

from crawler.health.checks import canonical, new_articles, page_ends, sources, volume
from crawler.health.history import Finding, History
from crawler.health.run_seen import RunSeen
from crawler.health.stats.share_jump import ACCEPTED_AFTER
from crawler.records import Expect

#: What speaks for a change must outweigh: about 20 shares are watched over 90 days of articles, and by the
#: bound of `share_jump` all of them together cry wolf less than once: ln(20 * 90 / 0.6).
BOUND = 8.0

#: Kind -> the kinds that it explains: of one cause there is one alarm.
EXPLAINS: dict[str, tuple[str, ...]] = {
    "unreachable": ("source-dead", "silence", "volume-low", "failing", "refused", "robots"),
    "robots": ("source-dead", "silence", "volume-low", "rejected", "unreachable"),
    "source-dead": ("silence", "volume-low", "source-stale"),
    "source-empty": ("silence", "volume-low", "source-stale"),
    **dict.fromkeys(("refused", "missing", "failing", "rejected"), ("silence", "volume-low")),
    "silence": ("volume-low",),
}


@dataclass(frozen=True, slots=True)
class Review:
    """What is known after a run, and what is wrong."""

    history: History
    findings: tuple[Finding, ...]


def review_run(history: History | None, run: RunSeen, *, expect: Expect, zone: tzinfo) -> Review:
    """Judge an outlet by its history and the run that has just ended."""
    if history is None or run.at < history.at:
        history = _begun(run, zone=zone) if history is None else replace(history, at=run.at)
    bound = BOUND + log(max(history.rhythm.rate, 1.0))
    known = sources.add_polls(history, run, bound=bound)
    if sources.has_answered(run):
        known = _answered(known, run, expect, bound=bound, zone=zone)
    known = replace(known, at=run.at)
    return Review(known, tuple(_unexplained(_findings(known, run, expect))))


def _begun(run: RunSeen, *, zone: tzinfo) -> History:
    last = run.at if run.articles else None
    rhythm = volume.begin_rhythm(run, zone=zone)
    return History(since=run.at, at=run.at, rhythm=rhythm, last_new=last, stored=len(run.articles))


def _answered(history: History, run: RunSeen, expect: Expect, *, bound: float, zone: tzinfo) -> History:
    """The history with a run that got answers; the first run's articles are of many days: not counted."""
    history = page_ends.add_page_ends(history, run, bound=bound)
    history = new_articles.add_articles(history, run, expect, bound=bound)
    history = canonical.add_canonical(history, run)
    if history.at < run.at:
        history = volume.add_volume(history, run, zone=zone, learn=_may_learn(history, run))
    return volume.judge_volume(replace(history, at=run.at), expect)


def _may_learn(history: History, run: RunSeen) -> bool:
    """Whether the run's number of articles is taken for usual: not while it is known to be wrong."""
    return all(run.at - since >= ACCEPTED_AFTER for since in history.volume.values())


def _findings(history: History, run: RunSeen, expect: Expect) -> Iterator[Finding]:
    if run.problems:
        yield Finding(
            kind="accounting",
            evidence="; ".join(run.problems),
            suggestion="a fault of the crawler: keep the log, and report it with the line of `scrapy runs`",
        )
    yield from sources.find_source_faults(history)
    yield from page_ends.find_page_faults(history, run.ends)
    yield from canonical.find_canonical_faults(history)
    yield from new_articles.find_article_faults(history)
    yield from volume.find_volume_faults(history, expect)


def _unexplained(findings: Iterable[Finding]) -> Iterator[Finding]:
    found = list(findings)
    explained = {kind for one in found for kind in EXPLAINS.get(one.kind, ())}
    first = {one.kind for one in found}
    if {"robots", "unreachable"} <= first:
        explained.discard("robots")
    return (one for one in found if one.kind not in explained)
