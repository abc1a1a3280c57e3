"""The tables of what a crawl knows: outlets, pages, backfills, runs, leases, dead letters, and hosts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ForeignKey, Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column

from crawler.storage.tables.columns import Base, Id, Json


class OutletRow(Base):
    """What belongs to an outlet and to no page: its window, and the rules its keys were made by."""

    __tablename__ = "outlets"

    name: Mapped[str] = mapped_column(primary_key=True)
    watch_since: Mapped[datetime | None]
    key_version: Mapped[str | None]
    updated_at: Mapped[datetime | None]


class PageRow(Base):
    """Any URL the crawler knows, with its state and the time to look again."""

    __tablename__ = "pages"
    __table_args__ = (
        Index("ix_pages_pending", "outlet", "asked_by", "walk_id", "discovered_at",
              sqlite_where=text("state = 'pending'"), postgresql_where=text("state = 'pending'")),
        Index("ix_pages_due", "outlet", "due_at",
              sqlite_where=text("due_at IS NOT NULL"), postgresql_where=text("due_at IS NOT NULL")),
        Index("ix_pages_outlet", "outlet", "key_version"),
        Index("ix_pages_run_id", "run_id"),
        Index("ix_pages_article_id", "article_id"),
    )  # fmt: skip

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    url: Mapped[str]
    outlet: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str | None]
    key_version: Mapped[str]
    link_title: Mapped[str | None]
    link_date: Mapped[str | None]
    #: The link stood in a source's current entries (feed, front page).
    current: Mapped[bool]
    source_id: Mapped[int | None]
    asked_by: Mapped[str]
    discovered_via: Mapped[str | None]
    discovered_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    #: Seconds between the last fetch and `due_at`.
    interval: Mapped[int | None]
    attempts: Mapped[int]
    http_status: Mapped[int | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"))
    run_id: Mapped[int | None]
    #: Of a source: its history (`schedule.rhythm`), the hash of its last body, and when that was read.
    rhythm: Mapped[dict[str, Any] | None]
    body_hash: Mapped[str | None]
    read_whole_at: Mapped[datetime | None]
    #: The backfill that it was met on; null for fresh news.
    walk_id: Mapped[int | None]
    #: Of a page of a listing on a backfill: where the series stands (`frontier.backfill_search`).
    trail: Mapped[dict[str, Any] | None]


class BackfillRow(Base):
    """A backfill, and how far its addresses stand in `pages`."""

    __tablename__ = "walks"
    __table_args__ = (Index("ix_walks_outlet", "outlet"),)

    id: Mapped[Id]
    outlet: Mapped[str]
    since: Mapped[datetime | None]
    until: Mapped[datetime | None]
    section: Mapped[str | None]
    #: Where its generator stands (`outlet.backfill_addresses`), and by kind of address how many are to come.
    cursor: Mapped[dict[str, Any]]
    #: Whether every address that it is made of stands in `pages`.
    unfolded: Mapped[bool]
    begun_at: Mapped[datetime]


class RunRow(Base):
    """One execution of one spider."""

    __tablename__ = "runs"
    __table_args__ = (
        Index("ix_runs_running", "id", sqlite_where=text("status = 'running'"),
              postgresql_where=text("status = 'running'")),
    )  # fmt: skip

    id: Mapped[Id]
    spider: Mapped[str]
    outlet: Mapped[str | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    status: Mapped[str]
    reason: Mapped[str | None]
    counts: Mapped[dict[str, Any]]
    accounting_ok: Mapped[bool | None]
    args: Mapped[dict[str, Any]]
    version: Mapped[str | None]
    #: Pages that a later run took over while this one had not ended: group -> state -> count.
    handed_on: Mapped[dict[str, Any]]


class LeaseRow(Base):
    """Which run crawls an outlet now, and how it is told whether that run lives: see `storage.leases`."""

    __tablename__ = "leases"

    #: The outlet, or a run of a tool such as `article`.
    name: Mapped[str] = mapped_column(primary_key=True)
    #: One text for each taking: what tells the holder from those before and after it.
    holder: Mapped[str]
    #: The machine since its start, the process there, and that machine's seconds since its start.
    machine: Mapped[str]
    process: Mapped[str]
    machine_seconds: Mapped[int]
    renewed_at: Mapped[datetime]
    run_id: Mapped[int | None]


class DeadLetterRow(Base):
    """What failed, where and why, with what is needed to look at it again."""

    __tablename__ = "dead_letters"
    __table_args__ = (
        Index("ix_dead_letters_run_id", "run_id"),
        Index("ix_dead_letters_page_id", "page_id"),
    )

    id: Mapped[Id]
    run_id: Mapped[int | None]
    page_id: Mapped[int | None] = mapped_column(ForeignKey("pages.id", ondelete="SET NULL"))
    url: Mapped[str | None]
    stage: Mapped[str]
    reason: Mapped[str]
    trace: Mapped[str | None]
    payload: Mapped[Any | None] = mapped_column(Json)
    created_at: Mapped[datetime]


class HostFileRow(Base):
    """The last good copy of a file that speaks for a whole host (robots.txt), and how the last try went."""

    __tablename__ = "host_files"

    #: Scheme, host and port: "https://example.org".
    origin: Mapped[str] = mapped_column(primary_key=True)
    #: Its path: "/robots.txt".
    path: Mapped[str] = mapped_column(primary_key=True)
    #: Empty where the host has none.
    body: Mapped[bytes]
    #: When the copy was got; null where there never was one.
    fetched_at: Mapped[datetime | None]
    tried_at: Mapped[datetime]
    #: Tries in a row that failed, up to the last.
    failures: Mapped[int]
    reason: Mapped[str | None]


class PauseRow(Base):
    """Until when a host asked not to be asked (429, 503 with Retry-After)."""

    __tablename__ = "pauses"

    #: Host, with its port where that is not the scheme's own.
    host: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    reason: Mapped[str]
    noted_at: Mapped[datetime]


#: The same tables for Core, which the hot paths use.
OUTLETS, PAGES, BACKFILLS = (cast(Table, row.__table__) for row in (OutletRow, PageRow, BackfillRow))
RUNS, LEASES, DEAD_LETTERS = (cast(Table, row.__table__) for row in (RunRow, LeaseRow, DeadLetterRow))
HOST_FILES, PAUSES = (cast(Table, row.__table__) for row in (HostFileRow, PauseRow))
