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

__all__ = [
    "Month", "fold_text", "fold_words", "half_of", "language_codes", "month_of", "phrases_ago", "weekday_of",
]  # fmt: skip

_ALIKE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc", "-"),
    **dict.fromkeys("\u2019\u2018\u02bc\u05f3\u00b4\u0060「」", "'"),
    **dict(zip("ıیکى۔。、،؛【】〔〕", "iيكي..,,;[][]", strict=True)),
}
_NAME = re.compile(r"[^\s\d!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+")
_HARAKAT = re.compile("[\u0640\u064b-\u065f\u0670]+")
# Their names are mostly those of another language; what is their own counts only where it is no one else's.
_YIELDING = frozenset({"ht", "gn"})


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
    """A month by its number; `solar` where it is one of the Solar Hijri year."""

    number: int
    solar: bool = False


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
    return _month(key, languages) or _month(_unprefixed(key), languages)


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


@lru_cache(maxsize=1)
def phrases_ago() -> dict[str, str]:
    """Return the unit of each folded phrase such as "# minutes ago": "second", "minute" or "hour"."""
    ago = _data()["ago"]
    return {" ".join(fold_text(phrase).split()): unit for unit, phrases in ago.items() for phrase in phrases}


def _unprefixed(key: str) -> str:
    """Return a word without the Hebrew "in", which is written as one word with the month."""
    return key[1:] if key[:1] == "ב" else ""


def _month(key: str, languages: Sequence[str]) -> Month | None:
    if not key:
        return None
    number = _lookup(_months(), key, languages) or _lookup(_beginnings(), key, languages)
    if number:
        return Month(number)
    solar = _solar().get(key)
    return Month(solar, solar=True) if solar else None


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
def _printed_names() -> dict[str, dict[str, str]]:
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
        for language, line in _printed_names()["months"].items()
        for number, name in _numbered(line)
    ]
    own = sorted(rows + printed, key=lambda row: row[0] in _YIELDING)
    return tuple(row for row in own if row[1])


def _numbered(line: str) -> Iterator[tuple[int, str]]:
    for number, names in enumerate(line.split(), 1):
        yield from ((number, name) for name in names.split("/") if name != "-")


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
def _solar() -> dict[str, int]:
    return {fold_text(name): number for number, name in _numbered(_printed_names()["solar"]["fa"])}


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
    for language, halves in _data()["halves"].items():
        for half, names in halves.items():
            for key in ("".join(fold_words(name)) for name in names):
                by_language.setdefault(language, {})[key] = half
                if key and not key[0].isascii() and len(language) < 4:
                    anyone.setdefault(key, half)
    return by_language, anyone
