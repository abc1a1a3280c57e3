"""Initials set apart (`<span class="dropcap">N</span> a endlich`), joined to the word that they begin."""

from __future__ import annotations

import re
from typing import Any

#: Names that style sheets give to an initial, as they stand in a class.
_NAMES = (
    "dropcap", "drop-cap", "drop_cap", "DropCap", "dropCap", "Dropcap", "first-letter", "first_letter",
    "firstLetter", "FirstLetter", "lettrine", "letra-capital",
)  # fmt: skip
_INITIAL = re.compile(r"[\"'“”„«‘(]?[^\W\d_]")
#: Letters that are words of their own in some language: after them a space may be right.
_WORDS = frozenset("AÀÁÅEÉÈIÍOÓÒÖUÚYÝZKSVWАВИЙІКОСУЯЄ")


def join_initials(root: Any, text: str) -> None:
    """Remove the white space between an initial and the small letters that follow it, where that is sure.

    It is sure where the class says that the letter is one, the letter is no word by itself, and a small
    letter follows. `text` is the page's, which mostly holds no such class at all.
    """
    names = " or ".join(f"contains(@class, '{name}')" for name in _NAMES if name in text)
    for element in root.xpath(f"//*[{names}]") if names else ():
        if _is_initial(element):
            _join(element)


def _is_initial(element: Any) -> bool:
    text = "".join(element.itertext()).strip()
    return _INITIAL.fullmatch(text) is not None and text[-1].isupper() and text[-1] not in _WORDS


def _join(element: Any) -> None:
    rest = (element.tail or "").lstrip()
    if rest[:1].islower() and len(element) == 0:
        element.text, element.tail = (element.text or "").strip(), rest
