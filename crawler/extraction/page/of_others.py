"""Which parts of a page are others' than the article's authors: comments, and cards of other stories."""

from __future__ import annotations

import re
from itertools import islice

from crawler.extraction.page.dom import Element
from crawler.extraction.page.text import fold_letters, visible_text
from crawler.normalization.people.credit_line import is_credit

#: In the class or id of comments, in the languages of the corpora, and in the class of other such parts.
_COMMENTS = re.compile(
    r"comment|kommentar|comentari|reacties|disqus|discussion|\breplies\b|\brespond\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"related|teaser|card-list|newsletter|subscri|recommend|most-?read|read-?more", re.IGNORECASE
)
_WHOLE = frozenset({"html", "body", "main", "article"})
_HEADINGS = ("h2", "h3", "h4", "h5")
#: Elements above a name in which the heading of a card is looked for, and nodes of the largest card.
_LEVELS, _CARD = 5, 60
#: The same for a date, which stands nearer to the title that its card leads on by.
_CLOSE_LEVELS, _SMALL_CARD = 4, 40
#: Characters of the shortest title that leads to a story, and spaces in it.
_SHORTEST_TITLE, _SPACES = 25, 3


def is_of_others(element: Element) -> bool:
    """Tell whether an element stands in a part for comments or other articles, or in the card of one."""
    around = (e for e in (element, *element.above()) if e.tag not in _WHOLE)
    return any(map(_is_named_so, around)) or _is_in_card(element)


def _is_named_so(element: Element) -> bool:
    """Tell whether class or id of an element say that it holds comments or other articles.

    What holds the main heading holds the article, whatever its name.
    """
    name, label = element.get("class") or "", element.get("id") or ""
    said = _COMMENTS.search(name) or _COMMENTS.search(label) or _OTHERS.search(name)
    return said is not None and next(element.below("h1"), None) is None


def _is_in_card(element: Element) -> bool:
    """Tell whether a small element around has a heading with a link, and is not the article's own head.

    The heading of a box about the author is the name itself, which leads to a profile.
    """
    name = fold_letters(visible_text(element))
    for around in islice(element.above(), _LEVELS):
        if around.end - around.index > _CARD or next(around.below("h1"), None) is not None:
            return False
        if any(_leads_on(heading, name) for tag in _HEADINGS for heading in around.below(tag)):
            return True
    return False


def _leads_on(heading: Element, name: str) -> bool:
    """Tell whether a heading is a link, or within one, and is not the name."""
    linked = next(heading.below("a"), None) is not None or (
        heading.parent is not None and heading.parent.tag == "a"
    )
    said = fold_letters(visible_text(heading))
    return linked and said not in name and name not in said


def is_quoted_or_card(element: Element) -> bool:
    """Tell whether an element stands in a quotation, as posts are embedded, or in a small part with a title.

    Such a title is the text of a link: cards and tickers lead on by it.
    """
    if next(element.above("blockquote"), None) is not None:
        return True
    for around in islice(element.above(), _CLOSE_LEVELS):
        if around.end - around.index > _SMALL_CARD or next(around.below("h1"), None) is not None:
            return False
        if any(_is_title(visible_text(link)) for link in around.below("a")):
            return True
    return False


def _is_title(text: str) -> bool:
    """Tell whether the text of a link is as long as a title, which no name and no section is."""
    return len(text) >= _SHORTEST_TITLE and text.count(" ") >= _SPACES and not is_credit(text)
