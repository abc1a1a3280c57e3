"""Cards of other articles: headings that are links, each with a short text, alike and in a list of their own.

An article may be such a list itself. So cards go only where most of them were not chosen, or where they stand
together behind a text that needs none of them.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

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


def find_teasers(scored: Scored, chosen: Numbers) -> set[int]:
    """Return the numbers of the blocks that are headings and texts of cards of other articles."""
    m, path = scored.measured, scored.measured.box.path[scored.measured.box.of]
    kinds: dict[int, list[int]] = defaultdict(list)
    for at in _texts_of_cards(scored):
        if len(m.blocks.texts[at]) <= _LONGEST:
            kinds[int(path[at])].append(at)
    lists = [np.array(texts) for texts in kinds.values() if len(texts) >= _CARDS]
    leaving = [
        texts for texts in lists if _is_left_out(texts, chosen) or _follows_text(texts, chosen, scored)
    ]
    return {int(at) - by for texts in leaving for at in texts for by in (0, 1)}


def _texts_of_cards(scored: Scored) -> list[int]:
    """Return the blocks without links that follow a linked one in the same small element."""
    m, box = scored.measured, scored.measured.box
    texts = np.flatnonzero((m.linked[:-1] > _LINKED) & (m.linked[1:] == 0)) + 1
    card = box.parent[box.of[texts]]
    is_card = (box.first[card] < texts) & (box.last[card] - box.first[card] <= _OF_CARD)
    return [int(at) for at in texts[is_card]]


def _is_left_out(texts: Numbers, chosen: Numbers) -> bool:
    return 2 * len(np.intersect1d(texts, chosen)) < len(texts)


def _follows_text(texts: Numbers, chosen: Numbers, scored: Scored) -> bool:
    """Tell whether cards stand in one element with nothing else that was chosen, behind all other text."""
    m, box = scored.measured, scored.measured.box
    around = np.unique(box.parent[box.parent[box.of[texts]]])
    if len(around) > 1:
        return False
    others = np.setdiff1d(chosen[m.prose[chosen] > 0], texts)
    is_before = others < box.first[around[0]]
    return bool(is_before.all()) and float(m.prose[others].sum()) >= _OWN_TEXT
