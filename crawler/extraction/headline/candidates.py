"""All wordings that a page offers as its headline, each once, with the places that state it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from crawler.extraction.headline.wordings import HeadlineCandidate, WordingPool
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.metadata.markup import META_NAMES, meta_origin, property_values
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import (
    LONGEST_TITLE,
    fold_letters,
    is_site_name,
    is_template,
    title_agreement,
    visible_text,
)

#: Headings asked: pages with hundreds of them are listings.
_H1, _H2, _H3 = 8, 10, 4
#: Values asked of one `meta` name.
_SAME = 3
_CRUMB = re.compile(r"seo|crumb", re.IGNORECASE)
_UNSEEN = re.compile(r"visually-?hidden|sr-only|off-?screen|screen-?reader|is-hidden", re.IGNORECASE)


def headline_candidates(page: HtmlPage, data: LinkedData, names: list[str]) -> list[HeadlineCandidate]:
    """Return the wordings of a page in the order they are met in: headings first, as readers see them."""
    stated = list(_stated(page, data))
    letters = [fold_letters(text) for _, text in stated]
    pool = WordingPool(names, letters)
    main, rest = _headings(page, names, letters)
    for heading in main:
        pool.heading(heading)
    for source, text in stated:
        pool.stated(source, text)
    for heading in rest:
        if heading.tag == "h1":
            pool.add("crumb", visible_text(heading), heading)
        else:
            pool.lower(heading, alone=not main)
    return [one for one in pool.found.values() if not pool.is_needless_cut(one)]


def _headings(page: HtmlPage, names: list[str], stated: list[str]) -> tuple[list[Element], list[Element]]:
    """Return the headings that may print the headline, and the other ones.

    They are the `h1` elements. Where all of these are demoted or print the outlet's name, it is the first
    lower heading that ends with a stated title.
    """
    first = page.all("h1")[:_H1]
    lower = [*page.all("h2")[:_H2], *page.all("h3")[:_H3]]
    if any(not is_demoted(h) and not is_site_name(visible_text(h), names) for h in first):
        return first, lower
    shown = next((h for h in lower if _prints(fold_letters(visible_text(h)), stated)), None)
    if shown is None:
        return first, lower
    return [shown], [h for h in (*first, *lower) if h is not shown]


def _prints(printed: str, stated: list[str]) -> bool:
    return len(printed) > 9 and any(len(title) > 9 and printed.endswith(title) for title in stated)


def is_demoted(heading: Element) -> bool:
    """Tell whether an `h1` is for search engines: it stands in breadcrumbs, is hidden, or is named so."""
    own = class_labels(heading)
    return bool(
        _UNSEEN.search(own) or _CRUMB.search(" ".join([own, *map(class_labels, islice(heading.above(), 2))]))
    )


def class_labels(element: Element) -> str:
    """Return the names that an element's class and id hold."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def heading_of(page: HtmlPage, names: list[str], title: str | None) -> Element | None:
    """Return the heading that stands for a headline found elsewhere: an `h1`, else a lower one."""
    first = [h for h in page.all("h1") if _can_be_headline(visible_text(h), names)]
    if first:
        return max(first, key=lambda h: title_agreement(visible_text(h), title or ""))
    lower = [h for tag in ("h2", "h3", "h4") for h in page.all(tag)]
    return next((h for h in lower if title and fold_letters(visible_text(h)) == fold_letters(title)), None)


def _can_be_headline(text: str, names: list[str]) -> bool:
    if len(fold_letters(text)) < 2 or len(text) >= LONGEST_TITLE:
        return False
    return not is_template(text) and not is_site_name(text, names)


def _stated(page: HtmlPage, data: LinkedData) -> Iterator[tuple[str, str]]:
    """Yield the titles that the page states beside its headings, each with its source."""
    for name in META_NAMES["headline"]:
        source = "og" if name == "og:title" else meta_origin(name)
        yield from ((source, text) for text in page.metas.get(name, ())[:_SAME])
    for key, source in (("headline", "linked"), ("name", "name"), ("alternativeHeadline", "alternative")):
        yield from ((source, text) for text in data.texts(data.article, key))
    yield from (("webpage", text) for text in data.texts(data.page, "headline", "name"))
    yield from (("micro", text) for text in property_values(page, "headline"))
    yield "title", page.title
