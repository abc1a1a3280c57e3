"""`scrapy crawldue`: crawls what is due, for cron, a timer, or, with `--loop`, a container.

Where nothing is due it ends before a process for crawls is set up. Scrapy imports every command whenever
it starts: what only this one needs is imported as it runs.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.exit_status import EXIT_CODES, EXIT_STATUSES, describe_codes
from crawler.storage import StoreError, StoreFailed
from crawler.storage.store import Store
from crawler.terminal.notes import write_note

if TYPE_CHECKING:
    from crawler.rounds import Rounds


#: Verdicts that are no status of its own: an outlet that is busy, or brings nothing, is as it may be.
NEVER = ("busy", "nothing", "ok")


class Command(ScrapyCommand):
    """Looks at what is due, crawls it, and ends."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """The positional arguments."""
        return "[OUTLET ...]"

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return "Crawl the outlets that are due"

    def long_desc(self) -> str:
        """What it does, with its exit statuses."""
        graver = [status for status in EXIT_STATUSES if status.verdict not in NEVER]
        return (
            "Crawl the outlets named, or all that were crawled before, as far as something of them is due;"
            " run it every few minutes, or with --loop. An outlet named that was never crawled is due; one"
            " that another crawl holds is left. Exit status: 0 all went well, or nothing was due; else the"
            f" gravest of its crawls, in this order: {describe_codes(graver)}."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """How long."""
        super().add_options(parser)
        parser.add_argument("--loop", action="store_true", help="go on until told to stop (SIGTERM, Ctrl-C)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Switch the store on, and the rule that what is not due is left."""
        super().process_options(args, opts)
        assert self.settings is not None
        for name in ("STORE_ENABLED", "ONLY_DUE"):
            self.settings.set(name, True, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Look, and crawl where something is due."""
        assert self.settings is not None
        try:
            store = Store.open(
                self.settings["DATABASE_URL"], patience=self.settings.getfloat("STORE_PATIENCE")
            )
        except StoreError as error:
            raise UsageError(str(error), print_help=False) from error
        try:
            if opts.loop or self._is_due(store, args):
                self.exitcode = self._rounds(store, args).crawl(loop=opts.loop)
            elif self.settings.getbool("PROGRESS_ENABLED"):
                write_note(next_due_note(store, args, now=datetime.now(UTC)))
        except StoreFailed:
            self.exitcode = EXIT_CODES["store"]
        finally:
            store.close()

    def _is_due(self, store: Store, names: list[str]) -> bool:
        from crawler.storage.due_outlets import due_names

        assert self.settings is not None
        return bool(due_names(store, names, seconds=self.settings.getfloat("LEASE_SECONDS")))

    def _rounds(self, store: Store, names: list[str]) -> Rounds:
        from crawler.rounds import Rounds

        assert self.settings is not None
        return Rounds(self.settings, store=store, names=names)


def next_due_note(store: Store, names: list[str], *, now: datetime) -> str:
    """What is told where nothing is due: which outlet is next, of `names` or of all, and when."""
    from crawler.commands.outlets import format_span
    from crawler.storage.due_outlets import watched_outlets
    from crawler.storage.overview import next_due_times

    watched = store.read(watched_outlets)
    if not watched:
        return "crawldue: no outlet was crawled yet; scrapy crawldue NAME begins with one"
    times = store.read(lambda connection: next_due_times(connection, set(names or watched)))
    coming = sorted((due, name) for name, due in times.items() if due is not None)
    if not coming:
        return "crawldue: nothing is due, and nothing is planned"
    due, name = coming[0]
    return f"crawldue: nothing is due; {name} is next, in {format_span(due - now)} ({due:%Y-%m-%d %H:%M} UTC)"
