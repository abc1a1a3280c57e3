"""Names in the lines of a page: credit lines, names beside a date, names that are a line of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from crawler.extraction.dates.in_text import find_date, names_date
from crawler.extraction.page.around_headline import Line, Nearby, is_aside
from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.credit_line import is_credit
from crawler.normalization.people.person_name import byline_words, is_full_name, looks_like_name, without_role

#: Characters of the longest line that names someone and says no more, and of the longest name.
LONGEST_LINE = 100
_LONGEST_NAME = 40
#: Characters of the longest label ("Text by").
_LONGEST_LABEL = 20
_BAR = re.compile(r"\s?[|•·–—/]\s?|\s-\s")


def credit_lines(near: Nearby) -> list[str]:
    """Return the credit lines after the headline, each without what stands behind its names."""
    found = []
    for place, line in enumerate(near.after):
        parts = line.parts
        if is_label(line.text) and place + 1 < len(near.after):
            # "By" often stands alone on its line, the name on the next.
            parts = [*parts, *near.after[place + 1].parts]
        if is_credit(" ".join(parts)):
            found.append(whole_credit(parts))
    return found


def is_label(text: str) -> bool:
    """Tell a text that is the head of a credit and names nobody ("By", "Autor:")."""
    return 0 < len(text) < _LONGEST_LABEL and is_credit(f"{text} ") and not credited_people(text)


def begins_credit(text: str) -> bool:
    """Tell quickly a text that may begin a credit line, by its first word."""
    if len(text) > LONGEST_LINE:
        return False
    first = text.split(maxsplit=1)[:1]
    return bool(first) and first[0].casefold().rstrip(":：") in _first_words()


@cache
def _first_words() -> frozenset[str]:
    return frozenset(label.split()[0] for label in byline_words("author"))


def whole_credit(parts: list[str]) -> str:
    """Join the parts of a credit line up to the last of its names."""
    text = ""
    for part in parts:
        joined = text.endswith((",", "&", ":")) or text.split(" ")[-1].lower() in byline_words("and")
        joined = joined or part.startswith((",", "&")) or part.split(" ")[0].lower() in byline_words("and")
        if text and not joined and any(map(is_full_name, credited_people(text))):
            break
        text = f"{text} {part}" if text else part
    return text


def best_credit(credits: list[str]) -> list[str]:
    """Return the first credit line that names a person in full, else the first that names any, as a list."""
    named = (credit for credit in credits if any(map(is_full_name, credited_people(credit))))
    short = (credit for credit in credits if len(credit) < LONGEST_LINE and split_authors(credit).authors)
    return [*named, *short][:1]


def credited_people(text: str) -> list[str]:
    """Return the people that a text names where it is read as a credit."""
    read = split_authors(text)
    return [name for name in read.authors if name not in read.desks]


def is_name(text: str) -> bool:
    """Tell whether a text is a full name and nothing else: no label before it, no names of networks."""
    words = text.casefold().split()
    if not 0 < len(words) < 5 or not looks_like_name(text) or not is_full_name(text):
        return False
    labels = byline_words("other") | byline_words("author")
    if words[0] in labels or " ".join(words[:2]) in labels or byline_words("sharing").intersection(words):
        return False
    return bool(credited_people(text))


def leading_names(line: Line) -> list[str]:
    """Return the name in a line's first part, before a bar, comma or date, and those that are whole parts."""
    text = line.parts[0]
    date = find_date(text)
    head = _BAR.split(text.split(date)[0] if date else text)[0].split(",")[0].strip()
    others = takewhile(is_name, (part.strip(" ,&") for part in line.parts[1:])) if head == text else ()
    return [head, *others] if is_name(head) else []


def name_and_date(near: Nearby) -> list[str]:
    """Return the name of a line near the headline that holds a name and dates and no more."""
    for line in (*near.after, *near.before):
        rest = _beside_dates(line.parts) if len(line.text) < LONGEST_LINE else []
        if len(rest) == 1 and is_name(rest[0]):
            return rest
    return []


def _beside_dates(parts: list[str]) -> list[str]:
    """Return what the parts of a line hold beside dates and the words for them; [] where there is no date."""
    rest: list[str] = []
    dated = False
    for part in parts:
        while date := find_date(part):
            part, dated = part.replace(date, "|"), True
        rest += [piece.strip(" :-") for piece in _BAR.split(part)]
    return [piece for piece in rest if piece and not names_date(piece)] if dated else []


def names_alone(near: Nearby) -> Iterator[tuple[str, str]]:
    """Yield the first name, and the first office, that is a line near the headline beside a date or a role.

    Each comes with its mark.
    """
    seen = set()
    for place, line in enumerate(near.after):
        if len(line.text) > _LONGEST_NAME or " " not in line.text or is_aside(line.start):
            continue
        around = [*(near.before[:2] if place < 3 else ()), *near.after[max(0, place - 2) : place + 3]]
        if any(_is_date_or_role(other.text) for other in around if other is not line):
            kind = (
                "near-name" if is_name(line.text) else "near-desk" if split_authors(line.text).desks else ""
            )
            if kind and kind not in seen:
                yield kind, line.text
            seen.add(kind)


def _is_date_or_role(text: str) -> bool:
    """Tell a short line that holds a date or the name of a job."""
    if len(text) > LONGEST_LINE:
        return False
    return find_date(text) is not None or (len(text) < _LONGEST_NAME and without_role(text) != text)
