"""What a run leaves behind, as far as health is judged by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

#: Kind of alarm -> what it says.
KINDS: dict[str, str] = {
    "accounting": "the run's account does not add up",
    "unreachable": "nothing of the outlet answers",
    "robots": "robots.txt forbids what was fetched before",
    "source-dead": "a source fails",
    "source-empty": "a source that listed articles lists none",
    "source-stale": "a source never changes, while others bring news",
    "silence": "no new article for longer than the outlet's rhythm allows",
    "volume-low": "far fewer articles than usual",
    "volume-high": "far more articles than usual",
    "refused": "article pages answer 401, 403, 429 or a wall",
    "missing": "article pages are not found",
    "failing": "article pages fail",
    "rejected": "article pages are taken for no articles",
    "canonical": "several pages name one article as their canonical address",
    "coverage": "a field is missing",
    "rung": "a field no longer comes from where it came from",
    "dates": "dates of publication can not be right",
    "stale": "what comes in as new is old",
    "body-uniform": "bodies all have one length",
    "body-short": "bodies are far shorter than usual",
    "copies": "articles come again under new addresses",
    "language": "texts are in another language",
    "encoding": "texts are garbled",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSeen:
    """How one source ended in a run."""

    url: str
    #: feed, sitemap or listing.
    kind: str
    #: A state of `pages`, with its reason.
    state: str
    reason: str | None = None
    #: Links in its list; None where it sent no list (304, a failure) or that is not known.
    links: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSeen:
    """An article that was stored for the first time."""

    seen_at: datetime
    published: datetime | None
    #: Field -> the origin that gave it, for those of `WATCHED_FIELDS` that have a value; a date's has
    #: its precision after a colon ("jsonld:second").
    origins: Mapping[str, str]
    #: Characters of the body.
    length: int
    language: str | None = None
    #: Its text was stored before, under another key.
    is_copy: bool = False
    #: Its text holds signs of a wrong encoding.
    is_garbled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSeen:
    """A run: how its article pages ended, its sources, and the articles that are new."""

    at: datetime
    #: "state" or "state/reason" -> article pages that ended so.
    ends: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[SourceSeen, ...] = ()
    articles: tuple[ArticleSeen, ...] = ()
    #: Where the account does not add up.
    problems: tuple[str, ...] = ()
    #: Articles whose canonical address names another one, and the most pages merged into one article.
    astray: int = 0
    gathered: int = 0
