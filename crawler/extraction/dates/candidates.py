"""Every place of a page that may state when it was published, each with the mark that `likelihood` weighs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from crawler.extraction.dates.in_text import (
    UPDATED,
    dates_in,
    find_date,
    find_relative_date,
    states_change,
    states_date,
)
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.metadata.markup import meta_values, property_values
from crawler.extraction.page.around_headline import Line, Nearby, blocks_of, is_aside, text_lines
from crawler.extraction.page.dom import Element
from crawler.extraction.page.of_others import is_quoted_or_card
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import BLOCKS, fold_letters, visible_text
from crawler.records import Found

_LONGEST_LINE = 300
#: A line with no more than this beside its date tells the date, and is no sentence that holds one.
_BESIDE = 60
#: A line with no more than this beside its date holds little else.
_ALONE = 25
#: A line within so many characters of the headline is part of its head.
_CLOSE = 200
#: Nodes of the page on either side of the headline within which a `time` is the article's.
NODES_NEAR = 150
#: Dates of one kind that are weighed: a listing below the article has hundreds.
_MOST = 8
#: Lines of a page that are looked through for a date anywhere.
_MOST_LINES = 3_000
#: Figures of a year, or of a day and a month.
_DIGITS = re.compile(r"\d{4}|\d[./-]\s?\d")
_CLASS_WORDS = ("date", "time", "publish", "posted", "datum", "fecha", "stamp")
_CLASSES = re.compile("|".join(_CLASS_WORDS), re.IGNORECASE)
_DATED = frozenset({"span", "div", "p", "li", "small", "em"})
_IN_URL = re.compile(
    r"[/_-](?P<y>(?:19|20)\d\d)(?P<s>[/_-]?)(?P<m>[01]\d)(?P=s)(?P<d>[0-3]\d)(?!\d)"
    r"|/(?P<y2>(?:19|20)\d\d)/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})/"
    r"|[/_-](?P<d3>[0-3]\d)-(?P<m3>[01]\d)-(?P<y3>(?:19|20)\d\d)(?!\d)"
)
#: Names under which scripts hold the date of publication of the page's article, and of each teaser's.
_IN_SCRIPT = re.compile(
    r"\"(?:datePublished|publishedAt|published_at|publishDate|publish_date|pubDate|firstPublished|publishedDate"
    r"|publicationDate|datePublication|displayDate|articlePublishDate|dateCreated|createdAt|createDate"
    r"|first_publication_date|firstPublishedAt)\\{0,3}\"\s{0,3}[:,]\s{0,3}\\{0,3}\"?([\dTZ:.+-]{8,32})(?=[\\\",}])"
)
#: Characters of a page that are searched for them.
_LONGEST_PAGE = 3_000_000


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date as one place states it, raw and with its origin, and the marks of that place."""

    found: Found
    marks: tuple[str, ...]


def date_candidates(
    page: HtmlPage, data: LinkedData, near: Nearby, *, language: str | None = None
) -> Iterator[DateCandidate]:
    """Yield what may be the date of publication, in the order of trust that was measured on the corpora."""
    metas = list(meta_values(page, "date_published"))
    yield from _stated(data.texts(data.article, "datePublished"), "jsonld", "jsonld-article")
    yield from _stated((f.value for f in metas if f.origin == "opengraph"), "opengraph", "opengraph")
    yield from _stated(data.texts(data.page, "datePublished"), "jsonld", "jsonld-page")
    yield from _stated(data.texts(data.article, "dateCreated", "uploadDate"), "jsonld", "jsonld-created")
    for found in metas:
        if found.origin != "opengraph":
            yield from _stated([found.value], found.origin, "meta")
    yield from _stated(property_values(page, "datePublished", "dateCreated"), "microdata", "microdata")
    yield from _times(page, near.heading, language)
    yield from _in_heading(near.heading, language)
    yield from _printed(near.after, "near", language)
    yield from _printed(near.before, "before", language)
    yield from _stated([in_address(page.url)], "address", "address")


def weak_date_candidates(page: HtmlPage, *, language: str | None = None) -> Iterator[DateCandidate]:
    """Yield the dates in scripts, classes and the whole text, asked where other places leave a doubt."""
    yield from _stated(_IN_SCRIPT.findall(page.text[:_LONGEST_PAGE]), "script", "script")
    yield from _stated(_dated_classes(page, language), "class", "class")
    yield from _anywhere(page, language)


def relative_candidates(
    page: HtmlPage, near: Nearby, *, language: str | None = None
) -> Iterator[DateCandidate]:
    """Yield the dates that the page tells from the present ("2 hours ago"), the likeliest first.

    A line around the headline counts where it holds little else.
    """
    times = (e for e in page.all("time") if not is_aside(e) and not is_updated(e))
    lines = (line for line in (*near.after, *near.before) if not is_aside(line.start))
    marked = (e for e in page.marked(_CLASSES, words=_CLASS_WORDS) if e.tag in _DATED and not is_aside(e))
    yield from _told((visible_text(e) for e in times), "time", language)
    yield from _told((line.text for line in lines), "near-headline", language)
    yield from _told((visible_text(e) for e in marked), "class", language)


def _told(texts: Iterable[str], origin: str, language: str | None) -> Iterator[DateCandidate]:
    for text in texts:
        found = find_relative_date(text, language) if not states_change(text) else None
        if found:
            yield DateCandidate(Found(value=found, origin=origin), ("relative",))


def _stated(values: Iterable[Any], origin: str, mark: str) -> Iterator[DateCandidate]:
    for place, value in zip(range(_MOST), filter(None, values), strict=False):
        yield DateCandidate(Found(value=value, origin=origin), (mark if place == 0 else f"{mark}-later",))


def _times(page: HtmlPage, heading: Element | None, language: str | None) -> Iterator[DateCandidate]:
    """Yield the dates of `time` elements, marked as near the headline, far from it or in an aside."""
    seen: list[str] = []
    for element in page.all("time"):
        if len(seen) == 2 * _MOST:
            return
        if not is_updated(element) and (value := stated_time(element, language)):
            place = _place_of(element, heading)
            turn = "-later" if place in seen else ""
            seen.append(place)
            yield DateCandidate(Found(value=value, origin="time"), (f"time-{place}{turn}",))


def _place_of(element: Element, heading: Element | None) -> str:
    if is_aside(element) or is_quoted_or_card(element):
        return "aside"
    if heading is None:
        return "alone"
    return "near" if abs(element.index - heading.end) < NODES_NEAR else "far"


def stated_time(element: Element, language: str | None = None) -> str:
    """Return the date of a `time` element: its attribute where that holds one, else from its text; or ""."""
    value = (element.get("datetime") or element.get("content") or "").strip()
    return value if states_date(value, language) else find_date(visible_text(element), language) or ""


def is_updated(element: Element) -> bool:
    """Tell whether a `time` states a change, by its property, its class or the words before it."""
    own = " ".join(element.get(key) or "" for key in ("itemprop", "class", "id", "data-testid"))
    parent = element.parent
    around = parent.text + (parent.get("class") or "") if parent is not None else ""
    before = element.previous
    label = visible_text(before)[-40:] + before.tail if before is not None else ""
    return states_change(own) or states_change(label or around[-60:])


def _printed(around: list[Line], place: str, language: str | None) -> Iterator[DateCandidate]:
    """Yield the dates printed around the headline, without those of a change and those in captions."""
    origin, turn = f"{place}-headline", ""
    for line in around:
        for value, kind in _in_line(line, language):
            close = (f"{place}-close",) if line.distance < _CLOSE and kind != "long" else ()
            yield DateCandidate(Found(value=value, origin=origin), (f"{place}-{kind}{turn}", *close))
            turn = "-later"


def _in_heading(heading: Element | None, language: str | None) -> Iterator[DateCandidate]:
    """Yield the dates that elements of the heading hold alone, as a line above the title."""
    for element in heading.below() if heading is not None else ():
        text = visible_text(element)
        found = find_date(text, language) if len(text) < _BESIDE else None
        if found and len(text) - len(found) < _ALONE:
            yield DateCandidate(Found(value=found, origin="near-headline"), ("near-short", "near-close"))
            return


def _in_line(line: Line, language: str | None) -> Iterator[tuple[str, str]]:
    """Yield each date of a line with its kind: "labelled" as published, in a "short" or a "long" line."""
    dated = dates_in(line.text, language) if len(line.text) < _LONGEST_LINE else []
    if not dated or is_aside(line.start) or is_quoted_or_card(line.start) or _is_caption(line):
        return
    if line.start.tag == "time" and is_updated(line.start):
        return
    rest = len(line.text) - sum(len(one.text) for one in dated)
    for one in dated:
        if not one.changed:
            yield one.text, "labelled" if one.published else "short" if rest < _BESIDE else "long"


def _is_caption(line: Line) -> bool:
    """Tell whether a line stands in a figure, or repeats the `alt` or `title` of a picture beside it."""
    block = next((e for e in (line.start, *line.start.above()) if e.tag in BLOCKS), line.start)
    if block.tag == "figcaption" or next(block.above("figure"), None) is not None:
        return True
    around = block.parent
    said = fold_letters(line.text)
    return around is not None and any(
        fold_letters(picture.get(key) or "") == said
        for picture in around.iter("img")
        for key in ("alt", "title")
    )


def _dated_classes(page: HtmlPage, language: str | None) -> Iterator[str]:
    for element in page.marked(_CLASSES, words=_CLASS_WORDS):
        if element.tag in _DATED and not is_aside(element):
            text = visible_text(element)
            if len(text) < 120 and not UPDATED.search(text) and (found := find_date(text, language)):
                yield found


def _anywhere(page: HtmlPage, language: str | None) -> Iterator[DateCandidate]:
    """Yield the dates of lines that hold little else, and those that words beside them tell of."""
    seen: list[str] = []
    blocks = blocks_of(page.root, _DIGITS.search) if page.root is not None else ()
    for line in islice((line for block in blocks for line in text_lines(block)), _MOST_LINES):
        if len(seen) >= 2 * _MOST:
            return
        for kind, value in _kinds(line, language):
            turn = "-later" if kind in seen else ""
            seen.append(kind)
            origin = "updated" if kind == "changed" else "text"
            yield DateCandidate(Found(value=value, origin=origin), (f"line-{kind}{turn}",))


def _kinds(line: Line, language: str | None) -> Iterator[tuple[str, str]]:
    for one in (
        dates_in(line.text, language) if len(line.text) < _LONGEST_LINE and not is_aside(line.start) else ()
    ):
        changed = one.changed or (line.start.tag == "time" and is_updated(line.start))
        if changed or one.published:
            yield "changed" if changed else "published", one.text
        elif len(line.text) - len(one.text) < _ALONE:
            yield "alone", one.text


def in_address(url: str) -> str | None:
    """Return the date in an article's address (`/2024/03/30/`) as YYYY-MM-DD, or None where there is none."""
    try:
        found = _IN_URL.search(urlsplit(url).path)
    except ValueError:
        return None
    if found is None:
        return None
    parts = found.groupdict()
    year, month, day = (int(parts[k] or parts[f"{k}2"] or parts[f"{k}3"]) for k in "ymd")
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
