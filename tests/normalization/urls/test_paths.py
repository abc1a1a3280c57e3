"""What a path says by itself: one spelling, and whether it names an article."""

from __future__ import annotations

import pytest

from crawler.normalization.urls.paths import has_slug, names_article, plain_path, tidy_path


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


def test_a_step_towards_the_plain_path_is_taken_only_where_the_rest_names_an_article() -> None:
    assert plain_path("/una-nota-de-prueba/amp") == "/una-nota-de-prueba"
    assert plain_path("/tag/amp") == "/tag/amp"
    assert plain_path("/2024/01/15/campamento") == "/2024/01/15/campamento"
