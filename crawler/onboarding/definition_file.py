"""An outlet's definition as a class and as the text of its file."""

from __future__ import annotations

import json
import pprint
import textwrap
from collections.abc import Collection
from dataclasses import dataclass

from crawler.normalization.text.terminal import make_printable
from crawler.onboarding.findings import (
    Inferred,
    SiteFindings,
    as_sources,
    chosen_sources,
    find_country,
    find_languages,
    find_pattern,
    find_timezone,
)
from crawler.onboarding.outlet_name import free_name, outlet_name
from crawler.outlet.attributes import Source
from crawler.outlet.spider import OutletSpider
from crawler.records import SOURCE_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The attributes of a definition; `unsure` says of which a person must make sure, and why."""

    name: str
    domain: str
    title: str
    country: str
    timezone: str
    languages: list[str]
    sources: dict[str, list[Source]]
    article_url: str | None
    unsure: tuple[str, ...] = ()

    def as_class(self) -> type[OutletSpider]:
        """The spider that the definition makes, without its file."""
        sources = {f"{kind}s": found for kind, found in self.sources.items()}
        body = {
            "__doc__": self.title,
            "name": self.name,
            "allowed_domains": [self.domain],
            "country": self.country,
            "timezone": self.timezone,
            "languages": self.languages,
            "article_url": self.article_url,
            **sources,
        }
        return type("Proposed", (OutletSpider,), body)

    def as_text(self) -> str:
        """The file of the definition, to be put among the spiders."""
        lines = [
            f'"""{_plain(self.title) or self.domain}."""',
            "",
            "from crawler.outlet import OutletSpider, Source",
            "",
            "",
            f"class {_class_name(self.name)}(OutletSpider):",
            f'    """{_plain(self.title) or self.domain}, as its pages present it."""',
            "",
            f"    name = {_quoted(self.name)}",
            f"    allowed_domains = [{_quoted(self.domain)}]",
            f"    country, timezone = {_quoted(self.country)}, {_quoted(self.timezone)}",
            f"    languages = [{', '.join(map(_quoted, self.languages))}]",
        ]
        for kind in SOURCE_KINDS:
            lines += _list_of(f"{kind}s", self.sources.get(kind, []))
        if self.article_url:
            lines.append(f"    article_url = {_raw(self.article_url)}")
        notes = [f"    # To be made sure of: {make_printable(note)}" for note in self.unsure]
        return "\n".join([*lines[:8], *(line for note in notes for line in _folded(note)), *lines[8:], ""])


def propose_definition(
    findings: SiteFindings,
    *,
    name: str | None = None,
    country: str | None = None,
    timezone: str | None = None,
    taken: Collection[str] = (),
) -> Proposal:
    """Return the definition that findings amount to; what is given comes before what was found.

    A name that is made up is none of those `taken`.
    """
    of_country = Inferred(country) if country else find_country(findings)
    of_zone = Inferred(timezone) if timezone else find_timezone(findings, of_country.value)
    pattern, languages = find_pattern(findings), find_languages(findings)
    kept = chosen_sources(findings.sources)
    made_up = outlet_name(findings.home, asked=findings.asked)
    return Proposal(
        name=name or free_name(made_up, taken=taken, country=of_country.value, languages=languages),
        domain=findings.domain,
        title=findings.title,
        country=of_country.value or "ZZ",
        timezone=of_zone.value or "UTC",
        languages=languages,
        sources={kind: as_sources(kept, kind) for kind in SOURCE_KINDS},
        article_url=pattern.value,
        unsure=tuple(one.doubt for one in (of_country, of_zone, pattern) if one.doubt),
    )


def _list_of(name: str, sources: list[Source]) -> list[str]:
    if not sources:
        return []
    rows = [f"        Source({_quoted(s.url)}, found={_quoted(s.found)})," for s in sources]
    return [f"    {name} = [", *rows, "    ]"]


def _plain(text: str) -> str:
    """A text that may stand in a docstring: what a page says can end one, or begin code."""
    line = make_printable(" ".join(text.split()))
    return line.replace("\\", " ").replace('"', "'")[:100].strip()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if text.isprintable() else pprint.pformat(text)


def _raw(text: str) -> str:
    return f'r"{text}"' if '"' not in text and not text.endswith("\\") else repr(text)


def _folded(line: str) -> list[str]:
    return textwrap.wrap(line, 100, subsequent_indent="    # ")


def _class_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_")) or "Outlet"
