"""The wordings of one page's headline, each once whatever its marks, with the places that state it."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from crawler.extraction.headline.bare_heading import bare_heading
from crawler.extraction.page.dom import Element
from crawler.extraction.page.text import (
    LONGEST_TITLE,
    TITLE_SEPARATOR,
    UNSEEN,
    cut_titles,
    fold_letters,
    is_template,
    squeeze_space,
    title_agreement,
    visible_text,
    without_site,
    without_tags,
)

#: Elements within an `h1` that may be its headline proper.
_PARTS = 6
#: Agreement with a stated title that a lower heading needs.
_LIKE = 0.5
#: Wordings kept of one page.
_MOST = 60
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


class WordingPool:
    """The wordings found so far, by their folded form."""

    def __init__(self, names: list[str], letters: list[str]) -> None:
        self.names = names
        #: Of the titles that the page states beside its headings.
        self.letters = letters
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

    def is_needless_cut(self, one: HeadlineCandidate) -> bool:
        """Tell whether a wording is only a part of one that two kinds of places state in full.

        A bar in it is the headline's own then, unless a heading prints the part.
        """
        if one.heading is not None or not all(source.endswith("-cut") for source in one.sources):
            return False
        return any(one.letters in whole.letters for whole in self.found.values() if _is_agreed(whole))

    def heading(self, heading: Element) -> None:
        """Add what an `h1` prints, and what its parts print: kickers and buttons stand in it too."""
        whole, text = visible_text(heading), self._printed(heading)
        self.add("h1", text, heading)
        if not heading.has_children or len(text) >= LONGEST_TITLE:
            return
        if text != whole:
            inside = fold_letters(text)
            self._add_all("part", (p for p in _parts(heading) if fold_letters(p) in inside), heading)
            return
        self.add("spaced", visible_text(heading, between=" "), heading)
        self._add_all("part", _parts(heading), heading)
        self._add_all("colon", _with_colon(heading, text), heading)

    def _add_all(self, source: str, texts: Iterable[str], heading: Element) -> None:
        for text in texts:
            self.add(source, text, heading)

    def _printed(self, heading: Element) -> str:
        """Return what a heading prints of the headline; all of it where a title states all of it."""
        whole, bare = visible_text(heading), bare_heading(heading)
        is_stated = bare != whole and any(fold_letters(whole) in title for title in self.letters)
        return whole if is_stated else bare


def _is_agreed(one: HeadlineCandidate) -> bool:
    """Tell whether two kinds of places state a wording as it is or without the outlet's name.

    What is stated for Twitter is a copy of OpenGraph's.
    """
    whole = {source.removesuffix("-site") for source in one.sources if not source.endswith("-cut")}
    return len(whole - {"twitter"}) > 1


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
