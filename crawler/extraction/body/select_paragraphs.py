"""Which of the chosen blocks are paragraphs of the article, and no lines that the page puts between them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.blocks import Blocks
from crawler.extraction.body.model import Scored
from crawler.extraction.body.other_articles import find_other_articles
from crawler.extraction.body.page_lines import is_page_line
from crawler.extraction.dates.in_text import find_date, names_date
from crawler.extraction.page.dom import Element
from crawler.extraction.page.text import fold_letters
from crawler.extraction.refusal.prose import weigh_text
from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.credit_line import is_credit

#: Below this many characters a page has no body of its own.
NO_BODY = 250
#: Share of the text that must be left without what stands elsewhere on the page.
_OWN_SHARE = 0.5
_LONGEST_TOP_LINE = 100
#: Characters beside the link of a paragraph that only leads on, and words of it, at most.
_LONGEST_LABEL, _LONGEST_LINK = 25, 40
#: Share of a paragraph's characters in links from which it is one link.
_WHOLLY_LINKED = 0.95
_STOPS = (".", "。", "।", "۔", "።", "။", "։", ".“", ".”", ".»", '."')
#: A text of fewer characters may stand anywhere again.
_LONG = 60
#: A long text that stands so often elsewhere is a box that the page repeats ("Content is blocked ...").
_FURNITURE = 3
#: Characters of the longest cell of a table that shows data; one with more is a column of the page.
_LONGEST_CELL = 200
#: Cells of a row whose blocks are joined, at most.
_MOST_CELLS = 40


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A chosen block: its number, its element, the inline element that it begins with, and its lines."""

    block: int
    element: Element
    inner: Element | None
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines in one."""
        return " ".join(self.lines)


def select_paragraphs(
    scored: Scored, chosen: NDArray[np.int64], *, repeated: Iterable[str], captions: Iterable[str]
) -> list[Paragraph]:
    """Return the chosen blocks (by number) that neither repeat another field nor lead away."""
    blocks = scored.measured.blocks
    found = [
        Paragraph(at, blocks.elements[at], blocks.inner[at], blocks.lines.get(at) or (blocks.texts[at],))
        for at in chosen.tolist()
        if at not in blocks.foreign
    ]
    others = find_other_articles(scored, chosen)
    found = [p for p in found if p.block not in others and not _leads_away(p, scored)]
    found = join_rows(_without(_once(found, scored), repeated), blocks)
    own = _without(found, captions)
    is_gallery = _count_characters(found) >= NO_BODY and _count_characters(
        own
    ) < _OWN_SHARE * _count_characters(found)
    return _without_outer_lines(found if is_gallery else own)


def _leads_away(paragraph: Paragraph, scored: Scored) -> bool:
    """Tell whether a paragraph is a line of the page's, or a link after a word or two ("More: ...").

    A link in a list or a heading may be the article's own, so only paragraphs count.
    """
    text, linked = paragraph.text, float(scored.measured.linked[paragraph.block])
    if is_page_line(text, linked=linked):
        return True
    if linked > _WHOLLY_LINKED and text.endswith(_STOPS) and weigh_text(text) >= _LONG:
        return False  # a sentence as a link, as live blogs have them; a headline has no full stop
    is_label = linked > 0.5 and (1 - linked) * len(text) <= _LONGEST_LABEL
    return bool(is_label and paragraph.element.tag == "p" and 3 <= len(text.split()) < _LONGEST_LINK)


def _once(found: list[Paragraph], scored: Scored) -> list[Paragraph]:
    """Drop the long paragraphs that stand there before, and the boxes that a page repeats.

    An article may say the same again, as songs and lists of meals do: what stands as its paragraphs do is a
    copy only where a paragraph beside it is one, too.
    """
    texts, own = scored.measured.blocks.texts, _stand_as_article(scored)
    boxes = Counter(text for text, is_own in zip(texts, own, strict=True) if not is_own)
    boxes.subtract({text: len(texts) for text, is_own in zip(texts, own, strict=True) if is_own})
    order = [texts[paragraph.block] for paragraph in found]
    first: dict[str, int] = {}
    kept = []
    for place, paragraph in enumerate(found):
        before = first.setdefault(order[place], place)
        again = before < place and not (own[paragraph.block] and not _is_copy(order, before, place))
        if len(order[place]) < _LONG or not (again or boxes[order[place]] >= _FURNITURE):
            kept.append(paragraph)
    return kept


def _stand_as_article(scored: Scored) -> NDArray[np.bool_]:
    """Tell of each block whether it stands in the main container as most texts do, each counted once."""
    m = scored.measured
    path, inside = m.box.path[m.box.of], m.columns["main_far"] == 0
    usual = int(np.bincount(path, np.where(inside, m.prose / m.columns["repeats"], 0.0)).argmax())
    own: NDArray[np.bool_] = inside & (path == usual)
    return own


def _is_copy(order: list[str], before: int, place: int) -> bool:
    """Tell whether the long paragraph before or behind two places with the same text is the same, too."""
    return any(
        before + by >= 0
        and place + by < len(order)
        and order[before + by] == order[place + by]
        and len(order[place + by]) >= _LONG
        for by in (-1, 1)
    )


def join_rows(found: list[Paragraph], blocks: Blocks) -> list[Paragraph]:
    """Return the paragraphs with the cells of a table's row in one, where the table shows data.

    A row is whole where half of its cells are chosen; the others have a number or a word.
    """
    kept: list[Paragraph] = []
    for row, group in groupby(found, key=lambda paragraph: _row_of(paragraph.element)):
        cells = list(group)
        is_data = row is not None and _shows_data(cells, row, blocks)
        kept += [_joined(cells, row, blocks)] if row is not None and is_data else cells
    return kept


def _cell_of(element: Element) -> Element | None:
    """Return the cell of a table that an element is, or stands straight in."""
    return next((e for e in (element, element.parent) if e is not None and e.tag in ("td", "th")), None)


def _row_of(element: Element) -> Element | None:
    cell = _cell_of(element)
    return cell.parent if cell is not None else None


def _cells_of(row: Element, blocks: Blocks) -> list[int]:
    """Return the numbers of the blocks in a row."""
    first, last = bisect_left(blocks.starts, row.index), bisect_left(blocks.starts, row.end)
    return list(range(first, min(last, first + _MOST_CELLS + 1)))


def _shows_data(chosen: list[Paragraph], row: Element, blocks: Blocks) -> bool:
    """Tell whether a row has two cells or more, each with one short text, of which half are chosen."""
    cells = _cells_of(row, blocks)
    different = {cell.index for at in cells if (cell := _cell_of(blocks.elements[at])) is not None}
    is_short = all(len(blocks.texts[at]) <= _LONGEST_CELL for at in cells)
    return is_short and 1 < len(cells) == len(different) <= min(_MOST_CELLS, 2 * len(chosen))


def _joined(chosen: list[Paragraph], row: Element, blocks: Blocks) -> Paragraph:
    return replace(chosen[0], lines=(" | ".join(blocks.texts[at] for at in _cells_of(row, blocks)),))


def _count_characters(found: list[Paragraph]) -> int:
    """Return the characters of paragraphs."""
    return sum(len(line) for paragraph in found for line in paragraph.lines)


def _without(found: list[Paragraph], known: Iterable[str]) -> list[Paragraph]:
    """Drop the paragraphs that say the same as one of `known`."""
    texts = {fold_letters(text) for text in known if text} - {""}
    return [paragraph for paragraph in found if fold_letters(paragraph.text) not in texts] if texts else found


def _without_outer_lines(found: list[Paragraph]) -> list[Paragraph]:
    """Drop the lines above the first paragraph that hold a credit or a date, and dates below the last one."""
    first = next((at for at, paragraph in enumerate(found) if not _is_top_line(paragraph)), len(found))
    last = next((at for at in range(len(found), first, -1) if not _is_date_line(found[at - 1].text)), first)
    return found[first:last]


def _is_top_line(paragraph: Paragraph) -> bool:
    """Tell whether a line holds only a credit or a date, or begins with a `time`."""
    text = paragraph.text
    if len(text) > _LONGEST_TOP_LINE:
        return False
    if paragraph.inner is not None and paragraph.inner.tag == "time":
        return True
    return (is_credit(text) and bool(split_authors(text).authors)) or _is_date_line(text)


def _is_date_line(text: str) -> bool:
    """Tell whether a line holds a date, words for what it is of, and no more."""
    date = find_date(text) if len(text) <= _LONGEST_TOP_LINE else None
    if date is None:
        return False
    rest = [word for word in text.replace(date, "", 1).split() if not names_date(word)]
    return len(fold_letters("".join(rest))) < 8
