"""Addresses within an article: its pictures, videos and audio."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from crawler.items import Image
from crawler.normalization.text.clean import clean_text
from crawler.normalization.urls import normalize_url

__all__ = ["LONGEST", "absolute_all", "absolute_media_url", "clean_pictures"]

#: Characters of the longest address that is taken for one: servers accept about as much.
LONGEST = 8192


def absolute_media_url(address: object, base: str) -> str | None:
    """`address` as an absolute http(s) URL, `None` where it is none."""
    if not isinstance(address, str) or not address.strip() or len(address) > LONGEST:
        return None
    try:
        return normalize_url(urljoin(base, address.strip()))
    except ValueError:
        return None


def absolute_all(addresses: object, base: str) -> list[str]:
    """The http(s) URLs of a list of addresses, each once, in order."""
    given = addresses if isinstance(addresses, list | tuple) else [addresses]
    return list(dict.fromkeys(url for one in given if (url := absolute_media_url(one, base))))


def clean_pictures(images: object, base: str) -> list[Image]:
    """The pictures with an http(s) address, each once, their captions and credits cleaned."""
    kept: dict[str, Image] = {}
    for one in images if isinstance(images, Iterable) and not isinstance(images, str | dict) else ():
        given = one if isinstance(one, Image) else Image(url=one) if isinstance(one, str) else None
        url = absolute_media_url(given.url, base) if given else None
        if given is None or url is None:
            continue
        caption = clean_text(given.caption, field="images").text
        credit = clean_text(given.credit, field="images").text
        known = kept.setdefault(url, Image(url=url))
        known.caption, known.credit = known.caption or caption, known.credit or credit
    return list(kept.values())
