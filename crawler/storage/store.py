"""One opened database, and everything that is read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, and_, or_, select
from sqlalchemy.exc import SQLAlchemyError

from crawler.items import Anchor
from crawler.records import Backfill
from crawler.storage import articles, backfill, database, runs, schema
from crawler.storage.pages import split_chunks
from crawler.storage.records import Run, StoredArticle, StoredDeadLetter, StoreError, Version
from crawler.storage.tables.columns import storable_text
from crawler.storage.tables.crawl import OUTLETS, PageRow
from crawler.storage.transactions import retry_patiently
from crawler.storage.writing.take_pages import count_pending

R = TypeVar("R")


class Store:
    """A database that is open and has the schema of this code.

    Every read opens a short connection of its own, so any thread may call it. It is tried again for
    `patience` seconds where the database is away, then it raises `StoreFailed`.
    """

    def __init__(self, engine: Engine, *, patience: float = 60.0) -> None:
        self.engine = engine
        self.patience = patience

    @classmethod
    def open(
        cls, url: str, *, create: bool = True, synchronous: str = "FULL", patience: float = 60.0
    ) -> Store:
        """Open the database and bring its schema up to date.

        With `create` false a SQLite file must be there already. `synchronous` is SQLite's setting:
        FULL survives a loss of power. Raises `StoreError`, one line that says what to do.
        """
        parsed = database.parse_url(url)
        database.prepare_file(parsed, create=create)
        engine = database.make_engine(parsed, synchronous=synchronous)
        try:
            schema.migrate_database(engine)
        except (SQLAlchemyError, StoreError) as error:
            engine.dispose()
            raise _opening_error(parsed, error) from None
        return cls(engine, patience=patience)

    def close(self) -> None:
        """Close every connection that is not in use."""
        self.engine.dispose()

    def read(self, work: Callable[[Connection], R]) -> R:
        """Run a read on a connection of its own."""

        def attempt() -> R:
            with self.engine.connect() as connection:
                return work(connection)

        return retry_patiently(attempt, patience=self.patience)

    def known(self, keys: Iterable[str], *, asked_by: str | None = None) -> set[str]:
        """Return those of the keys that stand in `pages`.

        With `asked_by` pages are left out that wait for another spider or on a backfill. Where a source of
        this spider lists them, they pass to it and to its fresh news (see `FinishSource`).
        """
        named = {storable_text(key): key for key in keys}
        wanted = select(PageRow.key)
        if asked_by is not None:
            news = and_(PageRow.asked_by == asked_by, PageRow.walk_id.is_(None))
            wanted = wanted.where(or_(PageRow.state != "pending", news))

        def work(connection: Connection) -> set[str]:
            found = (
                key
                for part in split_chunks(list(named))
                for key in connection.scalars(wanted.where(PageRow.key.in_(part)))
            )
            return {named[key] for key in found}

        return self.read(work)

    def watch_since(self, outlet: str) -> datetime | None:
        """Return the start of the outlet's window, or `None` before its first poll."""
        return self.read(lambda c: c.scalar(select(OUTLETS.c.watch_since).where(OUTLETS.c.name == outlet)))

    def neighbours(
        self, outlet: str, number: int, *, excluding_key: str, count: int = 1
    ) -> tuple[Anchor, ...]:
        """Return up to `count` articles on each side of a number whose day is printed, by number."""
        return self.read(
            lambda c: articles.find_neighbours(c, outlet, number, excluding_key=excluding_key, count=count)
        )

    def page_counts(self, run_id: int) -> runs.Counts:
        """Return how the pages that the run took up ended: group -> state -> count."""
        return self.read(lambda connection: runs.page_counts(connection, run_id))

    def pending_count(self, outlet: str, *, spider: str) -> int:
        """Return how many pages of the outlet wait for the spider."""
        return self.read(lambda connection: count_pending(connection, outlet=outlet, spider=spider))

    def anchors_near(self, outlet: str, day: date) -> tuple[Anchor, ...]:
        """Return the numbers of articles that print a day near this one, some on each side, by number."""
        return self.read(lambda connection: articles.find_anchors(connection, outlet, day))

    def open_backfills(self, outlet: str) -> list[Backfill]:
        """Return the outlet's backfills that have addresses still to come into `pages`, the oldest first."""
        return self.read(lambda connection: backfill.open_backfills(connection, outlet))

    def backfills_left(self, outlet: str) -> list[backfill.BackfillLeft]:
        """Return what is left of each of the outlet's backfills that has not ended."""
        return self.read(lambda connection: backfill.backfills_left(connection, outlet))

    def articles(
        self,
        *,
        outlet: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        language: str | None = None,
        text: str | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[StoredArticle]:
        """Return articles, the newest first; `until` is the first moment that is too late."""
        return self.read(
            lambda connection: articles.list_articles(
                connection,
                outlet=outlet,
                since=since,
                until=until,
                language=language,
                text=text,
                limit=limit,
                offset=offset,
            )
        )

    def article(self, key_or_url_or_id: str | int) -> StoredArticle | None:
        """Return the article of an id, a key, or any address that it was seen under."""
        return self.read(lambda connection: articles.find_article(connection, key_or_url_or_id))

    def versions(self, article_id: int) -> list[Version]:
        """Return the article's versions, the first first."""
        return self.read(lambda connection: articles.list_versions(connection, article_id))

    def dead_letters(
        self, *, run_id: int | None = None, limit: int = 50, offset: int = 0
    ) -> list[StoredDeadLetter]:
        """Return dead letters, the newest first."""
        return self.read(
            lambda connection: runs.list_dead_letters(connection, run_id=run_id, limit=limit, offset=offset)
        )

    def runs(self, limit: int = 20) -> list[Run]:
        """Return the latest runs, the newest first."""
        return self.read(lambda connection: runs.list_runs(connection, limit=limit))


def _opening_error(url: URL, error: Exception) -> StoreError:
    if isinstance(error, StoreError):
        return StoreError(f"can't use the database {database.mask_password(url)}: {error}")
    return database.cannot_open(url, error)
