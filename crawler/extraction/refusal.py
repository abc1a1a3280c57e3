"""Why a page is no article: walls, errors and empty pages that answer 200.

Signs of a wall count only on a page with hardly any text of its own, since articles write about
cookies, robots and missing pages too.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from crawler.extraction.jsonld import linked_data
from crawler.extraction.page import Page, as_page
from crawler.extraction.text import letters, text_of
from crawler.items import Draft

#: Reason -> what it means and what to do.
REASONS: dict[str, str] = {
    "empty": "The response has no content; try again later, and check the address if it stays so.",
    "not-html": "The response is a file of another kind (picture, PDF, feed, JSON); leave such addresses out of the sources.",
    "bot-wall": "The site asks the visitor to prove that they are no robot; slow down, or ask the outlet for access.",
    "consent-wall": "The site shows its consent form in place of the article; the outlet needs a consent cookie or a feed with full texts.",
    "javascript-needed": "The text is drawn by scripts and is not in the page; look for a feed, an AMP page or an API of the outlet.",
    "soft-404": "The page says that the article does not exist although its status is 200; it counts as gone.",
    "parking": "The domain shows advertising or is for sale; the outlet has left it.",
    "login-wall": "The site shows its login form in place of the article.",
    "front-page": "The address is the site's front page, not an article; use it as a listing.",
    "no-headline": "No headline was found; the page is no article, or the outlet needs a selector for `headline`.",
    "no-body": "No text was found; the page is no article, or the outlet needs a selector for `body`.",
}
#: Characters (letters and digits) below which a body is too short to rule out a wall.
THIN = 600
#: Below this there is no text; a page that states that it is an article may have less.
SHORTEST = 40
#: A page that looks like a listing needs no text at all to be refused.
_LOOK_IN = 60_000

_BOT = re.compile(
    r"just a moment|attention required|checking your browser|verif(?:y|ying) (?:that )?you are (?:a )?human|are you (?:a )?(?:human|robot)|"
    r"pardon our interruption|access (?:to this page has been )?denied|you have been blocked|security check|ddos.{0,3}guard|"
    r"bot (?:verification|detection|protection)|human verification|please (?:enable cookies|complete the captcha)|one more step|"
    r"request (?:unsuccessful|blocked|rejected)|unusual traffic|robot check|bist du ein mensch|403 forbidden|"
    r"error 1020|client challenge|making sure you.re not a bot|验证码|安全验证",
    re.IGNORECASE,
)
_BOT_MARKUP = (
    "/cdn-cgi/challenge-platform", "cf-browser-verification", "cf_chl_opt", "_incapsula_resource", "captcha-delivery.com",
    "px-captcha", "perimeterx", "g-recaptcha", "h-captcha", "hcaptcha.com", "distil_r_captcha", "ak_bmsc", "awswafcookie", "gokuprops",
)  # fmt: skip
_CONSENT = re.compile(
    r"before you continue|(?:cookie|privacy|consent)[\s-]{1,3}(?:consent|wall|settings|choices|preferences|gate|instellingen|einstellungen)|"
    r"we (?:and our partners )?(?:use|value|store) (?:cookies|your privacy)|accept (?:all )?cookies|zustimm|einwilligung|mit werbung|"
    r"cookies? (?:akzeptieren|accepteren|aceptar|accepter|accettare)|aceptar (?:y continuar|cookies)|accepter et continuer|accetta e continua|"
    r"privacy ?gate|myprivacy|toestemming|consentement|consentimiento|datenschutz",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"(?:enable|activate|turn on|requires?|need|activer|aktivieren|activ[ae]r?|habilit[ae]r?|abilita|включите|启用|有効).{0,30}java ?script|"
    r"java ?script.{0,60}(?:enable|activate|required|disabled|aktivier|deaktivier|activ|habilit|abilit|включ|启用|有効)",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"(?:^|\b)(?:error )?404\b|(?:page|article|story|content|document|url).{0,25}(?:not (?:be )?found|no longer (?:available|exists)|does ?n.t exist|doesn.t exist|could not be found)|"
    r"not found$|^not found|(?:seite|artikel|inhalt).{0,40}nicht (?:gefunden|mehr verfügbar|vorhanden|verfügbar)|nicht gefunden$|"
    r"(?:página|pagina|contenido|artículo|artigo).{0,25}(?:no (?:encontrad|existe|disponible)|não (?:encontrad|existe)|non (?:trovat|esiste))|"
    r"page (?:introuvable|non trouvée|inexistante)|(?:sidan|siden|siden du).{0,40}(?:hittades inte|ikke fundet|ikke funnet|finnes ikke|findes ikke)|"
    r"pagina niet gevonden|sivua ei löydy|strony? nie (?:znaleziono|istnieje)|stránka neb?yla nalezena|страница не найдена|сторінку не знайдено|"
    r"页面不存在|找不到|ページが見つかりません|페이지를 찾을 수 없|sayfa bulunamadı|الصفحة غير موجودة|oops",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"domain (?:is |name is |may be |name )?(?:for sale|parked|available|expired)|buy this domain|this domain|diese domain|domain kaufen|"
    r"sedoparking|parkingcrew|bodis\.com|hugedomains|dan\.com|afternic|godaddy\.com/forsale|website is for sale",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"^(?:log ?in|sign ?in|anmelden|einloggen|iniciar sesión|connexion|accedi|inloggen|logga in|logg inn|войти|登录|ログイン)\b",
    re.IGNORECASE,
)


def is_article(
    draft: Draft, html: str | bytes | Page | None = None, *, content_type: str | None = None
) -> str | None:
    """Return why a page is no article (a key of `REASONS`), or None where it is one.

    `html` is the page the draft was read from (best the parsed `Page`); without it the verdict that
    `extract` left in the draft holds, or, for a draft of another making, its fields are judged. A paywalled stub is an article: it has a headline and says that it is not free.
    """
    if html is None and draft.refusal:
        return draft.refusal
    page = as_page(html, url=draft.url, content_type=content_type) if html is not None else None
    if page is not None and page.root is None:
        return "empty" if page.kind == "empty" else "not-html"
    size = len(letters(_text(draft, "body")))
    if page is not None and size < THIN and (wall := _wall(draft, page, size)):
        return wall
    if not _text(draft, "headline"):
        return "no-headline"
    if size < SHORTEST and not _is_stub(draft, size):
        return "no-body"
    return None


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


def _wall(draft: Draft, page: Page, size: int) -> str | None:
    """Return the kind of wall or error that a page with little text is."""
    title = f"{page.title} \n {_text(draft, 'headline')}"
    shown = _shown(page)
    if _is_front(draft.url) and not _states_article(page):
        return "parking" if _PARKED.search(title + shown) else "front-page"
    if _states_article(page) and size >= SHORTEST:
        return None
    return _wall_by_text(page, title, shown)


def _wall_by_text(page: Page, title: str, shown: str) -> str | None:
    markup = page.text[:_LOOK_IN].lower()
    if _BOT.search(title) or (
        len(shown) < 1500 and (_BOT.search(shown) or any(mark in markup for mark in _BOT_MARKUP))
    ):
        return "bot-wall"
    if any(_MISSING.search(line.strip()) for line in title.split("\n")) or (
        len(shown) < 1500 and _MISSING.search(shown)
    ):
        return "soft-404"
    if _PARKED.search(title) or (len(shown) < 3000 and _PARKED.search(shown + markup)):
        return "parking"
    if _CONSENT.search(title) or (len(shown) < 6000 and len(_CONSENT.findall(shown)) >= 2):
        return "consent-wall"
    if len(shown) < 800 and _SCRIPT.search(shown + _noscript(page)):
        return "javascript-needed"
    return "login-wall" if _LOGIN.match(title.strip()) else None


def _shown(page: Page) -> str:
    """Return the visible text of the page, up to a bound."""
    body = next(iter(page.all("body")), page.root)
    return text_of(body, between=" ")[:_LOOK_IN]


def _noscript(page: Page) -> str:
    return " ".join(" ".join(e.itertext()) for e in page.all("noscript"))[:5000]


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _states_article(page: Page) -> bool:
    """Tell whether the page calls itself an article in JSON-LD, OpenGraph or microdata."""
    data: Any = linked_data(page)
    return (
        data.article is not None
        or (page.meta("og:type") or "").lower().startswith("article")
        or "articleBody" in page.properties
    )
