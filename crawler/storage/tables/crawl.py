"""The tables, as typed declarative models."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, cast

from sqlalchemy import Boolean, ForeignKey, Index, LargeBinary, MetaData, Table, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from crawler.storage.tables.columns import CleanText, Json, UtcDateTime, Whole

Id = Annotated[int, mapped_column(Whole, primary_key=True, autoincrement=True)]


class Base(DeclarativeBase):
    """Base of the models: Python types stand for the column types of this project."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        str: CleanText,
        int: Whole,
        bool: Boolean,
        datetime: UtcDateTime,
        list[Any]: Json,
        dict[str, Any]: Json,
        bytes: LargeBinary,
    }


class OutletRow(Base):
    """What belongs to an outlet and to no page: its window, and the rules its keys were made by."""

    __tablename__ = "outlets"

    name: Mapped[str] = mapped_column(primary_key=True)
    watch_since: Mapped[datetime | None]
    key_version: Mapped[str | None]
    updated_at: Mapped[datetime | None]


class ArticleRow(Base):
    """The latest state of an article: the fields of `Article`, and what the store adds."""

    __tablename__ = "articles"
    __table_args__ = (
        Index("ix_articles_content_hash", "content_hash"),
        Index("ix_articles_dated_at", "dated_at"),
        Index("ix_articles_outlet_dated_at", "outlet", "dated_at"),
        Index("ix_articles_outlet_anchor", "outlet", "anchor", sqlite_where=text("anchor IS NOT NULL"),
              postgresql_where=text("anchor IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(unique=True)
    url: Mapped[str]
    canonical_url: Mapped[str | None]
    outlet: Mapped[str]
    outlet_article_id: Mapped[str | None]
    headline: Mapped[str | None]
    alternative_headline: Mapped[str | None]
    description: Mapped[str | None]
    body: Mapped[str]
    word_count: Mapped[int | None]
    byline: Mapped[str | None]
    authors: Mapped[list[Any]]
    dateline: Mapped[str | None]
    location: Mapped[str | None]
    agency: Mapped[str | None]
    #: UTC; the offset that it was printed with stands beside it, in minutes.
    date_published: Mapped[datetime | None]
    date_published_offset: Mapped[int | None]
    date_published_raw: Mapped[str | None]
    date_published_precision: Mapped[str | None]
    date_published_method: Mapped[str | None]
    date_modified: Mapped[datetime | None]
    date_modified_offset: Mapped[int | None]
    date_modified_raw: Mapped[str | None]
    date_modified_precision: Mapped[str | None]
    date_modified_method: Mapped[str | None]
    article_section: Mapped[str | None]
    keywords: Mapped[list[Any]]
    language: Mapped[str | None]
    image: Mapped[str | None]
    images: Mapped[list[Any]]
    videos: Mapped[list[Any]]
    audios: Mapped[list[Any]]
    is_accessible_for_free: Mapped[bool | None]
    license: Mapped[str | None]
    tdm_reservation: Mapped[bool | None]
    fetched_at: Mapped[datetime | None]
    discovered_via: Mapped[str | None]
    http_status: Mapped[int | None]
    content_hash: Mapped[str | None]
    provenance: Mapped[dict[str, Any]]
    confidence: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    warnings: Mapped[list[Any]]
    schema_version: Mapped[int | None]
    #: The outlet's number of the article where its day is printed; else null.
    anchor: Mapped[int | None]
    #: When it was published, else when it was first seen: what lists are ordered by.
    dated_at: Mapped[datetime]
    raw_hash: Mapped[str | None]
    extractor_version: Mapped[str]
    first_seen_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    #: Number of the latest version.
    version: Mapped[int]


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
    #: Of a source: its history (`storage.rhythm`), the hash of its last body, and when that was read.
    rhythm: Mapped[dict[str, Any] | None]
    body_hash: Mapped[str | None]
    read_whole_at: Mapped[datetime | None]
    #: The backfill through the back catalogue that it was met on; null for fresh news.
    walk_id: Mapped[int | None]
    #: Of a page of a listing on a backfill: where the series stands (`middlewares.paging`).
    trail: Mapped[dict[str, Any] | None]


class WalkRow(Base):
    """A backfill, and how far its addresses stand in `pages`."""

    __tablename__ = "walks"
    __table_args__ = (Index("ix_walks_outlet", "outlet"),)

    id: Mapped[Id]
    outlet: Mapped[str]
    since: Mapped[datetime | None]
    until: Mapped[datetime | None]
    section: Mapped[str | None]
    #: Where its generator stands (`outlet.walking`), and by kind of address how many are to come.
    cursor: Mapped[dict[str, Any]]
    #: Whether every address that it is made of stands in `pages`.
    unfolded: Mapped[bool]
    begun_at: Mapped[datetime]


class VersionRow(Base):
    """One state of an article's text over time, numbered from 1."""

    __tablename__ = "versions"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content_hash: Mapped[str | None]
    headline: Mapped[str | None]
    body: Mapped[str]
    date_modified: Mapped[datetime | None]
    extractor_version: Mapped[str]
    raw_hash: Mapped[str | None]
    #: When this text was first seen; the response it was last read from came at `fetched_at`.
    first_seen_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
    run_id: Mapped[int | None]
    re_extracted: Mapped[bool]


class UrlRow(Base):
    """A form of an article's address; unique by the SHA-256 of the URL, which may be of any length."""

    __tablename__ = "urls"
    __table_args__ = (Index("ix_urls_article_id", "article_id"),)

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    url: Mapped[str]
    #: found, final or canonical: the first role it was seen in.
    kind: Mapped[str]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    first_seen_at: Mapped[datetime]


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
    """Who crawls an outlet now, until when: `storage.leases`."""

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


def _table(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


#: The same tables for Core, which the hot paths use.
OUTLETS, ARTICLES, PAGES = _table(OutletRow), _table(ArticleRow), _table(PageRow)
VERSIONS, URLS, RUNS = _table(VersionRow), _table(UrlRow), _table(RunRow)
DEAD_LETTERS, LEASES, WALKS = _table(DeadLetterRow), _table(LeaseRow), _table(WalkRow)
