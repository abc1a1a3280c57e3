"""Addresses within an article: its canonical one, its pictures, videos and audio."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from crawler.items import Image
from crawler.normalization.text import clean_text
from crawler.normalization.url_paths import names_article
from crawler.normalization.urls import normalize_url, same_site

__all__ = ["absolute", "absolute_all", "canonical_within", "pictures"]

_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|default|home)(?:\.\w{2,5})?/?)?", re.IGNORECASE
)


def absolute(address: object, base: str) -> str | None:
    """`address` as an absolute http(s) URL, `None` where it is none."""
    if not isinstance(address, str) or not address.strip():
        return None
    try:
        return normalize_url(urljoin(base, address.strip()))
    except ValueError:
        return None


def absolute_all(addresses: object, base: str) -> list[str]:
    """The http(s) URLs of a list of addresses, each once, in order."""
    given = addresses if isinstance(addresses, list | tuple) else [addresses]
    return list(dict.fromkeys(url for one in given if (url := absolute(one, base))))


def canonical_within(address: object, page: str) -> str | None:
    """The canonical address `address` of `page`, where it is on the same site and names an article.

    The home page and a listing name none: they stand in `rel=canonical` by mistake.
    """
    url = absolute(address, page)
    own = absolute(page, page)
    if url is None or own is None or not same_site(url, own):
        return None
    parts, here = urlsplit(url), urlsplit(own)
    if (parts.path, parts.query) == (here.path, here.query):
        return url
    if _HOME.fullmatch(parts.path) and not any(map(str.isdigit, parts.query)):
        return None
    shown = parts.path.rstrip("/") == here.path.rstrip("/") or any(map(str.isdigit, parts.path + parts.query))
    return url if shown or names_article(parts.path) else None


def pictures(images: object, base: str) -> list[Image]:
    """The pictures with an http(s) address, each once, their captions and credits cleaned."""
    kept: dict[str, Image] = {}
    for one in images if isinstance(images, Iterable) and not isinstance(images, str | dict) else ():
        given = one if isinstance(one, Image) else Image(url=one) if isinstance(one, str) else None
        url = absolute(given.url, base) if given else None
        if given is None or url is None:
            continue
        caption = clean_text(given.caption, field="images").text
        credit = clean_text(given.credit, field="images").text
        known = kept.setdefault(url, Image(url=url))
        known.caption, known.credit = known.caption or caption, known.credit or credit
    return list(kept.values())
