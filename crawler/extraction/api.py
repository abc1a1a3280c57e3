"""The library's call: one page in, one `Article` out; no Scrapy, no settings, no clock, no network."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from crawler.extraction.ladder import extract_draft
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.selectors import Selectors
from crawler.items import REFUSED, Article, Context
from crawler.normalization import build_article
from crawler.normalization.urls import make_article_key
from crawler.records import Draft


def extract(
    html: str | bytes | HtmlPage,
    *,
    url: str,
    fetched_at: datetime | None = None,
    content_type: str | None = None,
    selectors: Selectors | None = None,
    hints: Context | None = None,
) -> Article:
    """Return the article that a page holds: what was found, normalized; never raises on any page.

    `html` is the page as bytes (best: its character set is found out) or text, or parsed before
    (`read_page`); `url` its address, for relative links and the key; `fetched_at` when it was fetched (no
    later date is believed, and "2 hours ago" needs it); `content_type` the header's value, for bytes;
    `selectors` a field's CSS or XPath alternatives, in order, that come before all else; `hints` what is
    known of the outlet (languages, zone, names), where key, outlet and URL left empty are taken from `url`.
    A page that is no article says so: `Article.refusal` is why (a key of `REASONS`), beside what was found.
    """
    address = url if _is_address(url) else ""
    draft = extract_draft(html, url=address, selectors=selectors, content_type=content_type)
    draft.url = url
    return article_of(draft, fetched_at=fetched_at, hints=hints)


def article_of(draft: Draft, *, fetched_at: datetime | None = None, hints: Context | None = None) -> Article:
    """Return the article that `extract` makes of a draft, with what was noted on the way in `warnings`."""
    context, warnings = _context(draft.url, hints or Context(), fetched_at)
    made = build_article(draft, context)
    made.warnings = [*_refused(draft), *warnings, *made.warnings, *draft.warnings]
    return made


def _is_address(url: str) -> bool:
    """Tell an address from text that can't even be taken apart ("http://[")."""
    try:
        return bool(urlsplit(url).netloc)
    except ValueError:
        return False


def _refused(draft: Draft) -> list[str]:
    return [f"{REFUSED}{draft.refusal}"] if draft.refusal else []


def _context(url: str, hints: Context, fetched_at: datetime | None) -> tuple[Context, list[str]]:
    """Return `hints` with what the URL says where they say nothing, and what is wrong with the URL."""
    try:
        key, host = make_article_key(url), urlsplit(url).hostname or ""
    except ValueError:
        key, host = "", ""
    outlet = hints.outlet or host.removeprefix("www.")
    context = replace(
        hints,
        url=hints.url or url,
        key=hints.key or key,
        outlet=outlet,
        outlet_names=hints.outlet_names or ((outlet,) if outlet else ()),
        fetched_at=fetched_at or hints.fetched_at,
    )
    return context, [] if context.key else [f"url: {url[:200]!r} is no http(s) address, so there is no key"]
