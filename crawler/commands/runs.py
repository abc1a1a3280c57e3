"""`scrapy runs`: the last runs, each with its accounting."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.extensions.run_summary import GROUPS, format_group, format_reasons
from crawler.storage import Run, StoreError
from crawler.storage.store import Store
from crawler.terminal.notes import fit_lines
from crawler.terminal.numbers import read_count
from crawler.terminal.output import print_lines


class Command(ScrapyCommand):
    """Shows how the last runs went."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return "List the last runs with their accounting"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """How many."""
        super().add_options(parser)
        parser.add_argument("-n", dest="limit", type=read_count, default=10, help="how many (default 10)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print, the newest first."""
        assert self.settings is not None
        try:
            store = Store.open(self.settings["DATABASE_URL"], create=False)
        except StoreError as error:
            raise UsageError(str(error), print_help=False) from error
        try:
            lines = [line for run in store.runs(opts.limit) for line in format_run(run)]
        finally:
            store.close()
        print_lines(fit_lines(lines or ["no run yet: scrapy crawl OUTLET makes one"], sys.stdout))


def format_run(run: Run) -> Iterator[str]:
    """A run in a few lines: when and how it ended, its pages by state, its links by reason."""
    took = f", {(run.ended_at - run.started_at).total_seconds():.0f} s" if run.ended_at else ""
    why = f" ({run.reason})" if run.reason and run.reason != run.status else ""
    account = {True: "adds up", False: "does NOT add up", None: "not closed"}[run.accounting_ok]
    arguments = " ".join(f"-a {name}={value}" for name, value in run.args.items())
    yield f"run {run.id}  {run.spider} {arguments}".rstrip()
    yield f"  {run.started_at:%Y-%m-%d %H:%M:%S} UTC{took}: {run.status}{why}; the account {account}"
    for name in GROUPS:
        if name in run.counts:
            yield f"  {format_group(name, run.counts[name])}"
    for other in ("links", "waits"):
        if said := format_reasons(run.counts.get(other, {})):
            yield f"  {other} = {said}"
    for window, left in run.counts.get("archive", {}).items():
        yield f"  archive {window}: {format_reasons(left)} left"
    if backlog := run.counts.get("backlog"):
        yield f"  {backlog} pages wait for the next run"
