"""What an outlet is: its declared attributes with its sources, and what follows from them. Pure.

`crawl article` uses the same for single pages of the outlet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from scrapy.http import Response

from crawler.discovery.article_urls import looks_like_article
from crawler.items import Anchor, Context
from crawler.normalization.urls import KEY_VERSION, KeyRules, make_article_key
from crawler.outlet.canonical import judge_canonical
from crawler.outlet.url_parts import domain_and_port, host_and_port, is_within, section_in_path
from crawler.records import Draft, Expect


@dataclass(frozen=True, slots=True)
class Source:
    """One feed, sitemap (or robots.txt that names sitemaps) or listing of an outlet.

    `found` says where the address stands ("link rel=alternate on article pages"); `verified` is
    false where that could not be seen without the network. `links` and `next` are CSS selectors
    for the article links and the next page of a listing, where the general rules do not do.
    """

    url: str
    found: str = ""
    verified: bool = True
    links: str | None = None
    next: str | None = None


def as_source(declared: Source | str) -> Source:
    """A declared source: a `Source`, or its bare address."""
    return Source(declared) if isinstance(declared, str) else declared


class Outlet:
    """The attributes that a definition may set, and an outlet's part in keys, links and contexts."""

    #: Short name: of the spider, in the database and in keys.
    name: str
    #: Hosts of the outlet; `www.` before each is its own too.
    allowed_domains: ClassVar[Sequence[str]] = ()
    #: ISO 3166 country, BCP 47 languages, and the IANA zone of times printed without an offset.
    country: ClassVar[str] = ""
    languages: ClassVar[Sequence[str]] = ()
    timezone: ClassVar[str] = "UTC"
    #: Seconds between two requests to a host of it, and how many may run at once, where the usual won't do.
    delay: ClassVar[float | None] = None
    concurrency: ClassVar[int | None] = None
    #: Where its articles are listed.
    feeds: ClassVar[Sequence[Source | str]] = ()
    sitemaps: ClassVar[Sequence[Source | str]] = ()
    listings: ClassVar[Sequence[Source | str]] = ()
    #: Addresses of archive pages by day, month or year: "https://x.example/archive/{date:%Y/%m/%d}".
    archives: ClassVar[Sequence[str]] = ()
    #: Address of an article by its number alone, where numbers grow with time: "https://x.example/{number}".
    numbered: ClassVar[str | None] = None
    #: Pattern searched in the decoded path of article addresses (no query, no trailing slash);
    #: group `id` is the outlet's own article id, `section` its section.
    article_url: ClassVar[str | None] = None
    #: Query parameters that carry no identity here, beside those known everywhere.
    drop_params: ClassVar[Sequence[str]] = ()
    #: Query parameters that do, although they look like tracking.
    keep_params: ClassVar[Sequence[str]] = ()
    #: Beginnings of paths that carry none either ("/index.php").
    drop_prefixes: ClassVar[Sequence[str]] = ()
    #: Field -> CSS (or XPath) alternatives in order: only what the general ladder gets wrong.
    selectors: ClassVar[Mapping[str, Sequence[str]]] = {}
    #: Fields whose metadata say the same on every page (a motto as description): only a selector gives them.
    generic: ClassVar[Sequence[str]] = ()
    #: (number, day) of known articles, for dates that are printed without a year.
    anchors: ClassVar[Sequence[tuple[int, str]]] = ()
    #: Agency code as printed in datelines -> name, beside those known everywhere.
    agencies: ClassVar[Mapping[str, str]] = {}
    #: Other forms of the outlet's name, never a person's.
    other_names: ClassVar[Sequence[str]] = ()
    #: What its health is judged by beside its own history: `articles_per_day` (fewest, most), `coverage`
    #: (field -> least share), `quiet_hours` without a new article.
    expect: ClassVar[Mapping[str, Any]] = {}
    #: Why nothing of it has been seen on real pages yet, where that is so.
    unverified: ClassVar[str | None] = None

    @classmethod
    def key_rules(cls) -> KeyRules:
        """The outlet's own part in the article key."""
        return KeyRules(
            outlet=cls.name,
            hosts=tuple(cls.allowed_domains),
            article_url=cls.article_url,
            drop_params=tuple(cls.drop_params),
            keep_params=tuple(cls.keep_params),
            drop_prefixes=tuple(cls.drop_prefixes),
        )

    @classmethod
    def key_version(cls) -> str:
        """The version of the rules of keys, which changes with the general ones and with the outlet's own."""
        return _key_version(cls)  # type: ignore[arg-type]  # a class is hashable

    @classmethod
    def key(cls, url: str) -> str:
        """The key of `url` by this outlet's rules; raises ValueError where it is no http(s) URL."""
        if number := cls.number_of(url):
            return f"{cls.name}:{number}"
        return make_article_key(url, rules=_key_rules(cls))  # type: ignore[arg-type]  # a class is hashable

    @classmethod
    def owns(cls, url: str) -> bool:
        """Whether the host of `url` is one of the outlet's."""
        return cls.domain_of(url) is not None

    @classmethod
    def domain_of(cls, url: str) -> str | None:
        """The longest of `allowed_domains` that the host of `url` is or belongs to, or None.

        One with a port means that port.
        """
        here = host_and_port(url)
        owning = (d for d in cls.allowed_domains if is_within(here, domain_and_port(d)))
        return max(owning, key=len, default=None)

    @classmethod
    def article_match(cls, url: str) -> re.Match[str] | None:
        """The match of `article_url` in `url`'s path, where the outlet has a pattern."""
        path = unquote(urlsplit(url).path).rstrip("/")
        return re.search(cls.article_url, path) if cls.article_url else None

    @classmethod
    def number_of(cls, url: str) -> str | None:
        """The article's number where `url` is `numbered` with one in it."""
        if cls.numbered is None:
            return None
        found = _numbered_pattern(cls.numbered).fullmatch(url)
        return found["number"] if found and cls.owns(url) else None

    @classmethod
    def is_article_url(cls, url: str) -> bool:
        """Whether `url` is an article's: by the outlet's pattern, else by the looks of the address."""
        if not cls.owns(url):
            return False
        if cls.number_of(url):
            return True
        return bool(cls.article_match(url)) if cls.article_url else looks_like_article(url)

    @classmethod
    def anchor_days(cls) -> tuple[Anchor, ...]:
        """The anchors as records; raises ValueError on a day that is none."""
        return tuple(Anchor(number=int(n), day=date.fromisoformat(day)) for n, day in cls.anchors)

    @classmethod
    def expectations(cls) -> Expect:
        """What `expect` declares, as a record; `checks` has found no fault in the declaration."""
        bounds, quiet = cls.expect.get("articles_per_day"), cls.expect.get("quiet_hours")
        return Expect(
            articles_per_day=(float(bounds[0]), float(bounds[1])) if bounds else None,
            coverage={name: float(share) for name, share in cls.expect.get("coverage", {}).items()},
            quiet_hours=None if quiet is None else float(quiet),
        )

    @classmethod
    def section_of(cls, url: str) -> str | None:
        """The section in an article's address: the pattern's group, else the first segment fit for one."""
        match = cls.article_match(url)
        if match and "section" in match.re.groupindex:
            return match["section"]
        return section_in_path(unquote(urlsplit(url).path))

    @classmethod
    def context(cls, response: Response, draft: Draft) -> Context:
        """What is known of the article beside its page."""
        found, final = response.meta.get("found_url") or response.url, response.url
        canonical = judge_canonical(cls, draft, final=final)
        best = canonical.url if canonical and canonical.sure else final
        match = cls.article_match(best) or cls.article_match(found)
        urls = (found, final, canonical.url) if canonical else (found, final)
        return Context(
            key=cls.key(best),
            alias_keys=tuple(map(cls.key, urls)),
            outlet=cls.name,
            url=final,
            outlet_article_id=match["id"]
            if match and "id" in match.re.groupindex
            else cls.number_of(final) or cls.number_of(found),
            timezone=cls.timezone,
            languages=tuple(cls.languages),
            country=cls.country or None,
            outlet_names=(cls.name, *cls.other_names, *cls.allowed_domains),
            agencies=dict(cls.agencies),
            section=cls.section_of(best) or cls.section_of(found),
            anchors=cls.anchor_days(),
            link_title=response.meta.get("link_title"),
            link_date=response.meta.get("link_date"),
            current=bool(response.meta.get("current")),
            fetched_at=response.meta.get("archive_date") or datetime.now(UTC),
            discovered_via=response.meta.get("discovered_via"),
            http_status=response.status,
        )


# Asked for at every link.
@lru_cache(maxsize=1024)
def _key_rules(outlet: type[Outlet]) -> KeyRules:
    return outlet.key_rules()


@lru_cache(maxsize=1024)
def _key_version(outlet: type[Outlet]) -> str:
    rules = repr(outlet.key_rules()) + (outlet.numbered or "")
    return f"{KEY_VERSION}-{sha256(rules.encode()).hexdigest()[:12]}"


@lru_cache(maxsize=1024)
def _numbered_pattern(address: str) -> re.Pattern[str]:
    before, _, after = re.sub(r"^https?://(?:www\.)?", "", address).partition("{number}")
    return re.compile(rf"https?://(?:www\.)?{re.escape(before)}(?P<number>\d+){re.escape(after)}/?")
