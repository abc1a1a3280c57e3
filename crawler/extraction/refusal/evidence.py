"""Evidence that a page is an article or is none, in points: its address, what it says of itself, its build.

No single sign decides. Section pages call themselves articles, articles call themselves websites, and short
news are shorter than a listing's excerpts; but few pages err in all of that at once. A page of fewer than 0
points is no article. The points follow from what the signs mean and were set by hand on pages of both kinds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.extraction.metadata.jsonld import LinkedData, node_types
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import fold_letters, visible_text
from crawler.extraction.refusal.prose import ENOUGH, Prose, main_prose, weigh_text
from crawler.normalization.urls.address import names_article
from crawler.normalization.urls.path_words import ID_PARAMS, LIST_PARAMS, LISTS, SECTIONS
from crawler.records import Draft

#: Points by size of the page's own prose: the most that has less than so many characters.
_BY_PROSE = ((60, -2.0), (200, -0.5), (450, 0.5), (900, 2.0), (1800, 4.0))
_MUCH_PROSE = 5.0
#: Points by what the address is of.
_BY_ADDRESS = {"front": -4.0, "list": -3.0, "section": -1.5, "video": 0.0, "article": 1.0, "": 0.0}
#: Points of a page that calls itself a video, with a few words about it, and with prose.
_VIDEO, _VIDEO_WITH_PROSE = -3.0, -1.0
#: Points of a page on which an outlet's own selector finds what it was written for.
_BY_SELECTOR = 2.0
#: Confidence from which a body counts as prose, however its paragraphs stand.
_SURE = 0.9
#: Headlines of fewer letters are names of sections, tags and people as a rule; of more, sentences.
_SHORT_NAME, _SENTENCE = 12, 24
#: Nodes of the largest heading.
_LARGEST_HEADING = 500
#: Headings with links, beside hardly any prose, that make a list.
_MANY_CARDS = 5
#: Items of lists that are compared with the links.
_ITEMS = 500
_LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList"})
#: Segments under which videos stand, and segments that end the address of a list of galleries.
_VIDEOS = frozenset({
    "video", "videos", "vid", "watch", "mediathek", "mediateca", "mediatheque", "videolar", "videoshow",
    "videogalerie", "video-galeri", "multimedia", "stream", "tvcast", "movie", "webtv", "av", "tv",
    "clip", "clips", "playlist",
})  # fmt: skip
_GALLERIES = frozenset({
    "gallery", "galleries", "galerie", "galerien", "galeria", "galeri", "galleria", "foto", "fotos", "photo",
    "photos", "pictures", "bilder",
})  # fmt: skip
_FRONT = re.compile(
    r"/?(?:(?:index|default|home|homepage|accueil|inicio|portada|startseite)(?:\.\w{2,5})?/?)?"
)
_LANGUAGE_ROOT = re.compile(r"/[a-z]{2}(?:[-_][a-z]{2,4})?/?", re.I)
_ENDING = re.compile(r"\.[a-z]{2,5}$")


def address_kind(url: str) -> str:
    """Return what an address says it is of: "front", "list", "section", "video", "article" or ""."""
    parts = urlsplit(url)
    path, names = unquote(parts.path).lower(), {name for name, _ in parse_qsl(parts.query)}
    if names & LIST_PARAMS and not names & ID_PARAMS:
        return "list"
    if parts.netloc and (_FRONT.fullmatch(path) or _LANGUAGE_ROOT.fullmatch(path)):
        return "article" if names & ID_PARAMS else "front"
    segments = [_ENDING.sub("", segment) for segment in path.split("/") if segment]
    return _kind_by_words(segments) or ("article" if names_article(path) or names & ID_PARAMS else "")


def _kind_by_words(segments: list[str]) -> str:
    words = frozenset(segments)
    if words & LISTS:
        return "list"
    if words & SECTIONS or (segments and segments[-1] in _GALLERIES):
        return "section"
    return "video" if words & _VIDEOS else ""


def draft_text(draft: Draft, name: str) -> str:
    """Return the text of a draft's field; "" where it has none."""
    found = draft.fields.get(name)
    return str(found.value) if found else ""


@dataclass
class PageEvidence:
    """What a page shows of being an article, each thing read once; `points` is below 0 where it is none."""

    draft: Draft
    page: HtmlPage
    data: LinkedData

    @cached_property
    def prose(self) -> Prose:
        """The largest group of paragraphs on the page."""
        return main_prose(self.page)

    @cached_property
    def address(self) -> str:
        """The kind of the page's address (`address_kind`)."""
        return address_kind(self.draft.url)

    @cached_property
    def types(self) -> set[str]:
        """The types of all things that JSON-LD names."""
        return {kind for node in self.data.nodes for kind in node_types(node)}

    @cached_property
    def headline(self) -> str:
        """The headline that was found, "" without one."""
        return draft_text(self.draft, "headline")

    @cached_property
    def is_video(self) -> bool:
        """Whether the page calls itself a video, by type or address, and no article."""
        if self.data.article is not None:
            return False
        kind = (self.page.meta("og:type") or "").lower()
        return "VideoObject" in self.types or kind.startswith("video") or self.address == "video"

    @property
    def is_list_of_links(self) -> bool:
        """Whether the page has items of lists, and most of them are links as a whole."""
        items = [visible_text(item) for item in self.page.all("li")[:_ITEMS]]
        links = {visible_text(link) for link in self.page.all("a")[:_ITEMS]}
        return sum(item in links for item in items) > max(_MANY_CARDS, len(items) / 2)

    @cached_property
    def size(self) -> int:
        """Characters of the largest group of paragraphs, or of a body that counts as such; weighed as prose.

        A body counts where it is sure, or where the page states it for its scripts and does not show it.
        """
        body = self.draft.fields.get("body")
        counts = body is not None and (
            body.origin == "state" or (body.origin == "text" and (body.confidence or 0.0) >= _SURE)
        )
        return max(self.prose.size, int(weigh_text(str(body.value))) if body is not None and counts else 0)

    @property
    def lists_others(self) -> bool:
        """Whether the page is like lists in its address, types, cards, headings, or items that lead on."""
        return bool(
            self.address in ("front", "list", "section")
            or self.types & _LIST_TYPES
            or self.prose.alike
            or self._of_links()
            or self.is_list_of_links
        )

    @property
    def points(self) -> float:
        """The sum of all evidence."""
        return (
            self._of_prose()
            + _BY_ADDRESS[self.address]
            + self._of_types()
            + self._of_metadata()
            + self._of_headline()
            + self._of_title()
            + self._of_links()
            + _BY_SELECTOR * self._is_selected
            - ("date_published" not in self.draft.fields)
        )

    @property
    def _is_selected(self) -> bool:
        """Whether a selector of the outlet's for articles found headline or body."""
        given = (self.draft.fields.get(name) for name in ("headline", "body"))
        return any(found is not None and found.origin == "selector" for found in given)

    def _of_prose(self) -> float:
        points = next((points for below, points in _BY_PROSE if self.size < below), _MUCH_PROSE)
        return points - 1.5 * (self.prose.alike >= 2)

    def _of_types(self) -> float:
        """Weigh JSON-LD: an article with a date, unless it is one named like a section."""
        article = self.data.article
        if article is not None:
            return 2.0 if article.get("datePublished") and not self._is_short_name else 0.5
        if self.is_video:
            return _VIDEO if self.prose.size < ENOUGH else _VIDEO_WITH_PROSE
        return -1.5 if self.types & _LIST_TYPES else 0.0

    def _of_metadata(self) -> float:
        kind = (self.page.meta("og:type") or "").lower()
        if kind.startswith("article"):
            return 1.5 if self.page.meta("article:published_time") else 0.5
        return -1.5 if kind.startswith(("profile", "object")) else 0.0

    @cached_property
    def _is_short_name(self) -> bool:
        return weigh_text(fold_letters(self.headline)) < _SHORT_NAME

    def _of_headline(self) -> float:
        if self._is_short_name:
            return -1.5
        return 0.5 if weigh_text(fold_letters(self.headline)) >= _SENTENCE else 0.0

    def _of_title(self) -> float:
        """Weigh a title that begins with the site's name, as home pages' do; articles' begin otherwise."""
        site = fold_letters(self.page.meta("og:site_name") or "")
        return -1.0 if site and fold_letters(self.page.title).startswith(site) else 0.0

    def _of_links(self) -> float:
        """Weigh headings that lead to other pages: the headline itself, or many beside hardly any prose."""
        if self.prose.size >= 2 * ENOUGH:
            return 0.0
        linked = [
            (h, a) for tag in ("h1", "h2", "h3", "h4") for h in self.page.all(tag) if (a := _link_of(h))
        ]
        elsewhere = any(self._leads_away(heading, link) for heading, link in linked)
        return -1.5 * elsewhere - (len(linked) >= _MANY_CARDS and self.prose.size < ENOUGH)

    def _leads_away(self, heading: Element, link: Element) -> bool:
        if fold_letters(visible_text(heading)) != fold_letters(self.headline):
            return False
        target = self.page.absolute(link.get("href")) or self.draft.url
        return urlsplit(target).path not in ("", urlsplit(self.draft.url).path)


def _link_of(heading: Element) -> Element | None:
    """Return the link in a heading, or around it; what holds hundreds of nodes is no heading."""
    inside = next(heading.below("a"), None) if heading.end - heading.index < _LARGEST_HEADING else None
    return inside or (heading.parent if heading.parent is not None and heading.parent.tag == "a" else None)
