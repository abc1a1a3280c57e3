"""Credit lines cut into pieces by labels and separators, and what follows a name cut off."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from crawler.normalization.people.credited_names import DENSE, byline_words, is_office

__all__ = [
    "Segments",
    "credited_segments",
    "is_credit",
    "names_apart",
    "without_addresses",
    "without_bracketed_roles",
    "without_ending",
]

#: Characters of the longest line that is taken for a credit by its first word.
_LONGEST_CREDIT = 200

_TEMPLATE = re.compile(r"\{\{[^{}]{0,200}\}\}|\$?\{[^{}]{0,200}\}|<%[^<>]{0,200}%>|%[A-Za-z_]{1,40}%")
_BRACKETED_ROLE = re.compile(r"(?P<name>[^,;|/()]{1,80})\((?P<role>[^()]{1,30})\)")
_SENTENCE_END = re.compile(r"(?<=\w)(?:\.(?=\s)|[!?。！？…])")
_LAST_WORD = re.compile(r"\w{1,40}\Z")
_ABBREVIATED = frozenset({"prof", "capt", "dipl", "univ", "hon", "msgr", "phil"})
_HARD = re.compile(
    rf"[;；|｜•\n、／/&]|·(?![{DENSE}])|(?<![{DENSE}])·|\s[-–—+]+\s|\s-+$|^-+\s"
    rf"|(?<=[{DENSE}])[，,・](?=[{DENSE}]{{2}})|(?<=[\u4e00-\u9fff々]{{2}})と(?=[\u4e00-\u9fff]{{2}})"
)
#: Conjunctions that also stand inside one surname ("Ortega y Gasset", "Costa e Silva").
_INSIDE_NAMES = frozenset({"y", "e", "i"})
#: Labels that also begin names ("Von Miller", "Di Stefano", "Oleh Petrenko").
_ALSO_NAMES = frozenset({"von", "di", "ni", "av", "af", "oleh", "yazan"})
_VIETNAMESE = re.compile("[ăđĩũơưạ-ỹ]", re.IGNORECASE)
_SPANISH_PLACE = frozenset(
    {"el", "la", "los", "las", "san", "santa", "santo", "buenos", "nueva", "nuevo", "ciudad", "puerto", "río"}
)


def without_addresses(line: str) -> str:
    """Return `line` without template variables, e-mail addresses, handles and URLs."""
    words = _TEMPLATE.sub(" ", line).split(" ")
    return " ".join(word for word in words if not ("@" in word or "://" in word or word.startswith("www.")))


def without_bracketed_roles(line: str) -> str:
    """Return `line` without those whose role in brackets is another ("Ana Pérez (Text), Li Wei (Fotos)")."""
    return _BRACKETED_ROLE.sub(_kept_with_role, line) if "(" in line else line


def _kept_with_role(found: re.Match[str]) -> str:
    """Return a name with its role, or what stands before the name where the role is someone else's."""
    role = found["role"].strip(" :").casefold()
    if role not in byline_words("other"):
        return found.group()
    words = found["name"].split(" ")
    joined = [at for at, word in enumerate(words) if word in byline_words("and") or word == "&"]
    return " ".join(words[: joined[-1]]) if joined else ""


class Segments(NamedTuple):
    """The stretches of a line that credit authors, and those that name the source of the text."""

    authors: list[str]
    sources: list[str]


def is_credit(line: str) -> bool:
    """Tell whether a line begins as a credit does ("By", "Von", "文／") and is short enough for one."""
    return len(line) <= _LONGEST_CREDIT and _credit_label().match(line) is not None


@cache
def _credit_label() -> re.Pattern[str]:
    """Return the pattern of the words before an author at the head of a line; common words need a colon."""
    labels = sorted(byline_words("author"), key=len, reverse=True)
    certain = "|".join(re.escape(label) for label in labels if " " in label or label in byline_words("bare"))
    others = "|".join(re.escape(label) for label in labels)
    return re.compile(
        rf"\W{{0,3}}(?:(?:{certain})(?:\s|[:：／/]|(?<=[{DENSE}]))|(?:{others})\s?[:：／/])", re.IGNORECASE
    )


def credited_segments(line: str) -> Segments:
    """Return the stretches of `line` that credit authors, without their labels ("By", "Text:", "記者").

    What follows a label of someone else ("edited by", "Fotos:") or a sentence is left out. What follows
    "Source:" stands apart.
    """
    line = _first_sentence(re.sub(r"^By(?=[A-ZÀ-Þ][a-zß-ÿ])", "By ", line))
    found: dict[str, list[str]] = {"author": [], "other": [], "source": []}
    begin, current = 0, "author"
    for label in _labels().finditer(line):
        kind = _label_kind(label, line)
        if kind is None:
            continue
        found[current].append(line[begin : label.start()])
        begin, current = label.end(), kind
    found[current].append(line[begin:])
    named = [one for one in found["author"] if one.strip(" :").casefold() not in byline_words("author")]
    return Segments(named, found["source"])


def _first_sentence(line: str) -> str:
    for found in _SENTENCE_END.finditer(line):
        word = _LAST_WORD.search(line, max(0, found.start() - 40), found.start())
        if word and len(word[0]) > 3 and word[0][-1].islower() and word[0].casefold() not in _ABBREVIATED:
            return line[: found.start()]
    return line


@cache
def _labels() -> re.Pattern[str]:
    labels = sorted(
        byline_words("author") | byline_words("other") | byline_words("source"), key=len, reverse=True
    )
    either = "|".join(re.escape(label) for label in labels)
    dense = rf"(?=[{DENSE}])(?<=[{DENSE}])"
    return re.compile(
        rf"(?:^|(?<=[\s,;|(/·•–—]))(?P<label>{either})(?P<colon>\s?[:：]\s?|\s?[／/]\s?)?(?:(?<=[\s:：／/])|(?=\s)|{dense})",
        re.IGNORECASE,
    )


def _label_kind(found: re.Match[str], line: str) -> str | None:
    """Return "author", "other" or "source", or `None` where the words belong to a name."""
    label, colon = found["label"].casefold(), (found["colon"] or "").strip()
    dense = bool(re.match(f"[{DENSE}]", label))
    marked = bool(colon) and (colon not in "/／" or dense)
    spaced = " " in label or (dense and len(label) > 1 and line[found.end() : found.end() + 1].isspace())
    if not (marked or spaced or _is_bare_label(label, found, line)):
        return None
    if label in byline_words("source"):
        return "source"
    return (
        "other"
        if label in byline_words("other") and (colon or label not in byline_words("author"))
        else "author"
    )


def _is_bare_label(label: str, found: re.Match[str], line: str) -> bool:
    """Tell whether a single word without a colon heads a credit ("By", "Von"), and is no part of a name."""
    if label == "theo" and not found.start():
        return _VIETNAMESE.search(line) is not None
    if label not in byline_words("bare") or found.start() or found["colon"]:
        return False
    rest = line[found.end() :].split()
    if not rest or label not in _ALSO_NAMES:
        return bool(rest)
    if len(rest) == 1 and label == "von" and found["label"].islower():
        return True
    return (len(rest) > 1 and not rest[0].islower()) or rest == ["dpa"] or is_office(" ".join(rest))


def names_apart(segment: str) -> list[list[str]]:
    """Return `segment` cut at separators and conjunctions, each piece as its parts between commas."""
    pieces = [piece for part in _HARD.split(segment) for piece in _at_conjunctions(part.split())]
    return [[part.strip() for part in re.split("[,，،]", piece) if part.strip()] for piece in pieces]


def _at_conjunctions(words: list[str]) -> list[str]:
    words = [piece for at, word in enumerate(words) for piece in _without_waw(word, at, words)]
    pieces, begin = [], 0
    loud = all(word.isupper() for word in words)
    for at, word in enumerate(word.lower() if loud else word for word in words):
        if (
            0 < at < len(words) - 1
            and word in byline_words("and")
            and _joins(word, words[begin:at], words[at + 1 :])
        ):
            pieces.append(" ".join(words[begin:at]))
            begin = at + 1
    return [*pieces, " ".join(words[begin:])]


def _without_waw(word: str, at: int, words: list[str]) -> list[str]:
    """Return a word as "and" and the name that follows it, where it joins two full Arabic names."""
    if not word.startswith("و") or len(word) < 4 or word in byline_words("waw"):
        return [word]
    return ["و", word[1:]] if at > 1 and at < len(words) - 1 else [word]


def _joins(word: str, left: list[str], right: list[str]) -> bool:
    lone = len(right) == 1 or right[0].endswith(",") or right[1] in byline_words("and")
    if word in _INSIDE_NAMES:
        return len(left) < 2 or not lone
    if word == "en":
        return not lone and right[0].casefold() not in _SPANISH_PLACE
    return True


def without_ending(part: str) -> str:
    """Return a part up to what belongs to no name: a date, "in Berlin", "Updated", "3 min read"."""
    words = _unglued().sub(r" \1", part).split()
    numbered = next((at for at, word in enumerate(words) if any(map(str.isdigit, word))), len(words))
    dated, words = numbered < len(words), words[:numbered]
    ended = next((at for at, word in enumerate(words) if at and _ends(word, at)), len(words))
    words = words[:ended]
    loose = _trailing() | (byline_words("month") if dated else frozenset())
    while words and _bare(words[-1]) in loose:
        words.pop()
    return " ".join(words)


def _bare(word: str) -> str:
    return word.strip(".,").casefold()


@cache
def _trailing() -> frozenset[str]:
    """Return small words that end no name."""
    return frozenset({"on", "am", "um", "el", "le", "il", "vom", "den", "and", "und", "at", "mit", "with"})


def _ends(word: str, at: int) -> bool:
    if word.endswith((":", "：")):
        return True
    if word.islower() and at > 1 and word not in byline_words("particle") and word not in _INSIDE_NAMES:
        return True
    return _bare(word) in byline_words("ending") and (word.islower() or len(word) > 5)


@cache
def _unglued() -> re.Pattern[str]:
    """Return the pattern of a word of dates right after a small letter ("KimDecember")."""
    words = [
        word
        for word in byline_words("month") | byline_words("ending")
        if len(word) > 5 or word in byline_words("month")
    ]
    either = "|".join(re.escape(word.capitalize()) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<=[a-zß-ÿ])({either})(?![a-zß-ÿ])")
