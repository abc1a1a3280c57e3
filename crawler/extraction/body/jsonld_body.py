"""JSON-LD's `articleBody`, for pages that show no text or a part of it."""

from __future__ import annotations

from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.dom import parse_html
from crawler.extraction.page.text import fold_letters, squeeze_space, visible_paragraphs

#: Below this many characters a page has no body of its own.
NO_BODY = 250


def linked_body(data: LinkedData) -> str:
    """Return JSON-LD's articleBody in paragraphs; "" where it is shorter than a body or a cut text."""
    text = next((v for v in data.values(data.article, "articleBody") if isinstance(v, str)), "")
    if len(text) < NO_BODY or text.rstrip().endswith(("...", "…")):
        return ""
    summary = data.text(data.article, "description") or ""
    return "" if fold_letters(text) == fold_letters(summary) else "\n\n".join(_split(text))


def _split(text: str) -> list[str]:
    if "</p>" in text or "<br" in text:
        return visible_paragraphs(root) if (root := parse_html(text)[0]) is not None else []
    return [line for line in map(squeeze_space, text.splitlines()) if line]


def replaces_shown_body(linked: str, found: list[str]) -> bool:
    """Tell whether the linked body stands in for what the page shows: hardly anything, or a part of it."""
    shown = sum(map(len, found))
    return bool(linked) and (shown < NO_BODY or (shown < 0.5 * len(linked) and _holds(linked, found)))


def _holds(linked: str, found: list[str]) -> bool:
    """Tell whether most of the page's paragraphs stand in the linked body."""
    whole = fold_letters(linked)
    inside = sum(len(text) for text in found if fold_letters(text) in whole)
    return inside >= 0.7 * sum(map(len, found)) > 0
