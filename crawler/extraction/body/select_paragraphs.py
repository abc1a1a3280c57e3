"""From chosen blocks to the body: what stands elsewhere in the record goes, the rest in paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.extraction.body.jsonld_body import NO_BODY
from crawler.extraction.body.model import Scored
from crawler.extraction.dates.in_text import find_date
from crawler.extraction.page.dom import Element
from crawler.extraction.page.text import fold_letters
from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.credit_line import is_credit

#: Share of the text that must be left without what stands elsewhere on the page.
OWN_SHARE = 0.5
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
    scored: Scored, *, threshold: float, repeated: Iterable[str], captions: Iterable[str]
) -> list[Paragraph]:
    """Return the paragraphs of the body.

    `repeated` are texts that stand elsewhere in the record (headline, byline). So do `captions`, but for
    a gallery, whose text they are.
    """
    blocks = scored.measured.blocks
    chosen = (scored.shares > threshold).nonzero()[0].tolist()
    found = [
        Paragraph(at, blocks.elements[at], blocks.inner[at], blocks.lines.get(at) or (blocks.texts[at],))
        for at in chosen
    ]
    found = [paragraph for paragraph in found if not _leads_away(paragraph, scored)]
    found = _without(_once(found, blocks.texts), repeated)
    own = _without(found, captions)
    is_gallery = count_characters(found) >= NO_BODY and count_characters(own) < OWN_SHARE * count_characters(
        found
    )
    return _without_top_lines(found if is_gallery else own)


def _leads_away(paragraph: Paragraph, scored: Scored) -> bool:
    """Tell a paragraph that is a link with a word or two before it ("Read more: ..."), or names advertising.

    A link in a list or a heading may be the article's own.
    """
    m, text = scored.measured, paragraph.text
    if text.strip(" -–—:.|").casefold() in _ADVERTISEMENT:
        return True
    linked = m.linked[paragraph.block]
    is_label = linked > 0.5 and (1 - linked) * len(text) <= _LONGEST_LABEL
    return bool(is_label and paragraph.element.tag == "p" and 3 <= len(text.split()) < _LONGEST_LINK)


def _once(found: list[Paragraph], texts: list[str]) -> list[Paragraph]:
    """Drop a long paragraph where it stands a second time, and wherever it stands thrice: no prose does."""
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


def count_characters(found: list[Paragraph]) -> int:
    """Return the characters of paragraphs."""
    return sum(len(line) for paragraph in found for line in paragraph.lines)


def _without(found: list[Paragraph], known: Iterable[str]) -> list[Paragraph]:
    """Drop paragraphs that stand elsewhere too."""
    texts = {fold_letters(text) for text in known if text} - {""}
    return [paragraph for paragraph in found if fold_letters(paragraph.text) not in texts] if texts else found


def _without_top_lines(found: list[Paragraph]) -> list[Paragraph]:
    """Drop credit and date lines at the top."""
    first = next((at for at, paragraph in enumerate(found) if not _is_top_line(paragraph)), len(found))
    return found[first:]


def _is_top_line(paragraph: Paragraph) -> bool:
    """Tell a line that holds only a credit or a date, or begins with a `time`."""
    text = paragraph.text
    if len(text) > _LONGEST_TOP_LINE:
        return False
    if paragraph.inner is not None and paragraph.inner.tag == "time":
        return True
    date = find_date(text)
    rest = fold_letters(text.replace(date, "", 1)) if date else fold_letters(text)
    return (is_credit(text) and bool(split_authors(text).authors)) or (date is not None and len(rest) < 8)
