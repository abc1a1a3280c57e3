"""Authors and the credit line: names that several places agree on are likelier, and the likeliest win."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.extraction.authors.candidates import AuthorCandidate, author_candidates, weak_author_candidates
from crawler.extraction.likelihood import weigh_marks
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.around_headline import Nearby, is_aside
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import fold_letters
from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.credited_names import is_full_name, name_key
from crawler.normalization.people.outlet_name import is_outlet_name, outlet_keys
from crawler.records import Found

#: Below this the places of less trust are asked too.
_UNSURE = 0.75
#: What is as likely right as wrong.
_LIKELY = 0.5
#: What is less likely is left out.
_LEAST = 0.15
#: Runners-up that are kept.
_MOST = 5
#: Marks of places where a name or a credit is a line of its own.
_SIGNED = frozenset({"byline", "near-date", "near-name", "signature", "credit-far"})
#: Marks of places that are themselves lines near the headline.
_AROUND_HEADLINE = frozenset({"byline", "near-date", "near-name", "near-desk"})


#: Stands for the keys of all names of the outlet.
_OUTLET = frozenset({"the outlet"})


@dataclass(slots=True)
class Credited:
    """One set of authors by the keys of their names, and the candidates that name it, in order of trust."""

    keys: frozenset[str]
    candidates: list[AuthorCandidate] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind of names: people in "full" or by a "short" name, the "outlet", a "desk", an "agency"."""
        first = self.candidates[0]
        if first.people:
            return "full" if any(map(is_full_name, first.people)) else "short"
        return "outlet" if first.is_outlet else "desk" if first.read.desks else "agency"

    @property
    def marks(self) -> set[str]:
        """The marks of the places that name them, of the kind of their names and of how many they are."""
        places = {candidate.mark for candidate in self.candidates}
        marks = places | {self.kind, "several" if len(self.keys) > 1 else "single"}
        return marks | {"agreed"} if len(places) > 1 else marks

    @property
    def words(self) -> frozenset[str]:
        """The keys of all words in all names."""
        return frozenset(name_key(word) for name in self.candidates[0].read.authors for word in name.split())


def choose_authors(
    page: HtmlPage, data: LinkedData, near: Nearby, *, credits: list[str], names: list[str]
) -> list[Found]:
    """Return the authors as printed, each value a list, the likeliest first; `names` are the outlet's.

    Places that are often wrong (classes, links) are asked only where the others are not sure of a person.
    """
    asked = author_candidates(page, data, near, credits=credits, names=names)
    ranked = _rank(asked, near)
    if not ranked or not ranked[0][1].people or ranked[0][0] < _UNSURE:
        ranked = _rank([*asked, *weak_author_candidates(page, near, names=names)], near)
    own = outlet_keys(names)
    return [
        Found(value=_said(candidate, own), origin=candidate.origin, confidence=sure)
        for sure, candidate in ranked[: _MOST + 1]
    ]


def _rank(asked: list[AuthorCandidate], near: Nearby) -> list[tuple[float, AuthorCandidate]]:
    """Return a candidate for each set of names with its chance to be right, the likeliest first.

    The outlet stands behind people who sign on a line of their own and are likelier right than wrong.
    """
    weighed = [
        (weigh_marks("authors", marks), one.candidates[0])
        for one, marks in mark_credits(join_by_names(asked), near)
    ]
    signed = (candidate for sure, candidate in weighed if sure >= _LIKELY and candidate.mark in _SIGNED)
    named = any(candidate.people for candidate in signed)
    kept = (one for one in weighed if one[0] > _LEAST)
    return sorted(kept, key=lambda one: (named and one[1].is_outlet, -one[0]))


def _said(candidate: AuthorCandidate, own: frozenset[str]) -> list[str]:
    """Return the names as the candidate gives them, without the outlet's name where it names people."""
    return [value for value in candidate.values if not candidate.people or not is_outlet_name(value, own)]


def join_by_names(asked: list[AuthorCandidate]) -> list[Credited]:
    """Return the candidates joined by the names that they give; short names join their full ones."""
    found: dict[frozenset[str], Credited] = {}
    for candidate in asked:
        keys = _OUTLET if candidate.is_outlet else frozenset(map(name_key, candidate.read.authors))
        keys = keys or frozenset(candidate.read.agencies)
        found.setdefault(keys, Credited(keys)).candidates.append(candidate)
    for short in [*found.values()]:
        longer = [one for one in found.values() if _is_shortened(short, one)]
        if len(longer) == 1:
            longer[0].candidates += found.pop(short.keys).candidates
    return list(found.values())


def _is_shortened(short: Credited, full: Credited) -> bool:
    """Tell whether `short` has the names of `full` with words left out ("Todd" beside "Todd Bates").

    Two full names are joined only where the longer one is stated in data. A printed line may hold more
    than the name ("About Todd Bates").
    """
    stated = full.candidates[0].mark.startswith(("jsonld", "meta:"))
    named = full.kind == "full" and (short.kind == "short" or (short.kind == "full" and stated))
    return named and len(short.keys) == len(full.keys) and short.words < full.words


def mark_credits(credited: list[Credited], near: Nearby) -> list[tuple[Credited, set[str]]]:
    """Return each set of authors with all marks that count for or against it, the other sets' included."""
    shown = name_key(" ".join(line.text for line in (*near.before, *near.after))) if credited else ""
    own = [one.marks for one in credited]
    found = []
    for place, one in enumerate(credited):
        others = {mark for at, marks in enumerate(own) if at != place for mark in marks}
        marks = own[place] | {f"other:{mark}" for mark in others} | _beside(one, credited)
        stated = own[place] & _AROUND_HEADLINE != {candidate.mark for candidate in one.candidates}
        if stated and all(key in shown for key in one.keys if len(key) > 3):
            marks.add("shown")
        found.append((one, marks))
    return found


def _beside(one: Credited, credited: list[Credited]) -> set[str]:
    """Return the marks that compare a set with the others: it holds fewer names than one, or more."""
    fewer = {f"fewer-{other.kind}" for other in credited if one.keys < other.keys}
    return fewer | {f"more-{other.kind}" for other in credited if one.keys > other.keys}


def choose_byline(found: Found | None, near: Nearby, *, credits: list[str]) -> Found | None:
    """Return the credit line printed near the headline, else a line there that is mostly an author's name."""
    if credit := next((credit for credit in credits if split_authors(credit).authors), None):
        return Found(value=credit, origin="byline")
    wanted = [fold_letters(name) for name in (found.value if found else [])]
    lines = (line.text for line in near.after if not is_aside(line.start))
    return next((Found(value=text, origin="byline") for text in lines if _names_any(text, wanted)), None)


def _names_any(line: str, wanted: list[str]) -> bool:
    """Tell whether a line is short and consists mostly of one of the names."""
    whole = fold_letters(line)
    return any(name in whole and len(whole) < 2 * len(name) + 30 for name in wanted if len(name) > 5)
