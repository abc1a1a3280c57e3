"""The headline: of all wordings that a page offers the one that is most likely its own."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.extraction.headline.candidates import HeadlineCandidate, headline_candidates
from crawler.extraction.headline.features import headline_features
from crawler.extraction.headline.model import load_headline_model
from crawler.extraction.headline.site_name import LONGEST, is_site_name
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import fold_letters, is_template, title_agreement, visible_text
from crawler.records import Found

#: Runners-up that are kept.
_OTHERS = 4


@dataclass(slots=True)
class Headline:
    """A page's headline, the heading that prints it (`None` where none does) and the runners-up."""

    found: Found
    heading: Element | None
    others: list[Found]


def choose_headline(page: HtmlPage, data: LinkedData, names: list[str]) -> Headline | None:
    """Return the headline with its confidence; `names` are the outlet's, which are no headline."""
    known = [c for c in headline_candidates(page, data, names) if not is_site_name(c.text, names)]
    shares = load_headline_model().shares(headline_features(known, page, names))
    ranked = sorted(zip(shares, known, strict=True), key=lambda entry: -entry[0])
    if not ranked:
        return None
    confidence = load_headline_model().confidence(ranked[0][0])
    rest = (1 - confidence) / (1 - ranked[0][0]) if ranked[0][0] < 1 else 0.0
    return Headline(
        found=_found(ranked[0][1], confidence),
        heading=ranked[0][1].heading,
        others=[_found(c, min(share * rest, confidence)) for share, c in ranked[1 : _OTHERS + 1]],
    )


def _found(candidate: HeadlineCandidate, confidence: float) -> Found:
    return Found(value=candidate.text, origin=candidate.origin, confidence=round(confidence, 3))


def headline_elements(page: HtmlPage, names: list[str]) -> list[Element]:
    """Return the `h1` elements that can be a headline."""
    return [h for h in page.all("h1") if _usable(visible_text(h), names)]


def _usable(text: str, names: list[str]) -> bool:
    return (
        len(fold_letters(text)) > 1
        and len(text) < LONGEST
        and not is_template(text)
        and not is_site_name(text, names)
    )


def heading_of(page: HtmlPage, names: list[str], title: str | None) -> Element | None:
    """Return the heading that stands for a headline found elsewhere: an `h1`, else a lower one."""
    found = headline_elements(page, names)
    if found:
        return max(found, key=lambda h: title_agreement(visible_text(h), title or ""))
    lower = [h for tag in ("h2", "h3", "h4") for h in page.all(tag)]
    return next((h for h in lower if title and fold_letters(visible_text(h)) == fold_letters(title)), None)
