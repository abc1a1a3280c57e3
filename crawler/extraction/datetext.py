"""Dates in running text: found and cut out as printed; reading them is normalization's work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.normalization.months import month_of
from crawler.normalization.plain import words

#: Words for a change, and for publication, beside a date.
UPDATED = re.compile(
    r"updat|modif|aktualis|geändert|actualiz|actualis|aggiornat|atualiz|bijgewerkt|gewijzigd|oppdatert|uppdaterad|"
    r"opdateret|päivitetty|zaktualiz|обновл|更新|güncelle|edited|corrected|modified",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"publi|posted|veröffentlich|erstellt|erschienen|pubbl|gepubliceerd|geplaatst|julkaistu|"
    r"opubl|выложено|опубл|发布|公開|投稿|created|first",
    re.IGNORECASE,
)
_YEAR = r"(?:199\d|20\d\d)"
_DAY = r"\d{1,2}(?!\d)(?:st|nd|rd|th|er|º|ª|do)?\.?"
_MONTH = r"(?P<month{}>[^\W\d_]{{3,20}})\.?"
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
_STAMP = re.compile(r"\d{10}(?:\d{3})?")
#: 20240322, 20240322T101500Z and the dates of HTTP and mail, which machines print.
_PLAIN = re.compile(
    rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|\w{{3}},? \d{{1,2}} \w{{3}} {_YEAR}|\w{{3}} \w{{3}} \d{{1,2}} [\d:]{{5,8}} "
)


def _dates(text: str) -> Iterator[re.Match[str]]:
    """Yield the dates of a text whose month, where it is a word, is one in some language."""
    for found in _DATE.finditer(text[:_READ]):
        named = next(filter(None, found.group("month1", "month2", "month3")), None)
        if named is None or month_of(words(named), _AMBIGUOUS) is not None:
            yield found


def find_date(text: str) -> str | None:
    """Return the first date with day, month and year (1990 on) in a text, as printed, with its time."""
    found = next(_dates(text), None)
    return found.group().strip(" ,|·•(-–") if found else None


def states_date(text: str) -> bool:
    """Tell whether a text holds such a date, or is a Unix time."""
    return find_date(text) is not None or bool(_STAMP.fullmatch(text) or _PLAIN.match(text))


def names_date(text: str) -> bool:
    """Tell a text of one or two words that say what a date is of ("Updated", "Güncelleme")."""
    return len(text.split()) < 3 and bool(UPDATED.search(text) or PUBLISHED.search(text))
