"""Redirects by status are Scrapy's, but for an answer whose `Location` leads nowhere."""

from __future__ import annotations

import pytest
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.redirect import RedirectMiddleware

OLD = "https://example.org/old"


def redirected(location: str, status: int = 302) -> Request | Response:
    response = Response(OLD, status=status, headers={"Location": location})
    return RedirectMiddleware.from_crawler(get_crawler()).process_response(Request(OLD), response)


@pytest.mark.parametrize(
    "location", ["javascript:void(0)", "http://[", "http://[::1/x", "mailto:a@b.example"]
)
def test_an_answer_that_leads_nowhere_is_handed_on_as_it_is(location: str) -> None:
    answer = redirected(location)
    assert isinstance(answer, Response)
    assert answer.status == 302


def test_what_is_an_address_is_followed() -> None:
    answer = redirected("/new", 301)
    assert isinstance(answer, Request)
    assert answer.url == "https://example.org/new"
