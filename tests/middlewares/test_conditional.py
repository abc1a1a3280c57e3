"""Validators go out only where what they stand for is stored."""

from types import SimpleNamespace

import pytest
from scrapy.http import Request

from crawler.middlewares.conditional import ConditionalMiddleware
from crawler.outlet import OutletSpider
from crawler.records import Draft
from crawler.storage import Page

URL = "https://gazette.example/news/7-title"


class Gazette(OutletSpider):
    """An outlet."""

    name = "gazette"
    allowed_domains = ["gazette.example"]
    article_url = r"/news/(?P<id>\d+)-"


def sent(kind="article", url=URL, etag='"v1"', last_modified="Sun, 01 Mar 2026 10:00:00 GMT", **arguments):
    page = Page(1, Gazette.key(URL), kind, URL, "gazette", "done", etag=etag, last_modified=last_modified)
    request = Request(url, meta={"page": page})
    spider = Gazette(**arguments)
    ConditionalMiddleware(SimpleNamespace(spider=spider)).process_request(request)
    return {name.decode(): values[0].decode() for name, values in request.headers.items()}


def test_both_validators_are_sent():
    expected = {"If-None-Match": '"v1"', "If-Modified-Since": "Sun, 01 Mar 2026 10:00:00 GMT"}
    assert sent() == expected
    assert sent(kind="feed") == expected


def test_what_is_not_known_is_not_sent():
    assert sent(etag=None) == {"If-Modified-Since": "Sun, 01 Mar 2026 10:00:00 GMT"}
    assert sent(etag=None, last_modified=None) == {}


@pytest.mark.parametrize("arguments", [{"since": "2024-01-01"}, {"until": "2024-01-01"}, {"section": "news"}])
def test_a_source_is_read_whole_where_other_links_are_wanted_of_it(arguments):
    assert sent(kind="feed", **arguments) == {}
    assert len(sent(kind="article", **arguments)) == 2


def test_another_form_of_the_address_is_the_same_page_and_another_page_is_not():
    assert len(sent(url=f"{URL}?utm_source=rss")) == 2
    assert sent(url="https://gazette.example/news/8-other") == {}


def test_the_next_page_of_an_article_is_fetched_whole():
    page = Page(1, "k", "article", URL, "gazette", "done", etag='"v1"')
    request = Request(URL, meta={"page": page}, cb_kwargs={"draft": Draft(url=URL)})
    ConditionalMiddleware(SimpleNamespace(spider=Gazette())).process_request(request)
    assert not request.headers


def test_a_request_without_a_page_is_left_alone():
    request = Request(f"{URL}/robots.txt")
    ConditionalMiddleware(SimpleNamespace(spider=Gazette())).process_request(request)
    assert not request.headers
