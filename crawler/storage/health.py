"""What a run left in the store for its outlet to be judged by, and what is kept of an outlet's health."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, cast, delete, func, insert, or_, select

from crawler.records import OF_ANOTHER_ID, OF_ANOTHER_TEXT
from crawler.schedule.rhythm import load_rhythm
from crawler.storage.pages import split_chunks
from crawler.storage.tables.articles import ARTICLES
from crawler.storage.tables.crawl import PAGES, RUNS
from crawler.storage.tables.health import HEALTH

#: Characters of a text's opening by which its encoding is judged.
OPENING = 4000
#: Why sources wait that their hosts keep from being asked.
NOT_NOW = ("robots-unreachable", "retry-after")
#: Ends whose reasons say nothing of the page.
PLAIN_ENDS = ("done", "unchanged", "pending", "merged")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedSource:
    """How a declared source ended in a run; `links` counts those of its list, where it sent one."""

    url: str
    kind: str
    state: str
    reason: str | None
    links: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshArticle:
    """An article that the run was the first to store, with what its checks need to know of it."""

    first_seen_at: datetime
    published: datetime | None
    precision: str | None
    origins: Mapping[str, str]
    length: int
    opening: str
    language: str | None
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLeft:
    """What a run left behind: article pages by "state" or "state/reason", its sources, its new articles."""

    ends: Mapping[str, int]
    sources: Sequence[EndedSource]
    articles: Sequence[FreshArticle]
    #: Articles of it whose canonical address names another one.
    astray: int = 0
    #: The most pages that were merged into one article.
    gathered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletHealth:
    """What is known of an outlet after its last run that was judged; `history` is health's own."""

    outlet: str
    run_id: int
    judged_at: datetime
    answered_at: datetime | None = None
    last_new_at: datetime | None = None
    #: Articles stored since the outlet is watched, and in a usual day.
    stored: int = 0
    per_day: float = 0.0
    #: Field -> share of late articles that have it.
    coverage: Mapping[str, float] = field(default_factory=dict)
    history: Mapping[str, Any] = field(default_factory=dict)


def read_run(connection: Connection, run_id: int) -> RunLeft:
    """Read what a run left behind, without its backfills; pages that a later run took over count there."""
    return RunLeft(
        ends=_ends(connection, run_id),
        sources=_sources(connection, run_id),
        articles=_fresh(connection, run_id),
        astray=connection.scalar(_ASTRAY.where(PAGES.c.run_id == run_id)) or 0,
        gathered=connection.scalar(_GATHERED.where(PAGES.c.run_id == run_id)) or 0,
    )


def _ends(connection: Connection, run_id: int) -> dict[str, int]:
    pages = PAGES.c
    ended = select(pages.state, pages.reason, func.count()).where(
        pages.run_id == run_id, pages.kind == "article", pages.walk_id.is_(None)
    )
    ends: dict[str, int] = {}
    for state, reason, number in connection.execute(ended.group_by(pages.state, pages.reason)):
        end = state if state in PLAIN_ENDS or not reason else f"{state}/{reason}"
        ends[end] = ends.get(end, 0) + number
    return ends


def _sources(connection: Connection, run_id: int) -> list[EndedSource]:
    """Return the declared sources; those that another source names come and go.

    A source that was left because its host is not to be asked now counts as failed.
    """
    pages = PAGES.c
    wanted = select(pages.url, pages.kind, pages.state, pages.reason, pages.rhythm).where(
        pages.run_id == run_id,
        pages.kind != "article",
        pages.source_id.is_(None),
        pages.walk_id.is_(None),
        or_(pages.state != "pending", pages.reason.in_(NOT_NOW)),
    )
    return [
        EndedSource(
            url=row.url,
            kind=row.kind,
            state="failed" if row.state == "pending" else row.state,
            reason=row.reason,
            links=_links(row.state, row.rhythm),
        )
        for row in connection.execute(wanted.order_by(pages.id))
    ]


def _links(state: str, rhythm: Mapping[str, Any] | None) -> int | None:
    known = load_rhythm(rhythm) if state == "done" else None
    return None if known is None else known.listed


def _fresh(connection: Connection, run_id: int) -> list[FreshArticle]:
    rows = connection.execute(_FRESH.where(PAGES.c.run_id == run_id, RUNS.c.id == run_id)).all()
    first = _first_ids(connection, {row.content_hash for row in rows if row.content_hash})
    return [
        FreshArticle(
            first_seen_at=row.first_seen_at,
            published=row.date_published,
            precision=row.date_published_precision,
            origins=dict(row.provenance),
            length=row.length,
            opening=row.opening,
            language=row.language,
            is_copy=first.get((row.outlet, row.content_hash), row.id) < row.id,
        )
        for row in rows
    ]


_FRESH = (
    select(
        ARTICLES.c.id,
        ARTICLES.c.outlet,
        ARTICLES.c.first_seen_at,
        ARTICLES.c.date_published,
        ARTICLES.c.date_published_precision,
        ARTICLES.c.provenance,
        func.length(ARTICLES.c.body).label("length"),
        func.substr(ARTICLES.c.body, 1, OPENING).label("opening"),
        ARTICLES.c.language,
        ARTICLES.c.content_hash,
    )
    .join(PAGES, PAGES.c.article_id == ARTICLES.c.id)
    .join(RUNS, ARTICLES.c.first_seen_at >= RUNS.c.started_at)
    .where(PAGES.c.kind == "article", PAGES.c.state == "done", PAGES.c.walk_id.is_(None))
    .where(ARTICLES.c.version == 1)
    .order_by(ARTICLES.c.id)
)


_OF_NEWS = (PAGES.c.kind == "article", PAGES.c.walk_id.is_(None))
_ASTRAY = (
    select(func.count(ARTICLES.c.id.distinct()))
    .join(PAGES, PAGES.c.article_id == ARTICLES.c.id)
    .where(*_OF_NEWS, PAGES.c.state == "done")
    .where(or_(*(cast(ARTICLES.c.warnings, Text).contains(end) for end in (OF_ANOTHER_ID, OF_ANOTHER_TEXT))))
)
_GATHERED = (
    select(func.count())
    .where(*_OF_NEWS, PAGES.c.state == "merged")
    .group_by(PAGES.c.article_id)
    .order_by(func.count().desc())
    .limit(1)
)


def _first_ids(connection: Connection, hashes: set[str]) -> dict[tuple[str, str], int]:
    """Return by outlet and hash of a text the id of the outlet's first article that has the text."""
    columns = ARTICLES.c.outlet, ARTICLES.c.content_hash
    return {
        (outlet, text): first
        for part in split_chunks(sorted(hashes))
        for outlet, text, first in connection.execute(
            select(*columns, func.min(ARTICLES.c.id))
            .where(ARTICLES.c.content_hash.in_(part))
            .group_by(*columns)
        )
    }


def find_health(connection: Connection, outlet: str) -> OutletHealth | None:
    """Return what is known of an outlet's health."""
    row = connection.execute(select(HEALTH).where(HEALTH.c.outlet == outlet)).one_or_none()
    return None if row is None else OutletHealth(**row._mapping)


def keep_health(connection: Connection, health: OutletHealth) -> None:
    """Keep what is known of an outlet's health in place of what was known before."""
    values = {name: getattr(health, name) for name in HEALTH.columns.keys()}  # noqa: SIM118
    connection.execute(delete(HEALTH).where(HEALTH.c.outlet == health.outlet))
    connection.execute(insert(HEALTH).values({**values, "coverage": dict(health.coverage)}))


def list_health(connection: Connection) -> list[OutletHealth]:
    """Return what is known of every outlet, without the histories."""
    columns = [column for column in HEALTH.columns if column.name != "history"]
    rows = connection.execute(select(*columns).order_by(HEALTH.c.outlet))
    return [OutletHealth(**row._mapping) for row in rows]
