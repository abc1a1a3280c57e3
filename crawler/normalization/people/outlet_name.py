"""Names of the outlet and of its offices in a credit: alone, longer than known, behind a person's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from crawler.normalization.people.credited_names import byline_words, is_organisation, name_key

__all__ = [
    "is_crowd", "is_outlet_name", "name_before_host", "outlet_keys", "without_outlet", "without_small_word",
]  # fmt: skip


#: Parts several names.
_PARTED = re.compile(r"[,;|/]")


@lru_cache(maxsize=512)
def _keys(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for name in names if (key := name_key(name)))


def outlet_keys(names: Iterable[str]) -> frozenset[str]:
    """Return the keys by which an outlet's names are told, however they are spelled."""
    return _keys(tuple(names))


def is_outlet_name(part: str, outlets: frozenset[str]) -> bool:
    """Tell whether a part of a credit is the outlet's name, or a longer one than those known by `outlets`.

    A longer one has an article before it, or a word before or behind it that no person has beside the
    outlet's name: "The Lantern", "Lantern Online", "OÖ Volksblatt", "Diario Página Siete".
    """
    words = part.split()
    if not words or not outlets or _PARTED.search(part):
        return False
    if name_key(part) in outlets or name_key(" ".join(_bare(words))) in outlets:
        return True
    at = _place_of_outlet(words, outlets)
    return at > 0 and not _can_be_person(words[:at])


def _bare(words: list[str]) -> list[str]:
    """Return words without an article before them and the name of an office or a medium behind them."""
    first = int(len(words) > 1 and words[0].casefold() in byline_words("article"))
    office = byline_words("desk") | byline_words("organisation")
    return words[first:-1] if len(words) - first > 1 and words[-1].casefold() in office else words[first:]


def without_outlet(part: str, outlets: frozenset[str]) -> str:
    """Return a part without the outlet's name behind a person's ("Ana Pérez BBC News")."""
    words = part.split()
    at = _place_of_outlet(words, outlets)
    return " ".join(words[:at]) if at > 0 else part


def _place_of_outlet(words: list[str], outlets: frozenset[str]) -> int:
    """Return the number of words before the outlet's name that ends them; 0 where none does."""
    return next((at for at in range(1, len(words)) if name_key(" ".join(words[at:])) in outlets), 0)


def _can_be_person(words: list[str]) -> bool:
    """Tell whether words are a person's name in full, as it stands before an outlet's."""
    return len(words) > 1 and not is_organisation(" ".join(words))


def name_before_host(line: str, outlets: frozenset[str]) -> str:
    """Return what stands before the outlet's own address ("Deutsche Welle (www.dw.com)"), else ""."""
    begin, _, inside = line.rstrip(") ").partition("(")
    host = inside.removeprefix("www.")
    return begin.strip() if "." in host and name_key(host) in outlets else ""


def is_crowd(segment: str) -> bool:
    """Tell whether a segment names all who work on something ("Contributors to Wikimedia projects")."""
    words = segment.casefold().split()
    return len(words) > 2 and words[0] in byline_words("desk") and words[1] in byline_words("of")


def without_small_word(part: str) -> str:
    """Return the name of an office without the small word before it ("der Redaktion", "our Newsroom")."""
    first, _, rest = part.partition(" ")
    return rest if first in byline_words("before_desk") and is_organisation(rest) else part
