"""Trains the weights of authors: `python -m tools.training authors`."""

from __future__ import annotations

import re
import unicodedata

from crawler.extraction.authors import choose as byline
from crawler.extraction.authors.candidates import author_candidates, weak_author_candidates
from crawler.extraction.printed_lines import credit_lines
from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.credited_names import agency_names
from tools.training.credits import Read, read
from tools.training.gold import errors
from tools.training.pages import Sample, samples
from tools.training.ranking import Candidate, Choice, train

RIDGE = 1.0
_SOURCE = (
    "python -m tools.training authors: marks of crawler.extraction.authors.choose, "
    "log odds that the names are right"
)
_BY = re.compile(r"^(by|von|par|por|di|av|af|de)\s+", re.IGNORECASE)


def main() -> None:
    """Print how well authors are chosen, cross-validated, and write the weights of all pages."""
    choices = [choice(sample) for sample in samples() if _names_someone(sample)]
    train("authors", choices, ridge=RIDGE, source=_SOURCE)


def _names_someone(sample: Sample) -> bool:
    """Tell a page whose gold names someone; agencies alone are in a field of their own."""
    wanted = sample.gold.get("authors") or []
    wrong = (sample.set, sample.id, "authors") in errors()
    return bool(wanted) and not wrong and not all(map(agency_names, wanted))


def choice(sample: Sample) -> Choice:
    """Return the sets of authors that a page states, with what speaks for each."""
    wanted = {_key(name) for given in sample.gold["authors"] for name in _as_read(given)} - {""}
    found = [
        Candidate(marks, _likeness({_key(name) for name in one.candidates[0].read.authors}, wanted))
        for one, marks in _credited(read(sample))
    ]
    return Choice(sample, found)


def _credited(seen: Read) -> list[tuple[byline.Credited, set[str]]]:
    """Return the sets of authors of all places."""
    asked = author_candidates(
        seen.page, seen.data, seen.near, credits=credit_lines(seen.near), names=seen.names
    )
    asked += weak_author_candidates(seen.page, seen.near, names=seen.names)
    return byline.mark_credits(byline.join_by_names(asked), seen.near)


def _as_read(given: str) -> list[str]:
    """Return a gold name as the schema has it: without title and degree."""
    return split_authors(given).authors or [given]


def _key(name: str) -> str:
    folded = unicodedata.normalize("NFKC", _BY.sub("", name.strip())).casefold()
    return re.sub(r"[^\w ]", "", " ".join(folded.split())).strip()


def _likeness(got: set[str], wanted: set[str]) -> float:
    """Return the F1 of two sets of names."""
    return 2 * len(got & wanted) / (len(got) + len(wanted)) if got else 0.0
