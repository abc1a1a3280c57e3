"""Authors and the credit line: the first place that names a person, a desk only where none does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from crawler.extraction import microdata
from crawler.extraction.datetext import find_date, names_date
from crawler.extraction.jsonld import LinkedData, as_text, types
from crawler.extraction.nearby import Line, is_aside, lines, lines_after, lines_before
from crawler.extraction.page import Page
from crawler.extraction.text import letters, squeeze, text_of
from crawler.extraction.tree import Element
from crawler.items import Found
from crawler.normalization.bylines import Byline, split_authors
from crawler.normalization.credits import is_credit
from crawler.normalization.names import is_full_name, looks_like_name, words_of

#: Characters after the headline in which a credit line stands.
NEAR = 700
#: The same before it, where a name stands beside a date.
BEFORE = 200
_LONGEST_NAME_LINE = 100
#: Elements whose class names an author and that are looked into.
_MOST_CLASSED = 200
_WRITTEN_BY = re.compile(
    r"written|autor|author|verfasst|geschrieben|escrito|écrit|scritto|skrevet|skriven|schreven|автор|by\b",
    re.IGNORECASE,
)
_NAME_CLASS = re.compile(
    r"author|autor(?!i[sz])|auteur|byline|writer|redakteur|firma(?:nte)?\b", re.IGNORECASE
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:e|es|en|in)?|auteurs?|profiles?|people|staff|journalists?|redaktion|writers?|by|contributors?)/[^/]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?:|www\.|/)|[\d_]{3}|^[a-z]+(?:-[a-z]+)+$")
_BAR = re.compile(r"\s?[|•·–—/]\s?|\s-\s")
#: `meta` names that hold authors, each with its rung, in order of trust.
_STATED = (
    ("parsely-author", "parsely"), ("sailthru.author", "sailthru"), ("cxenseparse:author", "cxense"),
    ("citation_author", "meta"), ("article:author", "opengraph"),
)  # fmt: skip
_LESS_STATED = (
    ("author", "meta"), ("dc.creator", "dublincore"), ("dcterms.creator", "dublincore"), ("byl", "meta"),
    ("byline", "meta"), ("authors", "meta"), ("article.author", "opengraph"), ("creator", "meta"),
    ("og:author", "opengraph"), ("vr:author", "meta"), ("rbauthors", "meta"),
    ("dc.contributor", "dublincore"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Claim:
    """Who one source says the authors are, raw and taken apart."""

    values: list[str]
    rung: str
    read: Byline

    @property
    def people(self) -> list[str]:
        """The people among the authors."""
        return [name for name in self.read.authors if name not in self.read.desks]

    @property
    def names_someone(self) -> bool:
        """Whether one of them has a full name."""
        return any(map(is_full_name, self.people))


def authors(page: Page, data: LinkedData, *, heading: Element | None, names: list[str]) -> Found | None:
    """Return the authors as printed, a list; a desk, a first name or the outlet only where no one is named.

    `names` are the outlet's. Sources that are often wrong (classes, links) answer only where the others
    name nobody at all.
    """
    claims: list[_Claim] = []
    for source in (_strong, _weak):
        if source is _weak and any(c.people or c.read.desks for c in claims):
            break
        for values, rung in source(page, data, heading):
            claim = _claim(values, rung, names)
            if claim.names_someone:
                return Found(value=claim.values, rung=claim.rung)
            claims.append(claim)
    weaker = [[c for c in claims if c.people], [c for c in claims if c.read.desks or c.read.agencies]]
    some = next((c for kind in weaker for c in kind), None)
    return Found(value=some.values, rung=some.rung) if some else None


def _claim(values: list[str], rung: str, names: list[str]) -> _Claim:
    kept = [v for value in values if (v := squeeze(value)) and not _ADDRESS.search(v)]
    return _Claim(kept, rung, split_authors(kept, outlet_names=names))


def _strong(page: Page, data: LinkedData, heading: Element | None) -> Iterator[tuple[list[str], str]]:
    """Yield what the reliable sources say, best first (the order is measured, each source for itself)."""
    linked = data.values(data.article, "author") or data.values(data.article, "creator")
    linked = linked or data.values(data.page, "author")
    yield [as_text(a) for a in linked if isinstance(a, dict) and "Person" in types(a)], "jsonld"
    yield _credit_lines(heading), "byline"
    yield [text for a in linked if (text := as_text(a))], "jsonld"
    yield _labelled(page), "twitter"
    for name, rung in _STATED:
        yield page.metas.get(name, []), rung
    yield _marked(page), "microdata"
    for name, rung in _LESS_STATED:
        yield page.metas.get(name, []), rung


def _weak(page: Page, _data: LinkedData, heading: Element | None) -> Iterator[tuple[list[str], str]]:
    yield [text_of(a) for a in page.all("a") if _is_author_link(a)][:4], "rel-author"
    yield _classed(page), "class"
    yield _beside_date(heading), "near-date"
    yield [text_of(a) for a in page.all("a") if _is_profile(a)][:1], "profile-link"


def _credits(heading: Element | None) -> Iterator[str]:
    """Yield the credit lines after the headline, each without what stands behind its names."""
    found = lines_after(heading, characters=NEAR) if heading is not None else []
    for place, line in enumerate(found):
        parts = line.parts
        alone = len(line.text) < 20 and is_credit(line.text + " ") and not _people(line.text)
        if alone and place + 1 < len(found):
            # "By" often stands alone on its line, the name on the next.
            parts = [*parts, *found[place + 1].parts]
        if is_credit(" ".join(parts)):
            yield _credit(parts)


def _credit(parts: list[str]) -> str:
    """Join the parts of a credit line up to the last of its names."""
    text = ""
    for part in parts:
        joined = text.endswith((",", "&", ":")) or text.split(" ")[-1].lower() in words_of("and")
        joined = joined or part.startswith((",", "&")) or part.split(" ")[0].lower() in words_of("and")
        if text and not joined and any(map(is_full_name, _people(text))):
            break
        text = f"{text} {part}" if text else part
    return text


def _credit_lines(heading: Element | None) -> list[str]:
    """Return the first credit line that names a person in full, else the first that names any, as a list."""
    found = list(_credits(heading))
    named = (credit for credit in found if any(map(is_full_name, _people(credit))))
    short = (credit for credit in found if len(credit) < _LONGEST_NAME_LINE and split_authors(credit).authors)
    return [*named, *short][:1]


def _labelled(page: Page) -> list[str]:
    pairs = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
    told = [(page.meta(label) or "", page.meta(data) or "") for label, data in pairs]
    return [value for label, value in told if value and _WRITTEN_BY.search(label)]


def _marked(page: Page) -> list[str]:
    """Return the names in `itemprop=author`, whose own `itemprop=name` says more than its whole text."""
    found: list[str] = []
    for element in microdata.elements(page, "author"):
        inner = [e for e in element.below() if "name" in (e.get("itemprop") or "").split()]
        found.extend(microdata.value(e) for e in inner or [element])
    return [name for name in found if len(name) < _LONGEST_NAME_LINE]


def _is_author_link(link: Element) -> bool:
    return (
        "author" in (link.get("rel") or "").lower().split() and not is_aside(link) and _is_name(text_of(link))
    )


def _is_profile(link: Element) -> bool:
    return bool(_PROFILE.search(link.get("href") or "")) and not is_aside(link) and _is_name(text_of(link))


def _is_name(text: str) -> bool:
    """Tell whether a text is a full name and nothing else."""
    return looks_like_name(text) and is_full_name(text) and len(text.split()) < 5 and bool(_people(text))


def _people(text: str) -> list[str]:
    read = split_authors(text)
    return [name for name in read.authors if name not in read.desks]


def _classed(page: Page) -> list[str]:
    """Return the line that names a person in the first element whose class speaks of an author."""
    marked = (e for e in page.marked(_NAME_CLASS.search) if not is_aside(e))
    for element, _ in zip(marked, range(_MOST_CLASSED), strict=False):
        for line in lines(element, tail=False):
            found = [_credit(line.parts)] if is_credit(line.text) else _heads(line)
            if found and len(found[0]) < _LONGEST_NAME_LINE and _people(found[0]):
                return found
    return []


def _heads(line: Line) -> list[str]:
    """Return the name in a line's first part, before a bar, comma or date, and those that are whole parts."""
    text = line.parts[0]
    date = find_date(text)
    head = _BAR.split(text.split(date)[0] if date else text)[0].split(",")[0].strip()
    others = takewhile(_is_name, (part.strip(" ,&") for part in line.parts[1:])) if head == text else ()
    return [head, *others] if _is_name(head) else []


def _beside_date(heading: Element | None) -> list[str]:
    """Return the name of a line near the headline that holds a name and dates and no more."""
    if heading is None:
        return []
    near = (*lines_after(heading, characters=NEAR), *lines_before(heading, characters=BEFORE))
    for line in near:
        rest = _beside_dates(line.parts) if len(line.text) < _LONGEST_NAME_LINE else []
        if len(rest) == 1 and _is_name(rest[0]):
            return rest
    return []


def _beside_dates(parts: list[str]) -> list[str]:
    """Return what the parts of a line hold beside dates and the words for them; [] where there is no date."""
    rest: list[str] = []
    dated = False
    for part in parts:
        while date := find_date(part):
            part, dated = part.replace(date, "|"), True
        rest += [piece.strip(" :") for piece in _BAR.split(part)]
    return [piece for piece in rest if piece and not names_date(piece)] if dated else []


def byline(found: Found | None, *, heading: Element | None) -> Found | None:
    """Return the credit line as printed: the line near the headline that reads as one, or names an author."""
    if heading is None:
        return None
    if credit := next((credit for credit in _credits(heading) if split_authors(credit).authors), None):
        return Found(value=credit, rung="byline")
    wanted = [letters(name) for name in (found.value if found else [])]
    near = (line.text for line in lines_after(heading, characters=NEAR))
    return next((Found(value=text, rung="byline") for text in near if _names_any(text, wanted)), None)


def _names_any(line: str, wanted: list[str]) -> bool:
    """Tell a short line that consists mostly of one of the names."""
    whole = letters(line)
    return any(name in whole and len(whole) < 2 * len(name) + 30 for name in wanted if len(name) > 5)
