"""What a group of outcomes has to know is read here at once, and what it changes is written at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from crawler.items import BY_FIELD, COMPARED
from crawler.records import State
from crawler.storage.pages import CHUNK, split_chunks
from crawler.storage.tables.articles import ARTICLES, MODIFIED, PUBLISHED, URLS, VERSIONS
from crawler.storage.tables.crawl import DEAD_LETTERS, PAGES

#: Characters of a body by which two texts are told apart.
OPENING = 1000
#: Columns of an article that decide what a new state of it changes.
_ARTICLE = select(
    ARTICLES.c.headline,
    func.substr(ARTICLES.c.body, 1, OPENING).label("opening"),
    *(
        ARTICLES.c[name]
        for name in ("id", "key", "version", "content_hash", "extractor_version", "first_seen_at")
    ),
    *(ARTICLES.c[name] for name in (*PUBLISHED, *MODIFIED, "anchor", *BY_FIELD)),
)
_PAGE = select(
    *(PAGES.c[name] for name in ("id", "key", "kind", "url", "outlet", "asked_by", "state", "run_id")),
    *(
        PAGES.c[name]
        for name in ("attempts", "fetched_at", "http_status", "due_at", "interval", "article_id")
    ),
)


def _among(statement: Any, column: Any) -> Any:
    """Return the statement for rows whose column is among `values`: made once, its compiled form is kept."""
    return statement.where(column.in_(bindparam("values", expanding=True)))


_PAGES_BY_ID, _PAGES_BY_KEY = _among(_PAGE, PAGES.c.id), _among(_PAGE, PAGES.c.key)
_ARTICLES_BY_ID, _ARTICLES_BY_KEY = _among(_ARTICLE, ARTICLES.c.id), _among(_ARTICLE, ARTICLES.c.key)
_SETTLED = ("state", "reason", "http_status", "fetched_at", "due_at", "interval", "attempts")
_STORED = (*_SETTLED, "etag", "last_modified", "article_id")


def _update(table: Any, key: Mapping[str, str], names: Iterable[str]) -> Any:
    """Return the update of the named columns, for a list of rows."""
    where = (table.c[column] == bindparam(name) for name, column in key.items())
    return update(table).where(*where).values({name: bindparam(name) for name in names})


_BY_ID = {"b_id": "id"}
_SETTLE_PAGES = _update(PAGES, _BY_ID, _SETTLED)
_STORE_PAGES = _update(PAGES, _BY_ID, _STORED)
_LINK_PAGES = _update(PAGES, _BY_ID, ("article_id",))
_FIXED = ("id", "first_seen_at")
_WITHOUT_TEXT = tuple(c.name for c in ARTICLES.columns if c.name not in (*_FIXED, *COMPARED))
_UPDATE_UNCHANGED = _update(ARTICLES, _BY_ID, _WITHOUT_TEXT)
_UPDATE_CHANGED = _update(ARTICLES, _BY_ID, (*_WITHOUT_TEXT, *COMPARED))
_REWRITTEN = ("content_hash", *COMPARED, "date_modified", "extractor_version", "raw_hash", "fetched_at",
              "re_extracted")  # fmt: skip
_REWRITE_VERSIONS = _update(VERSIONS, {"b_article": "article_id", "b_number": "number"}, _REWRITTEN)
_INSERT_ARTICLES = insert(ARTICLES).returning(ARTICLES.c.id, ARTICLES.c.key)
_INSERT_VERSIONS, _INSERT_LETTERS = insert(VERSIONS), insert(DEAD_LETTERS)
#: By dialect, for rows that may be there already.
_INSERT_URLS: dict[str, Any] = {
    "sqlite": sqlite.insert(URLS).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(URLS).on_conflict_do_nothing(),
}
_INSERT_PAGES: dict[str, Any] = {
    "sqlite": sqlite.insert(PAGES).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(PAGES).on_conflict_do_nothing(),
}


@dataclass(slots=True, eq=False)
class ArticleState:
    """An article as it stands at this point of the group; `id` is `None` until it is inserted."""

    key: str
    known: Mapping[str, Any] = field(default_factory=dict)
    id: int | None = None
    #: Columns to write at the end of the group.
    row: dict[str, Any] = field(default_factory=dict)
    #: The latest version where this group made it.
    fresh_version: dict[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:
        """Return a column as it will stand after the group; `None` where there is nothing yet."""
        return self.row[name] if name in self.row else self.known.get(name)


@dataclass(slots=True, eq=False)
class PageState:
    """A page as it stands at this point of the group; `id` is `None` for one that is new."""

    key: str
    kind: str
    url: str
    outlet: str
    asked_by: str
    state: State
    run_id: int | None
    id: int | None = None
    attempts: int = 0
    fetched_at: datetime | None = None
    http_status: int | None = None
    due_at: datetime | None = None
    interval: int | None = None
    article: ArticleState | None = None


class Snapshot:
    """The pages and articles that a group touches, and the rows it will write."""

    def __init__(self) -> None:
        self.pages: dict[int, PageState] = {}
        self.by_key: dict[str, PageState] = {}
        self.articles: dict[int, ArticleState] = {}
        self.articles_by_key: dict[str, ArticleState] = {}
        self.new_articles: list[ArticleState] = []
        self.changed_articles: dict[int, ArticleState] = {}
        self.new_versions: list[tuple[ArticleState, dict[str, Any]]] = []
        self.rewritten_versions: list[dict[str, Any]] = []
        self.urls: dict[bytes, tuple[ArticleState, dict[str, Any]]] = {}
        self.new_pages: list[tuple[PageState, dict[str, Any]]] = []
        self.linked_pages: list[PageState] = []
        self.settled_pages: list[dict[str, Any]] = []
        self.stored_pages: list[tuple[PageState, dict[str, Any]]] = []
        self.dead_letters: list[dict[str, Any]] = []

    def load(self, connection: Connection, *, page_ids: Iterable[int], keys: Iterable[str]) -> None:
        """Read the pages of these ids and keys, and the articles behind them and under these keys."""
        rows = _read(connection, _PAGES_BY_ID, dict.fromkeys(page_ids))
        found = {row.key for row in rows}
        names = dict.fromkeys(keys)
        rows += _read(connection, _PAGES_BY_KEY, [key for key in names if key not in found])
        self._load_articles(connection, {row.article_id for row in rows} - {None}, names)
        for row in rows:
            if row.id not in self.pages:
                self._add(_page_state(row, self.articles.get(row.article_id)))

    def _load_articles(self, connection: Connection, ids: set[int], keys: Iterable[str]) -> None:
        rows = _read(connection, _ARTICLES_BY_ID, ids)
        found = {row.key for row in rows}
        rows += _read(connection, _ARTICLES_BY_KEY, [key for key in keys if key not in found])
        for row in rows:
            state = ArticleState(row.key, dict(row._mapping), row.id)
            self.articles[row.id] = self.articles_by_key[row.key] = state

    def _add(self, page: PageState) -> None:
        self.by_key[page.key] = page
        if page.id is not None:
            self.pages[page.id] = page

    def page(self, page_id: int) -> PageState:
        """Return a page that was loaded; raises `LookupError` where there is none."""
        if page_id not in self.pages:
            raise LookupError(f"no page {page_id}")
        return self.pages[page_id]

    def add_page(self, page: PageState, row: dict[str, Any]) -> None:
        """Note a page to insert."""
        self._add(page)
        self.new_pages.append((page, row))

    def add_article(self, key: str) -> ArticleState:
        """Note an article to insert."""
        state = ArticleState(key)
        self.articles_by_key[key] = state
        self.new_articles.append(state)
        return state

    def write(self, connection: Connection) -> None:
        """Write everything noted, by one statement for each kind of change."""
        self._write_articles(connection)
        versions = [{**row, "article_id": article.id} for article, row in self.new_versions]
        _run(connection, _INSERT_VERSIONS, versions)
        _run(connection, _REWRITE_VERSIONS, self.rewritten_versions)
        urls = [{**row, "article_id": article.id} for article, row in self.urls.values()]
        _run(connection, _INSERT_URLS[connection.dialect.name], urls)
        pages = [{**row, "article_id": _article_id(page)} for page, row in self.new_pages]
        _run(connection, _INSERT_PAGES[connection.dialect.name], pages)
        _run(connection, _LINK_PAGES, [_link(page) for page in self.linked_pages])
        _run(connection, _SETTLE_PAGES, self.settled_pages)
        stored = [{**row, "article_id": _article_id(page)} for page, row in self.stored_pages]
        _run(connection, _STORE_PAGES, stored)
        _run(connection, _INSERT_LETTERS, self.dead_letters)

    def _write_articles(self, connection: Connection) -> None:
        if self.new_articles:
            rows = connection.execute(_INSERT_ARTICLES, [state.row for state in self.new_articles])
            for number, key in rows:
                self.articles_by_key[key].id = number
        changed = [{**state.row, "b_id": state.id} for state in self.changed_articles.values()]
        _run(connection, _UPDATE_CHANGED, [row for row in changed if "body" in row])
        _run(connection, _UPDATE_UNCHANGED, [row for row in changed if "body" not in row])


def _page_state(row: Any, article: ArticleState | None) -> PageState:
    values = dict(row._mapping)
    del values["article_id"]
    return PageState(**values, article=article)


def _read(connection: Connection, statement: Any, values: Iterable[Any]) -> list[Any]:
    return [
        row for part in split_chunks(list(values)) for row in connection.execute(statement, {"values": part})
    ]


def _run(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    for part in split_chunks(rows, CHUNK):
        connection.execute(statement, list(part))


def _article_id(page: PageState) -> int | None:
    return page.article.id if page.article else None


def _link(page: PageState) -> dict[str, Any]:
    return {"b_id": page.id, "article_id": _article_id(page)}
