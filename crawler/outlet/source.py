"""A page of an outlet that lists articles, and where its address is known from."""

from __future__ import annotations

from dataclasses import dataclass

#: Kinds of source, in the order in which a crawl polls them: the cheapest news first.
KINDS = ("feed", "sitemap", "listing")


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
