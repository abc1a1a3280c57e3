"""The body without a selector: the blocks that a learned classifier takes, or the text that JSON-LD gives.

Chosen blocks are dropped that repeat another field of the record or lead away from the article. JSON-LD's
`articleBody` stands in on pages that show no text, or a part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.extraction.body.model import BodyModel, Scored, body_confidence, load_body_model, score_blocks
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.dom import Element, parse_html
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import fold_letters, squeeze_space, visible_paragraphs
from crawler.extraction.printed_lines import find_date
from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.credit_line import is_credit
from crawler.records import Found

#: Confidence in a body that only JSON-LD gives, and the page does not show.
_LINKED = 0.8
#: Below this many characters a page has no body of its own.
_NO_BODY = 250
#: A paragraph of at least this many characters shows where the body stands.
_TELLING = 40
#: Share of the text that must be left without what stands elsewhere on the page.
_OWN_SHARE = 0.5
_LONGEST_TOP_LINE = 100
#: Characters beside the link of a paragraph that only leads on, and words of it, at most.
_LONGEST_LABEL, _LONGEST_LINK = 25, 40
#: What stands above an advertisement, as a paragraph of its own.
_ADVERTISEMENT = frozenset({
    "advertisement", "advertising", "ad", "story continues below advertisement", "anzeige", "werbung",
    "publicidad", "publicité", "publicidade", "pubblicità", "advertentie", "reclame", "annonse", "annons",
    "annonce", "mainos", "reklama", "reklám", "reklam", "реклама", "διαφήμιση", "إعلان", "פרסומת",
    "विज्ञापन", "広告", "广告", "廣告", "광고", "quảng cáo", "iklan", "โฆษณา",
})  # fmt: skip
#: A text of so many characters is no refrain.
_LONG = 60
#: A long text that stands so often on the page is a box that it repeats ("Content is blocked ...").
_FURNITURE = 3


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


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A chosen block: its number, its element, the inline element that it begins with, and its lines."""

    block: int
    element: Element
    inner: Element | None
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines in one."""
        return " ".join(self.lines)


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
    found: list[_Paragraph] = []
    if blocks is not None:
        found = _select_paragraphs(blocks, threshold=model.threshold, repeated=repeated, captions=captions)
    lines = [line for paragraph in found for line in paragraph.lines]
    linked = _linked_body(data)
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


def _elements(found: list[_Paragraph]) -> list[Element]:
    """Return the elements of the long paragraphs, else of all: a short paragraph may stand anywhere."""
    long = [paragraph for paragraph in found if len(paragraph.text) >= _TELLING] or found
    return list({paragraph.element.index: paragraph.element for paragraph in long}.values())


def _select_paragraphs(
    scored: Scored, *, threshold: float, repeated: Iterable[str], captions: Iterable[str]
) -> list[_Paragraph]:
    """Return the blocks above the threshold that neither repeat another field nor lead away."""
    blocks = scored.measured.blocks
    chosen = (scored.shares > threshold).nonzero()[0].tolist()
    found = [
        _Paragraph(at, blocks.elements[at], blocks.inner[at], blocks.lines.get(at) or (blocks.texts[at],))
        for at in chosen
    ]
    found = [paragraph for paragraph in found if not _leads_away(paragraph, scored)]
    found = _without(_once(found, blocks.texts), repeated)
    own = _without(found, captions)
    is_gallery = _count_characters(found) >= _NO_BODY and _count_characters(
        own
    ) < _OWN_SHARE * _count_characters(found)
    return _without_top_lines(found if is_gallery else own)


def _leads_away(paragraph: _Paragraph, scored: Scored) -> bool:
    """Tell whether a paragraph names advertising, or is a link after a word or two ("Read more: ...").

    A link in a list or a heading may be the article's own, so only paragraphs count.
    """
    m, text = scored.measured, paragraph.text
    if text.strip(" -–—:.|").casefold() in _ADVERTISEMENT:
        return True
    linked = m.linked[paragraph.block]
    is_label = linked > 0.5 and (1 - linked) * len(text) <= _LONGEST_LABEL
    return bool(is_label and paragraph.element.tag == "p" and 3 <= len(text.split()) < _LONGEST_LINK)


def _once(found: list[_Paragraph], texts: list[str]) -> list[_Paragraph]:
    """Drop long paragraphs that stand there before, and all that the page has three times: no prose does."""
    times = Counter(text for text in texts if len(text) >= _LONG)
    seen: set[str] = set()
    kept = []
    for paragraph in found:
        text = texts[paragraph.block]
        if times[text] < _FURNITURE and text not in seen:
            kept.append(paragraph)
        if times[text]:
            seen.add(text)
    return kept


def _count_characters(found: list[_Paragraph]) -> int:
    """Return the characters of paragraphs."""
    return sum(len(line) for paragraph in found for line in paragraph.lines)


def _without(found: list[_Paragraph], known: Iterable[str]) -> list[_Paragraph]:
    """Drop the paragraphs that say the same as one of `known`."""
    texts = {fold_letters(text) for text in known if text} - {""}
    return [paragraph for paragraph in found if fold_letters(paragraph.text) not in texts] if texts else found


def _without_top_lines(found: list[_Paragraph]) -> list[_Paragraph]:
    """Drop the lines above the first paragraph that hold only a credit or a date."""
    first = next((at for at, paragraph in enumerate(found) if not _is_top_line(paragraph)), len(found))
    return found[first:]


def _is_top_line(paragraph: _Paragraph) -> bool:
    """Tell whether a line holds only a credit or a date, or begins with a `time`."""
    text = paragraph.text
    if len(text) > _LONGEST_TOP_LINE:
        return False
    if paragraph.inner is not None and paragraph.inner.tag == "time":
        return True
    date = find_date(text)
    rest = fold_letters(text.replace(date, "", 1)) if date else fold_letters(text)
    return (is_credit(text) and bool(split_authors(text).authors)) or (date is not None and len(rest) < 8)


def _linked_body(data: LinkedData) -> str:
    """Return JSON-LD's articleBody in paragraphs; "" where it is short, cut off or a copy of the summary."""
    text = next((v for v in data.values(data.article, "articleBody") if isinstance(v, str)), "")
    if len(text) < _NO_BODY or text.rstrip().endswith(("...", "…")):
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
    return bool(linked) and (shown < _NO_BODY or (shown < 0.5 * len(linked) and _holds(linked, found)))


def _holds(linked: str, found: list[str]) -> bool:
    """Tell whether most of the page's paragraphs stand in the linked body."""
    whole = fold_letters(linked)
    inside = sum(len(text) for text in found if fold_letters(text) in whole)
    return inside >= 0.7 * sum(map(len, found)) > 0


def container_body(containers: list[Element]) -> str:
    """Return the text of elements that a selector names, in paragraphs."""
    return "\n\n".join(text for container in containers for text in visible_paragraphs(container))
