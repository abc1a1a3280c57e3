"""The page and the record by which an outlet is tested, as `tests/outlets` keeps them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from scrapy.http import HtmlResponse, Request

from crawler.items import Article
from crawler.normalization import build_article
from crawler.onboarding.findings import SiteFindings, TriedArticle
from crawler.onboarding.invented_page import invent_page
from crawler.outlet.spider import OutletSpider
from crawler.records import Draft

logger = logging.getLogger(__name__)

#: What a record in a test leaves out: it may change to a better measure of the same.
_NOT_RECORDED = ("content_hash", "provenance", "confidence")
#: Addresses that are no articles which a test names.
_REFUSED = 8
#: Inventions of a page that are tried until one is read as the page was, and how far its text may be from it.
_INVENTIONS = 4
_MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class OutletFixture:
    """A page as an outlet's test keeps it, the JSON of what is expected of it, and the name of both files.

    `otherwise` names what is read of the invented page otherwise than of the page it was made from.
    """

    stem: str
    html: bytes
    record: str
    otherwise: tuple[str, ...] = ()


def make_fixture(outlet: type[OutletSpider], findings: SiteFindings) -> OutletFixture | None:
    """Return the test of an article, or None where the definition reads none of them.

    The page has invented text, and the record is what the outlet's own spider makes of that. Of the articles
    read, the surest comes first; of several inventions the one that is read most as the page was.
    """
    read = [one for one in findings.articles if one.article is not None and outlet.is_article_url(one.url)]
    refused = [url for url in dict.fromkeys(findings.addresses) if not outlet.is_article_url(url)][:_REFUSED]
    for tried in sorted(read, key=_sureness, reverse=True):
        made = min(_inventions(outlet, tried), key=lambda one: len(one.otherwise), default=None)
        if made is not None:
            record = format_record(made.article, url=tried.url, fetched_at=made.fetched_at, refused=refused)
            return OutletFixture(f"{made.fetched_at:%Y}", made.html, record, made.otherwise)
    return None


@dataclass(frozen=True, slots=True)
class _Invention:
    """An invented page with what is read of it, and in what that differs from what was read of its model."""

    html: bytes
    fetched_at: datetime
    article: Article
    otherwise: tuple[str, ...]


def _inventions(outlet: type[OutletSpider], tried: TriedArticle) -> Iterator[_Invention]:
    """Yield inventions that are read as articles, up to the first that is read as its model is."""
    model = read_as(outlet, tried.html, url=tried.url, fetched_at=tried.fetched_at)
    if model is None:
        return
    names = [outlet.name, *outlet.allowed_domains, *outlet.other_names]
    for seed in range(_INVENTIONS):
        try:
            page = invent_page(tried.html, model, url=tried.url, names=names, seed=str(seed))
        except ValueError as error:
            logger.info("%s", error)
            return
        fetched_at = tried.fetched_at + page.shift.by
        article = read_as(outlet, page.html, url=tried.url, fetched_at=fetched_at)
        if article is None:
            continue
        otherwise = tuple(_differences(model, article))
        yield _Invention(page.html, fetched_at, article, otherwise)
        if not otherwise:
            return


def _differences(model: Article, article: Article) -> Iterator[str]:
    """Yield the fields that one of two articles has and the other lacks, another language, a shorter text."""
    for field in fields(Article):
        name = field.name
        if name not in _NOT_RECORDED and bool(getattr(model, name)) != bool(getattr(article, name)):
            yield name
    if model.language != article.language:
        yield "language"
    if not 1 - _MARGIN < len(article.body) / max(len(model.body), 1) < 1 + _MARGIN:
        yield "body"


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
