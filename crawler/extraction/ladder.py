"""From a page to its article: each field from the first place that gives it, with the name of that place.

The ladder is the outlet's selectors, structured data, metadata, the page itself; headline, dates and authors
have finer orders of their own, measured on real pages. `extract_draft` climbs it; `extract` normalizes what
was found. Neither needs Scrapy, settings, a clock or the network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from crawler.extraction import fields, media
from crawler.extraction.authors.choose import choose_authors, choose_byline
from crawler.extraction.body.choose import Body, generic_body
from crawler.extraction.body.state_article import STATED, find_unshown_article
from crawler.extraction.captions import find_captions, marked_captions
from crawler.extraction.dates.choose import choose_modified, choose_published
from crawler.extraction.headline.candidates import heading_of
from crawler.extraction.headline.choose import choose_headline
from crawler.extraction.metadata.jsonld import LinkedData, linked_data
from crawler.extraction.metadata.markup import site_names
from crawler.extraction.page.around_headline import Nearby, read_nearby
from crawler.extraction.page.dom import Element, without_collector
from crawler.extraction.page.page import HtmlPage, as_page
from crawler.extraction.printed_lines import credit_lines
from crawler.extraction.refusal.decide import refusal_reason
from crawler.extraction.selectors import FIELDS, Selectors, body_containers, select_field
from crawler.items import REFUSED, Article, Context
from crawler.normalization import build_article
from crawler.normalization.urls import make_article_key
from crawler.records import Draft, Found


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
    later date is believed, without it none after today, and "2 hours ago" needs it); `content_type` the
    header's value, for bytes; `selectors` a field's CSS or XPath alternatives, in order, that come before all
    else; `hints` what is known of the outlet (languages, zone, names), where key, outlet and URL left empty
    are taken from `url`.
    A page that is no article says so: `Article.refusal` is why (a key of `REASONS`), beside what was found.
    """
    address = url if _is_address(url) else ""
    draft = extract_draft(html, url=address, selectors=selectors, content_type=content_type)
    draft.url = url
    return article_of(draft, fetched_at=fetched_at, hints=hints)


def article_of(draft: Draft, *, fetched_at: datetime | None = None, hints: Context | None = None) -> Article:
    """Return the article that `extract` makes of a draft, with the warnings of both steps in `warnings`."""
    context, warnings = _context(draft.url, hints or Context(), fetched_at)
    made = build_article(draft, context)
    made.warnings = [*_refused(draft), *warnings, *made.warnings, *draft.warnings]
    return made


def _is_address(url: str) -> bool:
    """Tell whether a text can be taken apart as an address with a host, which "http://[" can't."""
    try:
        return bool(urlsplit(url).netloc)
    except ValueError:
        return False


def _refused(draft: Draft) -> list[str]:
    return [f"{REFUSED}{draft.refusal}"] if draft.refusal else []


def _context(url: str, hints: Context, fetched_at: datetime | None) -> tuple[Context, list[str]]:
    """Return `hints` completed from the URL, and what is wrong with the URL as warnings."""
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


def extract_draft(
    html: str | bytes | HtmlPage,
    *,
    url: str,
    selectors: Selectors | None = None,
    content_type: str | None = None,
) -> Draft:
    """Return what a page says of its article, raw, each value with its origin; never raises on any page.

    `html` may be a page parsed before (`read_page`); `content_type` is the header's value, for bytes.
    `Draft.refusal` says why the page is no article, where it is none (a key of `REASONS`).
    """
    page = as_page(html, url=url, content_type=content_type)
    draft = Draft(url=url, warnings=[*page.warnings])
    with without_collector():
        climb = _Climb(page, selectors or {}, draft)
        if page.root is not None:
            climb.all()
        draft.refusal = refusal_reason(draft, page, data=climb.data)
    if page is not html:
        page.close()
    return draft


class _Climb:
    """One pass over one page, which keeps what several fields need."""

    def __init__(self, page: HtmlPage, selectors: Selectors, draft: Draft) -> None:
        self.page, self.selectors, self.draft = page, selectors, draft
        self.data: LinkedData = linked_data(page, title=page.meta("og:title", "twitter:title") or "")
        self.names = draft.outlet_names = site_names(page, self.data)
        self.heading: Element | None = None
        self.body: Body | None = None
        self.marked: list[Element] = marked_captions(page)

    def all(self) -> None:
        """Fill the draft in the order in which fields need each other, the headline first."""
        self.headline()
        self._credits()
        self._take("body", self._body)
        self._media()
        self._plain()

    def headline(self) -> None:
        """Fill the headline, and find the heading that it is read from."""
        self.draft.page_language = fields.find_language(self.page, self.data)
        self._take("headline", self._headline)

    def _take(self, name: str, otherwise: Callable[[], Found | None]) -> None:
        """Put a field into the draft: from the outlet's selectors, else from `otherwise`."""
        found = self._selected(name) or otherwise()
        if found is not None and found.value not in (None, "", []):
            self.draft.fields[name] = found

    def _selected(self, name: str) -> Found | None:
        """Return what the outlet's selectors give for a field, where it has some."""
        return select_field(self.page, self.selectors, name) if name in self.selectors else None

    def _value(self, name: str) -> Any:
        found = self.draft.fields.get(name)
        return found.value if found else None

    def _headline(self) -> Found | None:
        chosen = choose_headline(self.page, self.data, self.names)
        if chosen is None:
            return None
        self.heading = chosen.heading
        self.draft.runners_up["headline"] = chosen.others
        return chosen.found

    def around(self) -> Nearby:
        """Return the lines around the headline, which must have been looked for."""
        if self.heading is None:
            self.heading = heading_of(self.page, self.names, self._value("headline"))
        return read_nearby(self.heading or next(iter(self.page.all("h1")), None))

    def _credits(self) -> None:
        page, data, near = self.page, self.data, self.around()
        language, credits = self.draft.page_language, credit_lines(near)
        self._take_best(
            "authors", lambda: choose_authors(page, data, near, credits=credits, names=self.names)
        )
        self._take("byline", lambda: choose_byline(self.draft.fields.get("authors"), near, credits=credits))
        self._take_best("date_published", lambda: choose_published(page, data, near, language=language))
        self._take_best("date_modified", lambda: choose_modified(page, data))

    def _take_best(self, name: str, otherwise: Callable[[], list[Found]]) -> None:
        """Put a field into the draft, with its runners-up where no selector of the outlet gives it."""
        chosen = self._selected(name)
        ranked = [chosen] if chosen is not None else otherwise()
        if ranked:
            self.draft.fields[name] = ranked[0]
        if ranked[1:]:
            self.draft.runners_up[name] = ranked[1:]

    def _body(self) -> Found | None:
        known = filter(None, [self._value("headline"), self._value("byline")])
        self.body = generic_body(
            self.page, self.data, repeated=known, captions=find_captions(self.page, self.marked)
        )
        self.body = self._body_of_state() or self.body
        if self.body is None:
            return None
        if not self.body.whole:
            self.draft.warnings.append("body: too many blocks, read in part")
        return self.body.found

    def _body_of_state(self) -> Body | None:
        """Return the text that only a state of the page's scripts holds, and take what else it says."""
        article = find_unshown_article(
            self.page,
            shown=self.body.text if self.body else "",
            titles=[self._value("headline") or "", self.page.meta("og:title", "twitter:title") or ""],
            is_headed=self.heading is not None,
        )
        if article is None:
            return None
        for name, value in article.fields.items():
            if name not in self.draft.fields or self.draft.fields[name].origin == "address":
                self._take(name, partial(Found, value=value, origin="state"))
        return Body(article.text, "state", STATED)

    def _media(self) -> None:
        page, data = self.page, self.data
        inside = body_containers(page, self.selectors) if "body" in self.selectors else []
        inside = inside or (self.body.elements if self.body else [])
        part = media.article_part(inside, heading=self.heading)
        self._take("image", lambda: media.main_image(page, data))
        self._take("images", lambda: media.find_images(page, data, scope=part, marked=self.marked))
        self._take("videos", lambda: media.find_videos(page, data, scope=part))
        self._take("audios", lambda: media.find_audios(page, data, scope=part))

    def _plain(self) -> None:
        page, data = self.page, self.data
        self._take(
            "alternative_headline",
            lambda: fields.alternative_headline(
                page, data, self._value("headline") or "", others=self.draft.runners_up.get("headline", ())
            ),
        )
        self._take("article_section", lambda: fields.find_section(page, data, self.names))
        for name, find in fields.STATED.items():
            self._take(name, partial(find, page, data))
        self._take(
            "agency", lambda: fields.find_agency(page, data, names=self.names, authors=self._credited())
        )
        self._take("canonical_url", lambda: fields.find_canonical(page))
        for name in self.selectors:
            if name in FIELDS and name not in self.draft.fields:
                self._take(name, lambda: None)

    def _credited(self) -> list[str]:
        return [*(self._value("authors") or []), *filter(None, [self._value("byline")])]
