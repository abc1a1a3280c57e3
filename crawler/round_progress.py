"""What `scrapy crawldue` shows on a terminal: a line for the round while it runs, and what it came to."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.asyncio import create_looping_call

from crawler.exit_status import EXIT_CODES, EXIT_STATUSES
from crawler.extensions.progress import INTERVAL, fit_figures
from crawler.terminal.notes import write_note
from crawler.terminal.screen import can_redraw
from crawler.terminal.status_line import StatusLine

#: Outlets that are named at most.
_NAMED = 3
#: What is counted of all crawls, by its name in Scrapy's stats.
_COUNTED = {"response_received_count": "pages", "item_scraped_count": "articles", "pages/failed": "failed"}


class RoundProgress:
    """The outlets that were found due, those under way, and what the others came to.

    Once all have ended that is said in a line, and a new round begins.
    """

    def __init__(self, settings: BaseSettings, crawlers: Mapping[str, Crawler]) -> None:
        """`crawlers` are those under way, by their outlets."""
        self.crawlers, self.is_shown = crawlers, settings.getbool("PROGRESS_ENABLED")
        self.line = StatusLine(sys.stderr) if self.is_shown and can_redraw(sys.stderr) else None
        self.loop: Any = None
        self._begin_round()

    def _begin_round(self) -> None:
        self.began = time.monotonic()
        self.due: set[str] = set()
        #: Outlet -> the exit status of its crawl.
        self.statuses: dict[str, int] = {}
        self.counts: Counter[str] = Counter()

    def begin(self) -> None:
        """Show the line; what is written from now on stands above it."""
        if self.line is not None:
            self.line.begin()
            self.loop = create_looping_call(self.show)
            self.loop.start(INTERVAL)

    def end(self) -> None:
        """Take the line away, and say what the round came to that is under way."""
        if self.line is not None:
            if self.loop is not None and self.loop.running:
                self.loop.stop()
            self.line.end()
        self._tell_round()

    def add_due(self, names: Iterable[str]) -> None:
        """Outlets were found due."""
        if not self.due:
            self._begin_round()
        self.due.update(names)

    def note_ended(self, name: str, status: int) -> None:
        """The crawl of an outlet has ended with an exit status; its figures stay in those of the round."""
        if crawler := self.crawlers.get(name):
            self.counts.update(_counts_of(crawler))
        self.statuses[name] = status
        if self.statuses.keys() >= self.due:
            self._tell_round()

    def _tell_round(self) -> None:
        if self.is_shown and self.statuses:
            text = round_summary(self.statuses, self.counts, time.monotonic() - self.began)
            write_note(text, style="red" if _unwell(self.statuses) else "green")
        self._begin_round()

    def show(self) -> None:
        """Draw the line anew."""
        assert self.line is not None
        counts = Counter(self.counts)
        for crawler in self.crawlers.values():
            counts.update(_counts_of(crawler))
        self.line.show(
            round_line(
                ended=len(self.statuses),
                due=len(self.due),
                under_way=sorted(self.crawlers),
                counts=counts,
                width=self.line.width,
            )
        )


def _counts_of(crawler: Crawler) -> dict[str, int]:
    stats: Mapping[str, Any] = crawler.stats.get_stats() if crawler.stats else {}
    return {name: stats.get(key, 0) for key, name in _COUNTED.items()}


def round_line(*, ended: int, due: int, under_way: list[str], counts: Mapping[str, int], width: int) -> str:
    """The round so far, in `width` columns: outlets, figures of their crawls, and which are under way."""
    if not due:
        return fit_figures("crawldue: ", [(1, "nothing is under way")], width)
    figures = (
        (1, f"{ended} of {due} outlets"),
        (3, f"{counts.get('pages', 0)} pages"),
        (2, f"{counts.get('articles', 0)} articles"),
        (4, f"{counts.get('failed', 0)} failed"),
        (5, f"now {name_outlets(under_way)}" if under_way else "looking"),
    )
    return fit_figures("crawldue: ", figures, width)


def round_summary(statuses: Mapping[str, int], counts: Mapping[str, int], seconds: float) -> str:
    """What a round came to: outlets, articles, and those that did not go well, by their verdicts."""
    outlets = f"{len(statuses)} outlet{'s' if len(statuses) != 1 else ''}"
    unwell = _unwell(statuses)
    said = [f"{outlets}, {counts.get('articles', 0)} articles in {seconds:.0f} s"]
    said += [f"{verdict}: {name_outlets(names)}" for verdict, names in unwell.items()] or ["all went well"]
    return f"crawldue: {'; '.join(said)}"


def name_outlets(names: list[str]) -> str:
    """The first names, and how many more there are: "aa, lrt, taz and 4 more"."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _unwell(statuses: Mapping[str, int]) -> dict[str, list[str]]:
    """Verdict -> the outlets whose crawls ended with it, the gravest first, without those that are well."""
    return {
        status.verdict: names
        for status in EXIT_STATUSES
        if status.code != EXIT_CODES["ok"]
        and (names := sorted(name for name, code in statuses.items() if code == status.code))
    }
