"""What a heading prints of the headline, without what else stands in it: dates, credits, badges, buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from crawler.extraction.dates.in_text import find_date, find_relative_date, names_date
from crawler.extraction.page.dom import Element
from crawler.extraction.page.text import BLOCKS, UNSEEN, fold_letters, squeeze_space, visible_text
from crawler.extraction.printed_lines import LONGEST_LINE, credited_people
from crawler.normalization.people.credit_line import is_credit

#: Elements within a heading that are looked at.
_PARTS = 12
#: Letters that may stand beside a date or around it, of weekdays and labels, and that a headline has.
_LABEL, _HEADLINE = 12, 4
#: In the class of elements that are no headline.
_NAMED = re.compile(
    r"\b(?:date|datum|fecha|time(?:stamp)?|meta|byline|author|badge|label|share|edit|print|comments?|reading-?time)\b",
    re.IGNORECASE,
)
_MARKS = " ,;:|/•·()[]–—-"


def bare_heading(heading: Element) -> str:
    """Return the text of a heading without dates at its ends, and without elements that hold no headline.

    It is the whole text where nothing would be left.
    """
    parts = [e for e in islice(heading.below(), _PARTS) if e.tag not in UNSEEN and _is_beside(e)]
    text = _text_without(heading, parts) if parts else visible_text(heading)
    text = _undated(text, is_apart=heading.has_children)
    return text if len(fold_letters(text)) >= _HEADLINE else visible_text(heading)


def _is_beside(element: Element) -> bool:
    """Tell whether an element within a heading holds a date, a credit, a badge or a button."""
    text = visible_text(element)
    if not text or len(text) > LONGEST_LINE:
        return False
    if element.tag in ("time", "button") or _NAMED.search(element.get("class") or ""):
        return True
    return _is_date(text) or (is_credit(text) and bool(credited_people(text)))


def _is_date(text: str) -> bool:
    """Tell whether a text is a date and hardly anything else."""
    date = find_date(text) or find_relative_date(text)
    return date is not None and len(fold_letters(text.replace(date, "", 1))) <= _LABEL


def _text_without(heading: Element, parts: Iterable[Element]) -> str:
    """Return the visible text of a heading without that of some elements in it."""
    left_out = {part.index for part in parts}
    found: list[str] = []
    at = heading.index
    while at < heading.end:
        node = heading.nodes[at]
        at += 1
        if isinstance(node, str):
            found.append(node)
        elif node.tag in UNSEEN or node.index in left_out:
            found.append(" ")
            at = node.end
        elif node.tag in BLOCKS:
            found.append(" ")
    return squeeze_space("".join(found)).strip(_MARKS)


def _undated(text: str, *, is_apart: bool) -> str:
    """Return a text without a date at its end or head, where marks or `is_apart` part it from the rest."""
    date = find_date(text)
    if date is None:
        return text
    before, _, behind = text.partition(date)
    if not fold_letters(behind) and (is_apart or before.rstrip()[-1:] in _MARKS):
        return before.strip(_MARKS)
    if (not fold_letters(before) or names_date(before)) and (is_apart or behind.lstrip()[:1] in _MARKS):
        return behind.strip(_MARKS)
    return text
