"""Refreshes in pages are followed as Scrapy follows them, wherever in its 4,096 characters they stand."""

from __future__ import annotations

import pytest
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware as Scrapys
from scrapy.http import HtmlResponse, Request, Response, TextResponse
from scrapy.utils.test import get_crawler

from crawler.middlewares.meta_refresh import MetaRefreshMiddleware

TAG = '<meta http-equiv="refresh" content="0; url=/new/{}">'
PAGES = {
    "plain": "<html><head>" + TAG.format(1),
    "capitals": "<html><head>" + TAG.format(2).upper(),
    "letter as a number": "<html><head>" + TAG.format(3).replace("refresh", "&#114;efresh"),
    "accents before it": "<title>" + "é" * 3_000 + "</title>" + TAG.format(4),
    "at the end of the head": "x" * 4_030 + TAG.format(5),
    "beyond the head": "x" * 4_096 + TAG.format(6),
    "later than it may be": TAG.format(7).replace("0;", "3600;"),
    "in a comment": "<!-- " + TAG.format(8) + " -->",
    "another word": '<meta http-equiv="expires" content="0">&#39;',
    "none": "<html><head><title>News</title>",
}


def answer(middleware: type[Scrapys], text: str, encoding: str) -> str:
    response = HtmlResponse("https://example.org/old", body=text.encode(encoding), encoding=encoding)
    made = middleware.from_crawler(get_crawler()).process_response(Request(response.url), response)
    if isinstance(made, Request):
        return made.url
    assert made is response
    return "stays"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", PAGES)
def test_what_scrapy_follows_is_followed_and_nothing_else(name: str, encoding: str) -> None:
    assert answer(MetaRefreshMiddleware, PAGES[name], encoding) == answer(Scrapys, PAGES[name], encoding)


def test_a_refresh_is_followed() -> None:
    assert answer(MetaRefreshMiddleware, PAGES["plain"], "utf-8") == "https://example.org/new/1"


@pytest.mark.parametrize("kind", [Response, TextResponse])
def test_what_is_no_page_is_left_alone(kind: type[Response]) -> None:
    response = kind("https://example.org/feed", body=PAGES["plain"].encode())
    middleware = MetaRefreshMiddleware.from_crawler(get_crawler())
    assert middleware.process_response(Request(response.url), response) is response


@pytest.mark.parametrize("target", ["javascript:void(0)", "http://[", "mailto:desk@example.org", "data:,x"])
def test_a_refresh_to_what_is_no_page_is_no_redirect(target: str) -> None:
    text = f'<meta http-equiv="refresh" content="0; url={target}">'
    assert answer(MetaRefreshMiddleware, text, "utf-8") == "stays"
