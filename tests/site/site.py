"""The site: what it answers, what it was asked, and what is true of it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.site import sources
from tests.site.answer import Answer, compressed, conditional, page, redirect, validated
from tests.site.article import MARKUPS, SiteArticle, Truth, truth
from tests.site.newsroom import Newsroom, present
from tests.site.pages import PARTS, View, article_page, frame
from tests.site.server import Server
from tests.site.text import LANGUAGES
from tests.site.trouble import Trouble, troubles

#: The pattern by which an outlet's definition recognizes the site's articles.
ARTICLE_URL = r"/(?P<section>[\w-]+)/(?P<id>\d+)-[^/]+$"
_ARTICLE = re.compile(r"(?:/index\.php)?/(?P<section>[\w-]+)/(?P<number>\d+)-[^/]+?(?:/amp)?/?")
_SECTION = re.compile(r"/section/(?P<name>\w+)")
_MONTH = re.compile(r"/sitemap-(?P<month>\d{4}-\d\d)\.xml")
_DAY = re.compile(r"/archive/(?P<day>\d{4}/\d\d/\d\d)")
_NUMBERED = re.compile(r"/nota/(?P<number>\d+)")
_RELATED = 5


class Request(NamedTuple):
    """A request that was answered; `path` has its query, header names are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    status: int


@dataclass(slots=True)
class _Scripted:
    answer: Answer
    #: How many more times; `None`: always.
    times: int | None


class Site:
    """A news site made from `seed`, with `articles` in its sources, the newest a minute old.

    `spacing` is the time between articles, `latency` the seconds before each answer, `page_bytes` the
    weight of menus and scripts added to each article. Outside `serve()` the site is `http://news.example`.
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        articles: int = 40,
        now: datetime | None = None,
        spacing: timedelta = timedelta(hours=1),
        languages: Sequence[str] = LANGUAGES,
        markups: Sequence[str] = MARKUPS,
        latency: float = 0.0,
        page_bytes: int = 0,
    ) -> None:
        self.newsroom = Newsroom(
            seed=seed,
            count=articles,
            now=now or present(),
            spacing=spacing,
            languages=languages,
            markups=markups,
        )
        self.origin, self.foreign_origin = "http://news.example", "http://elsewhere.example"
        self.latency, self.page_bytes = latency, page_bytes
        #: What was asked of the site, in order, and of the foreign host that `off-site` leads to.
        self.requests: list[Request] = []
        self.foreign_requests: list[Request] = []
        self._scripted: dict[str, list[_Scripted]] = {}
        self._held_after, self._let_go = 0, threading.Event()
        self._let_go.set()
        self._lock = threading.RLock()

    @contextmanager
    def serve(self, *, port: int = 0) -> Iterator[Site]:
        """Answer at `http://127.0.0.1:<port>`; the foreign host is `http://localhost:<another port>`."""
        server, foreign = Server(self.respond, port=port), Server(self._respond_foreign)
        self.origin, self.foreign_origin = (
            f"http://127.0.0.1:{server.port}",
            f"http://localhost:{foreign.port}",
        )
        self.__dict__.pop("troubles", None)
        try:
            server.start()
            foreign.start()
            yield self
        finally:
            server.close()
            foreign.close()

    # What is published

    @property
    def articles(self) -> list[SiteArticle]:
        """What the sources name, newest first."""
        return self.newsroom.listed()

    @cached_property
    def troubles(self) -> dict[str, Trouble]:
        """Path -> an address that is no article of its own; `/trouble.xml` is a feed of them."""
        newest, second = self.newsroom.newest(2)
        elsewhere = f"{self.foreign_origin}/news/77-elsewhere"
        hidden = self.newsroom.hidden.path
        return troubles(target=newest.path, other=second.path, hidden=hidden, elsewhere=elsewhere)

    def publish(self) -> SiteArticle:
        """Add an article to the site and its sources."""
        with self._lock:
            return self.newsroom.publish()

    def edit(
        self, article: SiteArticle, *, headline: str | None = None, paragraphs: Sequence[str] | None = None
    ) -> None:
        """Change an article's text (by default a paragraph more); its address stays."""
        with self._lock:
            self.newsroom.edit(article, headline=headline, paragraphs=paragraphs)

    def delete(self, article: SiteArticle, *, status: int = 410) -> None:
        """Take an article down: 410, 404, or 200 with a page that only says so. Sources forget it."""
        with self._lock:
            self.newsroom.delete(article, status=status)

    # What is true

    def url(self, target: str | SiteArticle) -> str:
        """The full address of a path or of an article."""
        return self.origin + (target if isinstance(target, str) else target.path)

    def truth(self, article: SiteArticle) -> Truth:
        """The record that a crawl should make of the article."""
        return truth(article, url=self.url(article))

    def published(self, *, hidden: bool = False) -> dict[str, Truth]:
        """Address -> record of everything the sources name, and the hidden article where asked for."""
        extra = [self.newsroom.hidden] if hidden else []
        return {self.url(article): self.truth(article) for article in [*self.articles, *extra]}

    def forms(self, article: SiteArticle) -> tuple[str, ...]:
        """Addresses that answer with the article at once; `/?p=<number>` redirects to it besides."""
        url, path = self.url(article), article.path
        other_slug = f"{self.origin}/{article.section}/{article.number}-otro-titulo"
        tracked = f"{url}?utm_source=boletin&utm_campaign=7"
        return (
            url,
            tracked,
            f"{url}#comments",
            f"{url}/",
            f"{self.origin}/index.php{path}",
            f"{url}/amp",
            other_slug,
        )

    # What is asked and answered

    def asked(self, target: str | SiteArticle) -> list[Request]:
        """The requests for a path (with its query) or an article's own address."""
        path = target if isinstance(target, str) else target.path
        return [request for request in self.requests if request.path == path]

    def script(self, target: str | SiteArticle, answer: Answer, *, times: int | None = None) -> None:
        """Answer so the next `times` times (`None`: always), then by the next script or as usual."""
        path = target if isinstance(target, str) else target.path
        with self._lock:
            self._scripted.setdefault(path, []).append(_Scripted(answer, times))

    def hold(self, *, after: int) -> None:
        """Let go what is held, answer the next `after` requests, and hold those that come then."""
        with self._lock:
            self._let_go.set()
            self._held_after, self._let_go = len(self.requests) + after, threading.Event()

    def let_go(self) -> None:
        """Answer what is held, and all that comes."""
        self._let_go.set()

    def respond(self, method: str, target: str, headers: dict[str, str]) -> Answer:
        """The answer to one request, which is noted in `requests`."""
        with self._lock:
            answer = self._next_scripted(target) or conditional(self._answer(target, headers), headers)
            self.requests.append(Request(method, target, headers, answer.status))
            until = self._let_go if len(self.requests) > self._held_after else None
        return replace(answer, wait=answer.wait + self.latency, until=answer.until or until)

    def _respond_foreign(self, method: str, target: str, headers: dict[str, str]) -> Answer:
        self.foreign_requests.append(Request(method, target, headers, 200))
        return page(frame("Elsewhere", "<article><h1>Elsewhere</h1><p>Another site's article.</p></article>"))

    def _next_scripted(self, target: str) -> Answer | None:
        waiting = self._scripted.get(target, [])
        while waiting and waiting[0].times == 0:
            waiting.pop(0)
        if not waiting:
            return None
        if waiting[0].times is not None:
            waiting[0].times -= 1
        return waiting[0].answer

    def _answer(self, target: str, headers: dict[str, str]) -> Answer:
        parts = urlsplit(target)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if trouble := self.troubles.get(parts.path):
            return trouble.answer
        if found := _ARTICLE.fullmatch(parts.path):
            article = self.newsroom.find(int(found["number"]))
            known = article and article.section == found["section"]
            return self._article(article, query, headers) if article and known else _missing()
        if parts.path == "/" and query.get("p", "").isdigit():
            article = self.newsroom.find(int(query["p"]))
            return redirect(article.path) if article else _missing()
        if found := _NUMBERED.fullmatch(parts.path):
            article = self.newsroom.find(int(found["number"]))
            return redirect(article.path) if article else _missing()
        source = self._source(parts.path, query)
        return validated(source) if source else _missing()

    def _source(self, path: str, query: dict[str, str]) -> Answer | None:
        listed = self.newsroom.listed()
        if path == "/":
            return sources.front(listed)
        if found := _SECTION.fullmatch(path):
            chosen = [article for article in listed if article.section == found["name"]]
            return sources.section(found["name"], chosen, number=int(query.get("page", "1")))
        if found := _DAY.fullmatch(path):
            return sources.day_archive(found["day"], listed)
        if found := _MONTH.fullmatch(path):
            return sources.monthly_sitemap(self._entries(), found["month"])
        if path == "/trouble.xml":
            entries = [
                (self.url(t.path), t.name, self.newsroom.now) for t in self.troubles.values() if t.linked
            ]
            return sources.rss(entries, self.origin)
        build = self._feeds().get(path)
        return build() if build else None

    def _feeds(self) -> dict[str, Callable[[], Answer]]:
        return sources.feeds(self.origin, self._entries(), self.newsroom.now)

    def _entries(self) -> list[sources.Entry]:
        return [sources.entry(article, self.origin) for article in self.newsroom.listed()]

    def _article(self, article: SiteArticle, query: dict[str, str], headers: dict[str, str]) -> Answer:
        if article.deleted is not None:
            return _missing(article.deleted)
        part = min(max(int(query.get("page", "1")), 1), PARTS)
        view = View(article, self.origin, part, self.newsroom.newest(_RELATED), self.page_bytes)
        charset = "iso-8859-1" if article.markup == "latin1" else "utf-8"
        answer = validated(
            page(article_page(view), charset=charset), changed=article.modified or article.published
        )
        gzipped = article.markup == "gzip" and "gzip" in headers.get("accept-encoding", "")
        return compressed(answer) if gzipped else answer


def _missing(status: int = 404) -> Answer:
    lost = "<h1>Página no encontrada</h1><p>La página que busca no existe o ha sido retirada.</p>"
    return page(frame("Página no encontrada", lost), status=status)
