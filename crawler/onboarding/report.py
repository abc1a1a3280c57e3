"""What a person is shown of a site or an outlet that was looked at: sources, articles, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from crawler.items import Article
from crawler.onboarding.findings import Probed, Sampled, SiteFindings

#: Fields that a news site gives of nearly every article.
EXPECTED = ("headline", "body", "date_published", "authors", "language")
#: A declared feed of whose links fewer are articles has another form of address now.
_ARTICLES_OF_FEED = 0.3
_WIDTH = 60


def source_lines(prospect: SiteFindings, kept: Sequence[Probed]) -> list[str]:
    """Return a line for each source: kept or not, how many articles it lists and what share of all seen."""
    seen = set(chain.from_iterable(one.articles for one in prospect.probed))
    lines = [f"{prospect.home}  {prospect.title}".rstrip(), "", "Sources"]
    for one in prospect.probed:
        mark = "keep" if one in kept and not one.problem else "no  " if one.problem else "-   "
        lines.append(f"  {mark} {one.candidate.kind:8} {one.candidate.url}")
        lines.append(f"       {one.problem or _content(one, len(seen))}; {one.candidate.found or 'declared'}")
    return lines


def _content(one: Probed, seen: int) -> str:
    newest = f", newest {max(one.dates):%Y-%m-%d %H:%M %z}" if one.dates else ""
    return f"{len(one.articles)} articles, {len(one.articles) / max(seen, 1):.0%} of all seen{newest}"


def article_lines(prospect: SiteFindings) -> list[str]:
    """Return the record of each article read: the value of each expected field, its origin and confidence."""
    lines = ["", "Articles"]
    for sampled in prospect.sampled:
        lines.append(f"  {sampled.url}")
        lines += [f"    {line}" for line in _record(sampled)]
    read = [s.article for s in prospect.sampled if s.article]
    if read:
        shares = (f"{name} {_share(read, name):.0%}" for name in EXPECTED)
        lines += ["", "Coverage of fields: " + ", ".join(shares)]
    return [*lines, ""]


def _share(articles: list[Article], name: str) -> float:
    return sum(bool(getattr(article, name)) for article in articles) / len(articles)


def _record(sampled: Sampled) -> Iterator[str]:
    if sampled.article is None:
        yield f"no article: {sampled.refusal}"
        return
    for name in EXPECTED:
        value = getattr(sampled.article, name)
        sure = sampled.article.confidence.get(name)
        origin = sampled.article.provenance.get(name, "-")
        yield f"{name:15} {'    ' if sure is None else f'{sure:.2f}'} {origin:14} {_shown(name, value)}"


def _shown(name: str, value: object) -> str:
    if name == "body":
        return f"{len(str(value)):,} characters: {str(value)[:_WIDTH]!r}"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "-")
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def outlet_faults(prospect: SiteFindings) -> list[str]:
    """Return what is wrong with a declared outlet, each with what to do; empty where all is well."""
    return [*_of_sources(prospect), *_of_articles(prospect)]


def _of_sources(prospect: SiteFindings) -> Iterator[str]:
    for one in prospect.probed:
        where = f"{one.candidate.kind} {one.candidate.url}"
        if one.problem:
            yield f"{where}: {one.problem}. Look whether it has moved, and mend or drop it in the definition."
        elif one.candidate.kind == "feed" and len(one.articles) < _ARTICLES_OF_FEED * len(one.links):
            yield (
                f"{where}: {len(one.articles)} of {len(one.links)} links are articles by article_url."
                " Compare it with the feed's links."
            )


def _of_articles(prospect: SiteFindings) -> Iterator[str]:
    if not prospect.sampled:
        yield "No article could be read."
    for sampled in prospect.sampled:
        if sampled.article is None:
            yield f"{sampled.url}: taken for no article ({sampled.refusal})."
        elif missing := [name for name in ("headline", "body") if not getattr(sampled.article, name)]:
            yield f"{sampled.url}: no {' and no '.join(missing)}. Give a selector, or mend the one there is."
    read = [s.article for s in prospect.sampled if s.article]
    if read and not any(article.date_published for article in read):
        yield "No article has a date of publication. Give a selector for date_published."
