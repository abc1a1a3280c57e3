"""The headline: the likeliest of all wordings that a page offers, by what is measured of each.

The measures are who states a wording, how like the others it is, its form, and the heading that prints it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from urllib.parse import unquote, urlsplit

from crawler.extraction.headline.candidates import headline_candidates, is_demoted
from crawler.extraction.headline.wordings import HeadlineCandidate
from crawler.extraction.likelihood import load_headline_model
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import TITLE_SEPARATOR, fold_letters, is_site_name
from crawler.records import Found

Features = dict[str, float]

#: Runners-up that are kept.
_OTHERS = 4
#: Groups of sources whose wordings the others are compared with.
_GROUPS = {
    "h1": frozenset(("h1", "part", "spaced", "colon")),
    "lower": frozenset(("lower",)),
    "og": frozenset(("og", "og-site", "twitter", "twitter-site")),
    "linked": frozenset(("linked", "linked-site")),
    "title": frozenset(("title", "title-site")),
}
_PRINTED = frozenset(("h1", "crumb", "part", "spaced", "colon", "lower"))
#: An `h1` that agrees less than this with every other source is a section's or the site's name.
_AGREES = 0.5
#: Agreement with `<title>` is worth this share of agreement with a title stated for sharing.
_TITLE_COUNTS = 0.8
#: Paragraphs of more characters are where the text begins.
_PROSE = 100
_WORD = re.compile(r"[a-z0-9]+")
_YEAR = re.compile(r"20[12]\d")


@dataclass(slots=True)
class Headline:
    """A page's headline, the heading that prints it (`None` where none does) and the runners-up."""

    found: Found
    heading: Element | None
    others: list[Found]


def choose_headline(page: HtmlPage, data: LinkedData, names: list[str]) -> Headline | None:
    """Return the headline with its confidence; `names` are the outlet's, which are no headline."""
    known = [c for c in headline_candidates(page, data, names) if not is_site_name(c.text, names)]
    shares = load_headline_model().shares(headline_features(known, page, names))
    ranked = sorted(zip(shares, known, strict=True), key=lambda entry: -entry[0])
    if not ranked:
        return None
    confidence = load_headline_model().confidence(ranked[0][0])
    rest = (1 - confidence) / (1 - ranked[0][0]) if ranked[0][0] < 1 else 0.0
    return Headline(
        found=_found(ranked[0][1], confidence),
        heading=ranked[0][1].heading,
        others=[_found(c, min(share * rest, confidence)) for share, c in ranked[1 : _OTHERS + 1]],
    )


def _found(candidate: HeadlineCandidate, confidence: float) -> Found:
    return Found(value=candidate.text, origin=candidate.origin, confidence=round(confidence, 3))


@dataclass(slots=True)
class _Scene:
    """What the wordings of one page are measured against."""

    found: Sequence[HeadlineCandidate]
    groups: dict[str, list[HeadlineCandidate]]
    grams: dict[str, set[str]]
    #: Agreement of each `h1`, by its place, with what is stated elsewhere.
    support: dict[int, float]
    names: list[str]
    spelled_names: list[str]
    slug: set[str]
    #: Where the text begins, in the list of nodes.
    prose: int
    h1: list[Element]


def headline_features(found: Sequence[HeadlineCandidate], page: HtmlPage, names: list[str]) -> list[Features]:
    """Return the measures of each wording by name; a measure that is absent counts as 0."""
    scene = _scene(found, page, names)
    agree = {c.key for c in scene.groups["h1"]} & {c.key for c in scene.groups["og"]}
    shared = {
        "h1=og": float(bool(agree)) - float(not scene.groups["h1"] or not scene.groups["og"]),
        "h1 best": max(scene.support.values(), default=0.0),
        "h1 count": float(min(len(scene.h1), 4)),
    }
    rows = [
        {**shared, **_sources(c), **_relations(c, scene), **_form(c, scene), **_place(c, scene)}
        for c in found
    ]
    for name in ("slug", "length", "families"):
        most = max((row[name] for row in rows), default=0.0)
        for row in rows:
            row[f"below {name}"] = most - row[name]
    return rows


def _scene(found: Sequence[HeadlineCandidate], page: HtmlPage, names: list[str]) -> _Scene:
    by_group = {
        name: [c for c in found if not group.isdisjoint(c.sources)] for name, group in _GROUPS.items()
    }
    scene = _Scene(
        found=found,
        groups=by_group,
        grams={c.key: _grams(c.letters) for c in found},
        support={},
        names=names,
        spelled_names=[name for name in map(fold_letters, names) if len(name) > 4],
        slug=set(_words(unquote(urlsplit(page.url).path))),
        prose=_start_of_prose(page),
        h1=page.all("h1"),
    )
    scene.support = _support(scene)
    return scene


def _start_of_prose(page: HtmlPage) -> int:
    paragraphs = page.all("p")
    return next((p.index for p in paragraphs if sum(map(len, p.texts())) > _PROSE), 2 * len(page.elements))


def _grams(text: str) -> set[str]:
    text = text[:300]
    return {text[i : i + 3] for i in range(len(text) - 2)} or {text}


def _words(text: str) -> list[str]:
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFD", text.replace("ß", "ss"))
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _WORD.findall(text)


def _support(scene: _Scene) -> dict[int, float]:
    stated = [(c, 1.0) for name in ("og", "linked") for c in scene.groups[name]]
    stated += [(c, _TITLE_COUNTS) for c in scene.groups["title"]]
    found: dict[int, float] = {}
    for c in scene.found:
        if c.heading is not None and "h1" in c.sources and not is_site_name(c.text, scene.names):
            found[c.heading.index] = max((w * _likeness(c, s, scene) for s, w in stated), default=0.0)
    return found


def _likeness(printed: HeadlineCandidate, stated: HeadlineCandidate, scene: _Scene) -> float:
    """Return how far a heading agrees with a stated title, 0 to 1; a kicker before the title costs little."""
    if printed.letters == stated.letters:
        return 1.0
    ends = len(stated.letters) >= 10 and printed.letters.endswith(stated.letters)
    return max(0.9 * ends, _dice(printed, stated, scene))


def _dice(one: HeadlineCandidate, two: HeadlineCandidate, scene: _Scene) -> float:
    a, b = scene.grams[one.key], scene.grams[two.key]
    return 2 * len(a & b) / (len(a) + len(b))


def _most_like(one: HeadlineCandidate, others: list[HeadlineCandidate], scene: _Scene) -> float:
    return max((_dice(one, other, scene) for other in others), default=-1.0)


def _sources(candidate: HeadlineCandidate) -> Features:
    row = {f"by {source}": 1.0 for source in candidate.sources}
    whole = {source.partition("-")[0] for source in candidate.sources if not source.endswith("-cut")}
    row["families"] = float(len(whole))
    row["head families"] = float(len(whole - _PRINTED))
    return row


def _relations(candidate: HeadlineCandidate, scene: _Scene) -> Features:
    """Measure how like a wording is to those of each group, and whether one begins or ends with the other."""
    row: Features = {}
    spelled, total = candidate.letters, 0.0
    for name, group in scene.groups.items():
        others = [c for c in group if c is not candidate]
        like = 1.0 if len(others) < len(group) else _most_like(candidate, others, scene)
        total += max(0.0, like)
        row[f"like {name}"] = like
        row[f"letters {name}"] = float(any(c.letters == spelled for c in group))
        row[f"starts {name}"] = float(any(c.letters.startswith(spelled) for c in others))
        row[f"ends {name}"] = float(any(c.letters.endswith(spelled) for c in others))
        row[f"extends {name}"] = float(any(spelled.startswith(c.letters) for c in others))
    row["like all"] = total
    return row


def _form(candidate: HeadlineCandidate, scene: _Scene) -> Features:
    words = set(_words(candidate.text))
    shared = len(words & scene.slug)
    return {
        "length": log1p(len(candidate.letters)),
        "words": float(min(len(candidate.key.split()), 25)),
        "separators": float(len(TITLE_SEPARATOR.findall(candidate.text))),
        "bar": float("|" in candidate.key),
        "dots": float(candidate.key.endswith("...")),
        "year": float(bool(_YEAR.search(candidate.key))),
        "slug": shared / len(words) if words else -1.0,
        "slug words": float(min(shared, 10)),
        "site": float(is_site_name(candidate.text, scene.names)),
        "holds site": float(any(name in candidate.letters for name in scene.spelled_names)),
    }


def _place(candidate: HeadlineCandidate, scene: _Scene) -> Features:
    """Measure the heading that prints a wording; {} where none does."""
    heading = candidate.heading
    if heading is None:
        return {}
    support = scene.support.get(heading.index, 0.0)
    return {
        "printed": 1.0,
        "children": float(heading.has_children),
        "seen": float(not is_demoted(heading)),
        "before text": float(heading.index < scene.prose),
        "gap": log1p(abs(scene.prose - heading.index)),
        "support": support,
        "best": float(support > 0 and support == max(scene.support.values())),
        "supported": float(support >= _AGREES),
    }
