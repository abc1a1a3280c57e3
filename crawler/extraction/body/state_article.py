"""The article in the states of a page's scripts, found by its shape: a title as the page's, and a long text.

A page that draws its text by a script shows none, but its state holds it. No framework's names are asked for:
the object counts that has a title like the page's, and of its values the one with the most prose.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from crawler.extraction.metadata.json_text import load_json_values
from crawler.extraction.metadata.jsonld import as_text
from crawler.extraction.metadata.page_states import read_states
from crawler.extraction.metadata.rich_text import TextReader
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import fold_letters, title_agreement

#: A page that shows so many characters of text is not drawn from its state.
_SHOWN_ENOUGH = 600
#: The same of a page on which no heading prints the headline.
_SHOWN_MUCH = 6_000
#: Confidence in a body that only a state gives, as in one that only JSON-LD gives.
STATED = 0.8
#: Values visited on one page, objects with the page's title whose text is read, and keys of one.
_MOST, _MOST_TITLED, _MOST_KEYS = 100_000, 20, 100
#: Characters that a text has at least, and the longest title.
_LEAST, _LONGEST_TITLE = 250, 500
#: Agreement of a title with the page's that shows whose it is.
_AGREES = 0.6
#: Characters by which a paragraph is known again.
_OPENING = 60
#: Lists and objects around a name.
_LEVELS = 4
#: Paragraphs that are drawn side by side in a text, and characters of the longest string of JSON.
_PARAGRAPHS, _LONGEST = 3, 3_000_000
#: Characters of a title that is no label.
_SENTENCE = 15
#: Keys under which titles stand, and those of an object around the title (`headlines.basic`).
_TITLES = (
    "headline",
    "title",
    "headlines",
    "titles",
    "name",
    "heading",
    "basic",
    "main",
    "rendered",
    "text",
    "plain",
)
#: In keys under which stand the texts of others.
_ASIDE = (
    "relat", "recommend", "comment", "trending", "popular", "latest", "navigation", "menu", "footer",
    "sidebar", "author", "byline", "contributor", "teaser", "newsletter", "translations", "config", "seo",
    "breadcrumb",
)  # fmt: skip
_NAMES = ("name", "display_name", "displayName", "fullName", "full_name", "title", "headline", "label")
_FIRST, _LAST = ("firstName", "first_name", "givenName"), ("lastName", "last_name", "familyName")
#: Keys of authors and of the moment of publication, in order of trust.
_AUTHORS = ("authors", "author", "bylines", "byline", "by", "creators", "creator", "writers", "credits")
_PUBLISHED = (
    "datePublished", "date_published", "publishedAt", "published_at", "publishedDate", "published_date",
    "publishDate", "publish_date", "publishedOn", "firstPublished", "firstPublishedAt", "first_publish_date",
    "display_date", "displayDate", "publicationDate", "publication_date", "pubDate", "pub_date", "published",
    "dateTime", "date", "createdAt", "created_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StateArticle:
    """An article found in a state: its object, and the paragraphs of its text."""

    node: dict[str, Any]
    paragraphs: list[str]

    @property
    def text(self) -> str:
        """The paragraphs with a blank line between."""
        return "\n\n".join(self.paragraphs)

    @property
    def fields(self) -> dict[str, Any]:
        """What else the object says, by field of the draft; empty values where it says nothing."""
        authors = filter(None, (_names_in(self.node.get(key), 0) for key in _AUTHORS))
        dates = (self.node.get(key) for key in _PUBLISHED)
        return {
            "headline": next(filter(None, _titles_of(self.node)), ""),
            "authors": next(authors, []),
            "date_published": next((str(one) for one in dates if one and isinstance(one, str | int)), ""),
        }


def find_unshown_article(
    page: HtmlPage, *, shown: str, titles: list[str], is_headed: bool
) -> StateArticle | None:
    """Return the article that the states of a page hold, where the page does not show it.

    `shown` is the text taken from the page. It is short beside the article's, or it is another text, of
    teasers or of a notice, on a page that is not `is_headed` by its headline.
    """
    if len(shown) >= (_SHOWN_ENOUGH if is_headed else _SHOWN_MUCH):
        return None
    found = find_state_article(read_states(page), titles=titles)
    if found is None or (len(shown) < _SHOWN_ENOUGH and len(found.text) >= 2 * len(shown)):
        return found
    return found if not is_headed and _is_other(shown, found.text) else None


def _is_other(shown: str, text: str) -> bool:
    """Tell whether most of a shown text does not stand in an article's."""
    whole = fold_letters(text)
    paragraphs = shown.split("\n\n")
    inside = sum(len(one) for one in paragraphs if fold_letters(one[:_OPENING]) in whole)
    return 2 * inside < len(shown)


def find_state_article(states: Iterable[Any], *, titles: list[str]) -> StateArticle | None:
    """Return the article among states whose title is like one of the page's `titles`; None without one.

    Where no title is known any object with a title counts. Of several it is the one with the most text,
    since a state names an article in lists too, with its teaser. Where no object has a text beside its
    title, the title may stand in an object within, or the state holds elements as they are drawn.
    """
    known, wanted, reader = list(states), [title for title in titles if title], TextReader()
    titled = (_longest(known, wanted, reader, within=within) for within in (False, True))
    return next(filter(None, titled), None) or _drawn(known, reader)


def _longest(
    states: list[Any], wanted: list[str], reader: TextReader, *, within: bool
) -> StateArticle | None:
    """Return the object with the most text of those with the page's title, in them or `within` an object."""
    titled = (
        node for state in states for node in islice(_titled(state, wanted, within=within), _MOST_TITLED)
    )
    found = (StateArticle(node, _longest_text(node, reader)) for node in titled)
    best = max(found, key=lambda article: len(article.text), default=None)
    return best if best is not None and len(best.text) >= _LEAST else None


def _titled(state: Any, wanted: list[str], *, within: bool) -> Iterator[dict[str, Any]]:
    """Yield the objects of a state whose title is the page's, the outer ones first."""
    for node in _values(state):
        around = (
            [inner for inner in node.values() if isinstance(inner, dict)]
            if within and isinstance(node, dict)
            else [node]
        )
        titles = (title for one in around if isinstance(one, dict) for title in _titles_of(one))
        if any(_agrees(title, wanted) if wanted else len(title) >= _SENTENCE for title in titles):
            yield node


def _drawn(states: list[Any], reader: TextReader) -> StateArticle | None:
    """Return the longest text among lists of elements as React draws them (`["$", "p", null, {...}]`)."""
    lists = (one for state in states for one in _values(state) if isinstance(one, list))
    drawn = (one for one in lists if sum(map(_is_drawn_paragraph, one)) >= _PARAGRAPHS)
    texts = (StateArticle({}, reader.paragraphs(one)) for one in islice(drawn, _MOST_TITLED))
    best = max(texts, key=lambda article: len(article.text), default=None)
    return best if best is not None and len(best.text) >= _LEAST else None


def _is_drawn_paragraph(value: Any) -> bool:
    return isinstance(value, list) and value[:2] == ["$", "p"]


def _values(state: Any) -> Iterator[Any]:
    """Yield the objects and lists of a state, each once, the outer ones first, none under foreign keys."""
    #: By identity; they are kept, since a new object may get the identity of one that is gone.
    seen = {id(state): state}
    waiting = deque([state])
    while waiting and len(seen) < _MOST:
        value = waiting.popleft()
        yield value
        for inner in map(_unpacked, _inner(value)):
            if isinstance(inner, list | dict) and id(inner) not in seen:
                seen[id(inner)] = inner
                waiting.append(inner)


def _unpacked(value: Any) -> Any:
    """Return what a string of JSON within a state holds; any other value as it is."""
    if not isinstance(value, str) or len(value) < _LEAST or value[0] not in "{[":
        return value
    return next(iter(load_json_values(value)), None) if len(value) <= _LONGEST else None


def _inner(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return (inner for key, inner in value.items() if not _is_aside(key))
    return value if isinstance(value, list) else ()


def _is_aside(key: str) -> bool:
    return any(word in key[:100].lower() for word in _ASIDE)


def _titles_of(node: dict[str, Any]) -> Iterator[str]:
    """Yield the titles that stand in an object, or in an object under the key of a title."""
    for key in _TITLES:
        value = node.get(key)
        values = [value.get(inner) for inner in _TITLES] if isinstance(value, dict) else [value]
        yield from (as_text(one) for one in values if isinstance(one, str) and len(one) < _LONGEST_TITLE)


def _agrees(title: str, wanted: list[str]) -> bool:
    return any(title_agreement(title, other) >= _AGREES for other in wanted)


def _longest_text(node: dict[str, Any], reader: TextReader) -> list[str]:
    """Return the paragraphs of the value of an object that has the most text."""
    values = (value for key, value in node.items() if not _is_aside(key))
    longer = (value for value in values if isinstance(value, list | dict) or len(str(value)) >= _LEAST)
    texts = map(reader.paragraphs, islice(longer, _MOST_KEYS))
    return max(texts, key=lambda paragraphs: sum(map(len, paragraphs)), default=[])


def _names_in(value: Any, depth: int) -> list[str]:
    """Return the names in a string, an object or a list of them."""
    if isinstance(value, str):
        return [value] if len(value) < _LONGEST_TITLE else []
    if isinstance(value, list) and depth < _LEVELS:
        return [name for one in value[:_MOST_TITLED] for name in _names_in(one, depth + 1)]
    if not isinstance(value, dict):
        return []
    parts = [_text_under(value, keys) for keys in (_FIRST, _LAST)]
    name = " ".join(filter(None, parts)) if all(parts) else _text_under(value, _NAMES)
    inner = next((value[key] for key in _AUTHORS if value.get(key)), None) if not name else None
    return [name] if name else _names_in(inner, depth + 1) if depth < _LEVELS else []


def _text_under(node: dict[str, Any], keys: Iterable[str]) -> str:
    return next((node[key] for key in keys if isinstance(node.get(key), str)), "")
