"""The plain fields: description, section, keywords, licence, place, agency, access, addresses, language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from crawler.extraction.metadata.jsonld import LinkedData, as_text, node_types
from crawler.extraction.metadata.markup import first_meta_value, meta_values, property_values
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import (
    fold_letters,
    is_site_name,
    squeeze_space,
    title_agreement,
    visible_text,
)
from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.credited_names import agency_names
from crawler.records import Found

_HOME = re.compile(
    r"^(?:home(?:page)?|start(?:seite)?|inicio|portada|accueil|hjem|hem|voorpagina|"
    r"главная|首页|首頁|ホーム|trang chủ|início|anasayfa)$",
    re.IGNORECASE,
)
#: In a class, an id or a label.
_CRUMBS = re.compile("readcrumb")
_TRAILS = ("nav", "ol", "ul", "div", "section")
#: Origins that state a title of the page as a whole; its headings may be of other things.
_STATING = ("jsonld", "opengraph", "twitter")
#: Agreement of two wordings of one headline.
_SAME_STORY = 0.3
_COMMAS = re.compile(r"[,;，、；|｜]")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


def find_description(page: HtmlPage, data: LinkedData) -> Found | None:
    """Return the standfirst or summary: JSON-LD's, else metadata's, else microdata's."""
    linked = data.text(data.article, "description") or data.text(data.article, "abstract")
    return (
        _one(linked, "jsonld")
        or first_meta_value(page, "description")
        or _one(next(property_values(page, "description", "alternativeHeadline"), None), "microdata")
    )


def alternative_headline(
    page: HtmlPage, data: LinkedData, headline: str, *, others: Sequence[Found] = ()
) -> Found | None:
    """Return a second headline: one stated as such, else what a runner-up says in other words."""
    stated = [
        (data.text(data.article, "alternativeHeadline"), "jsonld"),
        (data.text(data.article, "alternateName"), "jsonld"),
    ]
    stated += [(value, "microdata") for value in property_values(page, "alternativeHeadline")]
    stated += [(data.text(data.article, "headline"), "jsonld")]
    found = (Found(value=v, origin=origin) for v, origin in stated if v)
    reworded = (f for f in others if f.origin in _STATING and _rewords(f.value, headline))
    return next(
        (
            f
            for f in chain(found, reworded)
            if fold_letters(f.value) != fold_letters(headline) and len(f.value) < 400
        ),
        None,
    )


def _rewords(title: str, headline: str) -> bool:
    """Tell whether a title says the same in other words, and is no copy with a kicker or a name."""
    one, two = fold_letters(title), fold_letters(headline)
    return one not in two and two not in one and title_agreement(title, headline) >= _SAME_STORY


def find_section(page: HtmlPage, data: LinkedData, names: list[str]) -> Found | None:
    """Return the section: JSON-LD's, metadata's, microdata's, else the last breadcrumb above the article."""
    stated = chain(
        (Found(value=v, origin="jsonld") for v in data.texts(data.article, "articleSection")),
        meta_values(page, "article_section"),
        (Found(value=v, origin="microdata") for v in property_values(page, "articleSection")),
        (Found(value=v, origin="breadcrumb") for v in reversed(_crumbs(page, data))),
    )
    return next(
        (
            f
            for f in stated
            if len(f.value) < 100 and not is_site_name(f.value, names) and not _HOME.match(f.value)
        ),
        None,
    )


def _crumbs(page: HtmlPage, data: LinkedData) -> list[str]:
    """Return the names of the breadcrumbs between the home page and the article."""
    lists = [node for node in data.nodes if "BreadcrumbList" in node_types(node)]
    items = [e for node in lists[:1] for e in data.values(node, "itemListElement") if isinstance(e, dict)]
    names = [as_text(e) or (as_text(e["item"]) if isinstance(e.get("item"), dict) else "") for e in items]
    if not names:
        top = next(iter(_trails(page)), None)
        names = [visible_text(a) for a in top.iter("a")] if top is not None else []
    title = fold_letters(page.title)
    names = [name for name in names if name and not _HOME.match(name)]
    return [name for name in names if not title.startswith(fold_letters(name))]


def _trails(page: HtmlPage) -> list[Element]:
    """Return the elements that are marked as breadcrumbs by class, id or label, in document order."""
    named = [
        e for tag in _TRAILS for e in page.all(tag) if _CRUMBS.search(f"{e.get('id')} {e.get('aria-label')}")
    ]
    return sorted([*page.marked(_CRUMBS, words=("readcrumb",)), *named], key=lambda e: e.index)


def find_keywords(page: HtmlPage, data: LinkedData) -> Found | None:
    """Return keywords as a list: JSON-LD's, `article:tag`, then meta's, cut at commas."""
    linked = data.texts(data.article, "keywords")
    tags = page.metas.get("article:tag") or page.metas.get("og:article:tag") or []
    stated = first_meta_value(page, "keywords")
    sources = [
        (linked, "jsonld"),
        (tags, "opengraph"),
        ([stated.value] if stated else [], stated.origin if stated else "meta"),
    ]
    return next(
        (Found(value=words, origin=origin) for given, origin in sources if (words := _words(given))), None
    )


def _words(given: list[str]) -> list[str]:
    flat = [squeeze_space(word) for value in given for part in _COMMAS.split(value) for word in _apart(part)]
    return list(dict.fromkeys(word for word in flat if 1 < len(word) < 100))


def _apart(text: str) -> list[str]:
    """Split Chinese or Japanese keywords at the blanks, which stand between words only there."""
    words = text.split()
    return words if len(words) > 1 and all(map(_HAN.search, words)) else [text]


def find_accessibility(page: HtmlPage, data: LinkedData) -> Found | None:
    """Return whether the article is free to read, where the page states it."""
    for node in (data.article, data.page):
        for value in data.values(node, "isAccessibleForFree"):
            return Found(
                value=str(value).rsplit("/", 1)[-1].strip().lower() not in ("false", "0", "no"),
                origin="jsonld",
            )
    tier = (page.meta("article:content_tier") or "").lower()
    if tier in ("free", "metered", "locked"):
        return Found(value=tier == "free", origin="opengraph")
    stated = next(property_values(page, "isAccessibleForFree"), "").lower()
    return Found(value=stated not in ("false", "0", "no"), origin="microdata") if stated else None


def license_of(page: HtmlPage, data: LinkedData) -> Found | None:
    """Return the licence's address or name: JSON-LD's, `rel=license`, else metadata's."""
    linked = next(
        (
            v.get("url") or v.get("@id") if isinstance(v, dict) else as_text(v)
            for v in data.values(data.article, "license")
        ),
        None,
    )
    marked = [
        e for e in [*page.all("link"), *page.all("a")] if "license" in (e.get("rel") or "").lower().split()
    ]
    address = next((page.absolute(e.get("href")) for e in marked), None)
    return _one(linked, "jsonld") or _one(address, "link") or first_meta_value(page, "license")


def find_location(page: HtmlPage, data: LinkedData) -> Found | None:
    """Return the place that the article is about or was written at."""
    linked = (
        data.text(data.article, "contentLocation")
        or data.text(data.article, "locationCreated")
        or data.text(data.article, "spatialCoverage")
    )
    return _one(linked, "jsonld") or first_meta_value(page, "location")


#: Field -> how a page states it, for those that take nothing but the page and its linked data.
STATED: dict[str, Callable[[HtmlPage, LinkedData], Found | None]] = {
    "description": find_description,
    "keywords": find_keywords,
    "is_accessible_for_free": find_accessibility,
    "license": license_of,
    "location": find_location,
}


def find_agency(page: HtmlPage, data: LinkedData, *, names: list[str], authors: list[str]) -> Found | None:
    """Return the wire service that JSON-LD names beside the publisher, else metadata's, else the authors'."""
    for key in ("creditText", "sourceOrganization", "provider", "copyrightHolder"):
        for text in data.texts(data.article, key):
            stated = key in ("sourceOrganization", "provider") and any(map(str.isalpha, text))
            if (stated or agency_names(text)) and not is_site_name(text, names):
                return Found(value=text, origin="jsonld")
    said = first_meta_value(page, "agency")
    if said and not is_site_name(said.value, names):
        return said
    credited = split_authors(authors).agencies
    return _one(", ".join(credited), "byline")


def find_canonical(page: HtmlPage) -> Found | None:
    """Return the address of `rel=canonical`, else of `og:url`, absolute by the page's `<base href>`.

    What can't be made absolute is returned as it is printed.
    """
    for element in page.all("link"):
        href = (element.get("href") or "").strip()
        if href and "canonical" in (element.get("rel") or "").lower().split():
            return Found(value=page.absolute(href) or href, origin="link")
    printed = page.meta("og:url")
    return _one(page.absolute(printed) or printed, "opengraph")


def find_language(page: HtmlPage, data: LinkedData) -> str | None:
    """Return the BCP 47 tag that the page states of itself, which is only a hint; None without one."""
    root = page.root if page.root is not None and page.root.tag == "html" else None
    stated: list[Any] = (
        [root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")]
        if root is not None
        else []
    )
    stated += [
        page.meta("og:locale"),
        data.text(data.article, "inLanguage"),
        data.text(data.page, "inLanguage"),
    ]
    stated += [page.meta("content-language", "dc.language", "language")]
    return next((s.strip().replace("_", "-") for s in stated if s and _LANGUAGE.fullmatch(s.strip())), None)


def _one(value: str | None, origin: str) -> Found | None:
    return Found(value=value, origin=origin) if value else None
