"""The head of a body: a repeated headline, the credit and the dateline are taken off it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.items import Context
from crawler.normalization.datelines.parts import Dateline
from crawler.normalization.datelines.split import split_dateline
from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.credit_line import is_credit

__all__ = ["Opening", "letters_of", "open_body"]

_LONGEST_CREDIT = 100
_LONGEST_HEADLINE = 1000
_STEPS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A body without its head, and what stood there and no other field states."""

    body: str
    dateline: Dateline | None = None
    #: The credit printed at the head of the body ("Por Ana Pérez").
    byline: str | None = None


def open_body(
    body: str, context: Context, *, repeated: Iterable[str | None] = (), authors: Iterable[str] = ()
) -> Opening:
    """Take the dateline, and what stands in `repeated` (headline, byline), off the head of a clean body.

    A line that credits someone ("Por NAME") goes where it names only `authors`. Where there are no
    authors, it goes too and is the byline. A line that credits others stays in the body.
    """
    known = {letters_of(text) for text in repeated if text}
    names = {letters_of(name) for name in authors}
    dateline: Dateline | None = None
    byline: str | None = None
    for _ in range(_STEPS):
        first, gap, rest = body.partition("\n\n")
        credited = _credited(first, context)
        line = None if dateline else _dateline(body, context)
        if gap and (_is_repeated(first, known) or _is_known(credited, names)):
            body = rest
        elif gap and credited and not names:
            body, byline, names = rest, first, {letters_of(name) for name in credited}
        elif line:
            body, dateline = line.rest, line
        else:
            break
    byline = byline or (dateline.reporter if dateline and not names else None)
    return Opening(body=body, dateline=dateline, byline=byline)


def _dateline(body: str, context: Context) -> Dateline | None:
    return split_dateline(
        body, agencies=context.agencies, outlet_names=context.outlet_names, languages=context.languages
    )


def _credited(line: str, context: Context) -> list[str]:
    """Return the names that a whole line credits; [] where it is not written as a credit."""
    if len(line) > _LONGEST_CREDIT or line.endswith((".", "!", "?")) or not is_credit(line):
        return []
    return split_authors(line, outlet_names=context.outlet_names).authors


def _is_repeated(line: str, known: set[str]) -> bool:
    return len(line) <= _LONGEST_HEADLINE and letters_of(line) in known


def _is_known(credited: Iterable[str], names: set[str]) -> bool:
    letters = {letters_of(name) for name in credited}
    return bool(letters) and letters <= names


def letters_of(text: str | None) -> str:
    """Return only the letters and digits of a text, without regard to case; "" for none."""
    return "".join(filter(str.isalnum, (text or "").casefold()))
