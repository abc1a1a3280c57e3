"""All that a crawl asks of an article's page at once, in values alone, so that a reader may do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.extraction.ladder import extract_draft
from crawler.extraction.multipage import next_page
from crawler.extraction.page.page import read_page
from crawler.records import Draft


@dataclass(frozen=True, slots=True)
class HtmlReading:
    """What a page gives whatever its outlet: the draft, its metas by name, its next page's address."""

    draft: Draft
    metas: Mapping[str, list[str]]
    following: str | None


def read_html(body: bytes, *, url: str, content_type: str, selectors: Mapping[str, list[str]]) -> HtmlReading:
    """Read the bytes of a page by the selectors of its outlet; never raises on any page."""
    page = read_page(body, url=url, content_type=content_type)
    draft = extract_draft(page, url=url, selectors=selectors)
    reading = HtmlReading(draft, dict(page.metas), next_page(page, url))
    page.close()
    return reading
