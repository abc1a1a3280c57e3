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
from crawler.onboarding.country import country_of, timezone_of
from crawler.onboarding.url_pattern import article_pattern
from crawler.outlet.attributes import Source
from crawler.records import SOURCE_KINDS, Link

#: Share of the articles known so far that a further source must add.
ADDS = 0.1
_MARKS = re.compile(r"[^a-z0-9]+")


@dataclass(kw_only=True, slots=True)
class Probed:
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
class Sampled:
    """An article fetched to see how well it is read: its record, or why it is none; `html` as fetched."""

    url: str
    html: bytes
    fetched_at: datetime
    article: Article | None = None
    refusal: str | None = None


@dataclass(kw_only=True, slots=True)
class SiteFindings:
    """All that the probe found."""

    home: str
    title: str = ""
    #: BCP 47 tags that pages and feeds state.
    tags: list[str] = field(default_factory=list)
    probed: list[Probed] = field(default_factory=list)
    sampled: list[Sampled] = field(default_factory=list)
    #: Addresses on the home page, articles or not.
    addresses: list[str] = field(default_factory=list)

    @property
    def domain(self) -> str:
        """The outlet's host as `allowed_domains` names it; a port stays."""
        return urlsplit(self.home).netloc.rpartition("@")[2].lower().removeprefix("www.")

    @property
    def articles(self) -> list[str]:
        """Addresses of articles, each article once: those of feeds where there are any, which are sure."""
        rest = {key: url for one in self.probed for key, url in one.articles.items()}
        fed = {
            key: url
            for one in self.probed
            for key, url in one.articles.items()
            if one.candidate.kind == "feed"
        }
        return list((fed or rest).values())


def outlet_name(url: str) -> str:
    """Return a name for the outlet of `url`: its host's own label ("www.radiohc.cu" -> "radiohc")."""
    labels = (urlsplit(url).hostname or "outlet").removeprefix("www.").split(".")
    short = len(labels) > 2 and len(labels[-2]) <= 3
    label = labels[-3] if short else labels[-2] if len(labels) > 1 else labels[0]
    name = _MARKS.sub("_", label.lower()).strip("_") or "outlet"
    return name if name[0].isalpha() else f"outlet_{name}"


def find_pattern(prospect: SiteFindings) -> str | None:
    """Return the pattern of article addresses that `Outlet.article_url` takes, where there is one."""
    articles = prospect.articles
    sections = [one.candidate.url for one in prospect.probed if one.candidate.kind == "listing"]
    known = {key for one in prospect.probed if one.candidate.kind != "listing" for key in one.articles}
    plain = [url for url in prospect.addresses if not looks_like_article(url)]
    others = [url for url in plain if make_article_key(url) not in known]
    return article_pattern(articles, [*sections, *others])


def chosen_sources(probed: Sequence[Probed]) -> list[Probed]:
    """Return the fewest sources that list nearly every article seen: feeds first, then sitemaps, listings.

    Of each kind the one that adds most is taken next, as long as it adds a tenth of what is known.
    """
    known: set[str] = set()
    return [
        one
        for kind in SOURCE_KINDS
        for one in _adding([p for p in probed if p.candidate.kind == kind], known)
    ]


def _adding(waiting: list[Probed], known: set[str]) -> Iterator[Probed]:
    while waiting:
        best = max(waiting, key=lambda one: len(one.articles.keys() - known))
        if best.problem or len(best.articles.keys() - known) <= ADDS * len(known):
            return
        known |= best.articles.keys()
        waiting.remove(best)
        yield best


def find_languages(prospect: SiteFindings) -> list[str]:
    """Return the languages of the articles read, most frequent first, else those that the site states."""
    read = Counter(s.article.language for s in prospect.sampled if s.article and s.article.language)
    if read:
        return [language for language, _ in read.most_common()]
    stated = (re.split("[-_]", tag)[0].lower() for tag in prospect.tags)
    return list(dict.fromkeys(tag for tag in stated if re.fullmatch("[a-z]{2,3}", tag))) or ["en"]


def find_country(prospect: SiteFindings) -> str | None:
    """Return the outlet's country where it can be told."""
    return country_of(prospect.home, tags=prospect.tags)


def find_timezone(prospect: SiteFindings, of_country: str | None) -> str | None:
    """Return the outlet's zone where it can be told by its country and by the dates that it prints."""
    read = [s.article.date_published for s in prospect.sampled if s.article and s.article.date_published]
    return timezone_of(of_country, dates=[*read, *(date for one in prospect.probed for date in one.dates)])


def as_sources(kept: Iterable[Probed], kind: str) -> list[Source]:
    """Return the sources of one kind as a definition declares them."""
    return [
        Source(one.candidate.url, found=one.candidate.found) for one in kept if one.candidate.kind == kind
    ]
