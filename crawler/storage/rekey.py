"""Giving rows their present keys where the rules or an outlet's definition changed, in resumable steps.

Articles come first, then pages: a page's `key_version` says that it is done, and with the last page all is
done. Each batch is one transaction, so a kill leaves whole batches, and the next call goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, bindparam, exists, insert, or_, select, text, update

from crawler.outlet_rules import OutletRules
from crawler.storage.merge_rows import merge_articles, merge_pages
from crawler.storage.pages import check_key, split_chunks
from crawler.storage.store import Store
from crawler.storage.tables.articles import ARTICLES
from crawler.storage.tables.columns import storable_text
from crawler.storage.tables.crawl import OUTLETS, PAGES
from crawler.storage.transactions import retry_patiently, write_transaction

logger = logging.getLogger(__name__)

#: The outlets that pages belong to: from one name to the next by the index, whatever the number of pages.
_PAGE_OUTLETS = text(
    "WITH RECURSIVE names(name) AS (SELECT min(outlet) FROM pages UNION ALL"
    " SELECT (SELECT min(outlet) FROM pages WHERE outlet > names.name) FROM names WHERE name IS NOT NULL)"
    " SELECT name FROM names WHERE name IS NOT NULL"
)
_SET_KEY = {
    table.name: update(table).where(table.c.id == bindparam("b_id")).values(key=bindparam("b_key"))
    for table in (ARTICLES, PAGES)
}


@dataclass(frozen=True, slots=True)
class RekeyCounts:
    """What a rekeying did: rows read, keys that changed, pages and articles that met and were merged."""

    rows: int = 0
    changed: int = 0
    pages_merged: int = 0
    articles_merged: int = 0


class PresentKeys:
    """Rekeys what needs it before its pages are taken up, each outlet once."""

    def __init__(self, store: Store, *, declared: Callable[[str], bool]) -> None:
        """`declared` tells whether there is a spider for an outlet: no other takes over pages of hosts."""
        self._store, self._declared = store, declared
        self._done: set[str] = set()
        self._known: list[str] | None = None

    def bring(self, outlet: type[OutletRules]) -> None:
        """Rekey the rows of an outlet where that is due; blocks, so run in a thread."""
        if outlet.name in self._done:
            return
        hosts, version = self._hosts_of(outlet), outlet.key_version()
        if needs_rekey(self._store, outlet=outlet.name, hosts=hosts, key_version=version):
            logger.info("rekeying %s: the rules of its keys have changed", outlet.name)
            counts = rekey_outlet(
                self._store, outlet=outlet.name, hosts=hosts, key_version=version, key_of=outlet.key
            )
            logger.info("rekeyed %s: %s", outlet.name, counts)
        self._done.add(outlet.name)

    def _hosts_of(self, outlet: type[OutletRules]) -> tuple[str, ...]:
        """Return the hosts that have pages of their own and are a declared outlet's by now."""
        if not self._declared(outlet.name):
            return ()
        if self._known is None:
            self._known = self._store.read(lambda connection: list(connection.scalars(_PAGE_OUTLETS)))
        others = (name for name in self._known if name != outlet.name)
        return tuple(name for name in others if outlet.owns(f"http://{name}/"))


def needs_rekey(store: Store, *, outlet: str, hosts: tuple[str, ...], key_version: str) -> bool:
    """Tell whether rows of the outlet, or of a host that became it, have keys of other rules."""
    mine, version = PAGES.c.outlet == outlet, PAGES.c.key_version
    stale = (
        exists().where(mine, version < key_version),
        exists().where(mine, version > key_version),
        exists().where(PAGES.c.outlet.in_(_others(outlet, hosts))),
    )
    return store.read(lambda connection: bool(connection.scalar(select(or_(*stale)))))


def rekey_outlet(
    store: Store,
    *,
    outlet: str,
    hosts: tuple[str, ...],
    key_version: str,
    key_of: Callable[[str], str],
    batch: int = 500,
) -> RekeyCounts:
    """Give every row of the outlet, and of hosts that became it, the key of its address.

    Rows that meet under one key are merged: pages into the one with an article, else the older;
    articles with all their versions, by time. An address for which `key_of` raises `ValueError`
    keeps its key. Returns the counts of this call alone, where an earlier one was cut short.
    """
    names = (outlet, *_others(outlet, hosts))
    work = Rekeying(store, names, key_version=key_version, key_of=key_of)
    article_ids = select(ARTICLES.c.id).where(ARTICLES.c.outlet.in_(names))
    stale = or_(PAGES.c.outlet != outlet, PAGES.c.key_version != key_version)
    page_ids = select(PAGES.c.id).where(PAGES.c.outlet.in_(names), stale)
    work.in_batches(article_ids.order_by(ARTICLES.c.id), batch, work.rekey_articles)
    work.in_batches(page_ids.order_by(PAGES.c.id), batch, work.rekey_pages)
    work.in_transaction(work.finish)
    return RekeyCounts(work.rows, work.changed, work.pages_merged, work.articles_merged)


def _others(outlet: str, hosts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(host for host in hosts if host != outlet))


@dataclass
class Rekeying:
    """One rekeying under way, and its counts."""

    store: Store
    #: The outlet, and the hosts that became it.
    names: tuple[str, ...]
    key_version: str
    key_of: Callable[[str], str]
    rows: int = field(default=0, init=False)
    changed: int = field(default=0, init=False)
    pages_merged: int = field(default=0, init=False)
    articles_merged: int = field(default=0, init=False)

    @property
    def outlet(self) -> str:
        """Name of the outlet."""
        return self.names[0]

    def in_batches(self, ids: Any, batch: int, step: Callable[[Connection, Sequence[int]], None]) -> None:
        """Run the step over the ids, a batch a transaction."""
        wanted = self.store.read(lambda connection: list(connection.scalars(ids)))
        for part in split_chunks(wanted, batch):
            self.in_transaction(lambda connection, part=part: step(connection, part))  # type: ignore[misc]

    def in_transaction(self, step: Callable[[Connection], None]) -> None:
        """Run a step in a write transaction; what it counted is kept only once that is committed."""

        def attempt() -> None:
            before = (self.rows, self.changed, self.pages_merged, self.articles_merged)
            try:
                with write_transaction(self.store.engine) as connection:
                    step(connection)
            except BaseException:
                self.rows, self.changed, self.pages_merged, self.articles_merged = before
                raise

        retry_patiently(attempt, patience=self.store.patience)

    def rekey_articles(self, connection: Connection, ids: Sequence[int]) -> None:
        """Give these articles their keys, merging those that meet."""
        for key, rows in self._meetings(connection, ARTICLES, ids).items():
            keeper, *others = sorted(rows, key=lambda row: (row.first_seen_at, row.id))
            for other in others:
                merge_articles(connection, keeper.id, other.id)
            self.articles_merged += len(others)
            values = {"key": key, "outlet": self.outlet}
            connection.execute(update(ARTICLES).where(ARTICLES.c.id == keeper.id).values(values))

    def rekey_pages(self, connection: Connection, ids: Sequence[int]) -> None:
        """Give these pages their keys, merging those that meet, and their articles with them."""
        meetings = self._meetings(connection, PAGES, ids)
        self.rows += len(ids)
        for key, rows in meetings.items():
            keeper, values, merged = merge_pages(connection, rows)
            self.pages_merged += len(rows) - 1
            self.articles_merged += merged
            spider = {"asked_by": self.outlet} if keeper.outlet != self.outlet else {}
            values |= {"key": key, "outlet": self.outlet, "key_version": self.key_version, **spider}
            connection.execute(update(PAGES).where(PAGES.c.id == keeper.id).values(values))

    def finish(self, connection: Connection) -> None:
        """Note by which rules the outlet's keys are made now."""
        done = update(OUTLETS).where(OUTLETS.c.name == self.outlet).values(key_version=self.key_version)
        if connection.execute(done).rowcount == 0:
            connection.execute(insert(OUTLETS).values(name=self.outlet, key_version=self.key_version))

    def _meetings(self, connection: Connection, table: Table, ids: Sequence[int]) -> dict[str, list[Any]]:
        """Return new key -> the rows that will share it, and take their old keys from those that move.

        A row that holds a wanted key may itself move on. It is drawn into the batch, so that nothing
        is merged by a key that is no longer its own.
        """
        rows: dict[int, Any] = {}
        keys: dict[int, str] = {}
        found = _by(connection, table.c.id, ids)
        while found:
            rows |= {row.id: row for row in found}
            keys |= {row.id: self._new_key(row) for row in found}
            wanted = {keys[row.id] for row in found} - {row.key for row in rows.values()}
            found = [row for row in _by(connection, table.c.key, sorted(wanted)) if row.id not in rows]
        moving = [number for number, key in keys.items() if key != rows[number].key]
        self.changed += len(moving) if table is PAGES else 0
        if moving:
            away = [{"b_id": number, "b_key": f"rekeying:{number}"} for number in moving]
            connection.execute(_SET_KEY[table.name], away)
        meetings: dict[str, list[Any]] = {}
        for number, key in keys.items():
            meetings.setdefault(key, []).append(rows[number])
        return meetings

    def _new_key(self, row: Any) -> str:
        if row.outlet not in self.names or _is_backfill_source(row):
            return str(row.key)
        address = getattr(row, "canonical_url", None) or row.url
        try:
            return check_key(storable_text(self.key_of(address)))
        except ValueError:
            return str(row.key)


def _is_backfill_source(row: Any) -> bool:
    """Tell whether a row is a source on a backfill, which has a key of its own."""
    return getattr(row, "walk_id", None) is not None and row.kind != "article"


def _by(connection: Connection, column: Any, values: Sequence[Any]) -> list[Any]:
    statement = select(column.table)
    return [
        row for part in split_chunks(values) for row in connection.execute(statement.where(column.in_(part)))
    ]
