"""Lines that a page puts between paragraphs: where to follow, share or read on, tools, whose a picture is.

They are told by the words that they begin with (`page_lines.toml`), by links and by their length.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from crawler.extraction.page.text import fold_letters
from crawler.extraction.refusal.prose import DENSE

#: Characters of the longest line of these kinds, and of one that asks to follow without any link.
LONGEST, _LONGEST_PLAIN = 200, 100
#: Characters of the longest line that says whose a picture is.
_LONGEST_CREDIT = 100
#: Share of a line in links from which it leads to another article.
_LEADS = 0.3
#: Letters that may be left of a line of names of networks.
_REST = 2
#: Stands between the word for a picture and whose it is.
_BEFORE_OWNER = tuple(":：©/／|=")
#: First letters of a line by which most lines are told to be none.
_HEAD = 4
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)?")
_FRONT = re.compile(r"^[\W_]+")
_QUOTES = str.maketrans("’‘`´", "''''")


def is_page_line(text: str, *, linked: float) -> bool:
    """Tell whether a paragraph is none of the article's; `linked` is its share of characters in links."""
    if len(text) > LONGEST:
        return False
    line = _FRONT.sub("", text.casefold().translate(_QUOTES))
    if _says_only("advertisement", line) or _says_only("tool", " ".join(_NUMBER.sub(" ", line).split())):
        return True
    return _may_be_one(line) and (
        _asks_to_follow(line, linked=linked)
        or _asks_to_share(line)
        or _leads_on(line, linked=linked)
        or _credits_picture(line)
    )


def _may_be_one(line: str) -> bool:
    """Tell by its first letters, and so quickly, whether a line may begin with a word of some kind."""
    return any(line[:letters] in _heads() for letters in range(1, _HEAD + 1))


@cache
def _heads() -> frozenset[str]:
    return frozenset(phrase[:_HEAD] for phrases in load_page_lines().values() for phrase in phrases)


def _says_only(kind: str, line: str) -> bool:
    return line.strip(" -–—:.|…!()[]") in load_page_lines()[kind]


def _asks_to_follow(line: str, *, linked: float) -> bool:
    if not _begins("follow").match(line) or (not linked and len(line) > _LONGEST_PLAIN):
        return False
    return bool(_anywhere("networks").search(line))


def _asks_to_share(line: str) -> bool:
    """Tell whether a line holds words for sharing and names of networks, and nothing else."""
    if not (_begins("share").match(line) or _begins("networks").match(line)):
        return False
    rest, words = _anywhere("share").subn(" ", line)
    rest, names = _anywhere("networks").subn(" ", rest)
    return words + names > 1 - (line in load_page_lines()["share"]) and len(fold_letters(rest)) <= _REST


def _leads_on(line: str, *, linked: float) -> bool:
    found = _begins("read").match(line)
    return found is not None and (linked > _LEADS or len(fold_letters(line[found.end() :])) == 0)


def _credits_picture(line: str) -> bool:
    found = _begins("picture").match(line) if len(line) <= _LONGEST_CREDIT else None
    return found is not None and (found[0][-1] == "." or line[found.end() :].lstrip()[:1] in _BEFORE_OWNER)


@cache
def load_page_lines() -> dict[str, frozenset[str]]:
    """Return the words by kind."""
    table = tomllib.loads(files(__package__).joinpath("page_lines.toml").read_text("utf-8"))
    return {kind: frozenset(phrase.casefold() for phrase in phrases) for kind, phrases in table.items()}


@cache
def _begins(kind: str) -> re.Pattern[str]:
    return re.compile(_any_of(kind))


@cache
def _anywhere(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){_any_of(kind)}|(?:{'|'.join(_dense(kind)) or '(?!)'})")


def _any_of(kind: str) -> str:
    """Return a pattern for the words of a kind, the longest first, each to its end where words have one."""
    phrases = sorted(load_page_lines()[kind], key=lambda phrase: (-len(phrase), phrase))
    dense = frozenset(_dense(kind))
    return "(?:" + "|".join(p if p in dense else rf"{p}(?![^\W_])" for p in map(re.escape, phrases)) + ")"


def _dense(kind: str) -> list[str]:
    return [re.escape(phrase) for phrase in sorted(load_page_lines()[kind]) if DENSE.search(phrase[-1])]
