"""Places where a page shows names that are often not its authors': links, classes, signatures, lines.

Those of comments and of cards that lead to other articles are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from crawler.extraction.page.around_headline import Nearby, blocks_of, is_aside, text_lines
from crawler.extraction.page.dom import Element
from crawler.extraction.page.of_others import is_of_others
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import visible_text
from crawler.extraction.printed_lines import (
    LONGEST_LINE,
    begins_credit,
    credited_people,
    is_label,
    is_name,
    leading_names,
    name_and_date,
    names_alone,
    whole_credit,
)
from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.credit_line import is_credit
from crawler.normalization.people.credited_names import is_full_name, is_office

#: Elements whose class names an author and that are looked into.
_MOST_CLASSED = 60
#: Links, or elements with such a class, of which it is asked whose they are, and linked authors.
_MOST_ASKED, _MOST_LINKED = 500, 4
#: Nodes of the page on either side of the headline within which an element is the article's head.
_NODES_NEAR = 150
#: Nodes of the longest paragraph that may be a signature.
_SMALL = 8
#: Characters that a paragraph of prose has at least.
_PROSE = 80
_NAME_CLASS = re.compile(
    r"author|autor(?!i[sz])|auteur|byline|writer|redakteur|firma(?:nte)?\b|creator-name|contributor",
    re.IGNORECASE,
)
_NAME_WORDS = (
    "author", "autor", "auteur", "byline", "writer", "redakteur", "firma", "creator-name", "contributor",
)  # fmt: skip
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:e|es|en|in)?|auteurs?|profiles?|people|staff|journalists?|redaktion|writers?|by|contributors?)/[^/]",
    re.IGNORECASE,
)
_SLANTED = frozenset({"em", "i", "b", "strong"})
_MARKS_AROUND = "()[]–— "


@dataclass(frozen=True, slots=True)
class NamePlace:
    """The names that one place of a page shows, its origin, and the mark by which it is weighed."""

    values: Iterable[str]
    origin: str
    mark: str


def seen_places(page: HtmlPage, near: Nearby) -> Iterator[NamePlace]:
    """Yield the places that show names, each with those it shows."""
    authors = _names(filter(_is_author_link, page.all("a")))
    yield NamePlace(islice(authors, _MOST_LINKED), "rel-author", "rel-author")
    yield from _classed(page, near.heading)
    yield NamePlace(name_and_date(near), "near-date", "near-date")
    for mark, name in names_alone(near):
        yield NamePlace([name], "near-headline", mark)
    profiles = _names(filter(_is_profile, page.all("a")))
    yield NamePlace(islice(profiles, 1), "profile-link", "profile-link")
    yield NamePlace(_signature(page), "signature", "signature")
    yield NamePlace(_credited_far(page, near), "signature", "credit-far")


def _names(links: Iterable[Element]) -> Iterator[str]:
    """Yield the names that the first links print, without those of others."""
    own = (link for link in islice(links, _MOST_ASKED) if not _is_foreign(link))
    return (text for link in own if is_name(text := visible_text(link)))


def _is_author_link(link: Element) -> bool:
    return "author" in (link.get("rel") or "").lower().split()


def _is_profile(link: Element) -> bool:
    return _PROFILE.search(link.get("href") or "") is not None


def _is_foreign(element: Element) -> bool:
    return is_aside(element) or is_of_others(element)


def _classed(page: HtmlPage, heading: Element | None) -> Iterator[NamePlace]:
    """Yield the names in elements whose class speaks of an author.

    The first line that names someone in full comes first, then the first single word or office.
    """
    found: dict[str, list[str]] = {}
    classed = page.marked(_NAME_CLASS, words=_NAME_WORDS)[:_MOST_ASKED]
    marked = (e for e in classed if not _is_foreign(e))
    for element, _ in zip(marked, range(_MOST_CLASSED), strict=False):
        close = heading is not None and abs(element.index - heading.end) < _NODES_NEAR
        place = "near" if close else "far"
        for line in text_lines(element) if f"class-{place}" not in found else ():
            named = [whole_credit(line.parts)] if is_credit(line.text) else leading_names(line)
            if named and len(named[0]) < LONGEST_LINE and credited_people(named[0]):
                found.setdefault(f"class-{place}", named)
            elif len(line.text) < LONGEST_LINE // 2 and split_authors(line.text).authors:
                found.setdefault(f"class-short-{place}", [line.text])
    for mark in sorted(found):
        yield NamePlace(found[mark], "class", mark)


def _signature(page: HtmlPage) -> list[str]:
    """Return the name that stands alone in a paragraph behind the last one of prose."""
    for paragraph in page.all("p"):
        if paragraph.end - paragraph.index > _SMALL:
            continue
        before, behind = paragraph.previous, paragraph.next
        if before is None or before.tag != "p":
            continue
        text = visible_text(paragraph)
        last = len(text) < LONGEST_LINE // 2 and not _is_prose(behind) and len(visible_text(before)) > _PROSE
        bare = text.strip(_MARKS_AROUND) if last else ""
        if bare and _is_signature(bare, apart=bare != text or _is_set_apart(paragraph)):
            return [bare]
    return []


def _is_prose(element: Element | None) -> bool:
    """Tell whether an element is a paragraph of the text, and no notice in bold type."""
    if element is None or element.tag != "p" or len(visible_text(element)) <= _PROSE:
        return False
    return not any(visible_text(child) == visible_text(element) for child in element if child.tag in _SLANTED)


def _is_set_apart(paragraph: Element) -> bool:
    return any(child.tag in _SLANTED for child in paragraph)


def _is_signature(text: str, *, apart: bool) -> bool:
    """Tell whether a text is a credit, or a name or an office set apart from prose by marks or type."""
    if is_credit(text):
        return bool(credited_people(text))
    return apart and ((" " in text and is_name(text)) or is_office(text))


def _credited_far(page: HtmlPage, near: Nearby) -> list[str]:
    """Return the first credit line anywhere else on the page that names someone in full."""
    last = near.after[-1].start.index if near.after else 0
    blocks = blocks_of(page.root, begins_credit) if page.root is not None else ()
    for block in blocks:
        text = visible_text(block, between=" ") if block.end - block.index < _SMALL else ""
        if is_label(text) and block.next is not None:
            text = f"{text} {visible_text(block.next, between=' ')}"
        if block.index <= last or len(text) > LONGEST_LINE or not is_credit(text):
            continue
        if any(map(is_full_name, credited_people(text))) and not _is_foreign(block):
            return [text]
    return []
