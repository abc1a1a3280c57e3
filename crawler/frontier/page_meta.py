"""What a request, its response and the items made of it say of the page that they belong to."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from itemadapter import ItemAdapter
from scrapy.http import Request, Response

from crawler.middlewares.conditional import is_address_of
from crawler.records import Draft
from crawler.storage import Page, is_whole_due
from crawler.storage.tickets import Fetch


def recorded_at(of: Request | Response) -> datetime | None:
    """When the answer was recorded, under replay; elsewhere None."""
    moment = of.meta.get("archive_date")
    return moment if isinstance(moment, datetime) else None


def is_later_page(response: Response) -> bool:
    """Whether this is a later page of an article of several."""
    return response.request is not None and "draft" in response.request.cb_kwargs


def is_stored(page: Page, response: Response, *, spider: Any) -> bool:
    """Whether the body is the one that the stored article was read from, by this extractor."""
    if page.article_raw_hash is None or is_later_page(response):
        return False
    if page.article_extractor_version != getattr(spider, "extractor_version", None):
        return False
    return body_hash(response) == page.article_raw_hash


def is_read(page: Page, response: Response, *, now: datetime) -> bool:
    """Whether the body is the one that a source's links were read from, not too long ago."""
    known = page.kind != "article" and page.body_hash is not None
    return known and page.body_hash == body_hash(response) and not is_whole_due(page.read_whole_at, now=now)


def body_hash(response: Response) -> str:
    """The SHA-256 of a body."""
    return sha256(response.body).hexdigest()


def fetch_of(page: Page, response: Response, *, moment: datetime, spider: Any) -> Fetch:
    """The page with the response's validators; an article of several pages has none for the whole."""
    if is_later_page(response):
        return Fetch(page=page, moment=moment)
    etag, last_modified = validators_of(page, response, spider=spider)
    raw_hash = body_hash(response)
    return Fetch(page=page, moment=moment, raw_hash=raw_hash, etag=etag, last_modified=last_modified)


def validators_of(page: Page, response: Response, *, spider: Any) -> tuple[str | None, str | None]:
    """The ETag and Last-Modified of a response, where they are those of the page's own address."""
    if not is_address_of(page, response.url, spider=spider):
        return None, None
    return _header(response, "ETag"), _header(response, "Last-Modified")


def page_of_item(item: Any, response: Any) -> Page | None:
    """The page that an item came from."""
    fetch = getattr(item, "fetch", None)
    if isinstance(fetch, Fetch):
        return fetch.page
    request = getattr(response, "request", None)
    return request.meta.get("page") if request is not None else None


def fetched_at(item: Any) -> datetime | None:
    """When the page was fetched that an item came from."""
    fetch = getattr(item, "fetch", None)
    return fetch.moment if isinstance(fetch, Fetch) else None


def payload_of(item: Any) -> dict[str, str]:
    """What was known of an item, as text that JSON can hold."""
    article = item.article if isinstance(item, Draft) else item
    values = ItemAdapter(article).asdict() if article is not None else item.fields
    return {name: repr(value)[:2000] for name, value in values.items()}


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
