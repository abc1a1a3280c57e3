"""The card around a link: its title among the texts of its anchors, and the date printed with it."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from lxml import etree

from crawler.discovery.link_words import is_generic

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: How far up from a link its card reaches, in elements.
_LEVELS = 5
#: Elements whose own text holds no date of a card: headlines may name a day.
_UNDATED = ("a", *_HEADINGS, "script", "style", "noscript", "option")
#: Elements that a card holds at most, and a list of cards; dates read of a page at most.
_CARD_SIZE, _LIST_SIZE, _MOST_DATES = 100, 3000, 1000
#: Longest text that is nothing but a date with a word or two about it.
_DATE_LENGTH = 80
_BULLETS = re.compile(r"^[*•·‣▪■►▶»›–—-]+\s+")

_DIGIT = re.compile(r"\d")
_DATE = re.compile(
    r"(?<!\d)(?:"
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})(?!\d)"
    r"|(?:19|20)\d\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}(?!\d)"
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
    r"|\d{1,2}(?:st|nd|rd|th|er|º|ª)?[.,]?\s(?:d[ei']\s?|of\s|da\s)?[^\W\d]{3,15}\.?,?\s(?:de[l]?\s)?(?:19|20)\d\d(?!\d)"
    r"|[^\W\d]{3,15}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d(?!\d)"
    r")(?:[T,\s|·-]{1,4}(?:at\s|um\s|à\s|a\sl[ae]s?\s|kl\.?\s|klo\s)?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A date as printed, and whether it stands after its element instead of in it."""

    date: str
    after: bool


@dataclass(slots=True)
class Place:
    """An address on the page and the anchors that lead to it."""

    key: str
    url: str
    anchors: list[etree._Element] = field(default_factory=list)
    _title: tuple[int, str] | None = None

    @property
    def title(self) -> tuple[int, str]:
        """The best title and its rank: 2 of a heading, 1 of a text or picture, 0 none."""
        if self._title is None:
            best = max(map(_title_of, self.anchors), key=lambda found: (found[0], len(found[1])))
            self._title = best if best[0] else _title_beside(self.anchors)
        return self._title


def text_in(element: etree._Element) -> str:
    """Return the text in an element, on one line."""
    text = element.text or "" if len(element) == 0 else "".join(element.itertext())
    return " ".join(text.split())


def name_link(place: Place) -> str | None:
    """Return the title of a link: of a heading, else the longest text, its picture's or its card's."""
    return place.title[1] or None


def _title_of(anchor: etree._Element) -> tuple[int, str]:
    parent = anchor.getparent()
    heading = parent if parent is not None and parent.tag in _HEADINGS else None
    if len(anchor) and (inner := next(anchor.iter(*_HEADINGS), None)) is not None:
        return _ranked(2, text_in(inner))
    above = parent.getparent() if parent is not None else None
    inside = heading is not None or (above is not None and above.tag in _HEADINGS)
    return _ranked(2 if inside else 1, text_in(anchor))


def _ranked(rank: int, text: str) -> tuple[int, str]:
    title = _BULLETS.sub("", text)
    return (0, "") if is_generic(title) else (rank, title)


def _title_beside(anchors: list[etree._Element]) -> tuple[int, str]:
    """Return what names a link whose texts say nothing: a picture, an attribute, the card's heading."""
    pictures = (image.get("alt") for anchor in anchors for image in anchor.iter("img"))
    labels = (anchor.get(name) for anchor in anchors for name in ("title", "aria-label"))
    for text in chain(pictures, labels):
        if text and not is_generic(plain := " ".join(text.split())):
            return 1, plain
    return _heading_near(anchors[0])


def _heading_near(anchor: etree._Element) -> tuple[int, str]:
    """Return the only heading of the card that holds the anchor, unless it leads elsewhere itself."""
    for level in islice(anchor.iterancestors(), _LEVELS):
        held = list(islice(level.iter(etree.Element), _CARD_SIZE + 1))
        headings = [element for element in held if element.tag in _HEADINGS]
        if len(held) > _CARD_SIZE or len(headings) > 1:
            break
        if headings:
            alone = next(headings[0].iter("a"), None) is None
            return (2, text_in(headings[0])) if alone else (0, "")
    return 0, ""


def date_links(root: etree._Element, places: dict[str, Place]) -> dict[str, str]:
    """Return the dates printed with links: key of the address -> date as printed, or of `<time datetime>`.

    A date belongs to the one headline in the smallest element that holds both. Where that element holds
    several, dates and headlines must take turns.
    """
    owners = {anchor: place for place in places.values() for anchor in place.anchors}
    marks = _marks(root)
    dates: dict[str, str] = {}
    seen: set[etree._Element] = set()
    for element, mark in marks.items():
        if (owner := _around(element, owners)) is not None:
            dates.setdefault(owner.key, mark.date)
        elif (card := _card(element, mark, owners)) is not None and card not in seen:
            seen.add(card)
            for key, date in _pairs(card, owners, marks):
                dates.setdefault(key, date)
    return dates


def _marks(root: etree._Element) -> dict[etree._Element, _Mark]:
    times = islice(root.iter("time"), _MOST_DATES)
    marks = {time: _Mark(stated, False) for time in times if (stated := _stated(time))}
    for element, mark in islice(_printed(root), _MOST_DATES):
        marks.setdefault(element, mark)
    return marks


def _stated(time: etree._Element) -> str | None:
    return (time.get("datetime") or "").strip() or text_in(time) or None


def _printed(root: etree._Element) -> Iterator[tuple[etree._Element, _Mark]]:
    """Yield the elements that hold, or are followed by, a short text with a date in it."""
    for element in root.iter(etree.Element):
        if (date := _date_in(element.text)) and _may_hold(element):
            yield element, _Mark(date, False)
        if (date := _date_in(element.tail)) and _may_hold(element.getparent()):
            yield element, _Mark(date, True)


def _date_in(text: str | None) -> str | None:
    if not text or len(text) > 4 * _DATE_LENGTH or not _DIGIT.search(text):
        return None
    line = " ".join(text.split())
    found = _DATE.search(line) if len(line) <= _DATE_LENGTH else None
    return found.group() if found else None


def _may_hold(element: etree._Element | None) -> bool:
    """Tell whether a date in an element's text may be a card's, and is not stated by a `time` already."""
    above = element.getparent() if element is not None else None
    tags = [part.tag for part in (element, above) if part is not None]
    return bool(tags) and tags[0] not in _UNDATED and "time" not in tags


def _around(element: etree._Element, owners: dict[etree._Element, Place]) -> Place | None:
    """Return the link whose anchor holds the element."""
    above = next(element.iterancestors("a"), None)
    return owners.get(above) if above is not None else None


def _card(element: etree._Element, mark: _Mark, owners: dict[etree._Element, Place]) -> etree._Element | None:
    """Return the smallest element with a headline that holds the date."""
    levels = element.iterancestors() if mark.after else chain((element,), element.iterancestors())
    for level in islice(levels, _LEVELS):
        held = islice(level.iter(etree.Element), _LIST_SIZE)
        if any(element in owners and _is_headline(owners[element]) for element in held):
            return level
    return None


def _is_headline(place: Place) -> bool:
    rank, title = place.title
    return rank == 2 or len(title) >= 20 or (len(title) >= 8 and not title.isascii() and " " not in title)


def _pairs(
    card: etree._Element, owners: dict[etree._Element, Place], marks: dict[etree._Element, _Mark]
) -> Iterable[tuple[str, str]]:
    """Return the headlines and dates of a card in pairs; none where several don't take turns."""
    keys: list[str] = []
    dates: list[str] = []
    turns: list[bool] = []
    for is_date, text in _turns(card, owners, marks):
        if is_date and turns[-1:] != [True]:
            dates.append(text)
        elif not is_date and text not in keys:
            keys.append(text)
        else:
            continue
        turns.append(is_date)
    if len(keys) > 1 and (len(keys) != len(dates) or any(map(operator.eq, turns, turns[1:]))):
        return ()
    return zip(keys, dates, strict=False)


def _turns(
    card: etree._Element, owners: dict[etree._Element, Place], marks: dict[etree._Element, _Mark]
) -> Iterator[tuple[bool, str]]:
    """Yield the dates (True, date) and headlines (False, key) of a card in the order of the page."""
    for element in islice(card.iter(etree.Element), _LIST_SIZE):
        place, mark = owners.get(element), marks.get(element)
        if mark is not None and not mark.after:
            yield True, mark.date
        if place is not None and _is_headline(place):
            yield False, place.key
        if mark is not None and mark.after and element is not card:
            yield True, mark.date
