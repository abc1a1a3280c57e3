"""Outlets that publish by the virtual clock, over the two kinds of local sites, and what is true of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from urllib.parse import quote

from tests.site import Site
from tests.site.answer import Answer, conditional, page, validated
from tests.site.platforms import PLATFORMS, PlatformSite, Story
from tests.site.server import Server
from tests.site.text import Text, compose, slug

#: Entries that a platform's lists show.
LISTED = 150
#: Paragraphs that a text has, in turns: bodies of one length would be a wall.
LENGTHS = (6, 3, 5, 8, 4, 7)

#: Changes what the site answers at a path.
Change = Callable[[str, Answer], Answer]


@dataclass(frozen=True, slots=True)
class State:
    """A text as it read from an instant on."""

    since: datetime
    headline: str
    body: str


@dataclass(slots=True)
class Written:
    """What is true of an article: every state of its text, and when it was deleted."""

    path: str
    published: datetime
    states: list[State]
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was answered, by the virtual clock; `well` where no fault changed the answer."""

    at: datetime
    path: str
    status: int
    well: bool


@dataclass
class Paper(ABC):
    """An outlet on loopback; `body` are the lines of its class, `sources` its paths by kind."""

    name: str
    sources: dict[str, Sequence[str]]
    body: str = ""
    now: datetime = field(init=False)
    origin: str = ""
    written: list[Written] = field(default_factory=list)
    requests: list[Asked] = field(default_factory=list)
    changes: dict[str, Change] = field(default_factory=dict)

    def url(self, target: str) -> str:
        """The full address of a path."""
        return self.origin + target

    @contextmanager
    def serve(self) -> Iterator[Paper]:
        """Answer until the end of the block."""
        server = Server(self.respond)
        self.origin = f"http://127.0.0.1:{server.port}"
        self._moved_to(self.origin)
        server.start()
        try:
            yield self
        finally:
            server.close()

    def respond(self, method: str, target: str, headers: dict[str, str]) -> Answer:
        """The answer as the faults of the hour leave it, with validators."""
        plain = answer = self.plain(target)
        for change in list(self.changes.values()):
            answer = change(target, answer)
        well = answer is plain
        answer = conditional(validated(answer) if answer.status == 200 else answer, headers)
        self.requests.append(Asked(self.now, target.partition("?")[0], answer.status, well))
        return answer

    def publish(self, at: datetime) -> None:
        """Publish a new article."""
        path, text = self._publish(at, LENGTHS[len(self.written) % len(LENGTHS)])
        self.written.append(Written(path, at, [_state(at, text)]))

    def edit(self, number: int, at: datetime) -> None:
        """Change a text: its headline besides, every other time."""
        written = self.written[number]
        last, language = written.states[-1], self._language(number)
        more = compose(language, f"{self.name} {number} {at}", paragraphs=1)
        headline = more.headline if len(written.states) % 2 == 0 else last.headline
        text = Text(headline, (*last.body.split("\n\n"), *more.paragraphs), "")
        self._rewrite(number, text, at)
        written.states.append(_state(at, text))

    def delete(self, number: int, at: datetime, *, status: int) -> None:
        """Take an article down."""
        self.written[number].deleted_at = at
        self._delete(number, status)

    @abstractmethod
    def _moved_to(self, origin: str) -> None:
        """The site answers there now."""

    @abstractmethod
    def plain(self, target: str) -> Answer:
        """What the site says at a path when it is well, without validators."""

    @abstractmethod
    def _publish(self, at: datetime, paragraphs: int) -> tuple[str, Text]:
        """Add an article; its path and text."""

    @abstractmethod
    def _rewrite(self, number: int, text: Text, at: datetime) -> None:
        """Give an article another headline and paragraphs."""

    @abstractmethod
    def _delete(self, number: int, status: int) -> None:
        """Answer that status from now on."""

    @abstractmethod
    def _language(self, number: int) -> str:
        """The language of an article."""


def _state(at: datetime, text: Text) -> State:
    return State(at, text.headline, "\n\n".join(text.paragraphs))


class Valley(Paper):
    """An outlet over `tests.site.Site`: sections, sitemaps, markup in turns."""

    def __init__(
        self, name: str, start: datetime, *, markups: Sequence[str], **sources: Sequence[str]
    ) -> None:
        super().__init__(name, dict(sources))
        self.now = start
        self._before = timedelta(days=15)
        self.site = Site(
            seed=sum(map(ord, name)), articles=2, now=start - self._before, markups=markups, languages=("es",)
        )
        self._first = len(self.site.newsroom.articles)
        for article in self.site.newsroom.articles:
            article.hidden = True

    def _moved_to(self, origin: str) -> None:
        self.site.origin = origin

    def plain(self, target: str) -> Answer:
        """What the site says at a path when it is well."""
        self.site.newsroom.now = self.now
        return self.site.respond("GET", target, {})

    def _publish(self, at: datetime, paragraphs: int) -> tuple[str, Text]:
        article = self.site.newsroom.publish(at=at)
        text = compose("es", f"{self.name} {article.number}", paragraphs=paragraphs)
        article.headline, article.slug = text.headline, slug(text.headline)
        article.paragraphs, article.author = text.paragraphs, text.author
        return article.path, text

    def _rewrite(self, number: int, text: Text, at: datetime) -> None:
        article = self.site.newsroom.articles[self._first + number]
        self.site.newsroom.edit(article, headline=text.headline, paragraphs=text.paragraphs, at=at)

    def _delete(self, number: int, status: int) -> None:
        self.site.newsroom.delete(self.site.newsroom.articles[self._first + number], status=status)

    def _language(self, number: int) -> str:
        return "es"


class Courier(Paper):
    """An outlet over a platform of `tests.site.platforms`."""

    def __init__(
        self, name: str, start: datetime, *, platform: str, body: str, **sources: Sequence[str]
    ) -> None:
        super().__init__(name, dict(sources), body)
        self.now = start
        self.site = PlatformSite(next(one for one in PLATFORMS if one.name == platform))
        self.zone = timezone(timedelta(hours=self.site.platform.offset))
        self.stories: list[Story] = []
        self.gone: dict[str, int] = {}

    def _moved_to(self, origin: str) -> None:
        self.site.origin = origin

    def plain(self, target: str) -> Answer:
        """What the platform's site says at a path when it is well."""
        if target in self.gone:
            return page("<html><title>Gone</title><h1>Not found</h1></html>", status=self.gone[target])
        alive = [story for story in reversed(self.stories) if story.path not in self.gone]
        listed = alive[:LISTED]
        self.site.stories = [*listed, *(story for story in alive[LISTED:] if story.path == target)]
        return self.site.answer(target)

    def _publish(self, at: datetime, paragraphs: int) -> tuple[str, Text]:
        platform, number = self.site.platform, len(self.stories)
        text = compose(self._language(number), f"{self.name} {number}", paragraphs=paragraphs)
        section, published = platform.sections[number % len(platform.sections)], at.astimezone(self.zone)
        path = platform.address.format(
            n=483217 + 13 * number, slug=f"{slug(text.headline)}-{number}", s=section, d=published
        )
        story = Story(quote(path), section, self._language(number), text, published)
        self.stories.append(story)
        return story.path, text

    def _rewrite(self, number: int, text: Text, at: datetime) -> None:
        story = self.stories[number]
        self.stories[number] = replace(story, text=replace(text, author=story.text.author))

    def _delete(self, number: int, status: int) -> None:
        self.gone[self.stories[number].path] = status

    def _language(self, number: int) -> str:
        return self.site.platform.languages[0]
