"""Why a page is no article: walls, errors, listings and empty pages that answer 200.

First what leaves no doubt (no content, another kind of file), then walls and errors by their words, then the
evidence of address, metadata and build. Articles write about cookies, robots and missing pages too: a phrase
of `signs.toml` counts only where it is most of a heading, or where the page shows hardly any text.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from crawler.extraction.metadata.jsonld import LinkedData, linked_data
from crawler.extraction.page.page import HtmlPage, as_page
from crawler.extraction.page.text import fold_letters, visible_text
from crawler.extraction.refusal.evidence import PageEvidence, draft_text
from crawler.extraction.refusal.prose import ENOUGH
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
_SHORTEST = 40
#: Characters of a text that make an article where nothing tells of a list.
_PARAGRAPH = 120
#: Characters of a body in which its first letters are counted.
_OPENING = 1000
#: Share of a heading's letters that a phrase must have to be what it says, and of the text of a consent
#: form that paragraphs on consent must have.
_MOST = 0.6
#: Headings over this many characters say more than a phrase.
LONGEST_HEADING = 120
#: Parts of a title that are looked at; what stands behind them counts as one.
_MOST_PARTS = 8
_PARTS = re.compile(r"\s[-|–—·»:]\s|\s\|\s?|[|｜_]")
#: Characters of the page and of its text that are looked through.
_LOOK_IN = 60_000
#: A page that shows fewer characters than this, menus and all, is short.
_SHORT = 1500
#: Characters that no consent form has, and of its opening, which names some of its ideas already.
_CONSENT_LONGEST, _CONSENT_OPENING = 6000, 500
#: Ideas of consent in a whole text, and in one of its paragraphs, that a form has.
_IDEAS, _IDEAS_EACH = 4, 2
_PRICE = re.compile(
    r"[$€£¥₹₺₽₴₫₩]\s?\d|\d(?:[.,]\d\d)?\s?(?:[$€£¥₹₺₽₴₫₩]|usd|eur|kr\b|zł|kč|руб|грн|円|元|원|đồng|lira)",
    re.I,
)


def refusal_reason(
    draft: Draft,
    html: str | bytes | HtmlPage | None = None,
    *,
    content_type: str | None = None,
    data: LinkedData | None = None,
) -> str | None:
    """Return why a page is no article (a key of `REASONS`), or None where it is one.

    `html` is the page that the draft was read from, best as a parsed `HtmlPage` with its JSON-LD as
    `data`. Without it the verdict in the draft holds, else the draft's fields are judged. A stub behind a
    paywall is an article: it has a headline and says that it is not free.
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
    if reason or evidence.points >= 0:
        return reason
    if evidence.is_video:
        return "video"
    return "listing" if evidence.lists_others or evidence.size < _PARAGRAPH else None


def _by_words(evidence: PageEvidence) -> str | None:
    """Return the wall or error that the page's words tell of, where it has no prose of its own."""
    body = draft_text(evidence.draft, "body")
    if _CONSENT_HOST.match(urlsplit(evidence.draft.url).hostname or ""):
        return "consent-wall"
    if asks_consent(body or "\n\n".join(evidence.prose.texts)):
        return "consent-wall"
    if evidence.prose.size >= 2 * ENOUGH or _is_stated(evidence):
        return None
    is_thin = evidence.prose.size < ENOUGH and len(body) < ENOUGH
    headed = _headed_as(evidence.page, evidence.headline)
    return headed or (_wall_of(evidence.page, evidence.headline) if is_thin else None)


def _is_stated(evidence: PageEvidence) -> bool:
    """Tell whether JSON-LD names the page as an article with a date, and the page has some text."""
    article = evidence.data.article
    return article is not None and bool(article.get("datePublished")) and evidence.prose.size >= _SHORTEST


def _by_fields(draft: Draft) -> str | None:
    if not draft_text(draft, "headline"):
        return "no-headline"
    size = len(fold_letters(draft_text(draft, "body")[:_OPENING]))
    return "no-body" if size < _SHORTEST and not _is_stub(draft, size) else None


def _is_stub(draft: Draft, size: int) -> bool:
    """Tell whether an article shows little of itself: it is not free, or it is dated and has a few words."""
    free = draft.fields.get("is_accessible_for_free")
    if free is not None and free.value is False:
        return True
    return "date_published" in draft.fields and (size > 0 or bool(draft_text(draft, "description")))


def _headed_as(page: HtmlPage, headline: str) -> str | None:
    """Return the error, form or offer that a page calls itself in a heading, as a key of `REASONS`."""
    said = _headings_of(page, headline)
    if headings_say("missing", said):
        return "soft-404"
    if headings_say("failing", said):
        return "server-error"
    if headings_say("consent-form", said) and _is_on_consent(_shown(page)[:_CONSENT_LONGEST]):
        return "consent-wall"
    if headings_say("login", said) and _asks_password(page):
        return "login-wall"
    if headings_say("offer", said) and len(_PRICE.findall(_shown(page))) > 1:
        return "offer"
    return None


def _wall_of(page: HtmlPage, headline: str) -> str | None:
    """Return the wall that the words of a page with hardly any text tell of, as a key of `REASONS`."""
    shown, markup = _shown(page), page.text[:_LOOK_IN]
    title, said = f"{page.title}\n{headline}", _headings_of(page, headline)
    short = shown if len(shown) < _SHORT else ""
    if _has("bot", title, short) or (short and _has("bot-markup", markup)):
        return "bot-wall"
    if _has("parked", title, *((shown, markup) if len(shown) < 2 * _SHORT else ())):
        return "parking"
    if len(shown) < _SHORT and _has("script", short, _noscript(page)):
        return "javascript-needed"
    return "login-wall" if short and headings_say("login", said) else None


def asks_consent(text: str) -> bool:
    """Tell whether a text is a consent form: most of it names cookies or partners, and asks its reader."""
    if len(text) > _CONSENT_LONGEST or not _is_on_consent(text[:_CONSENT_OPENING]):
        return False
    text = text.lower()
    if _ideas_in(text) < _IDEAS or not _names("agreement", text) or not _names("voice", text):
        return False
    lines = text.split("\n\n")
    return sum(len(line) for line in lines if _is_on_consent(line)) >= _MOST * sum(map(len, lines))


def _is_on_consent(text: str) -> bool:
    """Tell whether a text names several ideas of consent."""
    return _ideas_in(text.lower()) >= _IDEAS_EACH


def _ideas_in(text: str) -> int:
    """Count the ideas of consent that a text in lower case names."""
    return sum(_names(idea, text) for idea in load_signs()["consent"] if idea != "voice")


def _names(idea: str, text: str) -> bool:
    return any(word in text for word in load_signs()["consent"][idea])


def _asks_password(page: HtmlPage) -> bool:
    return any((e.get("type") or "").lower() == "password" for e in page.all("input"))


def _has(kind: str, *texts: str) -> bool:
    return any(_text_signs(kind).search(text.strip()) for text in texts if text)


def _shown(page: HtmlPage) -> str:
    """Return the visible text of the page, up to a bound."""
    body = next(iter(page.all("body")), page.root)
    return visible_text(body, between=" ", most=_LOOK_IN)[:_LOOK_IN] if body is not None else ""


def _noscript(page: HtmlPage) -> str:
    return " ".join(" ".join(e.texts()) for e in page.all("noscript"))[:5000]


def _headings_of(page: HtmlPage, headline: str) -> list[str]:
    """Return the texts that may head a page: its headline, first `h1` and `h2`, and parts of its title."""
    found = [visible_text(e) for tag in ("h1", "h2") for e in page.all(tag)[:1]]
    return [headline, *found, *_PARTS.split(page.title, maxsplit=_MOST_PARTS)]


def headings_say(kind: str, said: list[str]) -> bool:
    """Tell whether signs of a kind make up most of one of the headings `said`."""
    return any(_covers(_heading_signs(kind), text) for text in said if 0 < len(text) <= LONGEST_HEADING)


def _covers(signs: re.Pattern[str], text: str) -> bool:
    whole = len(fold_letters(text))
    covered = sum(len(fold_letters(found.group())) for found in signs.finditer(text.strip()))
    return whole > 0 and covered >= _MOST * whole


@cache
def _text_signs(kind: str) -> re.Pattern[str]:
    return _any_of(kind)


@cache
def _heading_signs(kind: str) -> re.Pattern[str]:
    return _any_of(kind)


def _any_of(kind: str) -> re.Pattern[str]:
    """Return a pattern for all signs of one kind, matched without regard to case."""
    return re.compile("|".join(f"(?:{sign})" for sign in load_signs()[kind]), re.IGNORECASE)


@cache
def load_signs() -> dict[str, Any]:
    """Return the signs by kind: lists of patterns, and for `consent` ideas with lists of words."""
    return tomllib.loads(files(__package__).joinpath("signs.toml").read_text("utf-8"))
