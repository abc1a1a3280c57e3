"""`scrapy outlet add URL` proposes an outlet's definition; `scrapy outlet check NAME` measures one."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.conf import closest_scrapy_cfg

from crawler.normalization.text.terminal import make_printable
from crawler.onboarding.candidates import SourceCandidate
from crawler.onboarding.definition_file import Proposal, format_test_case, propose_definition, read_as
from crawler.onboarding.explorer import Explorer
from crawler.onboarding.findings import Sampled, SiteFindings, chosen_sources
from crawler.onboarding.report import article_lines, outlet_faults, source_lines
from crawler.outlet import OutletSpider
from crawler.outlet.attributes import as_source
from crawler.outlet.checks import outlet_problems
from crawler.records import SOURCE_KINDS
from crawler.spiderloader import OutletError


class Command(ScrapyCommand):
    """Looks at a site, or at a declared outlet, and says what it found."""

    requires_project = True
    default_settings = {"LOG_LEVEL": "ERROR"}

    def syntax(self) -> str:
        """How it is called."""
        return "add URL | check NAME"

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return "Propose the definition of a new outlet, or check one that is declared"

    def long_desc(self) -> str:
        """What it does, with its exit status."""
        return (
            "add: look at a site's home page, robots.txt and usual places, read a few articles, and write the"
            " outlet's file and its test after asking. check: fetch a declared outlet's sources and a few"
            " articles. Exit status: 0 all is well; 1 something is wrong, and it is named; 2 wrong usage."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """What comes before what is found."""
        super().add_options(parser)
        parser.add_argument("--name", help="the outlet's name (default: its host's own label)")
        parser.add_argument("--country", help="two capital letters of ISO 3166, such as CU")
        parser.add_argument("--timezone", help="an IANA zone, such as America/Havana")
        parser.add_argument("--tests", type=Path, help="folder of the outlets' tests (default tests/outlets)")
        parser.add_argument("--yes", action="store_true", help="write the files without asking")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what is asked."""
        if len(args) != 2 or args[0] not in ("add", "check"):
            raise UsageError("say what to do: scrapy outlet add URL, or scrapy outlet check NAME")
        self.exitcode = self._add(args[1], opts) if args[0] == "add" else self._check(args[1])

    def _add(self, url: str, opts: argparse.Namespace) -> int:
        home = url if "://" in url else f"https://{url}"
        if urlsplit(home).scheme not in ("http", "https") or not urlsplit(home).hostname:
            raise UsageError(f"{url!r} is no http(s) address: give the site's, such as https://example.org/")
        prospect = self._look(home=urljoin(home, "/") if urlsplit(home).path == "" else home)
        kept = chosen_sources(prospect.probed)
        _print(source_lines(prospect, kept), article_lines(prospect))
        if not kept:
            _print([f"No source of articles was found on {home}: declare one by hand."])
            return 1
        proposal = propose_definition(prospect, name=opts.name, land=opts.country, zone=opts.timezone)
        if wrong := outlet_problems(proposal.as_class()):
            raise UsageError("; ".join(wrong), print_help=False)
        _print([proposal.as_text()])
        return self._write(proposal, prospect, opts)

    def _check(self, name: str) -> int:
        assert self.crawler_process is not None
        try:
            outlet: Any = self.crawler_process.spider_loader.load(name)
        except OutletError as error:
            raise UsageError(str(error), print_help=False) from error
        if not issubclass(outlet, OutletSpider) or outlet.one_off:
            raise UsageError(f"{name!r} is no outlet: `scrapy list` names them", print_help=False)
        sources = [(kind, as_source(one)) for kind in SOURCE_KINDS for one in getattr(outlet, f"{kind}s")]
        declared = [SourceCandidate(kind, source.url, source.found) for kind, source in sources]
        prospect = self._look(home=f"https://{outlet.allowed_domains[0]}/", outlet=outlet, declared=declared)
        _print(source_lines(prospect, prospect.probed), article_lines(prospect))
        wrong = outlet_faults(prospect)
        _print(wrong or [f"{name}: all is well"])
        return 1 if wrong else 0

    def _look(self, **arguments: Any) -> SiteFindings:
        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(Explorer)
        self.crawler_process.crawl(crawler, **arguments)
        self.crawler_process.start()
        if not isinstance(crawler.spider, Explorer):
            raise UsageError("the site was not looked at: the log says why", print_help=False)
        return crawler.spider.prospect

    def _write(self, proposal: Proposal, prospect: SiteFindings, opts: argparse.Namespace) -> int:
        assert self.settings is not None
        folder = Path(import_module(self.settings["NEWSPIDER_MODULE"]).__file__ or "").parent
        file = folder / f"{proposal.name}.py"
        if file.exists():
            raise UsageError(f"{file} exists already: give another --name, or move it", print_help=False)
        tests = opts.tests or Path(closest_scrapy_cfg()).parent / "tests" / "outlets"
        texts: dict[Path, str | bytes] = {file: proposal.as_text(), **_tests(proposal, prospect, tests)}
        _print(["It writes:", *(f"  {path}" for path in texts)])
        if not opts.yes and not _agreed("Write them? [y/N] "):
            _print(["Nothing was written."])
            return 0
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        _print([f"Written. Crawl it: scrapy crawl {proposal.name}"])
        return 0


def _agreed(question: str) -> bool:
    """Ask; no answer is no."""
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _tests(proposal: Proposal, prospect: SiteFindings, folder: Path) -> dict[Path, str | bytes]:
    """The page that was read best and its record, where the project keeps tests of its outlets."""
    outlet = proposal.as_class()
    read = [s for s in prospect.sampled if s.article is not None and outlet.is_article_url(s.url)]
    if not folder.is_dir() or not read:
        return {}
    best = max(read, key=_sureness)
    stem = folder / proposal.name / f"{best.fetched_at:%Y}"
    refused = [url for url in dict.fromkeys(prospect.addresses) if not outlet.is_article_url(url)][:8]
    made = read_as(outlet, best)
    if made is None:
        return {}
    record = format_test_case(made, url=best.url, fetched_at=best.fetched_at, refused=refused)
    return {stem.with_suffix(".html"): best.html, stem.with_suffix(".json"): record}


def _sureness(sampled: Sampled) -> float:
    return sum(sampled.article.confidence.values()) if sampled.article else 0.0


def _print(*blocks: list[str]) -> None:
    """Write lines, without what a page may say to a terminal."""
    for line in (line for block in blocks for text in block for line in text.split("\n")):
        sys.stdout.write(f"{make_printable(line)}\n")
    sys.stdout.flush()
