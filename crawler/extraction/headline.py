"""The headline: the `h1` that agrees best with what else the page says its title is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.extraction import metadata
from crawler.extraction.jsonld import LinkedData
from crawler.extraction.page import Page
from crawler.extraction.text import agreement, is_template, letters, squeeze, text_of
from crawler.extraction.tree import Element
from crawler.items import Found

#: An `h1` that agrees less than this with every other source is a section's or the site's name.
AGREES = 0.5
#: No headline is longer.
_LONGEST = 500
#: The only `h1` of a page needs less.
AGREES_ALONE = 0.3
#: Agreement with `<title>` is worth this share of agreement with a title stated for sharing.
TITLE_COUNTS = 0.8
_SEPARATOR = re.compile(r"\s[|\-–—·•:»«~/\\]{1,3}\s|\s?[|｜»_]\s?|\s::\s")
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu", "gob", "gouv", "or", "ne", "go"))


def site_names(page: Page, data: LinkedData) -> list[str]:
    """Return the outlet's names: what metadata and JSON-LD state, and its host's label."""
    stated = [metadata.site_name(page)]
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
    found = letters(text)
    return any(
        found == known or (len(known) > 3 and found in (known + "com", "the" + known))
        for known in map(_folded, names)
    )


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    return letters(text)


def without_site(title: str, names: list[str]) -> str:
    """Cut the outlet's name off the end (or head) of a title: "Rain ahead | The Daily" -> "Rain ahead"."""
    marks = list(_SEPARATOR.finditer(title)) if len(title) < _LONGEST else []
    for mark in reversed(marks):
        if is_site_name(title[mark.end() :], names) or _holds_site(title[mark.end() :], names):
            return without_site(title[: mark.start()].rstrip(), names)
    if marks and is_site_name(title[: marks[0].start()], names):
        return title[marks[0].end() :].lstrip()
    return title


def _holds_site(text: str, names: list[str]) -> bool:
    """Tell a tail like "The Daily News Online" that names the outlet among few other words."""
    tail = letters(text)
    return len(text) < 60 and any(
        len(k) > 4 and k in tail and len(tail) < 3 * len(k) for k in map(_folded, names)
    )


def shortened(title: str, names: list[str]) -> str:
    """Cut a `<title>`: the outlet's name, else a last part that is shorter than what stands before it."""
    cut = without_site(title, names)
    if cut != title:
        return cut
    marks = list(_SEPARATOR.finditer(title))
    if marks and len(title) - marks[-1].end() < 0.4 * marks[-1].start():
        return title[: marks[-1].start()].rstrip()
    return title


def other_titles(page: Page, data: LinkedData, names: list[str]) -> list[Found]:
    """Return the titles that the page states outside its headings, in order of trust."""
    linked = data.text(data.article, "headline") or data.text(data.article, "name")
    found = [
        Found(value=without_site(f.value, names), rung=f.rung) for f in metadata.candidates(page, "headline")
    ]
    if linked:
        found.insert(1, Found(value=without_site(linked, names), rung="jsonld"))
    if page.title:
        found.append(Found(value=shortened(page.title, names), rung="title"))
    return [
        f for f in found if letters(f.value) and not is_template(f.value) and not is_site_name(f.value, names)
    ]


def headings(page: Page, names: list[str]) -> list[Element]:
    """Return the `h1` elements that can be a headline."""
    return [h for h in page.all("h1") if _usable(text_of(h), names)]


def _usable(text: str, names: list[str]) -> bool:
    return (
        len(letters(text)) > 1
        and len(text) < _LONGEST
        and not is_template(text)
        and not is_site_name(text, names)
    )


def headlines(page: Page, data: LinkedData, names: list[str]) -> Iterator[tuple[Found, Element | None]]:
    """Yield headlines with the heading they stand for (None where there is none), best first."""
    stated = other_titles(page, data, names)
    found = headings(page, names)
    ranked = sorted(((_support(h, stated), h) for h in found), key=lambda entry: -entry[0])
    enough = AGREES_ALONE if len(ranked) == 1 else AGREES
    for support, heading in ranked:
        if support >= enough:
            if (both := _unanimous(stated)) and _prefers_stated(heading, both.value):
                yield both, heading
            yield Found(value=_as_printed(heading, stated), rung="heading"), heading
    lone = ranked[0][1] if len(ranked) == 1 else None
    yield from ((title, lone) for title in stated if title.rung != "title")
    if ranked:
        yield Found(value=text_of(ranked[0][1]), rung="heading"), ranked[0][1]
    yield from ((title, None) for title in stated)


def _support(heading: Element, stated: list[Found]) -> float:
    """Score how well a heading agrees with the stated titles; the `<title>` of the page counts less."""
    text = text_of(heading)
    scores = [(TITLE_COUNTS if t.rung == "title" else 1.0) * _likeness(text, t.value) for t in stated]
    return max(scores, default=0.0)


def _likeness(text: str, title: str) -> float:
    return max(agreement(text, title), 0.9 * _ends_with(text, title))


def _ends_with(text: str, title: str) -> bool:
    found, wanted = letters(text), letters(title)
    return len(wanted) >= 10 and len(found) > len(wanted) and found.endswith(wanted)


def _as_printed(heading: Element, stated: list[Found]) -> str:
    """Return the heading's text; where child elements make it up, as the stated title spells it.

    So a kicker in an element of its own goes ("Floods" + "Two ministers resign"), and one that belongs
    to the title keeps the colon that the style sheet draws.
    """
    text = text_of(heading)
    if heading.has_children:
        for title in stated:
            if _ends_with(text, title.value) or letters(text) == letters(title.value):
                return squeeze(title.value)
    return text


def _unanimous(stated: list[Found]) -> Found | None:
    """Return the title that both OpenGraph and JSON-LD state in the same words."""
    linked = [t for t in stated if t.rung == "jsonld"]
    shared = [t for t in stated if t.rung == "opengraph"]
    return next((t for t in linked for s in shared if letters(t.value) == letters(s.value)), None)


def _prefers_stated(heading: Element, title: str) -> bool:
    """Tell whether heading and title differ by a kicker only, so that the stated form decides."""
    printed, wanted = letters(text_of(heading)), letters(title)
    return printed != wanted and (wanted.endswith(printed) or printed.endswith(wanted))


def heading_of(page: Page, names: list[str], title: str | None) -> Element | None:
    """Return the heading that stands for a headline found elsewhere: an `h1`, else a lower one."""
    found = headings(page, names)
    if found:
        return max(found, key=lambda h: agreement(text_of(h), title or ""))
    lower = [h for tag in ("h2", "h3", "h4") for h in page.all(tag)]
    return next((h for h in lower if title and letters(text_of(h)) == letters(title)), None)
