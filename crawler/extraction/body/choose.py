"""The body without a selector: the blocks that a learned classifier takes, or the text that JSON-LD gives.

Chosen blocks are dropped that repeat another field of the record or lead away from the article. JSON-LD's
`articleBody` stands in on pages that show no text, or a part of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.model import BodyModel, Scored, body_confidence, load_body_model, score_blocks
from crawler.extraction.body.select_paragraphs import NO_BODY, Paragraph, select_paragraphs
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.dom import Element, parse_html
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import fold_letters, squeeze_space, visible_paragraphs
from crawler.extraction.refusal.prose import ENOUGH, main_prose
from crawler.records import Found

#: Confidence in a body that only JSON-LD gives, and the page does not show.
_LINKED = 0.8
#: A paragraph of at least this many characters shows where the body stands.
_TELLING = 40


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article, where it stands on the page, and how sure it is.

    `elements` hold its long paragraphs, in order and each once; a text of JSON-LD's has none.
    `confidence` is the measured share of such bodies with F1 >= .9 against gold, 0 to 1. `prose` is the
    share of the page's prose that the body holds, 0 to 1.
    """

    text: str
    origin: str
    confidence: float
    elements: list[Element] = field(default_factory=list)
    prose: float = 0.0
    #: Whether all blocks of the page were read; a page of more than `blocks.MAX_BLOCKS` is read in part.
    whole: bool = True

    @property
    def found(self) -> Found:
        """The body as a field of the draft."""
        return Found(value=self.text, origin=self.origin, confidence=self.confidence)


def generic_body(
    page: HtmlPage,
    data: LinkedData,
    *,
    repeated: Iterable[str] = (),
    captions: Iterable[str] = (),
    model: BodyModel | None = None,
) -> Body | None:
    """Return the body that the page's blocks or its JSON-LD give, in paragraphs with a blank line between.

    It is None where neither gives one. `repeated` are texts of other fields (headline, byline), which are
    no paragraphs of the body. So are `captions`, unless they are most of the text, as in a gallery.
    `model` replaces the one that ships.
    """
    model = model or load_body_model()
    blocks = score_blocks(page, data, model=model)
    linked = _linked_body(data)
    found: list[Paragraph] = []
    if blocks is not None:
        chosen = np.flatnonzero(blocks.shares > model.threshold)
        if not len(chosen) and not linked:
            chosen = _blocks_of_prose(page, blocks)
        found = select_paragraphs(blocks, chosen, repeated=repeated, captions=captions)
    lines = [line for paragraph in found for line in paragraph.lines]
    if _replaces_shown_body(linked, lines):
        return Body(linked, "jsonld", _LINKED)
    if blocks is None or not found:
        return None
    inside = [paragraph.block for paragraph in found]
    return Body(
        text="\n\n".join(lines),
        origin="text",
        confidence=body_confidence(blocks, model.confidence, threshold=model.threshold),
        elements=_elements(found),
        prose=float(blocks.measured.prose[inside].sum() / max(blocks.measured.prose.sum(), 1.0)),
        whole=blocks.measured.blocks.whole,
    )


def _blocks_of_prose(page: HtmlPage, scored: Scored) -> NDArray[np.int64]:
    """Return the blocks of the paragraphs that stand together, for a page of which none was chosen."""
    prose, blocks = main_prose(page), scored.measured.blocks
    if prose.parent is None or prose.size < ENOUGH:
        return np.zeros(0, np.int64)
    first, last = (bisect_left(blocks.starts, place) for place in (prose.parent.index, prose.parent.end))
    return first + np.flatnonzero(scored.measured.prose[first:last])


def _elements(found: list[Paragraph]) -> list[Element]:
    """Return the elements of the long paragraphs, else of all: a short paragraph may stand anywhere."""
    long = [paragraph for paragraph in found if len(paragraph.text) >= _TELLING] or found
    return list({paragraph.element.index: paragraph.element for paragraph in long}.values())


def _linked_body(data: LinkedData) -> str:
    """Return JSON-LD's articleBody in paragraphs; "" where it is short, cut off or a copy of the summary."""
    text = next((v for v in data.values(data.article, "articleBody") if isinstance(v, str)), "")
    if len(text) < NO_BODY or text.rstrip().endswith(("...", "…")):
        return ""
    summary = data.text(data.article, "description") or ""
    return "" if fold_letters(text) == fold_letters(summary) else "\n\n".join(_split(text))


def _split(text: str) -> list[str]:
    if "</p>" in text or "<br" in text:
        return visible_paragraphs(root) if (root := parse_html(text)[0]) is not None else []
    return [line for line in map(squeeze_space, text.splitlines()) if line]


def _replaces_shown_body(linked: str, found: list[str]) -> bool:
    """Tell whether JSON-LD's body replaces what the page shows: hardly any text, or less than half of it."""
    shown = sum(map(len, found))
    return bool(linked) and (shown < NO_BODY or (shown < 0.5 * len(linked) and _holds(linked, found)))


def _holds(linked: str, found: list[str]) -> bool:
    """Tell whether most of the page's paragraphs stand in the linked body."""
    whole = fold_letters(linked)
    inside = sum(len(text) for text in found if fold_letters(text) in whole)
    return inside >= 0.7 * sum(map(len, found)) > 0


def container_body(containers: list[Element]) -> str:
    """Return the text of elements that a selector names, in paragraphs."""
    return "\n\n".join(text for container in containers for text in visible_paragraphs(container))
