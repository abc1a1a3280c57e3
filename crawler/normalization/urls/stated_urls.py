"""Addresses that a page states: its canonical one, and those of its pictures and players.

`rel=canonical` may name another address of the article on its own site, and never a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urljoin

from ada_url import join_url

from crawler.items import Image
from crawler.normalization.text.clean import clean_text
from crawler.normalization.urls.address import names_article, normalize_url, parse_address, site_host
from crawler.normalization.urls.article_key import KeyRules, make_article_key

__all__ = [
    "LONGEST", "absolute_media_url", "absolute_media_urls", "canonical_url", "clean_pictures", "is_home",
    "is_same_site",
]  # fmt: skip

#: Characters of the longest address that is taken for one: servers accept about as much.
LONGEST = 8192
_HOME = re.compile(
    r"(?:/index\.php)?(?:/[a-z]{2}(?:[-_][a-z]{2,4})?)?(?:/(?:home|homepage|inicio|portada|accueil|startseite|start))?",
    re.I,
)
_LANGUAGE = re.compile(r"(?:lang|language|hl|locale)=[^&]*", re.I)
_DIGIT = re.compile(r"\d")


def is_same_site(a: str, b: str) -> bool:
    """Tell whether two http(s) addresses have the same host, but for www, m, amp and the like.

    Raises ValueError where one is no http(s) address.
    """
    return site_host(parse_address(a).host) == site_host(parse_address(b).host)


def is_home(url: str) -> bool:
    """Tell whether an address is a site's home page, of one language or of all.

    Raises ValueError where it is no http(s) address.
    """
    address = parse_address(make_article_key(url))
    if address.query and not _LANGUAGE.fullmatch(address.query):
        return False
    return not address.fragment and _HOME.fullmatch(address.path) is not None


def _names_one_article(key: str) -> bool:
    """Tell whether a key is of one article, as far as its looks tell."""
    if not key.startswith(("https:", "http:")):
        return True
    address = parse_address(key)
    return names_article(address.path) or _DIGIT.search(address.query) is not None


def _is_same_outlet(key: str, other: str) -> bool:
    """Tell whether two keys are an outlet's own, of one outlet."""
    outlet = key.partition(":")[0]
    return not outlet.startswith("http") and outlet == other.partition(":")[0]


def canonical_url(
    raw: str, *, base: str, rules: KeyRules | Mapping[str, KeyRules] | None = None
) -> str | None:
    """Return the absolute address that `rel=canonical` gives for the page at `base`, or None.

    It must stay on the page's site and name an article. Another host, the home page, a section above the
    page and a script without its number are mistakes of a template that would merge articles.
    """
    try:
        url = normalize_url(join_url(base, raw.strip()))
        key, own = make_article_key(url, rules=rules), make_article_key(base, rules=rules)
    except ValueError:
        return None
    if key == own:
        return url
    if is_home(url) or not (is_same_site(url, base) or _is_same_outlet(key, own)):
        return None
    return url if _names_one_article(key) else None


def absolute_media_url(address: object, base: str) -> str | None:
    """Return `address` as an absolute http(s) URL, `None` where it is none."""
    if not isinstance(address, str) or not address.strip() or len(address) > LONGEST:
        return None
    try:
        return normalize_url(urljoin(base, address.strip()))
    except ValueError:
        return None


def absolute_media_urls(addresses: object, base: str) -> list[str]:
    """Return the http(s) URLs among a list of addresses, each once and in order."""
    given = addresses if isinstance(addresses, list | tuple) else [addresses]
    return list(dict.fromkeys(url for one in given if (url := absolute_media_url(one, base))))


def clean_pictures(images: object, base: str) -> list[Image]:
    """Return the pictures with an http(s) address, each once, with clean captions and credits."""
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
