"""What a line of the page states: dates, names and credits, as printed. Normalization reads them.

Dates are found in any text and cut out. Names are told where they stand in a credit, beside a date or alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile

from crawler.extraction.page.around_headline import Line, Nearby, is_aside
from crawler.extraction.page.of_others import is_of_others
from crawler.normalization.dates.names import fold_words, month_of
from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.credit_line import is_credit
from crawler.normalization.people.credited_names import (
    byline_words,
    is_full_name,
    looks_like_name,
    without_role,
)

#: Words for a change, and for publication, beside a date.
UPDATED = re.compile(
    r"updat|modif|revised|edited|corrected|aktualis|geändert|actualiz|actualis|mis à jour|aggiorn|atualiz|"
    r"bijgewerkt|gewijzigd|oppdatert|uppdaterad|opdateret|päivitetty|zaktualiz|zmienion|ažurir|frissít|módosít|"
    r"обновл|изменен|оновлен|ενημερ|güncelle|diperbarui|cập nhật|განახლ|更新|修正|수정|업데이트|"
    r"تحديث|ویرایش|بروزرسانی|עודכן|अपडेट|अद्यतन|อัปเดต|ปรับปรุง",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"publi|posted|veröffentlich|erstellt|erschienen|pubbl|gepubliceerd|geplaatst|julkaistu|opubl|objavlj|"
    r"közzé|megjelen|выложено|опубл|опубл|δημοσ|yayın|diterbitkan|xuất bản|გამოქვეყნ|"
    r"发布|發布|发表|公開|投稿|掲載|配信|입력|등록|게재|نشر|פורסם|प्रकाशित|เผยแพร่|created|first",
    re.IGNORECASE,
)
_YEAR = r"(?:199\d|20\d\d)"
_DAY = r"\d{1,2}(?!\d)(?:st|nd|rd|th|er|º|ª|do)?\.?"
_MONTH = r"(?P<month{}>[^\W\d_][^\s\d!-/:-@\[-`{{-~–]{{1,19}})\.?"
_ZONE = r"(?:Z|[+-]\d{2}:?\d{2}|[A-Z]{2,4}\b)"
_WORD_OF_TIME = r"(?:at|um|à|às|a las|alle|kl\.?|klo|klockan|v|в|о)?"
_TIME = rf"\d{{1,2}}[:.hH]\d{{2}}(?::\d{{2}})?(?!\d)(?:\s?(?:[ap]\.?m\b\.?|uhr\b))?(?:\s?{_ZONE})?"
_CLOCK = rf"(?:[\s,|·•(–-]{{0,5}}{_WORD_OF_TIME}\s{{0,2}}{_TIME})?"
_ISO_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?"
_FORMS = (
    rf"{_YEAR}-\d{{1,2}}-\d{{1,2}}(?!\d){_ISO_TIME}",
    rf"{_YEAR}[./]\s?\d{{1,2}}[./]\s?\d{{1,2}}\.?(?!\d){_CLOCK}",
    rf"{_YEAR}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日(?:\s?\d{{1,2}}[:時时点]\d{{2}}分?)?",
    rf"{_YEAR}\s?년\s?\d{{1,2}}\s?월\s?\d{{1,2}}\s?일(?:\s?\d{{1,2}}:\d{{2}})?",
    rf"\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?(?:{_YEAR}|\d{{2}})(?!\d){_CLOCK}",
    rf"{_DAY}[\s-]{{1,3}}(?:de |d['’]|of )?{_MONTH.format(1)}[\s,./-]{{1,3}}(?:de |del )?"
    rf"{_YEAR}(?!\d){_CLOCK}",
    rf"{_MONTH.format(2)}\s{{1,3}}{_DAY},?\s{{1,3}}{_YEAR}(?!\d){_CLOCK}",
    rf"{_YEAR}[.,]?\s{{1,3}}{_MONTH.format(3)}\s{{1,3}}{_DAY}",
)
_DATE = re.compile(r"(?<![\w./-])(?:" + "|".join(_FORMS) + ")", re.IGNORECASE)
#: Languages that use names which mean another month elsewhere ("listopada" is 10 or 11).
_AMBIGUOUS = ("pl", "cs", "hr", "uk", "be", "fi", "en")
#: Characters of a text that are looked through: a date stands at the head of what states it.
_READ = 2000
#: Characters behind the last date of a text in which a word may tell what it is of.
_BEHIND = 40
_DIGIT = re.compile(r"\d")
_STAMP = re.compile(r"\d{10}(?:\d{3})?")
#: 20240322, 20240322T101500Z and the dates of HTTP and mail, which machines print.
_PLAIN = re.compile(
    rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|\w{{3}},? \d{{1,2}} \w{{3}} {_YEAR}|\w{{3}} \w{{3}} \d{{1,2}} [\d:]{{5,8}} "
)
#: Characters of the longest line that names someone and says no more, and of the longest name.
LONGEST_LINE = 100
_LONGEST_NAME = 40
#: Characters of the longest label ("Text by").
_LONGEST_LABEL = 20
_BAR = re.compile(r"\s?[|•·–—/]\s?|\s-\s")


def _dates(text: str) -> Iterator[re.Match[str]]:
    """Yield the dates of a text whose month, where it is a word, is one in some language."""
    for found in _DATE.finditer(text[:_READ]) if _DIGIT.search(text) else ():
        named = next(filter(None, found.group("month1", "month2", "month3")), None)
        if named is None or month_of(fold_words(named), _AMBIGUOUS) is not None:
            yield found


@dataclass(frozen=True, slots=True)
class DateText:
    """A date in a text as printed, and whether the words beside it speak of a change or of publication."""

    text: str
    changed: bool
    published: bool


def dates_in(text: str) -> list[DateText]:
    """Return the dates of a text as printed, with their times: day, month and year, from 1990 on.

    The words before a date tell what it is of ("Updated 6 April"), else those behind the last date.
    """
    found = list(_dates(text))
    borders = [0, *(one.end() for one in found), len(text)]
    dated = []
    for place, (one, (begin, _)) in enumerate(zip(found, pairwise(borders), strict=False)):
        before = text[begin : one.start()]
        behind = text[one.end() : _READ] if place == len(found) - 1 else ""
        label = before if UPDATED.search(before) or PUBLISHED.search(before) else behind[:_BEHIND]
        published = bool(PUBLISHED.search(label))
        dated.append(DateText(_bare(one), bool(UPDATED.search(label)) and not published, published))
    return dated


def find_date(text: str) -> str | None:
    """Return the first date of a text (`dates_in`) as printed, with its time."""
    found = next(_dates(text), None)
    return _bare(found) if found else None


def _bare(found: re.Match[str]) -> str:
    return found.group().strip(" ,|·•(-–")


def states_date(text: str) -> bool:
    """Tell whether a text holds such a date, or is a Unix time."""
    return find_date(text) is not None or bool(_STAMP.fullmatch(text) or _PLAIN.match(text))


def states_change(text: str) -> bool:
    """Tell whether the words of a text speak of a change and not of publication."""
    return bool(UPDATED.search(text)) and not PUBLISHED.search(text)


def names_date(text: str) -> bool:
    """Tell whether a text is a word or two that say what a date is of ("Updated", "Güncelleme")."""
    return len(text.split()) < 3 and bool(UPDATED.search(text) or PUBLISHED.search(text))


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
        if text and not joined and _names_enough(text, part):
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
    """Return what a line's parts hold beside dates and the words for them; [] where there is no date."""
    rest: list[str] = []
    dated = False
    for part in parts:
        while date := find_date(part):
            part, dated = part.replace(date, "|"), True
        rest += [piece.strip(" :-") for piece in _BAR.split(part)]
    return [piece for piece in rest if piece and not names_date(piece)] if dated else []


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
