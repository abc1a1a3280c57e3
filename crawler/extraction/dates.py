"""Raw dates of publication and of the last change, each from the first place that states one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from crawler.extraction import metadata, microdata
from crawler.extraction.datetext import PUBLISHED, UPDATED, find_date, states_date
from crawler.extraction.jsonld import LinkedData
from crawler.extraction.nearby import Line, is_aside, lines_after, lines_before
from crawler.extraction.page import Page
from crawler.extraction.text import BLOCKS, letters, text_of, without_scripts
from crawler.extraction.tree import Element
from crawler.items import Found
from crawler.normalization.dates import parse_date

#: Characters after the headline in which a printed date is the article's.
NEAR = 800
#: The same before it.
BEFORE = 200
#: Scripts of more characters hold the data of a whole site.
_LONGEST_SCRIPT = 50_000
_LONGEST_LINE = 300
_CLASSES = re.compile(r"date|time|publish|posted|datum|fecha|stamp", re.IGNORECASE)
_DATED = frozenset({"span", "div", "p", "li", "small", "em"})
_IN_URL = re.compile(
    r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_-]|\D)|/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/"
)
#: Numbers enough for a day, however impossible.
_NUMBERS = re.compile(r"\d{4}|\d\D{1,3}\d{1,2}\D{1,3}\d")
#: Rungs on which a page states its dates to machines.
_STATING = frozenset(
    ("jsonld", "opengraph", "dublincore", "parsely", "sailthru", "cxense", "meta", "microdata")
)
_IN_SCRIPT = re.compile(
    r"\"(?:datePublished|publishedAt|published_at|publishDate|publish_date|pubDate|firstPublished|publicationDate|datePublication|displayDate|articlePublishDate)\"\s{0,3}[:,]\s{0,3}\"([^\"]{8,40})\"",
    re.IGNORECASE,
)


def published(page: Page, data: LinkedData, *, heading: Element | None) -> Found | None:
    """Return the raw date of publication; a date of change never stands in for it."""
    return _first_possible(published_candidates(page, data, heading=heading))


def modified(page: Page, data: LinkedData) -> Found | None:
    """Return the raw date of the last change."""
    found = chain(
        _linked(data, "dateModified"),
        metadata.candidates(page, "date_modified"),
        _rung(microdata.values(page, "dateModified"), "microdata"),
        _rung((_stated(e) for e in page.all("time") if _is_updated(e) and not is_aside(e)), "time"),
    )
    return _first_possible(found)


def _first_possible(candidates: Iterable[Found]) -> Found | None:
    """Return the first date that can be one; where none can, what was stated first, for its raw text."""
    stated = None
    for found in candidates:
        if stated is not None and found.rung == "htmldate":
            # It makes a day of what is there, such as the first of the month.
            break
        if states_date(found.value) and _is_possible(found.value):
            return found
        if stated is None and found.rung in _STATING and _NUMBERS.search(found.value):
            stated = found
    return stated


def _is_possible(raw: str) -> bool:
    stamp = parse_date(raw)
    return stamp is not None and stamp.problem is None


def published_candidates(page: Page, data: LinkedData, *, heading: Element | None) -> Iterator[Found]:
    """Yield what may be the date of publication, best first (measured order, each source for itself)."""
    yield from _rung(data.texts(data.article, "datePublished"), "jsonld")
    metas = list(metadata.candidates(page, "date_published"))
    yield from (f for f in metas if f.rung == "opengraph")
    yield from _rung(data.texts(data.page, "datePublished"), "jsonld")
    yield from _rung(data.texts(data.article, "dateCreated", "uploadDate"), "jsonld")
    yield from (f for f in metas if f.rung != "opengraph")
    yield from _rung(microdata.values(page, "datePublished", "dateCreated"), "microdata")
    yield from _printed(page, heading)
    yield from _rung(filter(None, [in_address(page.url)]), "address")
    yield from _rung(_IN_SCRIPT.findall(page.text), "script")
    yield from _guessed(page, data)


def _printed(page: Page, heading: Element | None) -> Iterator[Found]:
    """Yield the dates that a reader sees: `time` elements, text near the headline, date-like classes."""
    times = [e for e in page.all("time") if not _is_updated(e)]
    yield from _rung((_stated(e) for e in times if not is_aside(e)), "time")
    if heading is not None:
        yield from _rung(_dates_in(lines_after(heading, characters=NEAR)), "near-headline")
    yield from _rung((_stated(e) for e in times if is_aside(e)), "time")
    yield from _rung(_dated_classes(page), "class")
    if heading is not None:
        yield from _rung(_dates_in(lines_before(heading, characters=BEFORE)), "before-headline")


def _linked(data: LinkedData, key: str) -> Iterator[Found]:
    yield from _rung(data.texts(data.article, key) or data.texts(data.page, key), "jsonld")


def _rung(values: Any, rung: str) -> Iterator[Found]:
    return (Found(value=value, rung=rung) for value in values if value)


def _stated(element: Element) -> str:
    """Return what a `time` element states: its attribute where that holds a date, else its text."""
    value = (element.get("datetime") or element.get("content") or "").strip()
    return value if states_date(value) else find_date(text_of(element)) or ""


def _is_updated(element: Element) -> bool:
    """Tell a `time` that states a change, by its property, its class or the word before it."""
    own = " ".join(element.get(key) or "" for key in ("itemprop", "class", "id", "data-testid"))
    parent = element.parent
    around = parent.text + (parent.get("class") or "") if parent is not None else ""
    before = element.previous
    label = text_of(before)[-40:] + before.tail if before is not None else ""
    return _states_change(own) or _states_change(label or around[-60:])


def _dates_in(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the dates in lines near the headline, without those of a change."""
    for line in lines:
        found = find_date(line.text) if len(line.text) < _LONGEST_LINE else None
        if (
            found
            and not _is_change(line.text, found)
            and not _in_updated_time(line.start)
            and not is_aside(line.start)
            and not _is_caption(line)
        ):
            yield found


def _is_caption(line: Line) -> bool:
    """Tell a line in a figure, or one that a picture beside it has for its `alt` or `title`."""
    block = next((e for e in (line.start, *line.start.above()) if e.tag in BLOCKS), line.start)
    if block.tag == "figcaption" or next(block.above("figure"), None) is not None:
        return True
    around = block.parent
    said = letters(line.text)
    return around is not None and any(
        letters(picture.get(key) or "") == said for picture in around.iter("img") for key in ("alt", "title")
    )


def _is_change(line: str, date: str) -> bool:
    """Tell whether the line's words make its first date one of a change: a word before it, or one behind
    it that no other date follows ("5 April - updated 6 April" is of the 5th).
    """
    before, _, behind = line.partition(date)
    word = UPDATED.search(behind)
    return _states_change(line) and (
        word is None or bool(UPDATED.search(before)) or find_date(behind[word.end() :]) is None
    )


def _states_change(text: str) -> bool:
    return bool(UPDATED.search(text)) and not PUBLISHED.search(text)


def _in_updated_time(element: Element) -> bool:
    return element.tag == "time" and _is_updated(element)


def _dated_classes(page: Page) -> Iterator[str]:
    for element in page.marked(_CLASSES.search):
        if element.tag in _DATED and not is_aside(element):
            text = text_of(element)
            if len(text) < 120 and not UPDATED.search(text) and (found := find_date(text)):
                yield found


def in_address(url: str) -> str | None:
    """Return the date in an article's address (`/2024/03/30/`) as YYYY-MM-DD, or None."""
    found = _IN_URL.search(urlsplit(url).path)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return datetime(year, month, day).date().isoformat()
    except ValueError:
        return None


def _guessed(page: Page, data: LinkedData) -> Iterator[Found]:
    """Yield htmldate's answer to the question for the original date, but no New Year's Day.

    That is what it makes of a bare year.
    """
    if page.root is None:
        return
    # Loads dateparser, which a command that reads no page does not need.
    from htmldate import find_date as guess_date

    try:
        # In a megabyte of scripts it searches for seconds.
        with without_scripts(page.selector.root, over=_LONGEST_SCRIPT):
            day = guess_date(page.selector.root, original_date=True, url=None, min_date="1990-01-01")
    except (ValueError, TypeError, AttributeError, RecursionError, IndexError):
        return
    # It may answer with the date of the last change where it finds no other.
    changed = modified(page, data)
    if day and not day.endswith("-01-01") and not (changed and changed.value.startswith(day)):
        yield Found(value=day, rung="htmldate")
