"""What one page of an article gives: its draft, or why the outlet can't or may not use it.

Text and data mining may be reserved by a page's metadata, its headers, or its host's file. TDMRep (W3C
community group report, 2024) says it with `tdm-reservation`; what stands nearest to the page counts.
`noai` in the robots directives of page or headers is an opt-out too, whatever else is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scrapy.http import Response

from crawler.extraction.reading import HtmlReading
from crawler.outlet.attributes import Outlet
from crawler.records import Draft, Found, PageRefused

#: Media types, and families of them, that are no page.
NO_TEXT = ("image", "video", "audio", "font", "application/pdf", "application/zip")
#: The metadata and the header that say whether text and data mining is reserved: "1" or "0".
TDM = "tdm-reservation"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """The draft of one page, and the address of the article's next page, where the outlet has one."""

    draft: Draft
    following: str | None


def judge_article_page(
    reading: HtmlReading, response: Response, outlet: type[Outlet], *, obey_reservations: bool
) -> ArticlePage | PageRefused:
    """Take what was read of a page by its outlet's rules; what is reserved is refused if that is obeyed."""
    draft = reading.draft
    for field in outlet.generic:
        if field in draft.fields and draft.fields[field].origin != "selector":
            del draft.fields[field]
    host, headers = response.meta.get("tdm_reservation"), _headers(response)
    if reserved := find_reservation(metas=reading.metas, headers=headers, host=host):
        draft.fields["tdm_reservation"] = reserved
        if reserved.value and obey_reservations:
            return PageRefused(reason="tdm-reserved", detail=f"by its {reserved.origin}")
    following = reading.following
    return ArticlePage(draft, following if following and outlet.owns(following) else None)


def content_type_of(response: Response) -> str:
    """The Content-Type header as text; empty where there is none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def is_no_text(content_type: str) -> bool:
    """Whether a server says that what it sends is no page to read, whatever the body holds."""
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type.partition("/")[0] in NO_TEXT or media_type in NO_TEXT


def _headers(response: Response) -> dict[str, str]:
    """The headers as text by lower-case name, those of one name joined by commas."""
    named = response.headers.items()
    return {key.decode("latin-1").lower(): b",".join(values).decode("latin-1") for key, values in named}


def find_reservation(
    *, metas: Mapping[str, Sequence[str]], headers: Mapping[str, str], host: bool | None
) -> Found | None:
    """What is said of text and data mining, and where (meta, header, host-file); None: nothing.

    `metas` are contents by lower-case name, `headers` values by lower-case name, `host` is what the
    host's tdmrep.json says of the address.
    """
    if any("noai" in _directives(content) for content in metas.get("robots", ())):
        return Found(value=True, origin="meta")
    if "noai" in _directives(headers.get("x-robots-tag", "")):
        return Found(value=True, origin="header")
    stated = (
        (_stated(next(iter(metas.get(TDM, ())), "")), "meta"),
        (_stated(headers.get(TDM, "")), "header"),
        (host, "host-file"),
    )
    return next((Found(value=value, origin=origin) for value, origin in stated if value is not None), None)


def _stated(text: str) -> bool | None:
    """What "1" and "0" mean; anything else says nothing (an error is no reservation, by TDMRep)."""
    return {"1": True, "0": False}.get(text.strip())


def _directives(text: str) -> set[str]:
    """The directives of a robots meta or X-Robots-Tag, those that name a crawler ("bot: noai") left out."""
    return {part.strip().lower() for part in text.split(",")}
