"""Storing an article: which article a page is, and every key and address that led there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.records import State
from crawler.storage.pages import check_key, new_row
from crawler.storage.records import Stored
from crawler.storage.tables.articles import article_values, url_digest
from crawler.storage.tables.columns import storable_text
from crawler.storage.writing.article_version import note_new_state
from crawler.storage.writing.commands import StoreArticle
from crawler.storage.writing.snapshot import ArticleState, PageState, Snapshot


@dataclass(slots=True)
class Plan:
    """What storing an article will have done once the group is written."""

    state: State
    article: ArticleState
    reason: str | None

    def result(self) -> Stored:
        """Return the result, with the ids that the database gave."""
        return Stored(self.state, self.article.id, self.article["version"], self.reason)


@dataclass(slots=True)
class Target:
    """The article that a page is; `by` is another page that it is merged into."""

    article: ArticleState
    by: PageState | None = None
    #: The other page looks after the article: this one need not be fetched again.
    cared_for: bool = False


def plan_article(snapshot: Snapshot, page: PageState, operation: StoreArticle, *, taken_over: bool) -> Plan:
    """Note what storing the article changes; nothing is written yet."""
    target = _target(snapshot, page, operation)
    article = target.article
    read_by = {"raw_hash": operation.raw_hash, "extractor_version": operation.extractor_version}
    values = article_values(operation.article) | read_by
    text, reason = note_new_state(snapshot, article, values, now=operation.now, run_id=operation.run_id)
    _record_keys(snapshot, page, article, operation)
    _record_urls(snapshot, article, operation)
    if target.by and target.by is not page:
        text, reason = "merged", f"same article as {target.by.key}"
    page.article = article
    if taken_over:
        snapshot.linked_pages.append(page)
        return Plan("pending", article, "another run has taken the page up")
    _end_page(snapshot, page, operation, state=text, reason=reason, cared_for=target.cared_for)
    return Plan(text, article, reason)


def _target(snapshot: Snapshot, page: PageState, operation: StoreArticle) -> Target:
    """Find the article: the best key's own, else the page's, else one behind another of its keys.

    An address under which another page stands decides: this page is merged into it, unless that is
    only another address of this page's own article.
    """
    key = storable_text(operation.article.key)
    best = _article_page(snapshot, key)
    if best and best is not page:
        had = best.article
        article = had or page.article or _through_alias(snapshot, page, operation)[0] or _own(snapshot, key)
        merged = had is None or had is not page.article
        cared_for = had is not None or best.state == "pending"
        return Target(article, best if merged else None, merged and cared_for)
    if page.article and not _is_another(page.key, key):
        return Target(page.article)
    behind, by = _through_alias(snapshot, page, operation)
    return Target(behind or _own(snapshot, key), by, by is not None)


def _is_another(known: str, key: str) -> bool:
    """Tell two keys that the outlet's own ids make (`outlet:id`): other ids are other articles."""
    own = [each for each in (known, key) if not each.startswith(("http:", "https:"))]
    return len(own) == 2 and known != key


def _own(snapshot: Snapshot, key: str) -> ArticleState:
    return snapshot.articles_by_key.get(key) or snapshot.add_article(check_key(key))


def _article_page(snapshot: Snapshot, key: str) -> PageState | None:
    """Return the page under a key unless it is a source, which is no address of an article."""
    page = snapshot.by_key.get(key)
    return page if page and page.kind == "article" else None


def _through_alias(
    snapshot: Snapshot, page: PageState, operation: StoreArticle
) -> tuple[ArticleState | None, PageState | None]:
    for key in operation.alias_keys:
        other = _article_page(snapshot, storable_text(key))
        if other and other is not page and other.article:
            return other.article, other
    return None, None


def _record_keys(snapshot: Snapshot, page: PageState, article: ArticleState, operation: StoreArticle) -> None:
    """Make every key that led here known; a page that has no article yet leads to this one."""
    for key, url in _addresses(operation):
        other = snapshot.by_key.get(key)
        if other is None:
            _add_alias(snapshot, page, article, operation, key=key, url=url)
        elif other is not page and other.kind == "article" and other.article is None:
            other.article = article
            snapshot.linked_pages.append(other)


def _addresses(operation: StoreArticle) -> Iterator[tuple[str, str]]:
    """Yield the keys that led here, each with the address it was made from."""
    article = operation.article
    urls = (operation.found_url, article.url, article.canonical_url or article.url)
    for position, key in enumerate(operation.alias_keys):
        yield storable_text(key), urls[min(position, len(urls) - 1)]
    yield storable_text(article.key), article.canonical_url or article.url


def _add_alias(
    snapshot: Snapshot, page: PageState, article: ArticleState, operation: StoreArticle, *, key: str, url: str
) -> None:
    row = new_row(
        key=key,
        kind="article",
        url=url,
        outlet=page.outlet,
        asked_by=page.asked_by,
        now=operation.now,
        key_version=operation.key_version,
        state="merged",
        discovered_via=operation.article.discovered_via,
    )
    alias = PageState(key, "article", url, page.outlet, page.asked_by, "merged", None, article=article)
    snapshot.add_page(alias, row)


def _record_urls(snapshot: Snapshot, article: ArticleState, operation: StoreArticle) -> None:
    final, canonical = operation.article.url, operation.article.canonical_url
    forms = (("found", operation.found_url), ("final", final), ("canonical", canonical))
    for kind, url in forms:
        if not url:
            continue
        digest = url_digest(url)
        row = {"digest": digest, "url": url, "kind": kind, "first_seen_at": operation.now}
        snapshot.urls.setdefault(digest, (article, row))


def _end_page(
    snapshot: Snapshot,
    page: PageState,
    operation: StoreArticle,
    *,
    state: State,
    reason: str | None,
    cared_for: bool,
) -> None:
    due_at = operation.due_at
    if reason == "edited":
        due_at = operation.edited_due_at or due_at
    due_at = None if cared_for else due_at
    page.state = state
    row = {
        "b_id": page.id,
        "state": state,
        "reason": reason,
        "http_status": page.article["http_status"] if page.article else None,
        "fetched_at": operation.now,
        "due_at": due_at,
        "interval": round((due_at - operation.now).total_seconds()) if due_at else None,
        "attempts": 0,
        "etag": operation.etag,
        "last_modified": operation.last_modified,
    }
    snapshot.stored_pages.append((page, row))
