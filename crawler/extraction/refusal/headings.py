"""What a page calls itself: a phrase that is most of a heading, or of a part of the title."""

from __future__ import annotations

import re
from functools import cache

from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import fold_letters, visible_text
from crawler.extraction.refusal.signs import any_of

#: Kinds of signs in `signs.toml` that stand in headings.
SIGNS = ("consent-form", "missing", "failing", "login", "offer")
#: Share of a heading's letters that a phrase must have to be what it says.
_MOST = 0.6
#: Headings over this many characters say more than a phrase.
LONGEST = 120
#: Parts of a title that are looked at; what stands behind them counts as one.
_MOST_PARTS = 8
_PARTS = re.compile(r"\s[-|–—·»:]\s|\s\|\s?|[|｜_]")


@cache
def _signs(kind: str) -> re.Pattern[str]:
    return any_of(kind)


def page_headings(page: HtmlPage, headline: str) -> list[str]:
    """Return what a page may be headed by: its headline, first `h1` and `h2`, and the parts of its title."""
    found = [visible_text(e) for tag in ("h1", "h2") for e in page.all(tag)[:1]]
    return [headline, *found, *_PARTS.split(page.title, maxsplit=_MOST_PARTS)]


def headings_say(kind: str, said: list[str]) -> bool:
    """Tell whether the signs of a kind are most of one of some headings."""
    return any(_covers(_signs(kind), text) for text in said if 0 < len(text) <= LONGEST)


def _covers(signs: re.Pattern[str], text: str) -> bool:
    whole = len(fold_letters(text))
    covered = sum(len(fold_letters(found.group())) for found in signs.finditer(text.strip()))
    return whole > 0 and covered >= _MOST * whole
