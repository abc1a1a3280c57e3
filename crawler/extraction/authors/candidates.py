"""Every place of a page that may name its authors, each with the mark by which `likelihood` weighs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.extraction.metadata.jsonld import LinkedData, names_of, node_types
from crawler.extraction.metadata.markup import property_elements, property_value
from crawler.extraction.page.around_headline import Nearby, blocks_of, is_aside, text_lines
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import squeeze_space, visible_text
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
from crawler.normalization.people.byline import Byline, split_authors
from crawler.normalization.people.credit_line import is_credit
from crawler.normalization.people.credited_names import is_full_name, name_key

#: Elements whose class names an author and that are looked into.
_MOST_CLASSED = 60
#: Nodes of the page on either side of the headline within which an element is the article's head.
_NODES_NEAR = 150
#: Nodes of the longest paragraph that may be a signature.
_SMALL = 8
#: Characters that a paragraph of prose has at least.
_PROSE = 80
_WRITTEN_BY = re.compile(
    r"written|autor|author|verfasst|geschrieben|escrito|écrit|scritto|skrevet|skriven|schreven|автор|by\b",
    re.IGNORECASE,
)
_NAME_CLASS = re.compile(
    r"author|autor(?!i[sz])|auteur|byline|writer|redakteur|firma(?:nte)?\b|creator-name|contributor",
    re.IGNORECASE,
)
_NAME_WORDS = (
    "author", "autor", "auteur", "byline", "writer", "redakteur", "firma", "creator-name", "contributor",
)  # fmt: skip
_OTHERS_CLASS = re.compile(r"comment|related|teaser|card-list|newsletter|subscri", re.IGNORECASE)
_WHOLE = frozenset({"html", "body", "main", "article"})
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:e|es|en|in)?|auteurs?|profiles?|people|staff|journalists?|redaktion|writers?|by|contributors?)/[^/]",
    re.IGNORECASE,
)
#: Addresses, numbers, slugs and names of template variables, which forms put for an author.
_NO_NAME = re.compile(r"^(?:https?:|www\.|/)|[\d_]{3}|^[a-z]+(?:-[a-z]+)+$|^[a-z]+(?:\.[a-z]+){2,}$")
_SLANTED = frozenset({"em", "i", "b", "strong"})
_MARKS_AROUND = "()[]–— "
#: `meta` names that hold authors, each with its origin, in order of trust.
_METAS = (
    ("parsely-author", "parsely"), ("sailthru.author", "sailthru"), ("cxenseparse:author", "cxense"),
    ("citation_author", "meta"), ("article:author", "opengraph"), ("author", "meta"),
    ("dc.creator", "dublincore"), ("dcterms.creator", "dublincore"), ("byl", "meta"),
    ("byline", "meta"), ("authors", "meta"), ("article.author", "opengraph"), ("creator", "meta"),
    ("og:author", "opengraph"), ("vr:author", "meta"), ("rbauthors", "meta"),
    ("dc.contributor", "dublincore"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuthorCandidate:
    """The names that one place gives: raw, with origin and mark, and as a credit taken apart."""

    values: list[str]
    origin: str
    mark: str
    read: Byline
    #: Whether it names no one but the outlet.
    is_outlet: bool = False

    @property
    def people(self) -> list[str]:
        """The people among the authors, without desks."""
        return [name for name in self.read.authors if name not in self.read.desks]


@dataclass(frozen=True, slots=True)
class _Place:
    values: Iterable[str]
    origin: str
    mark: str


def author_candidates(
    page: HtmlPage, data: LinkedData, near: Nearby, *, credits: list[str], names: list[str]
) -> list[AuthorCandidate]:
    """Return the names that reliable places give, in the order of trust that was measured on the corpora.

    `credits` are the credit lines near the headline; `names` are the outlet's own names.
    """
    return _read(_stated(page, data, credits), names)


def weak_author_candidates(page: HtmlPage, near: Nearby, *, names: list[str]) -> list[AuthorCandidate]:
    """Return the names of places that are often wrong: links, classes, signatures, lines near the headline.

    They are asked only where the reliable places leave a doubt.
    """
    return _read(_seen(page, near), names)


def _read(places: Iterable[_Place], names: list[str]) -> list[AuthorCandidate]:
    found = []
    own = {name_key(name) for name in names}
    for place in places:
        values = [v for value in place.values if (v := squeeze_space(value))]
        if place.mark != "byline":
            values = [value for value in values if not _NO_NAME.search(value)]
        read = split_authors(values, outlet_names=names) if values else Byline()
        if read.authors or read.agencies:
            is_outlet = bool(read.desks) and all(name_key(name) in own for name in read.authors)
            found.append(AuthorCandidate(values, place.origin, place.mark, read, is_outlet))
    return found


def _stated(page: HtmlPage, data: LinkedData, credits: list[str]) -> Iterator[_Place]:
    linked = _linked(data)
    typed = any("Person" in types for _, types in linked)
    persons = [name for name, types in linked if "Person" in types or (typed and not types)]
    yield _Place(persons, "jsonld", "jsonld-person")
    yield _Place(_best_credit(credits), "byline", "byline")
    others = [name for name, _ in linked]
    if others != persons:
        yield _Place(others, "jsonld", "jsonld-any")
    yield _Place(_labelled(page), "twitter", "twitter")
    yield _Place(_marked(page), "microdata", "microdata")
    for name, origin in _METAS:
        if name in page.metas:
            yield _Place(page.metas[name], origin, f"meta:{name}")


def _linked(data: LinkedData) -> list[tuple[str, set[str]]]:
    """Return the names that JSON-LD gives for the authors, each with the types of its node."""
    given = data.people(data.article, "author") or data.people(data.article, "creator")
    given = given or data.people(data.page, "author")
    return [(name, node_types(node)) for node in given for name in names_of(node)]


def _seen(page: HtmlPage, near: Nearby) -> Iterator[_Place]:
    links = page.all("a")
    yield _Place([visible_text(a) for a in links if _is_author_link(a)][:4], "rel-author", "rel-author")
    yield from _classed(page, near.heading)
    yield _Place(name_and_date(near), "near-date", "near-date")
    for mark, name in names_alone(near):
        yield _Place([name], "near-headline", mark)
    yield _Place([visible_text(a) for a in links if _is_profile(a)][:1], "profile-link", "profile-link")
    yield _Place(_signature(page), "signature", "signature")
    yield _Place(_credited_far(page, near), "signature", "credit-far")


def _best_credit(credits: list[str]) -> list[str]:
    """Return the first credit line that names a person in full, else the first that names any, as a list."""
    named = (credit for credit in credits if any(map(is_full_name, credited_people(credit))))
    short = (credit for credit in credits if len(credit) < LONGEST_LINE and split_authors(credit).authors)
    return [*named, *short][:1]


def _labelled(page: HtmlPage) -> list[str]:
    pairs = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
    told = [(page.meta(label) or "", page.meta(data) or "") for label, data in pairs]
    return [value for label, value in told if value and _WRITTEN_BY.search(label)]


def _marked(page: HtmlPage) -> list[str]:
    """Return the names in `itemprop=author`, whose own `itemprop=name` says more than its whole text."""
    found: list[str] = []
    for element in property_elements(page, "author"):
        inner = [e for e in element.below() if "name" in (e.get("itemprop") or "").split()]
        found.extend(property_value(e) for e in inner or [element])
    return [name for name in found if len(name) < LONGEST_LINE]


def _is_author_link(link: Element) -> bool:
    rel = link.get("rel") or ""
    return "author" in rel.lower().split() and not is_aside(link) and is_name(visible_text(link))


def _is_profile(link: Element) -> bool:
    href = link.get("href") or ""
    return bool(_PROFILE.search(href)) and not is_aside(link) and is_name(visible_text(link))


def _classed(page: HtmlPage, heading: Element | None) -> Iterator[_Place]:
    """Yield the names in elements whose class speaks of an author.

    The first line that names someone in full comes first, then the first single word or office.
    """
    found: dict[str, list[str]] = {}
    marked = (
        e for e in page.marked(_NAME_CLASS, words=_NAME_WORDS) if not is_aside(e) and not _is_of_others(e)
    )
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
        yield _Place(found[mark], "class", mark)


def _is_of_others(element: Element) -> bool:
    """Tell whether an element stands in a part of the page for comments or for other articles."""
    around = (e for e in (element, *element.above()) if e.tag not in _WHOLE)
    return any(_OTHERS_CLASS.search(e.get("class") or "") for e in around)


def _signature(page: HtmlPage) -> list[str]:
    """Return the name that stands alone in a paragraph behind the last one of prose."""
    for paragraph in page.all("p"):
        if paragraph.end - paragraph.index > _SMALL:
            continue
        before, behind = paragraph.previous, paragraph.next
        if before is None or before.tag != "p":
            continue
        text = visible_text(paragraph)
        prose = behind is not None and behind.tag == "p" and len(visible_text(behind)) > _PROSE
        last = len(text) < LONGEST_LINE // 2 and not prose and len(visible_text(before)) > _PROSE
        bare = text.strip(_MARKS_AROUND) if last else ""
        if bare and _is_signature(bare, paragraph, apart=bare != text):
            return [bare]
    return []


def _is_signature(text: str, paragraph: Element, *, apart: bool) -> bool:
    """Tell whether a text is a credit, or a name that brackets, dashes or its type set apart from prose."""
    apart = apart or any(child.tag in _SLANTED for child in paragraph)
    return (is_credit(text) and bool(credited_people(text))) or (apart and " " in text and is_name(text))


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
        if any(map(is_full_name, credited_people(text))) and not is_aside(block) and not _is_of_others(block):
            return [text]
    return []
