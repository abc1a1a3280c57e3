"""Canonical addresses that would make articles one, as a template does that names one on every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crawler.health.history import Finding, History
from crawler.health.run_seen import RunSeen

#: Pages in a run from which it is no slip of one article.
FEWEST = 3


def add_canonical(history: History, run: RunSeen) -> History:
    """The history with what the run says of canonical addresses; one without new articles says nothing."""
    said = []
    if run.astray >= FEWEST:
        said.append(f"{run.astray} articles name another one as their canonical address, and were kept apart")
    if run.gathered >= FEWEST:
        said.append(f"{run.gathered} pages were merged into one article")
    return replace(history, canonical="; ".join(said)) if said or run.articles else history


def find_canonical_faults(history: History) -> Iterator[Finding]:
    """What is wrong with them."""
    if history.canonical:
        yield Finding(
            kind="canonical",
            evidence=history.canonical,
            suggestion="open two of the pages: where `rel=canonical` is the same on both, tell the outlet",
        )
