"""What a person is shown of a site or an outlet that was looked at: sources, articles, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from crawler.items import Article
from crawler.onboarding.findings import SiteFindings, TriedArticle, TriedSource

#: Fields that a news site gives of nearly every article.
EXPECTED = ("headline", "body", "date_published", "authors", "language")
#: A declared feed of whose links fewer are articles has another form of address now.
_ARTICLES_OF_FEED = 0.3
_WIDTH = 60


def source_lines(findings: SiteFindings, kept: Sequence[TriedSource]) -> list[str]:
    """Return a line for each source: kept or not, how many articles it lists and what share of all seen."""
    seen = set(chain.from_iterable(one.articles for one in findings.sources))
    lines = [f"{findings.home}  {findings.title}".rstrip(), "", "Sources"]
    for one in findings.sources:
        mark = "keep" if one in kept and not one.problem else "no  " if one.problem else "-   "
        lines.append(f"  {mark} {one.candidate.kind:8} {one.candidate.url}")
        lines.append(f"       {one.problem or _content(one, len(seen))}; {one.candidate.found or 'declared'}")
    return lines


def _content(one: TriedSource, seen: int) -> str:
    newest = f", newest {max(one.dates):%Y-%m-%d %H:%M %z}" if one.dates else ""
    return f"{len(one.articles)} articles, {len(one.articles) / max(seen, 1):.0%} of all seen{newest}"


def article_lines(findings: SiteFindings) -> list[str]:
    """Return the record of each article read: the value of each expected field, its origin and confidence."""
    lines = ["", "Articles"]
    for tried in findings.articles:
        lines.append(f"  {tried.url}")
        lines += [f"    {line}" for line in _record(tried)]
    read = [s.article for s in findings.articles if s.article]
    if read:
        shares = (f"{name} {_share(read, name):.0%}" for name in EXPECTED)
        lines += ["", "Coverage of fields: " + ", ".join(shares)]
    return [*lines, ""]


def _share(articles: list[Article], name: str) -> float:
    return sum(bool(getattr(article, name)) for article in articles) / len(articles)


def _record(tried: TriedArticle) -> Iterator[str]:
    if tried.article is None:
        yield f"no article: {tried.refusal}"
        return
    for name in EXPECTED:
        value = getattr(tried.article, name)
        sure = tried.article.confidence.get(name)
        origin = tried.article.provenance.get(name, "-")
        yield f"{name:15} {'    ' if sure is None else f'{sure:.2f}'} {origin:14} {_shown(name, value)}"


def _shown(name: str, value: object) -> str:
    if name == "body":
        return f"{len(str(value)):,} characters: {str(value)[:_WIDTH]!r}"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "-")
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def doubt_lines(doubts: Sequence[str]) -> list[str]:
    """Return what a person must make sure of in a definition, a line each."""
    return ["To be made sure of", *(f"  {doubt}" for doubt in doubts), ""] if doubts else []


def outlet_faults(findings: SiteFindings) -> list[str]:
    """Return what is wrong with a declared outlet, each with what to do; empty where all is well."""
    return [*_of_sources(findings), *_of_articles(findings)]


def _of_sources(findings: SiteFindings) -> Iterator[str]:
    for one in findings.sources:
        where = f"{one.candidate.kind} {one.candidate.url}"
        if one.problem:
            yield f"{where}: {one.problem}. Has it moved? Mend it in the definition, or drop it there."
        elif one.candidate.kind == "feed" and len(one.articles) < _ARTICLES_OF_FEED * len(one.links):
            yield (
                f"{where}: {len(one.articles)} of {len(one.links)} links are articles by article_url."
                " Compare it with the feed's links."
            )


def _of_articles(findings: SiteFindings) -> Iterator[str]:
    if not findings.articles:
        yield "No article could be read."
    for tried in findings.articles:
        if tried.article is None:
            yield f"{tried.url}: taken for no article ({tried.refusal})."
        elif missing := [name for name in ("headline", "body") if not getattr(tried.article, name)]:
            yield f"{tried.url}: no {' and no '.join(missing)}. Give a selector, or mend the one there is."
    read = [s.article for s in findings.articles if s.article]
    if read and not any(article.date_published for article in read):
        yield "No article has a date of publication. Give a selector for date_published."
