"""What the site publishes: articles made from a seed, then added, edited and deleted by a test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from tests.site.article import MARKUPS, SECTIONS, TIMEZONE, SiteArticle
from tests.site.text import LANGUAGES, WESTERN, compose, slug

#: The number before the first article's.
FIRST = 1000


class Newsroom:
    """`count` articles, the newest a minute before `now`, each `spacing` older than the next.

    Numbers grow with time. Languages and markups take turns; texts and times depend on `seed` and `now` only.
    One more article is hidden: no source names it.
    """

    def __init__(
        self,
        *,
        seed: int,
        count: int,
        now: datetime,
        spacing: timedelta,
        languages: Sequence[str] = LANGUAGES,
        markups: Sequence[str] = MARKUPS,
    ) -> None:
        self.seed, self.languages, self.markups = seed, tuple(languages), tuple(markups)
        self.now = now.astimezone(ZoneInfo(TIMEZONE)).replace(microsecond=0)
        self.articles: list[SiteArticle] = []
        newest = self.now - timedelta(minutes=1)
        for age in range(count, -1, -1):
            self._add(newest - spacing * age, hidden=age == count)

    def listed(self) -> list[SiteArticle]:
        """What the sources name, newest first."""
        return self.newest(len(self.articles))

    def newest(self, count: int) -> list[SiteArticle]:
        """The first `count` of `listed()`."""
        listed = (a for a in reversed(self.articles) if not a.hidden and a.deleted is None)
        return list(islice(listed, count))

    @property
    def hidden(self) -> SiteArticle:
        """The article that only a redirect leads to."""
        return next(a for a in self.articles if a.hidden)

    def find(self, number: int) -> SiteArticle | None:
        """The article with that number."""
        index = number - FIRST
        return self.articles[index] if 0 <= index < len(self.articles) else None

    def publish(self, *, at: datetime | None = None) -> SiteArticle:
        """A new article, `at` that instant, else a minute after the last."""
        zone = self.now.tzinfo
        return self._add(at.astimezone(zone) if at else self.articles[-1].published + timedelta(minutes=1))

    def edit(
        self,
        article: SiteArticle,
        *,
        headline: str | None = None,
        paragraphs: Sequence[str] | None = None,
        at: datetime | None = None,
    ) -> None:
        """Change the text; where nothing is given, a new last paragraph. The time of change moves on."""
        last = article.modified or article.published
        changed = at.astimezone(last.tzinfo) if at else last + timedelta(minutes=5)
        if headline is None and paragraphs is None:
            added = compose(article.language, f"{self.seed}:{article.number}:{changed}", paragraphs=1)
            paragraphs = [*article.paragraphs, *added.paragraphs]
        article.headline = headline or article.headline
        article.paragraphs = tuple(paragraphs) if paragraphs is not None else article.paragraphs
        article.modified = changed

    def delete(self, article: SiteArticle, *, status: int = 410) -> None:
        """Answer 410, 404 or, with `status=200`, a page that says in words that there is nothing."""
        article.deleted = status

    def _add(self, published: datetime, *, hidden: bool = False) -> SiteArticle:
        index = len(self.articles)
        language, markup = self._language(index), self.markups[index % len(self.markups)]
        if markup == "latin1" and language not in WESTERN:
            language = "es"
        text = compose(language, f"{self.seed}:{index}")
        article = SiteArticle(
            number=FIRST + index,
            section=SECTIONS[index % len(SECTIONS)],
            language=language,
            markup=markup,
            slug=slug(text.headline),
            headline=text.headline,
            paragraphs=text.paragraphs,
            author=text.author,
            published=published,
            hidden=hidden,
        )
        self.articles.append(article)
        return article

    def _language(self, index: int) -> str:
        return self.languages[index % len(self.languages)]


def present() -> datetime:
    """The moment the site believes in unless told otherwise."""
    return datetime.now(UTC)
