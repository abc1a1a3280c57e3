"""Dates in running text: found and cut out as printed; reading them is normalization's work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from crawler.normalization.dates.names import fold_words, month_of

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


def _dates(text: str) -> Iterator[re.Match[str]]:
    """Yield the dates of a text whose month, where it is a word, is one in some language."""
    for found in _DATE.finditer(text[:_READ]) if _DIGIT.search(text) else ():
        named = next(filter(None, found.group("month1", "month2", "month3")), None)
        if named is None or month_of(fold_words(named), _AMBIGUOUS) is not None:
            yield found


@dataclass(frozen=True, slots=True)
class DateText:
    """A date in a text as printed; whether the words beside it speak of a change, or of publication."""

    text: str
    changed: bool
    published: bool


def dates_in(text: str) -> list[DateText]:
    """Return the dates (day, month and year, 1990 on) of a text as printed, with their times.

    The words before a date tell what it is of ("Updated 6 April"), else those behind the last one.
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
    """Tell a text whose words speak of a change and not of publication."""
    return bool(UPDATED.search(text)) and not PUBLISHED.search(text)


def names_date(text: str) -> bool:
    """Tell a text of one or two words that say what a date is of ("Updated", "Güncelleme")."""
    return len(text.split()) < 3 and bool(UPDATED.search(text) or PUBLISHED.search(text))
