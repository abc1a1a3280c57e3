"""Stated addresses: `rel=canonical` counts where it names an article of the outlet; media are absolute."""

from __future__ import annotations

import pytest

from crawler.items import Image
from crawler.normalization.urls import KeyRules, canonical_url, is_home, is_same_site, rules_by_host
from crawler.normalization.urls.stated_urls import absolute_media_url, absolute_media_urls, clean_pictures

PAGE = "https://www.diario.org/2024/01/15/una-nota/amp/"
RADIO = KeyRules(
    outlet="radio",
    article_url=r"/(?P<id>\d+)-[^/]+$",
    hosts=("radio.cu", "radio.org"),
    drop_prefixes=("/index.php",),
)


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("https://diario.org/2024/01/15/una-nota/", "https://diario.org/2024/01/15/una-nota/"),
        ("/2024/01/15/una-nota/", "https://www.diario.org/2024/01/15/una-nota/"),
        ("../", "https://www.diario.org/2024/01/15/una-nota/"),
        (
            " //m.diario.org/2024/01/15/otra-forma-de-la-nota ",
            "https://m.diario.org/2024/01/15/otra-forma-de-la-nota",
        ),
        ("/nota.php?id=31", "https://www.diario.org/nota.php?id=31"),
    ],
)
def test_an_address_of_the_article_on_its_site_counts(raw: str, url: str) -> None:
    assert canonical_url(raw, base=PAGE) == url


@pytest.mark.parametrize(
    "raw",
    [
        "https://otro.org/2024/01/15/una-nota/",
        "https://archivo.diario.org/2024/01/15/una-nota/",
        "https://www.diario.org.evil.org/2024/01/15/una-nota/",
        "https://www.diario.org@evil.org/2024/01/15/una-nota/",
        "https://www.diario.org/",
        "/",
        "https://diario.org/index.html",
        "/es/",
        "/index.php/es",
        "/home",
        "/?lang=es",
        "/cuba",
        "/2024/01/15/",
        "/nota.php",
        "javascript:void(0)",
        "mailto:a@diario.org",
        "https://",
        "http://[",
    ],
)
def test_another_host_the_home_page_and_listings_do_not_count(raw: str) -> None:
    assert canonical_url(raw, base=PAGE) is None


def test_a_canonical_without_the_number_of_its_page_does_not_count() -> None:
    assert canonical_url("/ver.php", base="https://diario.org/ver.php?id=31") is None


def test_an_empty_canonical_is_the_page_itself() -> None:
    assert canonical_url("", base=PAGE) == PAGE


def test_a_page_may_name_itself_however_short_its_path() -> None:
    assert (
        canonical_url("/cuba?utm_source=x", base="https://diario.org/cuba")
        == "https://diario.org/cuba?utm_source=x"
    )


def test_hosts_of_one_outlet_are_one_site_for_its_articles() -> None:
    base = "https://radio.org/en/noticias/5-titular"
    for rules in (RADIO, rules_by_host([RADIO])):
        assert canonical_url("https://radio.cu/noticias/5-titular", base=base, rules=rules)
        assert canonical_url("https://radio.cu/noticias", base=base, rules=rules) is None
    assert canonical_url("https://radio.cu/noticias/5-titular", base=base) is None


@pytest.mark.parametrize("base", ["", "mailto:a@b.org", "diario.org"])
def test_a_page_without_an_address_has_no_canonical(base: str) -> None:
    assert canonical_url("https://diario.org/2024/01/15/una-nota/", base=base) is None


def test_one_site_is_one_host_but_for_its_service_names() -> None:
    assert is_same_site("https://www.a.org/x", "http://m.a.org/y")
    assert is_same_site("https://www2.a.org/x", "https://amp.a.org/y")
    assert not is_same_site("https://es.a.org/x", "https://a.org/x")
    assert not is_same_site("https://www.co.uk/x", "https://co.uk/x")
    assert not is_same_site("https://a.org:8443/x", "https://a.org/x")


@pytest.mark.parametrize(
    "url",
    ["https://a.org", "https://www.a.org/index.php?utm_source=x", "http://a.org/es/", "https://a.org/en-us"],
)
def test_home_pages(url: str) -> None:
    assert is_home(url)


@pytest.mark.parametrize(
    "url",
    ["https://a.org/?p=1", "https://a.org/cuba", "https://a.org/#!/nota/1", "https://a.org/index.php?id=3"],
)
def test_what_is_no_home_page(url: str) -> None:
    assert not is_home(url)


BASE = "https://news.example/a/b"


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("/x y.jpg", "https://news.example/x%20y.jpg"),
        ("//cdn.example/x.jpg", "https://cdn.example/x.jpg"),
        ("c", "https://news.example/a/c"),
        ("data:image/png;base64,AA", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://[::1", None),
        ("", None),
        (None, None),
        ({"url": "x"}, None),
    ],
)
def test_an_address_is_absolute_or_none(address: object, url: str | None) -> None:
    assert absolute_media_url(address, BASE) == url


def test_a_list_of_addresses_holds_each_once() -> None:
    assert absolute_media_urls(["/v", "/v", 3, "mailto:a@b"], BASE) == ["https://news.example/v"]
    assert absolute_media_urls("/v", BASE) == ["https://news.example/v"]


def test_captions_of_one_picture_meet() -> None:
    found = clean_pictures(
        [Image(url="/a"), Image(url="/a", caption="A ship"), "/b", 7, Image(url="data:,")], BASE
    )
    assert found == [
        Image(url="https://news.example/a", caption="A ship"),
        Image(url="https://news.example/b"),
    ]
    assert clean_pictures("/a", BASE) == []
