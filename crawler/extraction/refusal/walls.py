"""Walls, errors and offers, told by their words: what a headline says, or what a short page says.

Articles write about cookies, robots and missing pages too: a phrase counts only where it is most of a
heading, or where the page shows hardly any text.
"""

from __future__ import annotations

import re
from functools import cache

from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import visible_text
from crawler.extraction.refusal.headings import headings_say, page_headings
from crawler.extraction.refusal.signs import any_of, load_signs

#: Kinds of signs in `signs.toml` that stand in texts.
SIGNS = ("bot", "bot-markup", "script", "parked")
#: Share of a text that speaks of consent in each paragraph of a form.
_MOST = 0.6
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


@cache
def _signs(kind: str) -> re.Pattern[str]:
    return any_of(kind)


@cache
def _ideas() -> dict[str, tuple[str, ...]]:
    return {idea: tuple(words) for idea, words in load_signs()["consent"].items()}


def headed_as(page: HtmlPage, headline: str) -> str | None:
    """Return the error, form or offer that a page calls itself in a heading, as a key of `REASONS`."""
    said = page_headings(page, headline)
    if headings_say("missing", said):
        return "soft-404"
    if headings_say("failing", said):
        return "server-error"
    if (
        headings_say("consent-form", said)
        and _ideas_in(_shown(page)[:_CONSENT_LONGEST].lower()) >= _IDEAS_EACH
    ):
        return "consent-wall"
    if headings_say("login", said) and has_password(page):
        return "login-wall"
    if headings_say("offer", said) and len(_PRICE.findall(_shown(page))) > 1:
        return "offer"
    return None


def find_wall(page: HtmlPage, headline: str) -> str | None:
    """Return the wall that a page with hardly any text is by its words, as a key of `REASONS`."""
    shown, markup = _shown(page), page.text[:_LOOK_IN]
    title, said = f"{page.title}\n{headline}", page_headings(page, headline)
    short = shown if len(shown) < _SHORT else ""
    if _has("bot", title, short) or (short and _has("bot-markup", markup)):
        return "bot-wall"
    if _has("parked", title, *((shown, markup) if len(shown) < 2 * _SHORT else ())):
        return "parking"
    if len(shown) < _SHORT and _has("script", short, _noscript(page)):
        return "javascript-needed"
    return "login-wall" if short and headings_say("login", said) else None


def asks_consent(text: str) -> bool:
    """Tell the text of a consent form: most of it names cookies, partners, data, and asks its reader."""
    if len(text) > _CONSENT_LONGEST or _ideas_in(text[:_CONSENT_OPENING].lower()) < _IDEAS_EACH:
        return False
    text = text.lower()
    if _ideas_in(text) < _IDEAS or not _names("agreement", text) or not _names("voice", text):
        return False
    lines = text.split("\n\n")
    return sum(len(line) for line in lines if _ideas_in(line) >= _IDEAS_EACH) >= _MOST * sum(map(len, lines))


def _ideas_in(text: str) -> int:
    """Count the ideas of consent that a text in lower case names."""
    return sum(_names(idea, text) for idea in _ideas() if idea != "voice")


def _names(idea: str, text: str) -> bool:
    return any(word in text for word in _ideas()[idea])


def has_password(page: HtmlPage) -> bool:
    """Tell whether the page asks for a password."""
    return any((e.get("type") or "").lower() == "password" for e in page.all("input"))


def _has(kind: str, *texts: str) -> bool:
    return any(_signs(kind).search(text.strip()) for text in texts if text)


def _shown(page: HtmlPage) -> str:
    """Return the visible text of the page, up to a bound."""
    body = next(iter(page.all("body")), page.root)
    return visible_text(body, between=" ")[:_LOOK_IN] if body is not None else ""


def _noscript(page: HtmlPage) -> str:
    return " ".join(" ".join(e.texts()) for e in page.all("noscript"))[:5000]
