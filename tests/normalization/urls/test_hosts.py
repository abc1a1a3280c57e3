"""Which part of a host name is the site."""

from __future__ import annotations

import pytest

from crawler.normalization.urls.hosts import bare_host, desktop_host, site_host


@pytest.mark.parametrize(
    ("host", "bare"),
    [
        ("www.a.org", "a.org"),
        ("www.www.a.org.", "a.org"),
        ("www.com", "www.com"),
        ("www.co.uk", "www.co.uk"),
        ("www.localhost", "www.localhost"),
        ("www.xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
        ("www2.a.org", "www2.a.org"),
        (".", "."),
        ("a..", "a.."),
        ("www." * 100 + "a.org", "www." * 100 + "a.org"),
    ],
)
def test_www_goes_where_a_registered_name_is_left(host: str, bare: str) -> None:
    assert bare_host(host) == bare


@pytest.mark.parametrize(
    ("host", "desktop"),
    [
        ("m.a.org", "a.org"),
        ("amp.www.a.org", "a.org"),
        ("m.se", None),
        ("m.co.uk", None),
        ("amp.dev", None),
        ("es.a.org", None),
    ],
)
def test_hosts_for_telephones_and_amp(host: str, desktop: str | None) -> None:
    assert desktop_host(host) == desktop


def test_a_site_is_named_without_its_services() -> None:
    assert site_host("www3.m.a.org") == "a.org"
    assert site_host("archivo.a.org") == "archivo.a.org"
    assert site_host("www2.com") == "www2.com"
