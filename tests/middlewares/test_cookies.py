"""Cookies are kept for their host, and no list of public suffixes is fetched from elsewhere."""

from __future__ import annotations

import socket

import pytest
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.cookies import CookiesMiddleware


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The addresses that anything tries to connect to."""
    tried: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: tried.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **named: tried.append(given) or [])
    return tried


def test_a_cookie_for_a_public_suffix_is_refused_by_the_list_at_hand(connections: list[object]) -> None:
    middleware = CookiesMiddleware.from_crawler(get_crawler(settings_dict={"COOKIES_ENABLED": True}))
    first = Request("https://news.example.co.uk/1")
    kept = ["a=1; Domain=example.co.uk", "b=2; Domain=co.uk", "c=3"]
    middleware.process_response(first, Response(first.url, headers={"Set-Cookie": kept}))
    second, other = Request("https://www.example.co.uk/2"), Request("https://other.co.uk/")
    middleware.process_request(second)
    middleware.process_request(other)
    assert second.headers["Cookie"] == b"a=1"
    assert "Cookie" not in other.headers
    assert connections == []
