"""Pictures, videos and audio: the main picture from metadata, others from the article's part of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from crawler.extraction.captions import caption_of
from crawler.extraction.metadata.jsonld import LinkedData, as_text
from crawler.extraction.metadata.markup import meta_values
from crawler.extraction.page.dom import Element, common_ancestor
from crawler.extraction.page.page import HtmlPage
from crawler.items import Image
from crawler.records import Found

#: Attributes in which a picture that loads late keeps its address, best first.
_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-full-src", "data-hi-res-src", "data-url",
    "data-image",
)  # fmt: skip
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_NO_PICTURE = re.compile(
    r"logo|sprite|pixel|spacer|blank\.|avatar|gravatar|favicon|/icons?[/_-]|icon\.|placeholder|1x1|tracking|"
    r"badge|emoji|share[-_.]|advert|banner",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"related|teaser|recommend|promo|sidebar|comment|author|newsletter|read-?more|most-?read|share|social|advert",
    re.IGNORECASE,
)
_PLAYERS = re.compile(
    r"youtube(?:-nocookie)?\.com/embed|youtu\.be/|player\.vimeo\.com|dailymotion\.com/embed|brightcove|jwplayer|jwplatform|"
    r"facebook\.com/plugins/video|players\.|/player/|rumble\.com/embed|ted\.com/talks|tv\.|/embed/video|glomex|kaltura|twitch\.tv",
    re.IGNORECASE,
)
_LISTENING = re.compile(
    r"soundcloud\.com/player|open\.spotify\.com/embed|podcast|omny\.fm|acast\.com|anchor\.fm|spreaker|megaphone\.fm|audioboom|/audio/",
    re.IGNORECASE,
)
_MIN_PIXELS = 90
#: Pictures, videos or recordings of one article, and characters of a `srcset` that are read.
MOST_MEDIA, _LONGEST_SET = 500, 20_000
#: Nodes of a `picture` with its sources.
_LARGEST_PICTURE = 200
_WHOLE_PAGE = frozenset({"body", "html"})


def article_part(inside: list[Element], *, heading: Element | None) -> Element | None:
    """Return the element that holds the article: around the body's containers or paragraphs (`inside`).

    It is the nearest `article` above them, else the nearest element that holds the headline too, else
    their common ancestor; None where nothing of the body stands in the tree.
    """
    common = common_ancestor(inside)
    if common is None:
        return None
    around = next((e for e in (common, *common.above()) if e.tag == "article"), None)
    if around is None and heading is not None:
        around = common_ancestor([common, heading])
    return around if around is not None and around.tag not in _WHOLE_PAGE else common


def main_image(page: HtmlPage, data: LinkedData) -> Found | None:
    """Return the address of the main picture, from JSON-LD, else from metadata."""
    linked = [address for v in data.values(data.article, "image") if (address := page.absolute(_address(v)))]
    stated = ((page.absolute(f.value), f.origin) for f in meta_values(page, "image"))
    found = [*((address, "jsonld") for address in linked[:1]), *stated]
    return next(
        (
            Found(value=address, origin=origin)
            for address, origin in found
            if address and not _NO_PICTURE.search(address)
        ),
        None,
    )


def _address(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or value.get("embedUrl") or value.get("@id")
        value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, str) else None


def find_images(
    page: HtmlPage, data: LinkedData, *, scope: Element | None, marked: list[Element]
) -> Found | None:
    """Return the article's pictures with captions and credits: those within `scope`, else JSON-LD's.

    `scope` is the article's part of the page (`article_part`), `marked` are the page's `marked_captions`.
    """
    found: dict[str, Image] = {}
    for image in islice(_figures(page, scope, marked), MOST_MEDIA):
        found.setdefault(picture_name(image.url), image)
    origin = "figure" if found else "jsonld"
    if not found:
        linked = (_linked(page, value) for value in data.values(data.article, "image"))
        found = {picture_name(image.url): image for image in linked if image}
    return Found(value=list(found.values()), origin=origin) if found else None


def _linked(page: HtmlPage, value: Any) -> Image | None:
    address = page.absolute(_address(value))
    if not address or _NO_PICTURE.search(address):
        return None
    node = value if isinstance(value, dict) else {}
    credit = (
        node.get("creditText") or node.get("copyrightHolder") or node.get("creator") or node.get("author")
    )
    return Image(
        url=address,
        caption=as_text(node.get("caption") or node.get("description")) or None,
        credit=as_text(credit) or None,
    )


def _figures(page: HtmlPage, scope: Element | None, marked: list[Element]) -> Iterator[Image]:
    for picture in _within(page, scope, "img", "amp-img"):
        address = page.absolute(image_source(picture)) if not _is_small(picture) else None
        if address and not _NO_PICTURE.search(address) and not _is_beside(picture, scope):
            caption, credit = caption_of(picture, marked, scope)
            yield Image(url=address, caption=caption, credit=credit)


def _within(page: HtmlPage, scope: Element | None, *tags: str) -> Iterator[Element]:
    """Yield the elements of some tags within `scope`, tag by tag."""
    if scope is not None:
        yield from (element for tag in tags for element in page.all(tag) if scope.holds(element))


def image_source(picture: Element) -> str | None:
    """Return the address that an `img` shows once loaded: lazy attributes, `src`, the largest of `srcset`."""
    for key in _LAZY:
        if (value := (picture.get(key) or "").strip()) and not value.startswith(("data:", "{")):
            return value
    own = (picture.get("src") or "").strip()
    if own and not own.startswith("data:") and not _NO_PICTURE.search(own):
        return own
    sets = [picture.get(key) for key in _LAZY_SETS]
    parent = picture.parent
    if parent is not None and parent.tag == "picture" and parent.end - parent.index < _LARGEST_PICTURE:
        sets += [s.get("data-srcset") or s.get("srcset") for s in parent.iter("source")]
    return next((largest for value in sets if value and (largest := _largest(value))), None)


def _largest(srcset: str) -> str | None:
    """Return the address with the greatest width or density of a `srcset`."""
    best, found = -1.0, None
    for entry in re.split(r",\s+", srcset[:_LONGEST_SET].strip()):
        parts = entry.split()
        if not parts or parts[0].startswith("data:"):
            continue
        size = re.match(r"([\d.]{1,10})[wx]", parts[1]) if len(parts) > 1 else None
        weight = (
            float(size.group(1)) if size and size.group(1).count(".") < 2 and size.group(1) != "." else 0.0
        )
        if weight > best:
            best, found = weight, parts[0].rstrip(",")
    return found


def _is_small(picture: Element) -> bool:
    sizes = [re.match(r"\d{1,5}", picture.get(key) or "") for key in ("width", "height")]
    return any(size and int(size.group()) < _MIN_PIXELS for size in sizes)


def _is_beside(element: Element, scope: Element | None) -> bool:
    """Tell whether an element stands in a teaser, an aside or a form within `scope`."""
    for parent in element.above():
        if parent is scope:
            return False
        if parent.tag in ("aside", "nav", "footer", "form") or _names_beside(parent.get("class") or ""):
            return True
    return False


@lru_cache(maxsize=8192)
def _names_beside(classes: str) -> bool:
    return _BESIDE.search(classes) is not None


def picture_name(address: str) -> str:
    """Return what the addresses of one picture in several sizes share: the address without its query."""
    return address.split("?", 1)[0]


def find_videos(page: HtmlPage, data: LinkedData, *, scope: Element | None) -> Found | None:
    """Return the addresses of videos: JSON-LD's, `og:video`, then players and files within `scope`."""
    linked = [_address(v) for v in data.values(data.article, "video")]
    linked += [
        _address(v)
        for v in data.values(data.article, "associatedMedia")
        if isinstance(v, dict) and v.get("@type") == "VideoObject"
    ]
    stated = [page.meta("og:video:secure_url", "og:video:url", "og:video")]
    printed = [e.get("src") or e.get("data-src") for e in _media(page, scope, "video")]
    players = [e.get("src") or e.get("data-src") for e in _media(page, scope, "iframe")]
    return _first_list(
        page,
        (linked, "jsonld"),
        (stated, "opengraph"),
        (printed + [a for a in players if a and _PLAYERS.search(a)], "player"),
    )


def find_audios(page: HtmlPage, data: LinkedData, *, scope: Element | None) -> Found | None:
    """Return the addresses of audio: JSON-LD's, `og:audio`, then players and files within `scope`."""
    linked = [_address(v) for v in data.values(data.article, "audio")]
    stated = [page.meta("og:audio:secure_url", "og:audio:url", "og:audio")]
    printed = [e.get("src") or e.get("data-src") for e in _media(page, scope, "audio")]
    players = [e.get("src") or e.get("data-src") for e in _media(page, scope, "iframe")]
    return _first_list(
        page,
        (linked, "jsonld"),
        (stated, "opengraph"),
        (printed + [a for a in players if a and _LISTENING.search(a)], "player"),
    )


def _media(page: HtmlPage, scope: Element | None, tag: str) -> Iterator[Element]:
    """Yield elements of one tag within `scope`, each followed by the `source` elements in it."""
    for element in _within(page, scope, tag):
        if not _is_beside(element, scope):
            yield element
            yield from element.iter("source") if element.end - element.index < _LARGEST_PICTURE else ()


def _first_list(page: HtmlPage, *sources: tuple[list[str | None], str]) -> Found | None:
    """Return the addresses of all sources, each once, with the origin of the first that gave any."""
    found: dict[str, str] = {}
    for addresses, origin in sources:
        for address in addresses[:MOST_MEDIA]:
            if absolute := page.absolute(address):
                found.setdefault(absolute, origin)
    return Found(value=list(found), origin=next(iter(found.values()))) if found else None
