"""An outlet's definition as a class and as the text of its file."""

from __future__ import annotations

import json
import pprint
import textwrap
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from scrapy.http import HtmlResponse, Request

from crawler.items import Article
from crawler.normalization import build_article
from crawler.onboarding.findings import (
    Sampled,
    SiteFindings,
    as_sources,
    chosen_sources,
    find_country,
    find_languages,
    find_pattern,
    find_timezone,
    outlet_name,
)
from crawler.outlet.attributes import Source
from crawler.outlet.spider import OutletSpider
from crawler.records import SOURCE_KINDS, Draft

#: What a record in a test leaves out: it may change to a better measure of the same.
_NOT_RECORDED = ("content_hash", "provenance", "confidence")


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
        notes = [f"    # To be made sure of: {note}" for note in self.unsure]
        return "\n".join([*lines[:8], *(line for note in notes for line in _folded(note)), *lines[8:], ""])


def propose_definition(
    prospect: SiteFindings, *, name: str | None = None, land: str | None = None, zone: str | None = None
) -> Proposal:
    """Return the definition that a prospect amounts to; what is given comes before what was found."""
    found_country = land or find_country(prospect)
    found_zone = zone or find_timezone(prospect, found_country)
    kept = chosen_sources(prospect.probed)
    unsure = [
        *([] if found_country else ["the country could not be told (--country)"]),
        *([] if found_zone else ["the time zone could not be told (--timezone); UTC stands in"]),
    ]
    return Proposal(
        name=name or outlet_name(prospect.home),
        domain=prospect.domain,
        title=prospect.title,
        country=found_country or "ZZ",
        timezone=found_zone or "UTC",
        languages=find_languages(prospect),
        sources={kind: as_sources(kept, kind) for kind in SOURCE_KINDS},
        article_url=find_pattern(prospect),
        unsure=tuple(unsure),
    )


def read_as(outlet: type[OutletSpider], sampled: Sampled) -> Article | None:
    """Return the article that an outlet's own spider makes of a page fetched before, or None."""
    request = Request(sampled.url, meta={"archive_date": sampled.fetched_at})
    response = HtmlResponse(sampled.url, body=sampled.html, request=request)
    drafts = [made for made in outlet().parse_article(response) if isinstance(made, Draft)]
    return build_article(drafts[0], drafts[0].context) if drafts and drafts[0].context else None


def format_test_case(made: Article, *, url: str, fetched_at: datetime, refused: list[str]) -> str:
    """The JSON of an outlet's test: the page's address, addresses that are no articles, and the record."""
    data = {
        "url": url,
        "fetched_at": fetched_at.isoformat(),
        "same": [],
        "refused": refused,
        "article": record_for_test(made),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def record_for_test(made: Article) -> dict[str, Any]:
    """Return an article as it stands in a test: dates in ISO 8601, without what a test leaves out."""
    values = {k: v for k, v in asdict(made).items() if k not in _NOT_RECORDED and v not in (None, "", [], {})}
    return {name: _printed(value) for name, value in values.items()}


def _printed(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return [_printed(one) for one in value]
    if isinstance(value, dict):
        return {name: _printed(one) for name, one in value.items() if one is not None}
    return value


def _list_of(name: str, sources: list[Source]) -> list[str]:
    if not sources:
        return []
    rows = [f"        Source({_quoted(s.url)}, found={_quoted(s.found)})," for s in sources]
    return [f"    {name} = [", *rows, "    ]"]


def _plain(text: str) -> str:
    """A text that may stand in a docstring: what a page says can end one, or begin code."""
    return " ".join(text.replace("\\", " ").replace('"', "'").split())[:100]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if text.isprintable() else pprint.pformat(text)


def _raw(text: str) -> str:
    return f'r"{text}"' if '"' not in text and not text.endswith("\\") else repr(text)


def _folded(line: str) -> list[str]:
    return textwrap.wrap(line, 100, subsequent_indent="    # ")


def _class_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_")) or "Outlet"
