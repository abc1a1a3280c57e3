"""The outlets' pages: in the outlet's markup, with invented text, beside the record expected of each.

A case is `tests/outlets/<outlet>/<name>.html` and `<name>.json`:

- `url`: the address that the page was fetched from; `fetched_at`: when; `link`: what the source said
  of it (`title`, `date`, `current`, `found_url`), where that matters;
- `same`: other addresses of the same article, which must have its key;
- `refused`: addresses of the outlet that are no articles;
- `article`: the whole record, but for empty fields, `content_hash`, `provenance` and `confidence`,
  which may change to a better origin that says the same, and to a newer measure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.http import HtmlResponse, Request

from crawler.items import Article
from crawler.normalization import build_article
from crawler.onboarding.outlet_fixture import record_for_test
from crawler.outlet import OutletSpider
from crawler.records import Draft

__all__ = ["Case", "cases", "drafted", "read", "read_case", "record_for_test"]

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """A saved page and what is expected of it."""

    path: Path

    def __str__(self) -> str:
        return f"{self.outlet}/{self.path.stem}"

    @property
    def outlet(self) -> str:
        """Name of the outlet's spider."""
        return self.path.parent.name

    @property
    def data(self) -> dict[str, Any]:
        """What the JSON file says."""
        loaded: dict[str, Any] = json.loads(self.path.with_suffix(".json").read_text("utf-8"))
        return loaded


def cases(folder: Path = FOLDER) -> list[Case]:
    """Every saved page."""
    return [Case(path) for path in sorted(folder.glob("*/*.html"))]


def read_case(case: Case, outlets: Mapping[str, type[OutletSpider]]) -> Article:
    """The article that the case's outlet, one of `outlets` by name, makes of its page."""
    data = case.data
    fetched = datetime.fromisoformat(data["fetched_at"])
    page = case.path.read_bytes()
    return read(outlets[case.outlet], page, url=data["url"], archive_date=fetched, **data.get("link", {}))


def read(outlet: type[OutletSpider], body: bytes, *, url: str, **meta: Any) -> Article:
    """The article that the outlet's own spider makes of a page: extraction and normalization, no store."""
    draft = drafted(outlet, body, url=url, **meta)
    assert draft.refusal is None, draft.refusal
    assert draft.context is not None
    return build_article(draft, draft.context)


def drafted(outlet: type[OutletSpider], body: bytes, *, url: str, **meta: Any) -> Draft:
    """What the outlet's own spider yields for a page."""
    request = Request(url, meta=meta)
    (draft,) = outlet().parse_article(HtmlResponse(url, body=body, request=request))
    assert isinstance(draft, Draft)
    return draft
