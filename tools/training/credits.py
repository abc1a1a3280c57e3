"""A page of the corpora read as far as the places around its headline, as the ladder reads it."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.extraction.ladder import _Climb
from crawler.extraction.metadata.jsonld import LinkedData
from crawler.extraction.page.around_headline import Nearby
from crawler.extraction.page.page import HtmlPage, read_page
from crawler.records import Draft
from tools.training.pages import Sample


@dataclass(frozen=True, slots=True)
class Read:
    """What dates and authors are read from."""

    page: HtmlPage
    data: LinkedData
    near: Nearby
    names: list[str]
    language: str | None


def read(sample: Sample) -> Read:
    """Return a sample's page with its linked data and what stands around its headline."""
    page = read_page(sample.html, url=sample.url)
    climb = _Climb(page, {}, Draft(url=sample.url))
    climb.headline()
    return Read(page, climb.data, climb.around(), climb.names, climb.draft.page_language)
