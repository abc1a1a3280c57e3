"""`scrapy outlet`: `add URL` proposes a definition, `check NAME` measures one, `forget NAME` ends it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import closest_scrapy_cfg

from crawler.forgetting import forget_by_name
from crawler.normalization.text.terminal import make_printable
from crawler.onboarding.addition import (
    WRONG,
    Addition,
    Wanted,
    home_address,
    make_addition,
    refuse_address,
    summary_lines,
    write_files,
)
from crawler.onboarding.candidates import SourceCandidate
from crawler.onboarding.exploring import ExplorerProcess, Stopped, explore_outlet, explore_sites
from crawler.onboarding.findings import SiteFindings
from crawler.onboarding.outlet_package import OutletPackage
from crawler.onboarding.report import article_lines, outlet_faults, source_lines
from crawler.outlet import OutletSpider
from crawler.outlet.attributes import as_source
from crawler.records import SOURCE_KINDS
from crawler.spiderloader import OutletError

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
        """Do what is asked."""
        try:
            self.exitcode = self._action(args, opts)(args, opts)
        except Stopped:
            _print(["Stopped: what is not shown above was not looked at, and nothing of it was written."])
            self.exitcode = WRONG

    def _action(
        self, args: list[str], opts: argparse.Namespace
    ) -> Callable[[list[str], argparse.Namespace], int]:
        """What is asked for; raises UsageError."""
        asked = (args[:1], len(args) - 1, opts.from_file is not None)
        if asked == (["add"], 1, False):
            return self._add_one
        if asked == (["add"], 0, True):
            return self._add_list
        if asked == (["check"], 1, False):
            return self._check
        if asked == (["forget"], 1, False):
            return self._forget
        raise UsageError(_USAGE)

    def _add_one(self, args: list[str], opts: argparse.Namespace) -> int:
        """Add one site; what its arguments make impossible is wrong usage."""
        told: list[Addition] = []
        self._look(args[1:], opts, told.append)
        addition = told[0]
        _print(addition.lines)
        if addition.problem and addition.status != WRONG:
            raise UsageError(addition.problem, print_help=False)
        if addition.problem:
            _print([addition.problem])
            return WRONG
        _print(["It writes:", *(f"  {path}" for path in addition.files)])
        if not opts.yes and not _is_agreed("Write them? [y/N] "):
            _print(["Nothing was written."])
            return 0
        write_files(addition.files)
        _print([f"Written. Crawl it: scrapy crawl {addition.name}"])
        return 0

    def _add_list(self, args: list[str], opts: argparse.Namespace) -> int:
        """Add the sites of a list, each with a result of its own: one that fails leaves the others."""
        if opts.name:
            raise UsageError("--name names one outlet: leave it out with --from-file", print_help=False)
        told: list[Addition] = []

        def tell(addition: Addition) -> None:
            _print(["", f"=== {addition.address}", *addition.lines, *filter(None, [addition.problem])])
            if opts.yes and not addition.problem:
                write_files(addition.files)
                _print([f"Written: {path}" for path in addition.files])
            told.append(addition)

        try:
            self._look(_read_list(opts.from_file), opts, tell)
        finally:
            _print(summary_lines(told, written=opts.yes))
        return WRONG if any(addition.problem for addition in told) else 0

    def _forget(self, args: list[str], opts: argparse.Namespace) -> int:
        """Forget an outlet."""
        assert self.settings is not None
        get_spider_loader(self.settings)  # so that the project's own outlets are known
        return forget_by_name(self.settings, args[1], keep=opts.keep, remove=opts.remove, is_agreed=opts.yes)

    def _look(
        self, addresses: Sequence[str], opts: argparse.Namespace, tell: Callable[[Addition], None]
    ) -> None:
        """Look at the site of each address; `tell` gets what each gives, first those that are none."""
        assert self.settings is not None
        process = ExplorerProcess(self.settings)
        package, loader = OutletPackage.load(self.settings["NEWSPIDER_MODULE"]), process.spider_loader
        tests = opts.tests or Path(closest_scrapy_cfg()).parent / "tests" / "outlets"
        wanted = Wanted(tests=tests, name=opts.name, country=opts.country, timezone=opts.timezone)
        added: dict[str, str] = {}
        homes = {address: home_address(address) for address in addresses}
        for address in (address for address, home in homes.items() if home is None):
            tell(refuse_address(address))

        def take(findings: SiteFindings) -> None:
            tell(make_addition(findings, wanted=wanted, package=package, loader=loader, added=added))

        if usable := list(dict.fromkeys(filter(None, homes.values()))):
            explore_sites(process, usable, take)

    def _check(self, args: list[str], opts: argparse.Namespace) -> int:
        """Measure a declared outlet."""
        assert self.settings is not None
        process, name = ExplorerProcess(self.settings), args[1]
        try:
            outlet: Any = process.spider_loader.load(name)
        except OutletError as error:
            raise UsageError(str(error), print_help=False) from error
        if not issubclass(outlet, OutletSpider) or outlet.one_off:
            raise UsageError(f"{name!r} is no outlet: `scrapy list` names them", print_help=False)
        sources = [(kind, as_source(one)) for kind in SOURCE_KINDS for one in getattr(outlet, f"{kind}s")]
        declared = [SourceCandidate(kind, source.url, source.found) for kind, source in sources]
        findings = explore_outlet(process, outlet, declared)
        _print([*source_lines(findings, findings.sources), *article_lines(findings)])
        wrong = outlet_faults(findings)
        _print(wrong or [f"{name}: all is well"])
        return WRONG if wrong else 0


def _read_list(path: Path) -> list[str]:
    """The addresses of a list, each once; raises UsageError where it can't be read."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{path} can't be read: {error}", print_help=False) from error
    lines = (line.partition(" #")[0].strip() for line in text.splitlines())
    addresses = list(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    if not addresses:
        raise UsageError(f"{path} has no address: write one a line", print_help=False)
    return addresses


def _is_agreed(question: str) -> bool:
    """Ask; no answer is no."""
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _print(lines: Sequence[str]) -> None:
    """Write lines, without what a page may say to a terminal."""
    for line in (line for text in lines for line in text.split("\n")):
        sys.stdout.write(f"{make_printable(line)}\n")
    sys.stdout.flush()
