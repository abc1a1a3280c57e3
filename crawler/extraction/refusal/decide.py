"""Why a page is no article: walls, errors, listings and empty pages that answer 200.

First what leaves no doubt (no content, another kind of file), then walls and errors by their words, where
the page has no prose of its own, then the evidence of address, metadata and build.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.extraction.metadata.jsonld import LinkedData, linked_data
from crawler.extraction.page.page import HtmlPage, as_page
from crawler.extraction.page.text import fold_letters
from crawler.extraction.refusal.evidence import PageEvidence
from crawler.extraction.refusal.prose import ENOUGH
from crawler.extraction.refusal.walls import asks_consent, find_wall, headed_as
from crawler.records import Draft

#: Reason -> what it means and what to do.
REASONS: dict[str, str] = {
    "empty": "The response has no content; try later, and check the address if it stays so.",
    "not-html": "The response is a file of another kind (picture, PDF, feed): leave it out of the sources.",
    "bot-wall": "The site asks visitors to prove that they are no robot; slow down, or ask for access.",
    "consent-wall": "The site shows its consent form for the article; look for a feed with full texts.",
    "javascript-needed": "Scripts draw the text; look for a feed, an AMP page or an API of the outlet.",
    "soft-404": "The page says that the article is not there although its status is 200; it counts as gone.",
    "server-error": "The page says that the server failed although its status is 200; try later.",
    "parking": "The domain shows advertising or is for sale; the outlet has left it.",
    "login-wall": "The site shows its login form in place of the article.",
    "offer": "The page sells subscriptions; it is no article.",
    "front-page": "The address is the site's front page, not an article; use it as a listing.",
    "listing": "The page is a list of links without a text of its own; use it as a listing.",
    "video": "The page shows a video with a few words about it, and no text.",
    "no-headline": "No headline was found: no article, or the outlet needs a selector for `headline`.",
    "no-body": "No text was found: no article, or the outlet needs a selector for `body`.",
}
#: Hosts that sites lead to for consent ("consent.example.com", "myprivacy.example.nl").
_CONSENT_HOST = re.compile(r"(?:consent|myprivacy|privacygate|privacy-gate)\.")
#: Below this there is no text; a page that states that it is an article may have less.
SHORTEST = 40
#: Characters of a body in which its first letters are counted.
_LOOK_IN = 1000


def refusal_reason(
    draft: Draft,
    html: str | bytes | HtmlPage | None = None,
    *,
    content_type: str | None = None,
    data: LinkedData | None = None,
) -> str | None:
    """Return why a page is no article (a key of `REASONS`), or None where it is one.

    `html` is the page the draft was read from (best the parsed `HtmlPage`, with its JSON-LD as `data`);
    without it the verdict that `extract_draft` left in the draft holds, or, for a draft of another
    making, its fields are judged. A paywalled stub is an article: it has a headline and says that it
    is not free.
    """
    if html is None:
        return draft.refusal or _by_fields(draft)
    page = as_page(html, url=draft.url, content_type=content_type)
    if page.root is None:
        return "empty" if page.kind == "empty" else "not-html"
    evidence = PageEvidence(draft, page, data or linked_data(page))
    if reason := _by_words(evidence):
        return reason
    if evidence.points < 0 and evidence.address == "front":
        return "front-page"
    reason = _by_fields(draft)
    if reason == "no-body" and evidence.is_list_of_links:
        return "listing"
    return reason or _by_evidence(evidence)


def _by_words(evidence: PageEvidence) -> str | None:
    """Return the wall or error that a page is by what it says, where it has no prose of its own."""
    body = _text(evidence.draft, "body")
    if _CONSENT_HOST.match(urlsplit(evidence.draft.url).hostname or ""):
        return "consent-wall"
    if asks_consent(body or "\n\n".join(evidence.prose.texts)):
        return "consent-wall"
    if evidence.prose.size >= 2 * ENOUGH or _is_stated(evidence):
        return None
    is_thin = evidence.prose.size < ENOUGH and len(body) < ENOUGH
    return headed_as(evidence.page, evidence.headline) or (
        find_wall(evidence.page, evidence.headline) if is_thin else None
    )


def _by_evidence(evidence: PageEvidence) -> str | None:
    if evidence.points >= 0:
        return None
    return "video" if evidence.is_video else "listing"


def _is_stated(evidence: PageEvidence) -> bool:
    """Whether JSON-LD names the page as an article, with a date, and there is a text."""
    article = evidence.data.article
    return article is not None and bool(article.get("datePublished")) and evidence.prose.size >= SHORTEST


def _by_fields(draft: Draft) -> str | None:
    if not _text(draft, "headline"):
        return "no-headline"
    size = len(fold_letters(_text(draft, "body")[:_LOOK_IN]))
    return "no-body" if size < SHORTEST and not _is_stub(draft, size) else None


def _text(draft: Draft, name: str) -> str:
    found = draft.fields.get(name)
    return str(found.value) if found else ""


def _is_stub(draft: Draft, size: int) -> bool:
    """Tell an article of which the page shows little: dated and either behind a paywall or in a few words."""
    free = draft.fields.get("is_accessible_for_free")
    dated = "date_published" in draft.fields
    return (free is not None and free.value is False) or (
        dated and (size > 0 or bool(_text(draft, "description")))
    )
