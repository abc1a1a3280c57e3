"""The parts of an address by themselves: one spelling, which part is the site, what names an article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.normalization.urls import normalize_url
from crawler.normalization.urls.address import (
    bare_host,
    desktop_host,
    has_slug,
    names_article,
    site_host,
    split_host,
    tidy_path,
)


@pytest.mark.parametrize(
    ("path", "tidy"),
    [
        ("/", ""),
        ("/a/", "/a"),
        ("//a//b//", "/a/b"),
        ("/a/index.html", "/a"),
        ("/index.php/index.HTM/", ""),
        ("/index", "/index"),
        ("/a/index.html.txt", "/a/index.html.txt"),
        ("/%7Ea%2fb%c3%b3", "/~a%2Fb%C3%B3"),
        ("/100%", "/100%25"),
        ("/a|b", "/a%7Cb"),
        ("/a;id=1;JSESSIONID=0A", "/a;id=1"),
        ("/a/..;jsessionid=1/b", "/b"),
    ],
)
def test_a_path_has_one_spelling(path: str, tidy: str) -> None:
    assert tidy_path(path) == tidy
    assert tidy_path(tidy) == tidy


@pytest.mark.parametrize(
    "path",
    [
        "/una-nota-de-prueba",
        "/mundo/una-nota-de-prueba-larga/17",
        "/2024/01/15/nota",
        "/2023/oct/07/nota/",
        "/20240115/nota",
        "/%D0%BD%D0%BE%D0%B2%D0%B0%D1%8F-%D0%BF%D1%80%D0%BE%D0%B1%D0%B0-%D1%81%D0%BB%D0%BE%D0%B2",
    ],
)
def test_words_name_an_article(path: str) -> None:
    assert has_slug(path)
    assert names_article(path)


def test_a_long_number_names_an_article_too() -> None:
    assert names_article("/story/1234567")
    assert not has_slug("/story/1234567")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/mundo",
        "/mundo/cuba",
        "/2024/01",
        "/2024/01/15",
        "/page/3",
        "/ver.php",
        "/ver-una-nota-completa.php",
        "/nota/1",
    ],
)
def test_lists_scripts_and_short_numbers_name_none(path: str) -> None:
    assert not names_article(path)


def test_a_path_longer_than_any_outlet_writes_names_none() -> None:
    assert not names_article("/una-nota-de-prueba" * 300)
    assert not names_article("/" + "1" * 5000)


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert normalize_url("https://a.org/\ud800") == "https://a.org/%EF%BF%BD"


def test_whatwg_inputs_parse_as_the_standard_says(corpora: Path) -> None:
    rows = json.loads((corpora / "urls/wpt_urltestdata.json").read_text(encoding="utf-8"))
    for row in rows:
        if isinstance(row, str) or row.get("base"):
            continue
        if row.get("protocol") in ("http:", "https:"):
            assert normalize_url(row["input"]) == row["href"]
        else:
            with pytest.raises(ValueError, match="no absolute"):
                normalize_url(row["input"])


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


@pytest.mark.parametrize(
    ("host", "parts"),
    [
        ("de.euronews.com", ("de", "euronews", "com")),
        ("larne.co.uk", ("", "larne", "co.uk")),
        ("a.b.larne.example", ("a.b", "larne", "example")),
        ("larne.example", ("", "larne", "example")),
        ("localhost", ("", "localhost", "")),
        ("127.0.0.1", ("", "127.0.0.1", "")),
    ],
)
def test_a_host_is_parted_at_its_registered_domain(host: str, parts: tuple[str, str, str]) -> None:
    assert split_host(host) == parts
