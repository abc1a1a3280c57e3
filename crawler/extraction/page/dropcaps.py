"""Initials set apart (`<span class="dropcap">N</span> a endlich`), joined to the word that they begin."""

from __future__ import annotations

import re

from crawler.extraction.page.dom import Element

#: In the class that style sheets give to an initial.
NAMES_INITIAL = re.compile(r"drop[_-]?cap|first[_-]?letter|lettrine|letra-?capital", re.IGNORECASE)
#: One of them stands in each such class.
INITIAL_WORDS = ("drop", "first", "lettrine", "letra")
_INITIAL = re.compile(r"[\"'“”„«‘(]?[^\W\d_]")
#: Letters that are words of their own in some language: after them a space may be right.
_WORDS = frozenset("AÀÁÅEÉÈIÍOÓÒÖUÚYÝZKSVWАВИЙІКОСУЯЄ")


def join_initials(elements: list[Element]) -> None:
    """Remove the white space between initials and the small letters that follow them, where that is sure.

    It is sure where the letter is no word by itself, and a small letter follows.
    """
    for element in filter(_is_initial, elements):
        _join(element)


def _is_initial(element: Element) -> bool:
    text = "".join(element.texts()).strip()
    return _INITIAL.fullmatch(text) is not None and text[-1].isupper() and text[-1] not in _WORDS


def _join(element: Element) -> None:
    rest = element.tail.lstrip()
    if rest[:1].islower() and element.end == element.index + 2:
        element.nodes[element.index + 1] = element.text.strip()
        element.nodes[element.end] = rest
