"""The generic body: trafilatura over the shared tree, then what repeats headline, byline and captions goes.

Precision mode is right more often on news and leaves out too much elsewhere: it is asked where the
page calls itself news, the default mode on other pages and where precision left much prose out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from crawler.extraction.datetext import find_date
from crawler.extraction.jsonld import LinkedData, types
from crawler.extraction.page import Page
from crawler.extraction.text import letters, paragraphs, squeeze, text_of, without_scripts
from crawler.extraction.tree import Element, parse
from crawler.items import Found
from crawler.normalization.bylines import split_authors
from crawler.normalization.credits import is_credit

#: The default mode is asked where precision found less than this share of the page's prose.
PROSE_SHARE = 0.5
#: ... and its answer taken where precision found less than this share of it.
MODE_SHARE = 0.5
#: Share of the text that must be left without what stands elsewhere on the page.
OWN_SHARE = 0.5
#: A paragraph's text of at least this many characters is prose.
_PROSE = 80
#: Below this many characters a page has no body of its own.
_NO_BODY = 250
_LONGEST_TOP_LINE = 100
#: Elements of trafilatura's tree that stand on lines of their own.
_LINES = ("p", "head", "quote", "item", "list", "row", "cell", "lb", "code", "table", "ab")
_FAILURES = (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, AssertionError)

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def generic_body(
    page: Page, data: LinkedData, *, repeated: Iterable[str] = (), captions: Iterable[str] = ()
) -> Found | None:
    """Return the body without a selector: paragraphs separated by blank lines, or None.

    `repeated` are texts that stand elsewhere in the record (headline, byline). So do `captions`, but for
    a gallery, whose text they are.
    """
    found = _without(_text_of_page(page, data), repeated)
    own = _without(found, captions)
    is_gallery = _length(found) >= _NO_BODY and _length(own) < OWN_SHARE * _length(found)
    found = _without_top_lines(found if is_gallery else own)
    linked = _linked_body(data)
    length = sum(map(len, found))
    if linked and (length < _NO_BODY or (length < 0.5 * len(linked) and _agrees(found, linked))):
        return Found(value=linked, rung="jsonld")
    return Found(value="\n\n".join(found), rung="text") if found else None


def _text_of_page(page: Page, data: LinkedData) -> list[str]:
    if page.root is None:
        return []
    if not any("News" in kind for kind in types(data.article or {})):
        return _trafilatura(page.selector.root, favor_precision=False)
    precise = _trafilatura(page.selector.root, favor_precision=True)
    prose = sum(len(text) for p in page.all("p") if len(text := text_of(p)) >= _PROSE)
    if _length(precise) >= max(PROSE_SHARE * prose, _NO_BODY):
        return precise
    default = _trafilatura(page.selector.root, favor_precision=False)
    return precise if _length(precise) >= MODE_SHARE * _length(default) else default


def _trafilatura(root: Any, *, favor_precision: bool) -> list[str]:
    """Return trafilatura's paragraphs; none where it fails on a tree that it did not foresee."""
    # Loading it takes a third of a second, which a command that reads no page need not wait for.
    from trafilatura import bare_extraction

    try:
        # It takes the articleBody of JSON-LD where it finds little else.
        with without_scripts(root, holding="ld+json"):
            document = bare_extraction(root, include_comments=False, favor_precision=favor_precision)
    except _FAILURES:
        return []
    body = getattr(document, "body", None)
    return list(_paragraphs(body)) if body is not None else []


def _paragraphs(body: Any) -> Iterator[str]:
    """Yield the paragraphs of trafilatura's tree; each line, item of a list and cell of a table is one."""
    for mark in body.iter(*_LINES):
        if mark.tag != "lb":
            mark.text = "\n" + (mark.text or "")
        mark.tail = "\n" + (mark.tail or "")
    lines = "".join(body.itertext()).replace("\u00ad", "").split("\n")
    yield from filter(None, map(squeeze, lines))


def _length(found: list[str]) -> int:
    return sum(map(len, found))


def _without(found: list[str], known: Iterable[str]) -> list[str]:
    """Drop paragraphs that stand elsewhere too."""
    letters_known = {letters(text) for text in known if text} - {""}
    return [text for text in found if letters(text) not in letters_known]


def _without_top_lines(found: list[str]) -> list[str]:
    """Drop credit and date lines at the top."""
    first = next((at for at, text in enumerate(found) if not _is_top_line(text)), len(found))
    return found[first:]


def _is_top_line(text: str) -> bool:
    """Tell a line that holds only a credit or a date."""
    if len(text) > _LONGEST_TOP_LINE:
        return False
    date = find_date(text)
    rest = letters(text.replace(date, "", 1)) if date else letters(text)
    return (is_credit(text) and bool(split_authors(text).authors)) or (date is not None and len(rest) < 8)


def _linked_body(data: LinkedData) -> str:
    """Return JSON-LD's articleBody in paragraphs; "" where it is shorter than a body or a cut text."""
    text = next((v for v in data.values(data.article, "articleBody") if isinstance(v, str)), "")
    if len(text) < _NO_BODY or text.rstrip().endswith(("...", "…")):
        return ""
    summary = data.text(data.article, "description") or ""
    if letters(text) == letters(summary):
        return ""
    return "\n\n".join(_split(text))


def _split(text: str) -> list[str]:
    if "</p>" in text or "<br" in text:
        return paragraphs(root) if (root := parse(text)[0]) is not None else []
    return [line for line in map(squeeze, text.splitlines()) if line]


def _agrees(found: list[str], linked: str) -> bool:
    """Tell whether most of the page's paragraphs stand in the linked body, of which it shows a part."""
    whole = letters(linked)
    inside = sum(len(text) for text in found if letters(text) in whole)
    return inside >= 0.7 * _length(found) > 0


def container_body(containers: list[Element]) -> str:
    """Return the text of elements that a selector names, in paragraphs."""
    return "\n\n".join(text for container in containers for text in paragraphs(container))
