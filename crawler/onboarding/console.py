"""What `scrapy outlet add` and `scrapy outlet check` do, ask and print."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from scrapy.utils.conf import closest_scrapy_cfg

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
from crawler.terminal.notes import fit_lines
from crawler.terminal.output import print_lines


class Onboarding:
    """One call of the command, whose options are `opts`; each action returns the exit status."""

    def __init__(self, settings: Settings, opts: argparse.Namespace) -> None:
        self.settings, self.opts = settings, opts

    def add(self, addresses: Sequence[str]) -> int:
        """Add the site of an address, or those of the list that the options name."""
        return self._unless_stopped(lambda: self._add_one(addresses[0]) if addresses else self._add_list())

    def check(self, name: str) -> int:
        """Measure a declared outlet; raises UsageError where there is none of that name."""
        return self._unless_stopped(lambda: self._check(name))

    def _unless_stopped(self, act: Callable[[], int]) -> int:
        try:
            return act()
        except Stopped:
            _print(["Stopped: what is not shown above was not looked at, and nothing of it was written."])
            return WRONG

    def _add_one(self, address: str) -> int:
        """Add one site; what its arguments make impossible is wrong usage."""
        told: list[Addition] = []
        self._look([address], told.append)
        addition = told[0]
        _print(addition.lines)
        if addition.problem and addition.status != WRONG:
            raise UsageError(addition.problem, print_help=False)
        if addition.problem:
            _print([addition.problem])
            return WRONG
        _print(["It writes:", *(f"  {path}" for path in addition.files)])
        if not self.opts.yes and not _is_agreed("Write them? [y/N] "):
            _print(["Nothing was written."])
            return 0
        write_files(addition.files)
        _print([f"Written. Crawl it: scrapy crawl {addition.name}"])
        return 0

    def _add_list(self) -> int:
        """Add the sites of a list, each with a result of its own: one that fails leaves the others."""
        if self.opts.name:
            raise UsageError("--name names one outlet: leave it out with --from-file", print_help=False)
        told: list[Addition] = []

        def tell(addition: Addition) -> None:
            _print(["", f"=== {addition.address}", *addition.lines, *filter(None, [addition.problem])])
            if self.opts.yes and not addition.problem:
                write_files(addition.files)
                _print([f"Written: {path}" for path in addition.files])
            told.append(addition)

        try:
            self._look(_read_list(self.opts.from_file), tell)
        finally:
            _print(summary_lines(told, written=self.opts.yes))
        return WRONG if any(addition.problem for addition in told) else 0

    def _look(self, addresses: Sequence[str], tell: Callable[[Addition], None]) -> None:
        """Look at the site of each address; `tell` gets what each gives, first those that are none."""
        process = ExplorerProcess(self.settings)
        package, loader = OutletPackage.load(self.settings["NEWSPIDER_MODULE"]), process.spider_loader
        tests = self.opts.tests or Path(closest_scrapy_cfg()).parent / "tests" / "outlets"
        wanted = Wanted(
            tests=tests, name=self.opts.name, country=self.opts.country, timezone=self.opts.timezone
        )
        added: dict[str, str] = {}
        homes = {address: home_address(address) for address in addresses}
        for address in (address for address, home in homes.items() if home is None):
            tell(refuse_address(address))

        def take(findings: SiteFindings) -> None:
            tell(make_addition(findings, wanted=wanted, package=package, loader=loader, added=added))

        if usable := list(dict.fromkeys(filter(None, homes.values()))):
            explore_sites(process, usable, take)

    def _check(self, name: str) -> int:
        """Measure a declared outlet."""
        process = ExplorerProcess(self.settings)
        try:
            outlet = process.spider_loader.load(name)
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
    printable = (make_printable(line) for text in lines for line in text.split("\n"))
    print_lines(fit_lines(printable, sys.stdout))
