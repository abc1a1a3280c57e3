"""Whether a page's text and data mining is reserved: by its metadata, its headers, or its host's file.

TDMRep (W3C community group report, 2024) says it with `tdm-reservation`; what stands nearest to the page
counts. `noai` in the robots directives of page or headers is an opt-out too, whatever else is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.records import Found

NAME = "tdm-reservation"


def find_reservation(
    *, metas: Mapping[str, Sequence[str]], headers: Mapping[str, str], host: bool | None
) -> Found | None:
    """What is said of text and data mining, and where (meta, header, host-file); None: nothing.

    `metas` are contents by lower-case name, `headers` values by lower-case name, `host` is what the
    host's tdmrep.json says of the address.
    """
    if any("noai" in robots_directives(content) for content in metas.get("robots", ())):
        return Found(value=True, origin="meta")
    if "noai" in robots_directives(headers.get("x-robots-tag", "")):
        return Found(value=True, origin="header")
    stated = (
        (stated_value(next(iter(metas.get(NAME, ())), "")), "meta"),
        (stated_value(headers.get(NAME, "")), "header"),
        (host, "host-file"),
    )
    return next((Found(value=value, origin=origin) for value, origin in stated if value is not None), None)


def stated_value(text: str) -> bool | None:
    """What "1" and "0" mean; anything else says nothing (an error is no reservation, by TDMRep)."""
    return {"1": True, "0": False}.get(text.strip())


def robots_directives(text: str) -> set[str]:
    """The directives of a robots meta or X-Robots-Tag, those that name a crawler ("bot: noai") left out."""
    return {part.strip().lower() for part in text.split(",")}
