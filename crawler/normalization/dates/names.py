"""Names of months, weekdays and halves of the day in about a hundred languages, and how they are compared.

The names come from CLDR (`names.json`, made by `tools.cldr`) and, where CLDR has not what the press prints,
from `printed_names.toml`. All are compared after `fold_text`, so case and accents make no difference.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from crawler.normalization.dates.calendars import GREGORIAN

__all__ = [
    "Month", "fold_text", "fold_words", "half_of", "language_codes", "month_of", "printed_names",
    "weekday_of",
]  # fmt: skip

_ALIKE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc", "-"),
    **dict.fromkeys("\u2019\u2018\u02bc\u05f3\u00b4\u0060「」", "'"),
    **dict(zip("ıیکى۔。、،؛【】〔〕၊။፣፡፤።।", "iيكي..,,;[][],.,:;..", strict=True)),
}
_NAME = re.compile(r"[^\s\d!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+")
_HARAKAT = re.compile("[\u0640\u064b-\u065f\u0670]+")
# Their names are mostly those of another language; what is their own counts only where it is no one else's.
_YIELDING = frozenset({"ht", "gn"})
# Languages whose almanacs give Nepal's names of months to months of the moon, which fall on other days.
_LUNISOLAR = frozenset({"hi", "mr", "gu", "pa", "te", "kn", "bn", "as", "or"})


class _Plain(dict[int, str]):
    """The one character that stands for each code point in comparisons, made when it is first asked for."""

    def __missing__(self, code: int) -> str:
        found = _simple(chr(code))
        if code < 0x3000:
            self[code] = found
        return found


def _simple(char: str) -> str:
    if char in _ALIKE:
        return _ALIKE[char]
    digit = unicodedata.digit(char, None)
    if digit is not None and char.isdecimal():
        return str(digit)
    if unicodedata.category(char) in ("Cf", "Cc", "Zs", "Zl", "Zp", "Cs"):
        return " "
    composed = unicodedata.normalize("NFKC", char)
    char = composed if len(composed) == 1 else char
    parts = unicodedata.normalize("NFKD", char)
    if len(parts) > 1 and all(map(unicodedata.combining, parts[1:])):
        char = parts[0]
    folded = char.casefold()
    return folded if len(folded) == 1 else char


_PLAIN = _Plain()


def fold_text(text: str) -> str:
    """Return `text` in lower case without accents, its digits and punctuation in ASCII.

    The result is as long as `text`, so positions in one hold in the other.
    """
    return text.lower() if text.isascii() else text.translate(_PLAIN)


def fold_words(text: str) -> list[str]:
    """Return the words of a name after `fold_text`, the form in which names are looked up."""
    return _NAME.findall(_HARAKAT.sub("", fold_text(text)))


class Month(NamedTuple):
    """A month by its number in a calendar of `calendars`."""

    number: int
    calendar: str = GREGORIAN


def language_codes(languages: Iterable[str]) -> tuple[str, ...]:
    """Return the primary subtags of BCP 47 tags ("pt-BR" -> "pt"), in order, each once."""
    codes = (tag.partition("-")[0].partition("_")[0].lower() for tag in languages)
    same = {"nb": "no", "nn": "no", "fil": "tl"}
    return tuple(dict.fromkeys(same.get(code, code) for code in codes))


def month_of(name: Sequence[str], languages: Sequence[str] = ()) -> Month | None:
    """Return the month that words from `fold_words` name or begin to name ("setem" -> September), or `None`.

    A name that means different months in different languages needs `languages` (from `language_codes`).
    """
    key = " ".join(name)
    return next((month for form in _forms(key, languages) if (month := _month(form, languages))), None)


def weekday_of(name: str, languages: Sequence[str] = ()) -> int | None:
    """Return the weekday (Monday 0) that a word names, or `None`; short ones count only in their language."""
    return _lookup(_weekdays(), name, languages)


def half_of(name: str, languages: Sequence[str] = ()) -> str | None:
    """Return "am", "pm" or "night" for a part of the day; names in Latin letters count in their language."""
    by_language, anyone = _halves()
    for language in languages:
        if name in by_language.get(language, {}):
            return by_language[language][name]
    return anyone.get(name)


def _forms(key: str, languages: Sequence[str]) -> Iterator[str]:
    """Yield a name as printed and without what its language writes as one word with it ("in", a case)."""
    yield key
    if key[:1] == "ב":
        yield key[1:]
    for language, endings in _endings().items():
        if not key.isascii() or language in languages:
            yield from (key.removesuffix(ending) for ending in endings if key.endswith(ending))


@lru_cache(maxsize=1)
def _endings() -> dict[str, list[str]]:
    """Return the endings of months' names by language, the longest first."""
    printed = printed_names()["endings"].items()
    return {language: sorted(fold_text(line).split(), key=len, reverse=True) for language, line in printed}


def _month(key: str, languages: Sequence[str]) -> Month | None:
    if not key:
        return None
    own = next((table[key] for one in languages if key in (table := _foreign().get(one, {}))), None)
    number = None if own else _lookup(_months(), key, languages) or _lookup(_beginnings(), key, languages)
    return own or (Month(number) if number else _foreign_anywhere(key, languages))


def _foreign_anywhere(key: str, languages: Sequence[str]) -> Month | None:
    """Return the month of another calendar that a name means where its language is not known to be used."""
    found = next((table[key] for table in _foreign().values() if key in table), None)
    lunar = found is not None and found.calendar == "bikram" and _LUNISOLAR.intersection(languages)
    return None if lunar else found


class _Table(NamedTuple):
    """The numbers of names, in each language and wherever all languages agree."""

    by_language: dict[str, dict[str, int]]
    anywhere: dict[str, int | None]


def _lookup(table: _Table, key: str, languages: Sequence[str]) -> int | None:
    for language in languages:
        found = table.by_language.get(language, {}).get(key)
        if found is not None:
            return found
    return table.anywhere.get(key)


def _table(rows: Iterable[tuple[str, str, int]]) -> _Table:
    """Return the table of rows (language, name, number).

    A name of two numbers has none outside its language.
    """
    table = _Table({}, {})
    for language, name, number in rows:
        table.by_language.setdefault(language, {}).setdefault(name, number)
        if language in _YIELDING:
            table.anywhere.setdefault(name, number)
        elif table.anywhere.setdefault(name, number) != number:
            table.anywhere[name] = None
    return table


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = files(__package__).joinpath("names.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@lru_cache(maxsize=1)
def printed_names() -> dict[str, Any]:
    """Return the tables of `printed_names.toml`."""
    return tomllib.loads(files(__package__).joinpath("printed_names.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _month_rows() -> tuple[tuple[str, str, int], ...]:
    rows = [
        (language, " ".join(fold_words(name)), int(number))
        for language, months in _data()["months"].items()
        for number, names in months.items()
        for name in names
        if not any(char.isdigit() for char in name)
    ]
    printed = [
        (language, " ".join(fold_words(name)), number)
        for language, line in printed_names()["months"].items()
        for number, name in _numbered(line)
    ]
    own = sorted(rows + printed, key=lambda row: row[0] in _YIELDING)
    return tuple(row for row in own if row[1])


def _numbered(line: str) -> Iterator[tuple[int, str]]:
    for number, names in enumerate(line.split(), 1):
        yield from ((number, name.replace("_", " ")) for name in names.split("/") if name != "-")


@lru_cache(maxsize=1)
def _months() -> _Table:
    return _table(_month_rows())


@lru_cache(maxsize=1)
def _beginnings() -> _Table:
    """Return every beginning of three letters or more of a month's name, where no name is written so."""
    exact = _months().anywhere
    return _table(
        (language, name[:length], number)
        for language, name, number in _month_rows()
        if " " not in name and language not in _YIELDING
        for length in range(3, len(name))
        if name[:length] not in exact
    )


@lru_cache(maxsize=1)
def _foreign() -> dict[str, dict[str, Month]]:
    """Return the months of other calendars by language and folded name."""
    found: dict[str, dict[str, Month]] = {}
    for calendar, languages in printed_names()["calendars"].items():
        for language, line in languages.items():
            names = {" ".join(fold_words(name)): Month(number, calendar) for number, name in _numbered(line)}
            found.setdefault(language, {}).update(names)
    return found


@lru_cache(maxsize=1)
def _weekdays() -> _Table:
    months = _months().anywhere
    rows = [
        (language, parts[0], int(number))
        for language, days in _data()["weekdays"].items()
        for number, names in days.items()
        for name in names
        if len(parts := fold_words(name)) == 1 and len(parts[0]) > 2 and parts[0] not in months
    ]
    full = _table(row for row in rows if len(row[1]) > 4)
    return _Table(_table(rows).by_language, full.anywhere)


@lru_cache(maxsize=1)
def _halves() -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return names of halves by language, and those that mean one half everywhere: am, pm, non-Latin ones."""
    by_language: dict[str, dict[str, str]] = {}
    anyone = {"am": "am", "pm": "pm"}
    for language, half, names in _half_rows():
        for key in ("".join(fold_words(name)) for name in names):
            by_language.setdefault(language, {})[key] = half
            if key and not key[0].isascii() and len(language) < 4:
                anyone.setdefault(key, half)
    return by_language, anyone


def _half_rows() -> Iterator[tuple[str, str, list[str]]]:
    """Yield a language, a half of the day and its names, for every half."""
    for language, halves in _data()["halves"].items():
        yield from ((language, half, names) for half, names in halves.items())
    for half, lines in printed_names()["halves"].items():
        yield from ((language, half, line.split("; ")) for language, line in lines.items())
