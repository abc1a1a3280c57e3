"""All wordings that a page offers as its headline, each once, with the places that state it."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.metadata.markup import META_NAMES, meta_origin, property_values
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import (
    LONGEST_TITLE,
    TITLE_SEPARATOR,
    UNSEEN,
    cut_titles,
    fold_letters,
    is_site_name,
    is_template,
    squeeze_space,
    title_agreement,
    visible_text,
    without_site,
    without_tags,
)

#: Headings asked: pages with hundreds of them are listings.
_H1, _H2, _H3 = 8, 10, 4
#: Elements within an `h1` that may be its headline proper.
_PARTS = 6
#: Agreement with a stated title that a lower heading needs.
_LIKE = 0.5
#: Values asked of one `meta` name.
_SAME = 3
#: Wordings kept of one page.
_MOST = 60
_CRUMB = re.compile(r"seo|crumb", re.IGNORECASE)
_UNSEEN = re.compile(r"visually-?hidden|sr-only|off-?screen|screen-?reader|is-hidden", re.IGNORECASE)
_MARKS = str.maketrans({
    "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
    "…": "...", "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u200e": None,
    "\u200f": None, "\u2060": None, "\ufeff": None,
})  # fmt: skip
#: Source -> the origin that a headline from there carries; sources in order of precedence.
ORIGINS = {
    "h1": "heading", "crumb": "heading", "part": "heading", "spaced": "heading", "colon": "heading",
    "lower": "heading",
    "linked": "jsonld", "name": "jsonld", "alternative": "jsonld", "webpage": "jsonld", "og": "opengraph",
    "twitter": "twitter", "parsely": "parsely", "sailthru": "sailthru", "cxense": "cxense",
    "dublincore": "dublincore", "meta": "meta", "micro": "microdata", "title": "title",
}  # fmt: skip


@dataclass(slots=True)
class HeadlineCandidate:
    """One wording of the headline: `text` as first found, its folded `key`, its `letters`, and who states it.

    `sources` are keys of `ORIGINS`; "-site" follows where the outlet's name was cut off, "-cut" where
    another part was. `heading` is the first element that prints the wording.
    """

    text: str
    key: str
    letters: str
    sources: dict[str, None] = field(default_factory=dict)
    heading: Element | None = None

    @property
    def origin(self) -> str:
        """The origin of the first source, in the order of `ORIGINS`."""
        stated = {source.partition("-")[0] for source in self.sources}
        return next(origin for source, origin in ORIGINS.items() if source in stated)


def fold_headline(text: str) -> str:
    """Return a wording without what readers don't mind: case, kinds of quotes and dashes, hidden marks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_MARKS))
    return " ".join(text.casefold().split())


def headline_candidates(page: HtmlPage, data: LinkedData, names: list[str]) -> list[HeadlineCandidate]:
    """Return the wordings of a page in the order they are met in: headings first, as readers see them."""
    pool = _Pool(names)
    stated = list(_stated(page, data))
    main, rest = _headings(page, names, [fold_letters(text) for _, text in stated])
    for heading in main:
        pool.heading(heading)
    for source, text in stated:
        pool.stated(source, text)
    for heading in rest:
        if heading.tag == "h1":
            pool.add("crumb", visible_text(heading), heading)
        else:
            pool.lower(heading, alone=not main)
    return list(pool.found.values())


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


class _Pool:
    """The wordings found so far, by their folded form."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.found: dict[str, HeadlineCandidate] = {}
        #: The same by their texts as printed.
        self._seen: dict[str, HeadlineCandidate] = {}

    def add(self, source: str, text: str, heading: Element | None = None) -> None:
        """Add a wording, or another source of one that is known."""
        if not 1 < len(text) < LONGEST_TITLE or is_template(text):
            return
        known = self._seen.get(text) or self._known(text)
        if known is not None:
            known.sources[source] = None
            known.heading = known.heading or heading

    def _known(self, text: str) -> HeadlineCandidate | None:
        """Return the candidate of a text, made where it is new; None where the text can't be a headline."""
        key = fold_headline(text)
        known = self.found.get(key)
        if known is None:
            spelled = fold_letters(text)
            if len(spelled) < 2 or len(self.found) >= _MOST:
                return None
            known = self.found[key] = HeadlineCandidate(text, key, spelled)
        self._seen[text] = known
        return known

    def lower(self, heading: Element, *, alone: bool) -> None:
        """Note that a lower heading prints a known wording, or, on pages without an `h1`, much of one."""
        text = visible_text(heading)
        if fold_headline(text) in self.found or (alone and self._knows(text)):
            self.add("lower", text, heading)

    def _knows(self, text: str) -> bool:
        return any(title_agreement(text, known.text) >= _LIKE for known in self.found.values())

    def stated(self, source: str, text: str) -> None:
        """Add a title stated in data, also without the outlet's name and without its first or last parts."""
        text = without_tags(html.unescape(text)) if "&" in text or "<" in text else text
        self.add(source, text)
        cut = without_site(text, self.names)
        if cut != text:
            self.add(f"{source}-site", cut)
        for part in cut_titles(text):
            self.add(f"{source}-cut", part)

    def heading(self, heading: Element) -> None:
        """Add what an `h1` prints, and what its parts print: kickers, dates and buttons stand in it too."""
        text = visible_text(heading)
        self.add("h1", text, heading)
        if not heading.has_children or len(text) >= LONGEST_TITLE:
            return
        self.add("spaced", visible_text(heading, between=" "), heading)
        for part in _parts(heading):
            self.add("part", part, heading)
        for joined in _with_colon(heading, text):
            self.add("colon", joined, heading)


def _parts(heading: Element) -> Iterator[str]:
    """Yield the texts of the elements in a heading, and the heading without each of them."""
    text = visible_text(heading)
    below = [visible_text(e) for e in islice(heading.below(), _PARTS) if e.tag not in UNSEEN]
    yield from (part for part in below if part != text)
    yield squeeze_space("".join([heading.text, *(child.tail for child in heading)]))
    for part in below:
        if part and part != text:
            if text.endswith(part):
                yield _trimmed(text[: -len(part)])
            if text.startswith(part):
                yield _trimmed(text[len(part) :])


def _trimmed(text: str) -> str:
    return text.strip(" :|-–—·/")


def _with_colon(heading: Element, text: str) -> Iterator[str]:
    """Yield a heading with the colon that style sheets draw between kicker and headline."""
    first = next((visible_text(child) for child in heading), "")
    rest = _trimmed(text[len(first) :]) if first and text.startswith(first) else ""
    if rest and not TITLE_SEPARATOR.search(text[len(first) :][:3]):
        yield f"{first.rstrip(' :')}: {rest}"
