"""What a request carries of its page, and what its response and items say of the page they belong to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from itemadapter import ItemAdapter
from scrapy.http import Request, Response

from crawler.outlet_rules import OutletRules
from crawler.records import Draft
from crawler.schedule.revisit import is_whole_due
from crawler.storage import Page
from crawler.storage.in_flight import Fetch

#: Says whose rules hold for an address.
OutletFinder = Callable[[str], type[OutletRules]]
#: Sources are asked before articles.
SOURCE_PRIORITY = 10


def make_page_request(page: Page, *, callback: Callable[..., Any], errback: Callable[..., Any]) -> Request:
    """The request for a page taken up; raises ValueError where its address is none.

    What the spider may know of the page stands in its `meta`.
    """
    meta = {
        "page": page,
        "kind": page.kind,
        "found_url": page.url,
        "link_title": page.link_title,
        "link_date": page.link_date,
        "discovered_via": page.discovered_via,
        "current": page.current,
    }
    return Request(
        page.url,
        callback,
        errback=errback,
        meta=meta,
        priority=SOURCE_PRIORITY if page.kind != "article" else 0,
        dont_filter=True,
    )


def is_address_of(page: Page, url: str, *, outlet_for: OutletFinder) -> bool:
    """Whether `url` has the page's key: what leads to another page has validators of its own."""
    if url == page.url:
        return True
    try:
        return outlet_for(url).key(url) == page.key
    except ValueError:
        return False


def recorded_at(of: Request | Response) -> datetime | None:
    """When the answer was recorded, under replay; elsewhere None."""
    moment = of.meta.get("archive_date")
    return moment if isinstance(moment, datetime) else None


def is_later_page(response: Response) -> bool:
    """Whether this is a later page of an article of several."""
    return response.request is not None and "draft" in response.request.cb_kwargs


def is_stored(page: Page, response: Response, *, extractor_version: str) -> bool:
    """Whether the body is the one that the stored article was read from, by the extractor of this version."""
    if page.article_raw_hash is None or is_later_page(response):
        return False
    if page.article_extractor_version != extractor_version:
        return False
    return body_hash(response) == page.article_raw_hash


def is_read(page: Page, response: Response, *, now: datetime) -> bool:
    """Whether the body is the one that a source's links were read from, not too long ago."""
    if page.kind == "article" or page.body_hash is None or is_whole_due(page.read_whole_at, now=now):
        return False
    return page.body_hash == body_hash(response)


def body_hash(response: Response) -> str:
    """The SHA-256 of a body."""
    return sha256(response.body).hexdigest()


def fetch_of(page: Page, response: Response, *, moment: datetime, outlet_for: OutletFinder) -> Fetch:
    """The page with the response's validators; an article of several pages has none for the whole."""
    if is_later_page(response):
        return Fetch(page=page, moment=moment)
    etag, last_modified = validators_of(page, response, outlet_for=outlet_for)
    raw_hash = body_hash(response)
    return Fetch(page=page, moment=moment, raw_hash=raw_hash, etag=etag, last_modified=last_modified)


def validators_of(
    page: Page, response: Response, *, outlet_for: OutletFinder
) -> tuple[str | None, str | None]:
    """The ETag and Last-Modified of a response, where they are those of the page's own address."""
    if not is_address_of(page, response.url, outlet_for=outlet_for):
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
