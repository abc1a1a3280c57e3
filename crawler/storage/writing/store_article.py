"""Storing an article: which article a page is, and every key and address that led there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from crawler.items import Article
from crawler.records import State
from crawler.storage.pages import new_row
from crawler.storage.records import Stored
from crawler.storage.tables.articles import article_values, url_digest
from crawler.storage.tables.columns import storable_text
from crawler.storage.writing.article_version import note_new_state
from crawler.storage.writing.end_page import EndArticlePage, is_taken_over
from crawler.storage.writing.match_article import match_article, weigh_canonical
from crawler.storage.writing.snapshot import ArticleState, PageState, Snapshot


@dataclass(frozen=True, kw_only=True)
class StoreArticle(EndArticlePage[Stored]):
    """Store what a page turned out to be, and end the page as done, unchanged or merged.

    `alias_keys` are the keys of `found_url`, `article.url` and, where it has one,
    `article.canonical_url`, in this order, repetitions included. A canonical address is followed only to
    an article with this page's text, or to none yet.
    """

    article: Article
    found_url: str
    alias_keys: tuple[str, ...]
    raw_hash: str | None
    extractor_version: str
    key_version: str
    etag: str | None = None
    last_modified: str | None = None
    #: When it is due where its text turns out to be edited.
    edited_due_at: datetime | None = None

    @property
    def http_status(self) -> int | None:
        """HTTP status of the response that the article was read from."""
        return self.article.http_status

    @property
    def keys(self) -> tuple[str, ...]:
        """The article's key, and those that led to it."""
        return tuple(storable_text(key) for key in (self.article.key, *self.alias_keys))

    def plan(self, snapshot: Snapshot, page: PageState) -> Callable[[], Stored]:
        """Note what storing the article changes: article, version, keys, addresses, page."""
        command = weigh_canonical(snapshot, page, self)
        match = match_article(snapshot, page, command)
        article = match.article
        read_by = {"raw_hash": self.raw_hash, "extractor_version": self.extractor_version}
        values = article_values(command.article) | read_by
        state, reason = note_new_state(snapshot, article, values, now=self.now, run_id=self.run_id)
        _record_keys(snapshot, page, article, command)
        _record_urls(snapshot, article, command)
        if match.by and match.by is not page:
            state, reason = "merged", f"same article as {match.by.key}"
        page.article = article
        if is_taken_over(page, self.run_id):
            snapshot.linked_pages.append(page)
            state, reason = "pending", "another run has taken the page up"
        else:
            _end_page(snapshot, page, self, state=state, reason=reason, cared_for=match.cared_for)
        return lambda: Stored(state, article.id, article["version"], reason)


def _record_keys(snapshot: Snapshot, page: PageState, article: ArticleState, command: StoreArticle) -> None:
    """Make every key that led here known; a page that has no article yet leads to this one."""
    for key, url in _addresses(command):
        other = snapshot.by_key.get(key)
        if other is None:
            _add_alias(snapshot, page, article, command, key=key, url=url)
        elif other is not page and other.kind == "article" and other.article is None:
            other.article = article
            snapshot.linked_pages.append(other)


def _addresses(command: StoreArticle) -> Iterator[tuple[str, str]]:
    """Yield the keys that led here, each with the address it was made from."""
    article = command.article
    urls = (command.found_url, article.url, article.canonical_url or article.url)
    for position, key in enumerate(command.alias_keys):
        yield storable_text(key), urls[min(position, len(urls) - 1)]
    yield storable_text(article.key), article.canonical_url or article.url


def _add_alias(
    snapshot: Snapshot, page: PageState, article: ArticleState, command: StoreArticle, *, key: str, url: str
) -> None:
    row = new_row(
        key=key,
        kind="article",
        url=url,
        outlet=page.outlet,
        asked_by=page.asked_by,
        now=command.now,
        key_version=command.key_version,
        state="merged",
        discovered_via=command.article.discovered_via,
    )
    alias = PageState(key, "article", url, page.outlet, page.asked_by, "merged", None, article=article)
    snapshot.add_page(alias, row)


def _record_urls(snapshot: Snapshot, article: ArticleState, command: StoreArticle) -> None:
    final, canonical = command.article.url, command.article.canonical_url
    forms = (("found", command.found_url), ("final", final), ("canonical", canonical))
    for kind, url in forms:
        if not url:
            continue
        digest = url_digest(url)
        row = {"digest": digest, "url": url, "kind": kind, "first_seen_at": command.now}
        snapshot.urls.setdefault(digest, (article, row))


def _end_page(
    snapshot: Snapshot,
    page: PageState,
    command: StoreArticle,
    *,
    state: State,
    reason: str | None,
    cared_for: bool,
) -> None:
    due_at = command.due_at
    if reason == "edited":
        due_at = command.edited_due_at or due_at
    due_at = None if cared_for else due_at
    page.state = state
    row = {
        "b_id": page.id,
        "state": state,
        "reason": reason,
        "http_status": page.article["http_status"] if page.article else None,
        "fetched_at": command.now,
        **command.plan_due(page, due_at),
        "attempts": 0,
        "etag": command.etag,
        "last_modified": command.last_modified,
    }
    snapshot.stored_pages.append((page, row))
