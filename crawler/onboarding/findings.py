"""What is known of an outlet before it has a definition: sources tried, and what follows from them. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from crawler.discovery.article_urls import looks_like_article
from crawler.items import Article
from crawler.normalization.urls import make_article_key
from crawler.onboarding.candidates import SourceCandidate
from crawler.onboarding.country import country_of, country_of_language, main_timezone, timezone_of
from crawler.onboarding.url_pattern import article_pattern, why_no_pattern
from crawler.outlet.attributes import Source
from crawler.records import SOURCE_KINDS, Link

#: Share of the articles known so far that a further source must add.
ADDS = 0.1


@dataclass(kw_only=True, slots=True)
class TriedSource:
    """A source that was tried: its links within the outlet, or what was wrong with it."""

    candidate: SourceCandidate
    links: list[Link] = field(default_factory=list)
    problem: str | None = None
    #: As the source states it, not checked to be BCP 47.
    language: str | None = None
    #: When the source says its newest articles were published.
    dates: list[datetime] = field(default_factory=list)
    #: Article key -> address of what looks like an article among the links; all entries of a feed are.
    articles: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True, slots=True)
class TriedArticle:
    """An article fetched to see how well it is read: its record, or why it is none; `html` as fetched."""

    url: str
    html: bytes
    fetched_at: datetime
    article: Article | None = None
    refusal: str | None = None


@dataclass(kw_only=True, slots=True)
class SiteFindings:
    """All that a look at a site, or at a declared outlet, has found."""

    #: Address of the home page: as asked for, and once it was fetched, after redirects.
    home: str
    #: Address that was asked for.
    asked: str = ""
    title: str = ""
    #: BCP 47 tags that pages and feeds state.
    tags: list[str] = field(default_factory=list)
    sources: list[TriedSource] = field(default_factory=list)
    articles: list[TriedArticle] = field(default_factory=list)
    #: Addresses on the home page, articles or not.
    addresses: list[str] = field(default_factory=list)
    #: Why the home page could not be had, in words that say what to do.
    trouble: str | None = None

    @property
    def domain(self) -> str:
        """The outlet's host as `allowed_domains` names it; a port stays."""
        return urlsplit(self.home).netloc.rpartition("@")[2].lower().removeprefix("www.")

    @property
    def article_urls(self) -> list[str]:
        """Addresses of articles, each article once: those of feeds where there are any, which are sure."""
        rest = {key: url for one in self.sources for key, url in one.articles.items()}
        fed = {
            key: url
            for one in self.sources
            for key, url in one.articles.items()
            if one.candidate.kind == "feed"
        }
        return list((fed or rest).values())

    @property
    def other_urls(self) -> list[str]:
        """Addresses of the outlet's pages that are no articles: its sections, and links of the home page."""
        sections = [one.candidate.url for one in self.sources if one.candidate.kind == "listing"]
        known = {key for one in self.sources if one.candidate.kind != "listing" for key in one.articles}
        plain = [url for url in self.addresses if not looks_like_article(url)]
        return [*sections, *(url for url in plain if make_article_key(url) not in known)]

    @property
    def article_dates(self) -> list[datetime]:
        """When articles were published, as pages and sources print it, with the offset that stands there."""
        read = [tried.article.date_published for tried in self.articles if tried.article]
        return [*filter(None, read), *(date for one in self.sources for date in one.dates)]


@dataclass(frozen=True, slots=True)
class Inferred:
    """A value of a definition that was told from findings, and what of it a person must make sure of."""

    value: str | None
    doubt: str | None = None


def find_pattern(findings: SiteFindings) -> Inferred:
    """Return the pattern of article addresses that `Outlet.article_url` takes, or why there is none."""
    articles, others = findings.article_urls, findings.other_urls
    if pattern := article_pattern(articles, others):
        return Inferred(pattern)
    why = why_no_pattern(articles, others)
    return Inferred(None, f"no pattern of article addresses was found: {why} (article_url)")


def find_country(findings: SiteFindings) -> Inferred:
    """Return the outlet's country where it can be told: by its ending, its tags or its language."""
    if by_ending := country_of(findings.home):
        return Inferred(by_ending)
    languages = find_languages(findings)
    tags = [tag for tag in findings.tags if re.split("[-_]", tag)[0].lower() in languages]
    if by_tag := country_of(findings.home, tags=tags):
        return Inferred(by_tag, f"the country {by_tag} is told by the pages' language tag alone (--country)")
    if by_language := country_of_language(languages):
        return Inferred(by_language, f"the country {by_language} is told by the language alone (--country)")
    return Inferred(None, "the country could not be told (--country)")


def find_timezone(findings: SiteFindings, country: str | None) -> Inferred:
    """Return the outlet's zone: its country's, or of several the one of the dates that it prints."""
    if zone := timezone_of(country, dates=findings.article_dates):
        return Inferred(zone)
    if zone := main_timezone(country):
        doubt = f"{country} has several clocks and no date tells which; {zone} is that of most (--timezone)"
        return Inferred(zone, doubt)
    return Inferred(None, "the time zone could not be told (--timezone); UTC stands in")


def find_languages(findings: SiteFindings) -> list[str]:
    """Return the languages of the articles read, most frequent first, else those that the site states."""
    read = Counter(
        tried.article.language for tried in findings.articles if tried.article and tried.article.language
    )
    if read:
        return [language for language, _ in read.most_common()]
    stated = (re.split("[-_]", tag)[0].lower() for tag in findings.tags)
    return list(dict.fromkeys(tag for tag in stated if re.fullmatch("[a-z]{2,3}", tag))) or ["en"]


def chosen_sources(tried: Sequence[TriedSource]) -> list[TriedSource]:
    """Return the fewest sources that list nearly every article seen: feeds first, then sitemaps, listings.

    Of each kind the one that adds most is taken next, as long as it adds more than a tenth of what is known.
    """
    known: set[str] = set()
    return [
        one
        for kind in SOURCE_KINDS
        for one in _adding([one for one in tried if one.candidate.kind == kind], known)
    ]


def _adding(waiting: list[TriedSource], known: set[str]) -> Iterator[TriedSource]:
    """Yield what adds most of `waiting`, one at a time; the articles of each go into `known`."""
    while waiting:
        best = max(waiting, key=lambda one: len(one.articles.keys() - known))
        if best.problem or len(best.articles.keys() - known) <= ADDS * len(known):
            return
        known.update(best.articles)
        waiting.remove(best)
        yield best


def as_sources(kept: Iterable[TriedSource], kind: str) -> list[Source]:
    """Return the sources of one kind as a definition declares them."""
    return [
        Source(one.candidate.url, found=one.candidate.found) for one in kept if one.candidate.kind == kind
    ]
