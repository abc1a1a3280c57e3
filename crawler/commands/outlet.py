"""`scrapy outlet`: `add URL` proposes a definition, `check NAME` measures one, `forget NAME` ends it.

Scrapy imports every command whenever it starts: what only this one needs is imported as it runs.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

if TYPE_CHECKING:
    from crawler.onboarding.console import Onboarding

_USAGE = (
    "say what to do: scrapy outlet add URL, scrapy outlet add --from-file FILE, scrapy outlet check NAME,"
    " or scrapy outlet forget NAME"
)


class Command(ScrapyCommand):
    """Looks at a site, or at a declared outlet, and says what it found; or forgets an outlet."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_LEVEL": "ERROR"}

    def syntax(self) -> str:
        """How it is called."""
        return "add URL | add --from-file FILE | check NAME | forget NAME"

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return "Propose the definition of a new outlet, check one that is declared, or forget one"

    def long_desc(self) -> str:
        """What it does, with its exit status."""
        return (
            "add: look at a site's home page, robots.txt and usual places, read a few articles, and write the"
            " outlet's file and its test after asking. --from-file does it for each address of a list, and"
            " writes with --yes only. check: fetch a declared outlet's sources and a few articles."
            " forget: watch an outlet no more, and keep or remove what is stored of it; what is not said is"
            " asked. Exit status: 0 all is well; 1 something is wrong, and it is named; 2 wrong usage;"
            " 5 the database failed."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """What comes before what is found."""
        super().add_options(parser)
        parser.add_argument("--name", help="add: the outlet's name (default: its host's own label)")
        parser.add_argument("--country", help="add: two capital letters of ISO 3166, such as CU")
        parser.add_argument("--timezone", help="add: an IANA zone, such as America/Havana")
        parser.add_argument("--tests", type=Path, help="add: folder of the tests (default tests/outlets)")
        parser.add_argument(
            "--from-file",
            type=Path,
            metavar="FILE",
            help="add: a list with an address a line; what begins with # is skipped",
        )
        parser.add_argument("--keep", action="store_true", help="forget: keep what is stored")
        parser.add_argument("--remove", action="store_true", help="forget: remove what is stored")
        parser.add_argument("--yes", action="store_true", help="add, forget: do it without asking")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what is asked; raises UsageError where that is not clear."""
        asked = (args[0] if args else "", len(args) - 1, opts.from_file is not None)
        if asked in (("add", 1, False), ("add", 0, True)):
            self.exitcode = self._onboarding(opts).add(args[1:])
        elif asked == ("check", 1, False):
            self.exitcode = self._onboarding(opts).check(args[1])
        elif asked == ("forget", 1, False):
            self.exitcode = self._forget(args[1], opts)
        else:
            raise UsageError(_USAGE)

    def _onboarding(self, opts: argparse.Namespace) -> Onboarding:
        from crawler.onboarding.console import Onboarding

        assert self.settings is not None
        return Onboarding(self.settings, opts)

    def _forget(self, name: str, opts: argparse.Namespace) -> int:
        """Forget an outlet."""
        from crawler.forgetting import forget_by_name

        assert self.settings is not None
        get_spider_loader(self.settings)  # so that the project's own outlets are known
        return forget_by_name(self.settings, name, keep=opts.keep, remove=opts.remove, is_agreed=opts.yes)
