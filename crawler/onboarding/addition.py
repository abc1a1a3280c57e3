"""What becomes of one site that is to be added: what is shown of it, and the files that are written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from scrapy.spiderloader import SpiderLoaderProtocol

from crawler.normalization.urls.address import site_host
from crawler.onboarding.definition_file import Proposal, propose_definition
from crawler.onboarding.findings import SiteFindings, chosen_sources
from crawler.onboarding.outlet_fixture import make_fixture
from crawler.onboarding.outlet_name import edition_of
from crawler.onboarding.outlet_package import OutletPackage
from crawler.onboarding.report import article_lines, doubt_lines, source_lines
from crawler.outlet.checks import outlet_problems
from crawler.spiderloader import owner_of_url

#: Exit statuses of a command: something is wrong with the site; the arguments can't be followed.
WRONG, USAGE = 1, 2
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was said of the outlets to add: it comes before what is found. `tests` is where tests go."""

    tests: Path
    name: str | None = None
    country: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What an address gives: lines to show, and files to write; or a `problem` and its exit status."""

    address: str
    name: str | None = None
    lines: list[str] = field(default_factory=list)
    files: Mapping[Path, bytes] = field(default_factory=dict)
    problem: str | None = None
    status: int = 0


def home_address(address: str) -> str | None:
    """Return a home page's address as it is fetched ("example.org" -> "https://example.org/"), or None."""
    whole = address if "://" in address else f"https://{address}"
    try:
        parts = urlsplit(whole)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return (urljoin(whole, "/") if parts.path == "" else whole) if usable else None


def refuse_address(address: str) -> Addition:
    """Return the addition of an address that is none."""
    why = f"{address!r} is no http(s) address: give the site's, such as https://example.org/"
    return Addition(address=address, problem=why, status=USAGE)


def make_addition(
    findings: SiteFindings,
    *,
    wanted: Wanted,
    package: OutletPackage,
    loader: SpiderLoaderProtocol,
    added: dict[str, str],
) -> Addition:
    """Return what findings give; `added` (name -> host) gets its outlet, after those of this run."""
    kept = chosen_sources(findings.sources)
    shown = [*source_lines(findings, kept), *article_lines(findings)] if findings.sources else []
    if refusal := findings.trouble or (None if kept else _no_source(findings)):
        return Addition(address=findings.asked, lines=shown, problem=refusal, status=WRONG)
    if wanted.name is None and (refusal := _declared_already(findings, added)):
        return Addition(address=findings.asked, lines=shown, problem=refusal, status=USAGE)
    broken = getattr(loader, "broken", {})
    taken = {*loader.list(), *broken, *added, *(path.stem for path in package.files())}
    proposal = propose_definition(
        findings, name=wanted.name, country=wanted.country, timezone=wanted.timezone, taken=taken
    )
    if refusal := _refusal(proposal, package):
        return Addition(address=findings.asked, lines=shown, problem=refusal, status=USAGE)
    added[proposal.name] = findings.domain
    files, notes = _files(proposal, findings, package, wanted.tests)
    lines = [*shown, *doubt_lines(proposal.unsure), proposal.as_text(), *notes]
    return Addition(address=findings.asked, name=proposal.name, lines=lines, files=files)


def _no_source(findings: SiteFindings) -> str:
    return f"No source of articles was found on {findings.home}: declare one by hand."


def _declared_already(findings: SiteFindings, added: Mapping[str, str]) -> str | None:
    """Say which outlet has this very host, where no edition of it is asked for."""
    if edition_of(findings.asked):
        return None
    host = site_host(findings.domain)
    if twin := next((name for name, domain in added.items() if site_host(domain) == host), None):
        return f"{findings.domain} is the site of {twin!r}, which was added before it"
    owner = owner_of_url(findings.home)
    if owner is None or host not in map(site_host, owner.allowed_domains):
        return None
    return (
        f"{findings.domain} is an outlet already: scrapy outlet check {owner.name} looks at it,"
        " and --name declares another"
    )


def _refusal(proposal: Proposal, package: OutletPackage) -> str | None:
    """Why a definition can't be written: it is wrong, or its file is there."""
    if not _NAME.fullmatch(proposal.name):
        return f"the name {proposal.name!r} can't name a file of Python: take small letters, digits and _"
    if wrong := outlet_problems(proposal.as_class()):
        return "; ".join(wrong)
    there = package.files_called(proposal.name)
    return f"{there[0]} exists already: give another --name, or move it" if there else None


def _files(
    proposal: Proposal, findings: SiteFindings, package: OutletPackage, tests: Path
) -> tuple[dict[Path, bytes], list[str]]:
    """The files of an outlet, its country's package too where that is missing; and what to say of them."""
    file = package.file_for(proposal.name, proposal.country)
    files = dict.fromkeys(package.missing_inits(proposal.country), b"")
    files[file] = proposal.as_text().encode()
    if not tests.is_dir():
        return files, [f"No test is written: there is no folder {tests} (--tests names another)."]
    fixture = make_fixture(proposal.as_class(), findings)
    if fixture is None:
        return files, ["No test is written: no article that was read is one by this definition."]
    stem = tests / proposal.name / fixture.stem
    files[stem.with_suffix(".html")] = fixture.html
    files[stem.with_suffix(".json")] = fixture.record.encode()
    note = f"The test's page has invented text, and is read otherwise in: {', '.join(fixture.otherwise)}."
    return files, [note] if fixture.otherwise else []


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write each file, with the folders that it needs."""
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def summary_lines(additions: Sequence[Addition], *, written: bool) -> list[str]:
    """Return the account of a list: a line for each address, and how many came to what."""
    failed = [one for one in additions if one.problem]
    word = "written" if written else "proposed"
    rows = [f"  {one.address}  {one.problem or f'{one.name} {word}'}" for one in additions]
    last = f"{len(additions)} addresses: {len(additions) - len(failed)} {word}, {len(failed)} not"
    note = [] if written or not additions else ["Nothing was written: look at it, and say --yes."]
    return ["", "Summary", *rows, last, *note]
