"""Forgetting an outlet: it is watched no more, and what is stored of it stays or goes, as asked.

Rows go in batches of a transaction each, so that other writers wait for none of them long. A page goes with
its article, so that each batch leaves a whole store. A call that was killed is made again, and goes on.
"""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, exists, func, insert, select, update

from crawler.storage.leases import (
    Lease,
    RenewLease,
    give_up_lease,
    machine_seconds,
    new_holder,
    take_lease,
)
from crawler.storage.pages import split_chunks
from crawler.storage.records import Busy
from crawler.storage.store import Store
from crawler.storage.tables.articles import ARTICLES, URLS, VERSIONS
from crawler.storage.tables.crawl import BACKFILLS, DEAD_LETTERS, OUTLETS, PAGES, RUNS
from crawler.storage.tables.health import ALARMS, DELIVERIES, HEALTH
from crawler.storage.transactions import StoreCommand
from crawler.storage.writing.thread import Writer

#: Pages, articles or runs that go in one transaction.
BATCH = 500

#: Name of a table -> rows of it, in the order in which they are told.
Rows = Counter[str]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What forgetting an outlet came to: open alarms that were closed, and rows that were removed."""

    alarms_closed: int
    removed: Rows = field(default_factory=Counter)


def count_rows(connection: Connection, outlet: str) -> Rows:
    """Count the pages and articles that are stored of an outlet, and its open alarms."""
    open_alarms = (ALARMS.c.outlet == outlet, ALARMS.c.closed_at.is_(None))
    return Counter(
        pages=connection.scalar(select(func.count()).where(PAGES.c.outlet == outlet)) or 0,
        articles=connection.scalar(select(func.count()).where(ARTICLES.c.outlet == outlet)) or 0,
        alarms=connection.scalar(select(func.count()).where(*open_alarms)) or 0,
    )


def is_known(connection: Connection, outlet: str) -> bool:
    """Tell whether anything is stored of an outlet."""
    names = (OUTLETS.c.name, PAGES.c.outlet, ARTICLES.c.outlet, RUNS.c.outlet)
    return any(connection.scalar(select(exists().where(name == outlet))) for name in names)


def forget_outlet(
    store: Store,
    outlet: str,
    *,
    remove: bool,
    seconds: float,
    batch: int = BATCH,
    progress: Callable[[Rows], None] = lambda rows: None,
) -> Forgotten:
    """Stop watching an outlet, close its alarms, and with `remove` delete what is stored of it.

    `seconds` are those after which another's lease may be taken over; `progress` gets what is removed so far
    after each batch. Raises `Busy` where the outlet is being crawled, and `StoreFailed`.
    """
    lease = Lease(name=outlet, holder=new_holder(), seconds=seconds)
    writer = Writer(store, patience=store.patience)
    removed: Rows = Counter()
    try:
        closed = writer.submit(StopWatching(lease=lease, now=_now())).result()
        for command in _removals(store, lease, batch) if remove else ():
            removed += writer.submit(command).result()
            progress(removed)
        writer.submit(EndForgetting(lease=lease, now=_now())).result()
    finally:
        writer.close()
    return Forgotten(closed, removed)


def _removals(store: Store, lease: Lease, batch: int) -> Iterator[RemoveRows]:
    """Yield the batches one at a time: what a table still has is looked up once those before it are gone."""
    for kind in (RemovePages, RemoveArticles, RemoveRuns):
        for ids in split_chunks(store.read(partial(kind.ids_of, outlet=lease.name)), batch):
            yield kind(lease=_renewed(lease), ids=ids, now=_now())
    yield RemoveRest(lease=_renewed(lease), now=_now())


def _now() -> datetime:
    return datetime.now(UTC)


def _renewed(lease: Lease) -> Lease:
    """Return the lease with the machine's present seconds, by which its holder is told to live."""
    return replace(lease, holder=replace(lease.holder, seconds=machine_seconds()))


@dataclass(frozen=True, kw_only=True)
class StopWatching(StoreCommand[int]):
    """Watch an outlet no more, and close its alarms, about which no message goes out any more.

    It takes the outlet's lease, so that no crawl begins meanwhile. The result is how many alarms were open.
    Raises `Busy` where the outlet is being crawled.
    """

    lease: Lease

    def apply(self, connection: Connection) -> int:
        """Take the lease, empty the outlet's window, and close what is open."""
        take_lease(connection, self.lease, run_id=None, now=self.now)
        outlet = self.lease.name
        values = {"watch_since": None, "updated_at": self.now}
        if connection.execute(update(OUTLETS).where(OUTLETS.c.name == outlet).values(values)).rowcount == 0:
            connection.execute(insert(OUTLETS).values(name=outlet, **values))
        own = select(ALARMS.c.id).where(ALARMS.c.outlet == outlet)
        unsent = (DELIVERIES.c.alarm_id.in_(own), DELIVERIES.c.state == "waiting")
        connection.execute(update(DELIVERIES).where(*unsent).values(state="given-up"))
        still_open = (ALARMS.c.outlet == outlet, ALARMS.c.closed_at.is_(None))
        return connection.execute(update(ALARMS).where(*still_open).values(closed_at=self.now)).rowcount


@dataclass(frozen=True, kw_only=True)
class EndForgetting(StoreCommand[None]):
    """Give the outlet's lease up."""

    lease: Lease

    def apply(self, connection: Connection) -> None:
        """Delete the lease, where this process still has it."""
        give_up_lease(connection, self.lease.holder)


@dataclass(frozen=True, kw_only=True)
class RemoveRows(StoreCommand[Rows]):
    """Remove some rows of an outlet by their `ids`; the result counts what went, by table.

    Raises `Busy` where another process has taken the outlet's lease over.
    """

    lease: Lease
    ids: Sequence[int] = ()

    def apply(self, connection: Connection) -> Rows:
        """Renew the lease, and remove the rows with those that hang on them."""
        if not RenewLease(holder=self.lease.holder, now=self.now).apply(connection):
            name = self.lease.name
            raise Busy(f"another process has taken {name} over while it was being forgotten: ask again")
        return self.remove(connection)

    @abstractmethod
    def remove(self, connection: Connection) -> Rows:
        """Remove the rows; returns how many of each table."""


class RemovePages(RemoveRows):
    """Remove pages, each with its dead letters, and with its article where no other page has that."""

    @staticmethod
    def ids_of(connection: Connection, *, outlet: str) -> list[int]:
        """Return the pages of an outlet."""
        return _ids(connection, select(PAGES.c.id).where(PAGES.c.outlet == outlet).order_by(PAGES.c.id))

    def remove(self, connection: Connection) -> Rows:
        """Remove the dead letters first, since they point at the pages, and the articles last."""
        own = (PAGES.c.id.in_(self.ids), PAGES.c.article_id.is_not(None))
        articles = set(_ids(connection, select(PAGES.c.article_id).where(*own)))
        removed = _delete(connection, DEAD_LETTERS, DEAD_LETTERS.c.page_id, self.ids)
        removed += _delete(connection, PAGES, PAGES.c.id, self.ids)
        alone = (
            ARTICLES.c.id.in_(articles),
            ARTICLES.c.outlet == self.lease.name,
            ~exists().where(PAGES.c.article_id == ARTICLES.c.id),
        )
        return removed + _delete_articles(connection, _ids(connection, select(ARTICLES.c.id).where(*alone)))


class RemoveArticles(RemoveRows):
    """Remove articles that no page of the outlet has; pages of others that have them lose them."""

    @staticmethod
    def ids_of(connection: Connection, *, outlet: str) -> list[int]:
        """Return the articles of an outlet."""
        return _ids(connection, select(ARTICLES.c.id).where(ARTICLES.c.outlet == outlet))

    def remove(self, connection: Connection) -> Rows:
        """Take the articles from pages that still point at them, then remove them."""
        pointing = PAGES.c.article_id.in_(self.ids)
        connection.execute(update(PAGES).where(pointing).values(article_id=None))
        return _delete_articles(connection, self.ids)


class RemoveRuns(RemoveRows):
    """Remove runs with their dead letters."""

    @staticmethod
    def ids_of(connection: Connection, *, outlet: str) -> list[int]:
        """Return the runs of an outlet, but for the database's newest: its number must not come again."""
        newest = select(func.max(RUNS.c.id)).scalar_subquery()
        return _ids(connection, select(RUNS.c.id).where(RUNS.c.outlet == outlet, RUNS.c.id < newest))

    def remove(self, connection: Connection) -> Rows:
        """Remove the dead letters, then the runs."""
        removed = _delete(connection, DEAD_LETTERS, DEAD_LETTERS.c.run_id, self.ids)
        return removed + _delete(connection, RUNS, RUNS.c.id, self.ids)


class RemoveRest(RemoveRows):
    """Remove what there is little of: alarms with their messages, backfills, and the health."""

    def remove(self, connection: Connection) -> Rows:
        """Remove the messages first, since they point at the alarms."""
        outlet = self.lease.name
        alarms = _ids(connection, select(ALARMS.c.id).where(ALARMS.c.outlet == outlet))
        removed = _delete(connection, DELIVERIES, DELIVERIES.c.alarm_id, alarms)
        for table in (ALARMS, BACKFILLS, HEALTH):
            removed += _delete(connection, table, table.c.outlet, [outlet])
        return removed


def _delete_articles(connection: Connection, articles: Sequence[int]) -> Rows:
    removed = _delete(connection, VERSIONS, VERSIONS.c.article_id, articles)
    removed += _delete(connection, URLS, URLS.c.article_id, articles)
    return removed + _delete(connection, ARTICLES, ARTICLES.c.id, articles)


def _ids(connection: Connection, chosen: Select[Any]) -> list[int]:
    return list(connection.scalars(chosen))


def _delete(connection: Connection, table: Table, column: Any, values: Sequence[Any]) -> Rows:
    """Delete the rows of a table whose `column` has one of the values; returns their number by its name."""
    if not values:
        return Counter()
    return +Counter({table.name: connection.execute(delete(table).where(column.in_(values))).rowcount})
