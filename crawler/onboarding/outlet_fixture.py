"""The page and the record by which an outlet is tested, as `tests/outlets` keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from scrapy.http import HtmlResponse, Request

from crawler.items import Article
from crawler.normalization import build_article
from crawler.onboarding.findings import SiteFindings, TriedArticle
from crawler.outlet.spider import OutletSpider
from crawler.records import Draft

#: What a record in a test leaves out: it may change to a better measure of the same.
_NOT_RECORDED = ("content_hash", "provenance", "confidence")
#: Addresses that are no articles which a test names.
_REFUSED = 8


@dataclass(frozen=True, slots=True)
class OutletFixture:
    """A page as an outlet's test keeps it, the JSON of what is expected of it, and the name of both files."""

    stem: str
    html: bytes
    record: str


def make_fixture(outlet: type[OutletSpider], findings: SiteFindings) -> OutletFixture | None:
    """Return the test of the article that was read best, or None where the definition reads none of them."""
    read = [one for one in findings.articles if one.article is not None and outlet.is_article_url(one.url)]
    refused = [url for url in dict.fromkeys(findings.addresses) if not outlet.is_article_url(url)][:_REFUSED]
    for tried in sorted(read, key=_sureness, reverse=True):
        made = read_as(outlet, tried.html, url=tried.url, fetched_at=tried.fetched_at)
        if made is not None:
            record = format_record(made, url=tried.url, fetched_at=tried.fetched_at, refused=refused)
            return OutletFixture(f"{tried.fetched_at:%Y}", tried.html, record)
    return None


def _sureness(tried: TriedArticle) -> float:
    return sum(tried.article.confidence.values()) if tried.article else 0.0


def read_as(outlet: type[OutletSpider], html: bytes, *, url: str, fetched_at: datetime) -> Article | None:
    """Return the article that an outlet's own spider makes of a page fetched before, or None."""
    response = HtmlResponse(url, body=html, request=Request(url, meta={"archive_date": fetched_at}))
    drafts = [made for made in outlet().parse_article(response) if isinstance(made, Draft)]
    if not drafts or drafts[0].refusal or drafts[0].context is None:
        return None
    return build_article(drafts[0], drafts[0].context)


def format_record(made: Article, *, url: str, fetched_at: datetime, refused: Sequence[str]) -> str:
    """Return the JSON of an outlet's test: the page's address, addresses of no articles, and the record."""
    data = {
        "url": url,
        "fetched_at": fetched_at.isoformat(),
        "same": [],
        "refused": list(refused),
        "article": record_for_test(made),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def record_for_test(made: Article) -> dict[str, Any]:
    """Return an article as it stands in a test: dates in ISO 8601, without what a test leaves out."""
    values = {k: v for k, v in asdict(made).items() if k not in _NOT_RECORDED and v not in (None, "", [], {})}
    return {name: _printed(value) for name, value in values.items()}


def _printed(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return [_printed(one) for one in value]
    if isinstance(value, dict):
        return {name: _printed(one) for name, one in value.items() if one is not None}
    return value
