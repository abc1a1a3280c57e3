"""A crawl in short words, for the tests of the store."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from crawler.items import Article
from crawler.storage import (
    FinishSource,
    LinkCounts,
    NewLink,
    NewSource,
    Outcome,
    Page,
    Settle,
    StartRun,
    Store,
    StoreArticle,
    Stored,
    TakePages,
    TakeSources,
    Writer,
)
from crawler.storage.transactions import write_transaction
from crawler.storage.writing.commit import apply_group
from tests.waiting import NET

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
HAVANA = timezone(timedelta(hours=-4))
#: How a date was found -> day, method and confidence.
DATES = {
    "stated": ("2024-03-30", "stated", {"date_published": 0.98}),
    "number": ("2017-10-25", "inferred-number", {"date_published": 0.7}),
    "listing": ("2018-10-25", "inferred-listing", {}),
    "fetch": ("2019-10-25", "inferred-fetch", {}),
    "none": (None, None, {}),
}


def link(key: str, **values: Any) -> NewLink:
    url = values.pop("url", f"https://gazette.example/{key.replace(':', '/')}")
    filled = {"title": f"Title of {key}", "date": None, "kind": "article", "via": "feed", "current": True}
    return NewLink(key=key, url=url, key_version="1", **{**filled, **values})


def article(key: str = "gazette:1", body: str = "The first text.", **values: Any) -> Article:
    headline = values.setdefault("headline", f"Headline of {key}")
    content_hash = hashlib.sha256(f"{headline}\n{body}".encode(errors="surrogatepass")).hexdigest()
    filled = {
        "url": f"https://gazette.example/{key.replace(':', '/')}",
        "outlet": "gazette",
        "http_status": 200,
    }
    return Article(key=key, body=body, content_hash=content_hash, **{**filled, **values})


def dated(which: str) -> dict[str, Any]:
    """The fields of an article's date that was found in one of these ways."""
    day, method, confidence = DATES[which]
    date = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return {"date_published": date, "date_published_method": method, "date_published_raw": f"raw {which}",
            "provenance": {"date_published": which},
            "confidence": confidence}  # fmt: skip


class Desk:
    """One run at a time over a store, with short words for the commands of a crawl."""

    def __init__(self, store: Store, writer: Writer, *, spider: str = "gazette") -> None:
        self.store, self.writer, self.spider, self.now = store, writer, spider, NOON
        self.run = self.start()

    def do(self, command: Any) -> Any:
        return self.writer.submit(command).result(NET)

    def start(self) -> int:
        self.run = self.do(
            StartRun(spider=self.spider, outlet="gazette", args={}, version="1.0", now=self.now)
        )
        return self.run

    def source(self, key: str = "feed:1", kind: Any = "feed") -> list[Page]:
        source = NewSource(key, f"https://gazette.example/{key}", kind, "1")
        names = {"run_id": self.run, "spider": self.spider, "outlet": "gazette"}
        return self.do(TakeSources(**names, sources=[source], now=self.now))

    def finish(self, source: Page, links: Sequence[NewLink] = (), **values: Any) -> LinkCounts:
        filled = {"outcome": Outcome("done", None, 200), "etag": None, "last_modified": None, "due_at": None}
        rest = {"asked_by": self.spider, "outlet": "gazette", "now": self.now}
        return self.do(
            FinishSource(run_id=self.run, page_id=source.id, links=links, **{**filled, **rest, **values})
        )

    def list(self, *keys: str, **values: Any) -> LinkCounts:
        """Have a source of its own list these keys."""
        [source] = self.source(f"feed:{'-'.join(keys)[:40]}:{self.run}")
        return self.finish(source, [link(key, **values) for key in keys])

    def take(self, limit: int = 100, **values: Any) -> list[Page]:
        names = {"run_id": self.run, "spider": self.spider, "outlet": "gazette"}
        return self.do(TakePages(**names, now=self.now, limit=limit, **values))

    def page(self, *keys: str) -> Any:
        """List these keys and take them up; returns one page, or the pages in this order."""
        self.list(*keys)
        pages = {page.key: page for page in self.take(10_000)}
        return pages[keys[0]] if len(keys) == 1 else [pages[key] for key in keys]

    def storing(self, page: Page, given: Article | None = None, **values: Any) -> StoreArticle:
        given = given or article(page.key)
        filled = {
            "found_url": page.url,
            "alias_keys": (page.key, given.key),
            "raw_hash": "raw",
            "extractor_version": "1",
            "etag": '"e"',
            "last_modified": None,
            "now": self.now,
            "due_at": self.now + HOUR,
            "key_version": "1",
        }
        return StoreArticle(run_id=self.run, page_id=page.id, article=given, **{**filled, **values})

    def keep(self, page: Page, given: Article | None = None, **values: Any) -> Stored:
        return self.do(self.storing(page, given, **values))

    def settle(self, page: Page, state: Any, **values: Any) -> None:
        outcome = Outcome(state, values.pop("reason", None), values.pop("http_status", None))
        filled = {"now": self.now, "due_at": None}
        self.do(Settle(run_id=self.run, page_id=page.id, outcome=outcome, **{**filled, **values}))

    def again(self, page: Page, hours: float = 2) -> Page:
        """Let time pass and take the page up in a new run, where it is due."""
        self.now += timedelta(hours=hours)
        self.start()
        return next(taken for taken in self.take() if taken.id == page.id)


def together(desk: Desk, commands: list[Any]) -> list[Any]:
    """Apply these commands as one group."""
    with write_transaction(desk.store.engine) as connection:
        return apply_group(connection, commands)
