"""Fills a database with pages that are known, as years of crawling would."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.outlet import OutletSpider
from crawler.storage.store import Store

#: Stands for an article's number in an address and in its key.
_NUMBER = 987_654_321
_FILL = """
WITH RECURSIVE numbers(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :end)
INSERT INTO pages (key, kind, url, outlet, state, key_version, current, asked_by, discovered_via,
                   discovered_at, fetched_at, due_at, interval, attempts, http_status, etag, run_id)
SELECT :key_before || n || :key_after, 'article', :url_before || n || :url_after, :outlet, 'done',
       :key_version, 0, :outlet, 'feed',
       :now, :now, :due, 604800, 0, 200, '"' || hex(n * 7919) || '"', n / 1000 + 1000000
FROM numbers
"""


def fill(database: Path, outlet: type[OutletSpider], url: str, *, first: int, end: int) -> None:
    """Add done pages for the articles `first` to `end` (left out); `url` has `{number}` in it."""
    Store.open(f"sqlite:///{database}").close()
    address = url.format(number=_NUMBER)
    key_before, _, key_after = outlet.key(address).partition(str(_NUMBER))
    url_before, _, url_after = address.partition(str(_NUMBER))
    now = datetime.now(UTC).replace(tzinfo=None)
    values = {
        "first": first,
        "end": end,
        "key_before": key_before,
        "key_after": key_after,
        "url_before": url_before,
        "url_after": url_after,
        "outlet": outlet.name,
        "key_version": outlet.key_version(),
        "now": str(now),
        "due": str(now + timedelta(days=7)),
    }
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(_FILL, values)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
