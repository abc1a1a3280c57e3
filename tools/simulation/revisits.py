"""Looks at articles again by the crawler's own policy: how many of their edits become versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from crawler.schedule.revisit import article_due, edited_due
from tools.simulation.outlets import START

HOUR = timedelta(hours=1)


@dataclass
class Revisited:
    """Edits made, those that were stored as a version, those before the first fetch; articles and looks."""

    edits: int = 0
    caught: int = 0
    before: int = 0
    articles: int = 0
    looks: int = 0

    @property
    def share(self) -> float:
        """Of all edits, those that were stored as a version."""
        return self.caught / self.edits if self.edits else 1.0


def revisit(articles: Iterable[tuple[float, list[float]]]) -> Revisited:
    """Look at articles again, each given by the hours until its first fetch and those until its edits."""
    done = Revisited()
    for delay, edits in articles:
        _follow(done, delay, edits)
    return done


def _follow(done: Revisited, delay: float, edits: list[float]) -> None:
    done.articles += 1
    done.edits += len(edits)
    done.before += sum(edit <= delay for edit in edits)
    last, due = delay, article_due(START, START + delay * HOUR)
    while due is not None:
        now = (due - START) / HOUR
        found = any(last < edit <= now for edit in edits)
        done.caught += found
        done.looks += 1
        last, due = now, (edited_due if found else article_due)(START, due)
