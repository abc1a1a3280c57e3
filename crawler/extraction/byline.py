"""Authors and the credit line, from the first place that names a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crawler.extraction import microdata
from crawler.extraction.datetext import find_date
from crawler.extraction.headline import is_site_name
from crawler.extraction.jsonld import LinkedData, as_text, types
from crawler.extraction.names import BYLINE, is_desk, is_person, is_usable, names_of, persons, split_names
from crawler.extraction.nearby import is_aside, lines, lines_after
from crawler.extraction.page import Page
from crawler.extraction.text import squeeze, text_of
from crawler.items import Found

#: Characters after the headline in which a credit line stands.
NEAR = 700
#: Sources that are often wrong: they answer only where no other names anyone.
WEAK = ("class", "link-author", "near-date")
_WRITTEN_BY = re.compile(
    r"written|autor|author|verfasst|geschrieben|escrito|écrit|scritto|skrevet|skriven|schreven|автор|by\b",
    re.IGNORECASE,
)
_NAME_CLASS = re.compile(r"author|autor(?!i[sz])|auteur|byline|writer|redakteur", re.IGNORECASE)
_BESIDE = re.compile(r"^[\s|•·,–—-]+")
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:e|es|en|in)?|auteurs?|profile|people|person|staff|journalist|redaktion|writers?|by|contributors?|team)/[^/]",
    re.IGNORECASE,
)
_SPLIT_META = ("parsely-author", "sailthru.author", "cxenseparse:author", "citation_author")
_PLAIN_META = (
    "author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "byl",
    "byline",
    "authors",
    "article.author",
    "creator",
    "og:author",
    "vr:author",
    "rbauthors",
)


def authors(page: Page, data: LinkedData, *, heading: Any | None, names: list[str]) -> Found | None:
    """Return the authors' names as a list; a desk or the outlet itself only where no person is named."""
    second: Found | None = None
    last: Found | None = None
    for found in candidates(page, data, heading=heading):
        usable = [name for name in found.value if is_usable(name)]
        people = [name for name in usable if not is_desk(name) and not is_site_name(name, names)]
        if any(map(is_person, people)) and not (second and found.rung in WEAK):
            return Found(value=people, rung=found.rung)
        second = second or (Found(value=people, rung=found.rung) if people else None)
        last = last or (Found(value=usable, rung=found.rung) if usable else None)
    return second or last


def candidates(page: Page, data: LinkedData, *, heading: Any | None) -> Iterator[Found]:
    """Yield lists of names, best source first (the order is measured, each source for itself)."""
    yield _found(
        [as_text(a) for a in _linked(data) if isinstance(a, dict) and "Person" in types(a)], "jsonld"
    )
    yield _found(_near(heading), "byline")
    yield _found([text for a in _linked(data) if (text := as_text(a))], "jsonld")
    yield _found(_labelled(page), "twitter")
    for name in _SPLIT_META:
        yield _found(page.metas.get(name, []), name.split("-")[0].split(".")[0].replace("parse:author", ""))
    yield _found(page.metas.get("article:author", []), "opengraph")
    yield _found(_marked(page), "microdata")
    for name in _PLAIN_META:
        yield _found(page.metas.get(name, []), "dublincore" if name.startswith("dc") else "meta")
    yield _found(_linked_names(page, heading), "link-author")
    yield _found(_classed(page), "class")
    yield _found(_dated(heading), "near-date")
    yield _found(_desk(heading), "byline")


def _found(values: list[str], rung: str) -> Found:
    flat = [name for value in values if is_usable(value) for name in split_names(_without_by(value))]
    return Found(value=list(dict.fromkeys(flat)), rung=rung)


def _without_by(text: str) -> str:
    found = BYLINE.match(squeeze(text))
    return found.group(1) if found and persons(found.group(1)) else squeeze(text)


def _linked(data: LinkedData) -> list[Any]:
    return (
        data.values(data.article, "author")
        or data.values(data.article, "creator")
        or data.values(data.page, "author")
    )


def _near(heading: Any | None) -> list[str]:
    """Return the names of the first line after the headline that reads as a credit."""
    if heading is None:
        return []
    found = lines_after(heading, characters=NEAR)
    for place, (_, text) in enumerate(found):
        if len(text) > 200:
            continue
        if names := names_of(text):
            return names
        follower = found[place + 1][1] if place + 1 < len(found) else ""
        if (
            BYLINE.match(text + " x")
            and len(text) < 20
            and len(follower) < 120
            and (names := persons(follower))
        ):
            return names
    return []


def _labelled(page: Page) -> list[str]:
    pairs = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
    return [
        page.metas[data][0]
        for label, data in pairs
        if data in page.metas and _WRITTEN_BY.search(page.meta(label) or "")
    ]


def _marked(page: Page) -> list[str]:
    """Return the names in `itemprop=author`, whose own `itemprop=name` says more than its whole text."""
    found = []
    for element in microdata.elements(page, "author"):
        inner = element.xpath(".//*[contains(concat(' ', @itemprop, ' '), ' name ')]")
        found.extend(microdata.value(e) for e in inner or [element])
    return [name for name in found if len(name) < 80]


def _linked_names(page: Page, heading: Any | None) -> list[str]:
    """Return the persons in `rel=author` links, else in the first links to profiles near the headline."""
    marked = [
        text_of(a) for a in page.all("a") if "author" in (a.get("rel") or "").split() and not is_aside(a)
    ]
    if people := [name for name in marked if is_person(name)]:
        return people[:4]
    profiles = [a for a in page.all("a") if _PROFILE.search(a.get("href") or "") and not is_aside(a)]
    people = [text_of(a) for a in profiles if is_person(text_of(a))]
    return people[:1]


def _classed(page: Page) -> list[str]:
    """Return the persons of the first element whose class names an author."""
    if page.root is None:
        return []
    for element in page.root.xpath("//*[@class]"):
        if _NAME_CLASS.search(element.get("class")) and not is_aside(element):
            for _, text in lines(element, tail=False):
                if len(text) < 120 and (people := names_of(text) or persons(text)):
                    return people
    return []


def _dated(heading: Any | None) -> list[str]:
    """Return the persons of a line near the headline that holds a name and a date and no more."""
    if heading is None:
        return []
    for _, text in lines_after(heading, characters=NEAR):
        date = find_date(text) if len(text) < 100 else None
        if date and (people := persons(_BESIDE.sub("", text.replace(date, "|", 1)))):
            return people
    return []


def _desk(heading: Any | None) -> list[str]:
    """Return what a short credit line names where that is no full name ("By EDB Team", "von Ulrike")."""
    if heading is None:
        return []
    for _, text in lines_after(heading, characters=NEAR):
        found = BYLINE.match(text) if len(text) < 60 else None
        if found and found.group(1)[:1].isupper() and len(found.group(1).split()) < 4:
            return [found.group(1)]
    return []


def byline(found: Found | None, *, heading: Any | None) -> Found | None:
    """Return the credit line as printed: the line near the headline that names an author or reads as one."""
    if heading is None:
        return None
    wanted = [name.casefold() for name in (found.value if found else [])]
    for _, text in lines_after(heading, characters=NEAR):
        if len(text) < 200 and (
            names_of(text) or (len(text) < 120 and any(name in text.casefold() for name in wanted))
        ):
            return Found(value=text, rung="byline")
    return None
