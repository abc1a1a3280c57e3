"""Why a page is no article: walls, errors and empty pages that answer 200.

Signs of a wall count only on a page with hardly any text of its own, since articles write about
cookies, robots and missing pages too.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from crawler.extraction.jsonld import linked_data
from crawler.extraction.page import Page, as_page
from crawler.extraction.text import letters, text_of
from crawler.items import Draft

#: Reason -> what it means and what to do.
REASONS: dict[str, str] = {
    "empty": "The response has no content; try later, and check the address if it stays so.",
    "not-html": "The response is a file of another kind (picture, PDF, feed): leave it out of the sources.",
    "bot-wall": "The site asks visitors to prove that they are no robot; slow down, or ask for access.",
    "consent-wall": "The site shows its consent form for the article; look for a feed with full texts.",
    "javascript-needed": "Scripts draw the text; look for a feed, an AMP page or an API of the outlet.",
    "soft-404": "The page says that the article is not there although its status is 200; it counts as gone.",
    "parking": "The domain shows advertising or is for sale; the outlet has left it.",
    "login-wall": "The site shows its login form in place of the article.",
    "front-page": "The address is the site's front page, not an article; use it as a listing.",
    "listing": "The page is a list of links without a text of its own; use it as a listing.",
    "no-headline": "No headline was found: no article, or the outlet needs a selector for `headline`.",
    "no-body": "No text was found: no article, or the outlet needs a selector for `body`.",
}
#: Kinds of signs in `signs.toml`.
SIGNS = ("bot", "bot-markup", "consent", "script", "missing", "parked", "login")
#: Hosts that sites lead to for consent ("consent.example.com", "myprivacy.example.nl").
_CONSENT_HOST = re.compile(r"(?:consent|myprivacy|privacygate|privacy-gate)\.")
#: Characters (letters and digits) below which a body is too short to rule out a wall.
THIN = 400
#: Below this there is no text; a page that states that it is an article may have less.
SHORTEST = 40
#: Share of a body's letters that stand in paragraphs which are links, above which it is a list.
LINKED_SHARE = 0.8
#: Characters of the page and of its text that are looked through.
_LOOK_IN = 60_000
#: A page that shows fewer characters than this, menus and all, is short.
_SHORT = 1500


@cache
def _signs(kind: str) -> re.Pattern[str]:
    """The signs of one kind in `signs.toml`, any of which counts."""
    table = tomllib.loads(files("crawler.extraction").joinpath("signs.toml").read_text("utf-8"))
    return re.compile("|".join(f"(?:{sign})" for sign in table[kind]), re.IGNORECASE)


def is_article(
    draft: Draft, html: str | bytes | Page | None = None, *, content_type: str | None = None
) -> str | None:
    """Return why a page is no article (a key of `REASONS`), or None where it is one.

    `html` is the page the draft was read from (best the parsed `Page`); without it the verdict that
    `extract_draft` left in the draft holds, or, for a draft of another making, its fields are judged. A
    paywalled stub is an article: it has a headline and says that it is not free.
    """
    if html is None and draft.refusal:
        return draft.refusal
    page = as_page(html, url=draft.url, content_type=content_type) if html is not None else None
    if page is not None and page.root is None:
        return "empty" if page.kind == "empty" else "not-html"
    size = len(letters(_text(draft, "body")))
    if page is not None and size < THIN and (wall := _wall(draft, page, size)):
        return wall
    if page is not None and _is_list_of_links(draft, page):
        return "listing"
    if not _text(draft, "headline"):
        return "no-headline"
    if size < SHORTEST and not _is_stub(draft, size):
        return "no-body"
    return None


def _text(draft: Draft, name: str) -> str:
    found = draft.fields.get(name)
    return str(found.value) if found else ""


def _is_list_of_links(draft: Draft, page: Page) -> bool:
    """Tell a page whose paragraphs are links as a whole, nearly all of them, from one with prose."""
    if _states_article(page):
        return False
    links = {letters(text_of(anchor)) for anchor in page.all("a")}
    paragraphs = [letters(paragraph) for paragraph in _text(draft, "body").split("\n\n")]
    linked = sum(len(paragraph) for paragraph in paragraphs if paragraph in links)
    return linked > LINKED_SHARE * sum(map(len, paragraphs))


def _is_stub(draft: Draft, size: int) -> bool:
    """Tell an article of which the page shows little: dated and either behind a paywall or in a few words."""
    free = draft.fields.get("is_accessible_for_free")
    dated = "date_published" in draft.fields
    return (free is not None and free.value is False) or (
        dated and (size > 0 or bool(_text(draft, "description")))
    )


def _wall(draft: Draft, page: Page, size: int) -> str | None:
    """Return the kind of wall or error that a page with little text is."""
    title = f"{page.title} \n {_text(draft, 'headline')}"
    shown = _shown(page)
    if _CONSENT_HOST.match(urlsplit(draft.url).hostname or ""):
        return "consent-wall"
    if _is_front(draft.url) and not _states_article(page):
        return "parking" if _has("parked", title, shown) else "front-page"
    if _states_article(page) and size >= SHORTEST:
        return None
    return _wall_by_text(page, title, shown)


def _wall_by_text(page: Page, title: str, shown: str) -> str | None:
    markup, size = page.text[:_LOOK_IN], len(shown)
    short = shown if size < _SHORT else ""
    if _has("bot", title, short) or (short and _has("bot-markup", markup)):
        return "bot-wall"
    if _has("missing", *title.split("\n"), short):
        return "soft-404"
    if _has("parked", title, shown if size < 2 * _SHORT else "", markup if size < 2 * _SHORT else ""):
        return "parking"
    if _has("consent", title) or (size < 4 * _SHORT and len(_signs("consent").findall(shown)) > 1):
        return "consent-wall"
    if size < _SHORT and _has("script", shown, _noscript(page)):
        return "javascript-needed"
    return "login-wall" if _signs("login").match(title.strip()) else None


def _has(kind: str, *texts: str) -> bool:
    return any(_signs(kind).search(text.strip()) for text in texts if text)


def _shown(page: Page) -> str:
    """Return the visible text of the page, up to a bound."""
    body = next(iter(page.all("body")), page.root)
    return text_of(body, between=" ")[:_LOOK_IN] if body is not None else ""


def _noscript(page: Page) -> str:
    return " ".join(" ".join(e.texts()) for e in page.all("noscript"))[:5000]


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query


def _states_article(page: Page) -> bool:
    """Tell whether the page calls itself an article in JSON-LD, OpenGraph or microdata."""
    data: Any = linked_data(page)
    return (
        data.article is not None
        or (page.meta("og:type") or "").lower().startswith("article")
        or "articleBody" in page.properties
    )
