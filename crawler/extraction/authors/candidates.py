"""Every place of a page that may name its authors, each with the mark by which `likelihood` weighs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from crawler.extraction.authors.seen_places import NamePlace, seen_places
from crawler.extraction.metadata.jsonld import LinkedData, names_of, node_types
from crawler.extraction.metadata.markup import property_elements, property_value
from crawler.extraction.page.around_headline import Nearby
from crawler.extraction.page.of_others import is_of_others
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.properties import has_property
from crawler.extraction.page.text import squeeze_space
from crawler.extraction.printed_lines import LONGEST_LINE, credited_people
from crawler.normalization.people.byline import Byline, split_authors
from crawler.normalization.people.credited_names import is_full_name
from crawler.normalization.people.outlet_name import is_outlet_name, outlet_keys

#: Values of one place that are read as names.
_MOST_VALUES = 100
#: Nodes of an element that names an author which are looked through for the name itself.
_MOST_WITHIN = 150
_WRITTEN_BY = re.compile(
    r"written|autor|author|verfasst|geschrieben|escrito|écrit|scritto|skrevet|skriven|schreven|автор|by\b",
    re.IGNORECASE,
)
#: Addresses, numbers, slugs and names of template variables, which forms put for an author.
_NO_NAME = re.compile(r"^(?:https?:|www\.|/)|^\S*[\d_]{3}\S*$|^[a-z]+(?:-[a-z]+)+$|^[a-z]+(?:\.[a-z]+){2,}$")
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
    return _read(seen_places(page, near), names)


def _read(places: Iterable[NamePlace], names: list[str]) -> list[AuthorCandidate]:
    found = []
    own = outlet_keys(names)
    for place in places:
        values = [v for value in islice(place.values, _MOST_VALUES) if (v := squeeze_space(value))]
        if place.mark != "byline":
            values = [value for value in values if not _NO_NAME.search(value)]
        read = split_authors(values, outlet_names=names) if values else Byline()
        if read.authors or read.agencies:
            is_outlet = bool(read.desks) and all(is_outlet_name(name, own) for name in read.authors)
            found.append(AuthorCandidate(values, place.origin, place.mark, read, is_outlet))
    return found


def _stated(page: HtmlPage, data: LinkedData, credits: list[str]) -> Iterator[NamePlace]:
    linked = _linked(data)
    typed = any("Person" in types for _, types in linked)
    persons = [name for name, types in linked if "Person" in types or (typed and not types)]
    yield NamePlace(persons, "jsonld", "jsonld-person")
    yield NamePlace(_best_credit(credits), "byline", "byline")
    others = [name for name, _ in linked]
    if others != persons:
        yield NamePlace(others, "jsonld", "jsonld-any")
    yield NamePlace(_labelled(page), "twitter", "twitter")
    yield NamePlace(_marked(page), "microdata", "microdata")
    for name, origin in _METAS:
        if name in page.metas:
            yield NamePlace(page.metas[name], origin, f"meta:{name}")


def _linked(data: LinkedData) -> list[tuple[str, set[str]]]:
    """Return the names that JSON-LD gives for the authors, each with the types of its node."""
    given = data.people(data.article, "author") or data.people(data.article, "creator")
    given = given or data.people(data.page, "author")
    return [(name, node_types(node)) for node in given for name in names_of(node)]


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
    """Return the names that the property `author` marks; a `name` in it says more than its whole text."""
    found: list[str] = []
    for element in property_elements(page, "author"):
        if is_of_others(element):
            continue
        within = islice(element.below(), _MOST_WITHIN)
        inner = [e for e in within if has_property(e, "name")]
        found.extend(property_value(e) for e in inner or [element])
    return [name for name in found if len(name) < LONGEST_LINE]
