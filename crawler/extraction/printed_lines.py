"""What a line of the page states of people: names and credits, as printed. Normalization reads them.

Names are told where they stand in a credit, beside a date or alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from crawler.extraction.dates.in_text import find_date, names_date
from crawler.extraction.page.around_headline import Line, Nearby, is_aside
from crawler.extraction.page.of_others import is_of_others
from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.credit_line import is_credit
from crawler.normalization.people.credited_names import (
    byline_words,
    is_full_name,
    looks_like_name,
    without_role,
)

#: Characters of the longest line that names someone and says no more, and of the longest name.
LONGEST_LINE = 100
_LONGEST_NAME = 40
#: Characters after which a credit is joined no further: no names are read in a longer one.
_LONGEST_CREDIT = 600
#: Characters of the longest label ("Text by").
_LONGEST_LABEL = 20
_BAR = re.compile(r"\s?[|•·–—/]\s?|\s-\s")


def credit_lines(near: Nearby) -> list[str]:
    """Return the credit lines after the headline, each without what follows its names."""
    found = []
    for place, line in enumerate(near.after):
        parts = line.parts
        behind = near.after[place + 1] if place + 1 < len(near.after) else None
        if behind is not None and len(behind.text) <= LONGEST_LINE and is_label(line.text):
            # "By" often stands alone on its line, the name on the next.
            parts = [*parts, *behind.parts]
        if is_credit(credit := whole_credit(parts)) and not is_of_others(line.start):
            found.append(credit)
    return found


def is_label(text: str) -> bool:
    """Tell whether a text is the head of a credit and names nobody ("By", "Autor:")."""
    if not 0 < len(text) < _LONGEST_LABEL or not is_credit(f"{text} "):
        return False
    named = split_authors(text)
    return not named.authors and not named.agencies


def begins_credit(text: str) -> bool:
    """Tell by its first word, and so quickly, whether a text may begin a credit line."""
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
        if len(text) > _LONGEST_CREDIT or (text and not joined and _names_enough(text, part)):
            break
        text = f"{text} {part}" if text else part
    return text


def _names_enough(credit: str, behind: str) -> bool:
    """Tell whether a credit names a person in full, or anyone where no name follows it."""
    if any(map(is_full_name, credited_people(credit))):
        return True
    named = split_authors(credit)
    return bool(named.authors or named.agencies) and not is_name(behind)


def credited_people(text: str) -> list[str]:
    """Return the people that a text names where it is read as a credit."""
    read = split_authors(text)
    return [name for name in read.authors if name not in read.desks]


def is_name(text: str) -> bool:
    """Tell whether a text is a full name and nothing else: no label, no name of a social network."""
    words = text.casefold().split()
    if not 0 < len(words) < 5 or not looks_like_name(text) or not is_full_name(text):
        return False
    labels = byline_words("other") | byline_words("author")
    if words[0] in labels or " ".join(words[:2]) in labels or byline_words("sharing").intersection(words):
        return False
    return bool(credited_people(text))


def leading_names(line: Line) -> list[str]:
    """Return the name before a line's first bar, comma or date, and further parts that are names; else []."""
    text = line.parts[0]
    date = find_date(text)
    head = _BAR.split(text.split(date)[0] if date else text)[0].split(",")[0].strip()
    others = takewhile(is_name, (part.strip(" ,&") for part in line.parts[1:])) if head == text else ()
    return [head, *others] if is_name(head) else []


def name_and_date(near: Nearby) -> list[str]:
    """Return the name of a line near the headline that holds one name and dates and no more; else []."""
    for line in (*near.after, *near.before):
        rest = _beside_dates(line.parts) if len(line.text) < LONGEST_LINE else []
        if len(rest) == 1 and is_name(rest[0]):
            return rest
    return []


def _beside_dates(parts: list[str]) -> list[str]:
    """Return what a line's parts hold beside dates, words for them and figures; [] where there is no date."""
    rest: list[str] = []
    dated = False
    for part in parts:
        while date := find_date(part):
            part, dated = part.replace(date, "|"), True
        rest += [piece.strip(" :-") for piece in _BAR.split(part)]
    pieces = (piece for piece in rest if piece and not names_date(piece))
    return [piece for piece in pieces if not any(map(str.isdigit, piece))] if dated else []


def names_alone(near: Nearby) -> Iterator[tuple[str, str]]:
    """Yield the first name and the first office that is a line near the headline, each with its mark.

    Such a line counts where a date or the name of a job stands in a line beside it.
    """
    seen = set()
    for place, line in enumerate(near.after):
        if len(line.text) > _LONGEST_NAME or " " not in line.text or is_aside(line.start):
            continue
        around = [*(near.before[:2] if place < 3 else ()), *near.after[max(0, place - 2) : place + 3]]
        if any(_is_date_or_role(other.text) for other in around if other is not line):
            desk = "near-desk" if split_authors(line.text).desks else ""
            kind = "near-name" if is_name(line.text) else desk
            if kind and kind not in seen:
                yield kind, line.text
            seen.add(kind)


def _is_date_or_role(text: str) -> bool:
    """Tell whether a short line holds a date or the name of a job."""
    if len(text) > LONGEST_LINE or find_date(text) is not None:
        return len(text) <= LONGEST_LINE
    return len(text) < _LONGEST_NAME and without_role(text) != text
