"""What `rel=canonical` of a page is worth: a sure address of its article, one in doubt, or none.

A template may name one article on all pages. So an address counts for sure only where it is the page's
own in other words; in doubt the store follows it where both pages turn out to hold one text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote, urlsplit

from crawler.normalization.urls import KeyRules
from crawler.normalization.urls.stated_urls import canonical_url
from crawler.records import OF_ANOTHER_ID, Draft

_WORD = re.compile(r"[^\W_]+")
#: A number that is long enough for an id, and no day such as 20261128.
_ID = re.compile(r"(?!(?:19|20)\d\d[01]\d[0-3]\d$)\d{5,}")


class _Outlet(Protocol):
    """What is asked of the outlet."""

    @classmethod
    def key(cls, url: str) -> str: ...

    @classmethod
    def key_rules(cls) -> KeyRules: ...

    @classmethod
    def owns(cls, url: str) -> bool: ...

    @classmethod
    def is_article_url(cls, url: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Canonical:
    """The canonical address that a page states, and whether it is surely one of the same article."""

    url: str
    sure: bool


def judge_canonical(outlet: _Outlet, draft: Draft, *, final: str) -> Canonical | None:
    """The canonical address of the page at `final`: within the outlet, and an article's if that is one.

    A draft whose address has another of the outlet's own ids gets a warning.
    """
    found = draft.fields.get("canonical_url")
    if found is None or not isinstance(found.value, str):
        return None
    url = canonical_url(found.value, base=final, rules=outlet.key_rules())
    if url is None or not outlet.owns(url):
        return None
    if not outlet.is_article_url(final):
        return Canonical(url, sure=True)
    if not outlet.is_article_url(url):
        return None
    own, key = outlet.key(final), outlet.key(url)
    if own == key:
        return Canonical(url, sure=True)
    if not any(each.startswith(("http:", "https:")) for each in (own, key)):
        draft.warnings.append(f"canonical_url: {url[:200]} {OF_ANOTHER_ID}")
        return Canonical(url, sure=False)
    return Canonical(url, sure=_share_number(url, final) or _is_worded_alike(url, final))


def _share_number(url: str, other: str) -> bool:
    """Whether both addresses have one and the same long number, as the id of an article is, and no other."""
    numbers = [{word for word in _words(one) if _ID.fullmatch(word)} for one in (url, other)]
    return len(numbers[0]) == 1 and numbers[0] == numbers[1]


def _is_worded_alike(url: str, other: str) -> bool:
    """Whether one of two addresses holds all words of the other in order, as `/amp/x` and `/x?print=1` do."""
    shorter, longer = sorted((_words(url), _words(other)), key=len)
    rest = iter(longer)
    return all(word in rest for word in shorter)


def _words(url: str) -> list[str]:
    parts = urlsplit(url)
    return _WORD.findall(unquote(f"{parts.path} {parts.query}").casefold())
