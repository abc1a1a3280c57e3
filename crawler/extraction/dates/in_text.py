"""The dates that a text of the page prints, cut out as they stand, by the grammar that normalization reads.

A date of a page has its year, and lies between 1990 and 2100. The words beside it tell what it is of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from crawler.normalization.dates.calendars import GREGORIAN
from crawler.normalization.dates.clock import find_times
from crawler.normalization.dates.day_reader import Reader
from crawler.normalization.dates.find_dates import PrintedDate, find_dates
from crawler.normalization.dates.names import language_codes
from crawler.normalization.dates.relative import find_relative

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
#: Languages whose names of months count where the page's has none ("listopada" is 10 or 11).
_OTHERS = ("pl", "cs", "hr", "uk", "be", "fi", "en")
#: Characters of a text that are looked through: a date stands at the head of what states it.
_READ = 2000
#: Letters beside a date told from the present: a label ("Zuletzt aktualisiert"), no sentence.
_BESIDE = 24
#: Characters behind the last date of a text in which a word may tell what it is of.
_BEHIND = 40
_EARLIEST, _LATEST = date(1990, 1, 1), date(2099, 12, 31)
#: Figures that a date can't be without; a cheap look at a text before it is read.
_FIGURES = re.compile(
    r"\d{4}|\d[./-] ?\d|[\d元][年년]|[〇零○一二三四五六七八九]年"
    r"|\d\.? ?[^\W\d_]{3,}\.? ?\d\d(?!\d)|[\u0e01-\u0e3a]\.? ?\d\d"
)
#: A year that can be no other number: four figures, or figures with a word for year or in Thai.
_SURE_YEAR = re.compile(r"\d{4}|[年년\u0e01-\u0e3a]")
_LETTER = re.compile(r"[^\W\d_]")
_YEAR = r"(?:199\d|20\d\d)"
_STAMP = re.compile(r"\d{10}(?:\d{3})?")
#: 20240322, 20240322T101500Z and the dates of HTTP and mail, which machines print.
_PLAIN = re.compile(
    rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|\w{{3}},? \d{{1,2}} \w{{3}} {_YEAR}|\w{{3}} \w{{3}} \d{{1,2}} [\d:]{{5,8}} "
)


@dataclass(frozen=True, slots=True)
class DateText:
    """A date in a text as printed, and whether the words beside it speak of a change or of publication."""

    text: str
    changed: bool
    published: bool


def dates_in(text: str, language: str | None = None) -> list[DateText]:
    """Return the dates of a text as printed, with their times; `language` is the page's BCP 47 tag.

    The words before a date tell what it is of ("Updated 6 April"), else those behind the last date.
    """
    found = _spans(text, language)
    borders = [0, *(end for _, end in found), len(text)]
    dated = []
    for place, ((start, end), (begin, _)) in enumerate(zip(found, pairwise(borders), strict=False)):
        before = text[begin:start]
        behind = text[end:_READ] if place == len(found) - 1 else ""
        label = before if UPDATED.search(before) or PUBLISHED.search(before) else behind[:_BEHIND]
        published = bool(PUBLISHED.search(label))
        dated.append(DateText(text[start:end], bool(UPDATED.search(label)) and not published, published))
    return dated


def find_date(text: str, language: str | None = None) -> str | None:
    """Return the first date of a text (`dates_in`) as printed, with its time."""
    return next((text[start:end] for start, end in _spans(text, language)), None)


def find_relative_date(text: str, language: str | None = None) -> str | None:
    """Return the date that a short text tells from the present, with the time beside it, or `None`."""
    found = find_relative(text, _languages(language))
    if found is None:
        return None
    clock = next(iter(find_times(text)), None) if found.named else None
    beside = text[: found.start] + text[max(found.end, clock.end if clock else 0) :]
    most = _BESIDE if clock or not found.named else _BESIDE // 2
    return text.strip() if sum(map(str.isalpha, beside)) <= most else None


def _spans(text: str, language: str | None) -> list[tuple[int, int]]:
    """Return where the dates of a text stand, in order."""
    return list(_found(text[:_READ], language)) if _FIGURES.search(text, 0, _READ) else []


@lru_cache(maxsize=512)
def _found(text: str, language: str | None) -> tuple[tuple[int, int], ...]:
    reader = _reader(_languages(language))
    return tuple(_span(text, one) for one in find_dates(text, reader) if _is_sure(text, one))


@lru_cache(maxsize=64)
def _reader(languages: tuple[str, ...]) -> Reader:
    return Reader(languages=languages)


def _languages(language: str | None) -> tuple[str, ...]:
    return language_codes([language, *_OTHERS] if language else _OTHERS)


def _span(text: str, found: PrintedDate) -> tuple[int, int]:
    """Return where a date stands with its time, which words of a change or of publication part from it."""
    between = text[found.start : found.end]
    parted = UPDATED.search(between) or PUBLISHED.search(between)
    return (found.day.start, found.day.end) if parted else (found.start, found.end)


def _is_sure(text: str, found: PrintedDate) -> bool:
    """Tell whether a date has its year, and the year is no other number ("on May 3 24 people")."""
    day, printed = found.day, text[found.day.start : found.day.end]
    if day.day is None or not _EARLIEST <= day.day <= _LATEST:
        return False
    alone = not _LETTER.search(text[: found.start] + text[found.end :])
    return (
        alone or day.calendar != GREGORIAN or bool(_SURE_YEAR.search(printed) or not _LETTER.search(printed))
    )


def states_date(text: str, language: str | None = None) -> bool:
    """Tell whether a text holds such a date, or is a Unix time."""
    return find_date(text, language) is not None or bool(_STAMP.fullmatch(text) or _PLAIN.match(text))


def states_change(text: str) -> bool:
    """Tell whether the words of a text speak of a change and not of publication."""
    return bool(UPDATED.search(text)) and not PUBLISHED.search(text)


def names_date(text: str) -> bool:
    """Tell whether a text is a word or two that say what a date is of ("Updated", "Güncelleme")."""
    return len(text.split()) < 3 and bool(UPDATED.search(text) or PUBLISHED.search(text))
