"""Other articles on the page, whole or as cards: links, each with a short text, alike and in a list.

An article may be such a list itself. So cards go only where most of them were not chosen, or where they stand
together behind a text that needs none of them.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.blocks import TAG, Floats, sums_before
from crawler.extraction.body.model import Scored

Numbers = NDArray[np.int64]

#: Cards that make a list, and blocks of one card, at most.
_CARDS, _OF_CARD = 3, 6
#: Share of a heading's characters in links.
_LINKED = 0.95
#: Characters of the longest text of a card.
_LONGEST = 250
#: Words of the text that stands before the cards, at least.
_OWN_TEXT = 40


def find_other_articles(scored: Scored, chosen: Numbers) -> set[int]:
    """Return the numbers of the blocks of other articles, and of the headings and texts of their cards."""
    m, path = scored.measured, scored.measured.box.path[scored.measured.box.of]
    kinds: dict[int, list[int]] = defaultdict(list)
    cards = _texts_of_cards(scored)
    for at in cards:
        if len(m.blocks.texts[at]) <= _LONGEST:
            kinds[int(path[at])].append(at)
    lists = [np.sort(texts) for texts in kinds.values() if len({cards[at] for at in texts}) >= _CARDS]
    taken = np.zeros(len(path))
    taken[chosen] = 1
    prose = sums_before(taken * m.prose)
    leaving = [texts for texts in lists if _is_foreign(texts, taken, prose, scored)]
    found = {int(place) for texts in leaving for at in texts for place in _with_heading(int(at), m.linked)}
    return found | set(_blocks_of_other_articles(scored).tolist())


def _blocks_of_other_articles(scored: Scored) -> Numbers:
    """Return the blocks of `article` elements with an `h1` of their own, beside the one with the headline."""
    m = scored.measured
    number, agreement = m.columns["article_number"], m.columns["in_title"] + m.columns["of_title"]
    headings = np.flatnonzero(m.tag == TAG["h1"])
    if not len(headings):
        return headings
    main = headings[agreement[headings].argmax()]
    others = headings[(number[headings] > 0) & (2 * agreement[headings] < agreement[main])]
    wanted = np.setdiff1d(number[others], number[main]) if number[main] else number[:0]
    return np.flatnonzero(np.isin(number, wanted))


def _with_heading(at: int, linked: Floats) -> tuple[int, ...]:
    return (at - 1, at) if at and linked[at - 1] > _LINKED else (at,)


def _texts_of_cards(scored: Scored) -> dict[int, int]:
    """Return the blocks without links that stand in a small element with a linked block, and its number."""
    m, box = scored.measured, scored.measured.box
    links = sums_before((m.linked > _LINKED).astype(float))
    texts = np.flatnonzero(m.linked == 0)
    near = box.parent[box.of[texts]]
    found: dict[int, int] = {}
    for around in (box.parent[near], near):
        first, last = box.first[around], box.last[around]
        is_card = (last - first <= _OF_CARD) & (links[last] > links[first])
        found |= dict(zip(texts[is_card].tolist(), around[is_card].tolist(), strict=True))
    return found


def _is_foreign(texts: Numbers, taken: Floats, prose: Floats, scored: Scored) -> bool:
    """Tell whether cards stand behind all other text, most of them not chosen or all in one element.

    `taken` is 1 for each chosen block, `prose` sums the prose of those before each.
    """
    box = scored.measured.box
    around = np.unique(box.parent[box.parent[box.of[texts]]])
    first = texts[0]
    if 2 * taken[texts].sum() >= len(texts):
        if len(around) > 1:
            return False
        first = min(first, box.first[around[0]])
    own = float((taken * scored.measured.prose)[texts].sum())
    return bool(prose[first] >= _OWN_TEXT and prose[-1] - prose[first] <= own)
