"""The outlet's names, and titles without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.extraction.metadata import meta_tags
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import fold_letters

#: No title is longer.
LONGEST = 500
#: What stands between a title and the outlet's name, a section or a kicker.
SEPARATOR = re.compile(r"\s[|\-–—·•:»«~/\\]{1,3}\s|\s?[|｜»_]\s?|\s::\s")
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu", "gob", "gouv", "or", "ne", "go"))


def site_names(page: HtmlPage, data: LinkedData) -> list[str]:
    """Return the outlet's names: what metadata and JSON-LD state, and its host's label."""
    stated = [meta_tags.site_name(page)]
    stated += [data.text({"p": p}, "p") for p in data.values(data.article, "publisher")]
    stated += [
        data.text(node, "name")
        for node in data.nodes
        if node.get("@type") in ("WebSite", "NewsMediaOrganization")
    ]
    return list(dict.fromkeys(name for name in [*stated, *_host_names(page.url)] if name))


def _host_names(url: str) -> list[str]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    parts = host.split(".")
    label = parts[-2] if len(parts) > 1 else host
    if label in _SECOND_LEVEL and len(parts) > 2:
        label = parts[-3]
    return [host, label]


def is_site_name(text: str, names: list[str]) -> bool:
    """Tell whether a text is no more than the outlet's name."""
    found = fold_letters(text)
    return any(
        found == known or (len(known) > 3 and found in (known + "com", "the" + known))
        for known in map(_folded, names)
    )


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    return fold_letters(text)


def without_site(title: str, names: list[str]) -> str:
    """Cut the outlet's name off the end (or head) of a title: "Rain ahead | The Daily" -> "Rain ahead"."""
    marks = list(SEPARATOR.finditer(title)) if len(title) < LONGEST else []
    for mark in reversed(marks):
        if is_site_name(title[mark.end() :], names) or _holds_site(title[mark.end() :], names):
            return without_site(title[: mark.start()].rstrip(), names)
    if marks and is_site_name(title[: marks[0].start()], names):
        return title[marks[0].end() :].lstrip()
    return title


def _holds_site(text: str, names: list[str]) -> bool:
    """Tell a tail like "The Daily News Online" that names the outlet among few other words."""
    tail = fold_letters(text)
    return len(text) < 60 and any(
        len(k) > 4 and k in tail and len(tail) < 3 * len(k) for k in map(_folded, names)
    )


def cut_titles(title: str) -> Iterator[str]:
    """Yield a title without its last parts, and without its first one."""
    marks = list(SEPARATOR.finditer(title)) if len(title) < LONGEST else []
    yield from (title[: mark.start()].rstrip() for mark in marks[-2:])
    if marks:
        yield title[marks[0].end() :].lstrip()
