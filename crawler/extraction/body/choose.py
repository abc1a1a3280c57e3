"""The generic body: the blocks of a page that a learned classifier takes for its article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.extraction.body.confidence import body_confidence
from crawler.extraction.body.jsonld_body import linked_body, replaces_shown_body
from crawler.extraction.body.model import BodyModel, load_body_model, score_blocks
from crawler.extraction.body.select_paragraphs import Paragraph, select_paragraphs
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import visible_paragraphs
from crawler.records import Found

__all__ = ["Body", "container_body", "generic_body"]

#: Confidence in a body that only JSON-LD gives, and the page does not show.
_LINKED = 0.8
#: A paragraph of at least this many characters shows where the body stands.
_LONG = 40


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article, where it stands on the page, and how sure it is.

    `elements` are those that its long paragraphs stand in, in order, each once; none for a text of JSON-LD's.
    `confidence` is the measured share of such bodies with F1 >= .9 against gold. `prose` is the share of the
    page's prose that the body holds.
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
    """Return the body without a selector: paragraphs separated by blank lines, or None.

    `repeated` are texts that stand elsewhere in the record (headline, byline). So do `captions`, but for
    a gallery, whose text they are. `model` stands in for the one that ships.
    """
    model = model or load_body_model()
    blocks = score_blocks(page, data, model=model)
    found: list[Paragraph] = []
    if blocks is not None:
        found = select_paragraphs(blocks, threshold=model.threshold, repeated=repeated, captions=captions)
    lines = [line for paragraph in found for line in paragraph.lines]
    linked = linked_body(data)
    if replaces_shown_body(linked, lines):
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


def _elements(found: list[Paragraph]) -> list[Element]:
    """Return the elements of the long paragraphs, else of all: a short one may stand anywhere."""
    long = [paragraph for paragraph in found if len(paragraph.text) >= _LONG] or found
    return list({paragraph.element.index: paragraph.element for paragraph in long}.values())


def container_body(containers: list[Element]) -> str:
    """Return the text of elements that a selector names, in paragraphs."""
    return "\n\n".join(text for container in containers for text in visible_paragraphs(container))
