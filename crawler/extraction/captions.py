"""Captions and credits of pictures: `figcaption`, and elements whose class says that they are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import squeeze_space, visible_paragraphs, visible_text

_CREDIT_CLASS = re.compile(
    r"credit|copyright|source|fotograf|photographer|rights|quelle|attribution|byline", re.IGNORECASE
)
_CREDIT_TEXT = re.compile(
    r"(?:^|[\s(\[|.–—-])((?:photo(?:graph)?|foto(?:s|graf(?:ía|ia|ie)?)?|image|bild(?:er)?|imagen|crédit(?:o|os)?(?:\s?photo)?|credit|"
    r"quelle|source|©|\(c\)|copyright|picture|kuva|zdjęcie|фото|图|写真|تصوير)\s?(?:by|von|de|:|：|/|-)?\s?)([^|()\[\]]{2,80})[)\]]?\s?$",
    re.IGNORECASE,
)
#: A class that names a caption: a word of its own, or the description of a media block.
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-]|[a-z](?=C))caption(?:[\s_-]?(?:text|body|content|inner))?(?![a-z])|cutline|bildunterschrift|bildtext"
    r"|pie-?(?:de-?)?foto|(?:media|image|photo|picture)(?:-?block)?[_-]{1,2}description",
    re.IGNORECASE,
)
_CAPTION_WORDS = ("caption", "cutline", "bildunterschrift", "bildtext", "foto", "description")
_NO_CAPTIONS = frozenset({"figure", "figcaption", "a", "ul", "img"})
#: What stands between a caption and its credit.
_JOINTS = " |·–—-("
#: No caption is longer.
_LONGEST = 600
#: Text that a picture's block may hold beside its caption (a credit, "Enlarge").
_BESIDE = 150
#: How far above a picture its block can be.
_LEVELS = 3
#: Fewer characters of a line prove nothing when they stand in the text again.
_TELLING = 25
#: Nodes of the largest figure, block of a picture or caption, and captions of one page.
_LARGEST, _MOST = 2_000, 500


def find_captions(page: HtmlPage, marked: list[Element]) -> list[str]:
    """Return the texts of all captions on the page, whole and, where a line is long enough, line by line.

    `marked` are the page's `marked_captions`.
    """
    elements = [*page.all("figcaption")[:_MOST], *(e for e in marked if _block_of(e) is not None)]
    elements = [e for e in elements if not _is_too_large(e)]
    lines = (line for e in elements for line in visible_paragraphs(e) if len(line) >= _TELLING)
    return list(dict.fromkeys([*filter(None, map(visible_text, elements)), *lines]))


def marked_captions(page: HtmlPage) -> list[Element]:
    """Return the elements whose class says that they are a caption, in document order."""
    named = page.marked(_CAPTION_CLASS, words=_CAPTION_WORDS)
    return [e for e in named if e.tag not in _NO_CAPTIONS][:_MOST]


def _is_too_large(element: Element) -> bool:
    """Tell whether an element holds more than a picture with its caption."""
    return element.end - element.index > _LARGEST


def caption_of(
    picture: Element, marked: list[Element], scope: Element | None = None
) -> tuple[str | None, str | None]:
    """Return the caption and the credit of a picture, from the figure that it stands in, else from its block.

    `marked` are the page's `marked_captions`; `scope` is the article's part of the page, which is no
    figure.
    """
    figure = next((p for p in picture.above("figure") if p is not scope and not _is_too_large(p)), None)
    parts = list(figure.iter("figcaption")) if figure is not None else []
    parts = parts or _marked_parts(picture, figure, scope, marked)
    if figure is None and not parts:
        return _titled(picture), None
    credit = next(_credits(parts or ([figure] if figure is not None else [])), None)
    caption = squeeze_space(" ".join(visible_text(part) for part in parts))
    if credit and caption.endswith(credit):
        caption = caption[: -len(credit)].rstrip(_JOINTS)
    elif not credit and (found := _CREDIT_TEXT.search(caption[-_BESIDE:])):
        at = max(0, len(caption) - _BESIDE) + found.start()
        caption, credit = caption[:at].strip(_JOINTS), squeeze_space(found.group(0)).strip("()[]|–—- ")
    return caption or None, credit or None


def _credits(parts: list[Element]) -> Iterator[str]:
    for part in parts:
        for element in part.iter():
            if _CREDIT_CLASS.search(element.get("class") or "") and (text := visible_text(element)):
                yield text


def _titled(picture: Element) -> str | None:
    """Return the title of an `img` of class "caption", which Joomla's script prints below the picture."""
    return squeeze_space(picture.get("title") or "") or None if "caption" in _classes(picture) else None


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").lower().split()


def _block_of(caption: Element) -> Element | None:
    """Return the element around a caption that holds a picture and hardly any other text, or None."""
    size = len(visible_text(caption))
    if not 0 < size <= _LONGEST:
        return None
    for _, parent in zip(range(_LEVELS), caption.above(), strict=False):
        if _is_too_large(parent):
            return None
        if next(parent.iter("img", "amp-img", "picture", "video", "iframe"), None) is not None:
            return parent if len(visible_text(parent)) <= size + _BESIDE else None
    return None


def _marked_parts(
    picture: Element, figure: Element | None, scope: Element | None, marked: list[Element]
) -> list[Element]:
    """Return the outermost elements marked as captions in the picture's figure, else in its block."""
    if figure is not None:
        return _outermost(figure, marked)
    for top in islice(picture.above(), _LEVELS if marked else 0):
        if top is scope:
            break
        inside = _outermost(top, marked)
        if inside and _block_of(inside[0]) is not None:
            return inside
    return []


def _outermost(top: Element, marked: list[Element]) -> list[Element]:
    """Return the elements below `top` that stand in no other of the list, which is in document order."""
    found: list[Element] = []
    for element in marked:
        if top.index < element.index < top.end and not (found and found[-1].holds(element)):
            found.append(element)
    return found
