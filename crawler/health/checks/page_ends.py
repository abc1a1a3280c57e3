"""How article pages end: refused, missing, failing or no articles more often than usual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from crawler.health.history import Finding, History
from crawler.health.run_seen import RunSeen
from crawler.health.stats import share_jump
from crawler.health.stats.share_jump import Trial

REFUSALS = {
    *(f"failed/http-{status}" for status in (401, 402, 403, 407, 429, 451)),
    *(f"rejected/{wall}-wall" for wall in ("bot", "login", "consent")),
}
#: Ends that say nothing of the outlet's pages: known ones without news, rules of ours.
SILENT = ("unchanged", "pending", "merged")
FORBIDDEN = "rejected/robots"

#: Kind -> what its pages did, and what to do.
SAID = {
    "refused": (
        "were refused",
        "slow down (DOWNLOAD_DELAY), set CRAWLER_CONTACT, or ask the outlet for access",
    ),
    "missing": (
        "were not found",
        "the addresses have changed: look at what the sources link to, and where it leads",
    ),
    "failing": (
        "failed",
        "the outlet has trouble, or blocks: open one in a browser; raise DOWNLOAD_TIMEOUT if slow",
    ),
    "rejected": (
        "were taken for no articles",
        "open one: a new layout needs `selectors` for headline and body",
    ),
}


def kind_of(end: str) -> str | None:
    """The kind of alarm that pages with this end would raise, or None for an article that came."""
    state = end.partition("/")[0]
    if end in REFUSALS:
        return "refused"
    if state == "gone":
        return "missing"
    if state in ("failed", "dead"):
        return "failing"
    return "rejected" if state == "rejected" and end != FORBIDDEN else None


def add_page_ends(history: History, run: RunSeen, *, bound: float) -> History:
    """The history with how the run's article pages ended."""
    kinds = Counter[str | None]()
    for end, number in run.ends.items():
        if end.partition("/")[0] not in SILENT:
            kinds[kind_of(end)] += number
    of, changed = sum(kinds.values()), dict(history.trials)
    for kind in SAID:
        trial = history.trials.get(kind, Trial())
        changed[kind] = share_jump.advance_trial(trial, kinds[kind], of, run.at, bound=bound, floor=0.03)
    return replace(history, trials=changed)


def find_page_faults(history: History, ends: Mapping[str, int]) -> Iterator[Finding]:
    """What is wrong with the pages; `ends` are those of the last run, for the reasons."""
    for kind, (what, suggestion) in SAID.items():
        trial = history.trials.get(kind)
        if trial and trial.alarmed_at:
            reasons = sorted({end.partition("/")[2] or end for end in ends if kind_of(end) == kind})
            why = f": {', '.join(reasons)}" if reasons else ""
            evidence = f"{trial.met} of the last {trial.of} pages {what}{why} (usually {trial.usual:.0%})"
            yield Finding(kind=kind, evidence=evidence, suggestion=suggestion)
