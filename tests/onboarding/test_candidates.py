"""A home page names feeds and sections; systems keep the others in their usual places."""

import pytest
from parsel import Selector

from crawler.onboarding.candidates import (
    lists_comments,
    menu_sections,
    names_comments,
    stated_feeds,
    usual_candidates,
)

HOME = "https://www.larne-courier.example/"
PAGE = Selector(
    """<html><head>
    <link rel="alternate" type="application/rss+xml" title="News" href="/feed/">
    <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
    <link rel="alternate" type="application/rss+xml" title="Larne &raquo; Kommentar-Feed" href="/k/feed/">
    <link rel="alternate" type="application/json" href="/wp-json/"></head><body>
    <nav class="main-menu"><a href="/">Home</a><a href="/news">News</a><a href="/sport/">Sport</a>
    <a href="/news#top">News</a><a href="/about-us">About</a><a href="https://ads.example/x">Ads</a>
    <a href="/culture/48213-harbour-wall-is-repaired-after-storm">Story</a></nav>
    <main><a href="/shopping">Shop</a><a href="/rss/sport.xml">RSS</a></main></body></html>"""
)


def test_feeds_that_the_home_page_names() -> None:
    found = stated_feeds(PAGE, url=HOME)
    assert [(c.url, c.found) for c in found] == [
        (f"{HOME}feed/", "link rel=alternate on the home page"),
        (f"{HOME}rss/sport.xml", "link on the home page"),
    ]


def test_sections_stand_in_menus_on_the_same_host() -> None:
    assert [c.url for c in menu_sections(PAGE, url=HOME)] == [f"{HOME}news", f"{HOME}sport/"]


def test_without_a_menu_any_link_may_name_a_section() -> None:
    page = Selector(
        '<table><tr><td><a href="noticias.php">Noticias</a> <a href="/deportes">Deportes</a></table>'
    )
    assert [c.url for c in menu_sections(page, url=HOME)] == [f"{HOME}noticias.php", f"{HOME}deportes"]


def test_usual_places_are_absolute_and_say_whose() -> None:
    places = {c.url: c for c in usual_candidates(HOME)}
    assert places[f"{HOME}?format=feed&type=rss"].found == "usual place (Joomla)"
    assert places[f"{HOME}wp-sitemap.xml"].kind == "sitemap"


@pytest.mark.parametrize(
    "title",
    [
        "Larne Courier » Comments Feed",
        "Comments on: The harbour wall",
        "Comments for Larne Courier",
        "Larne Courier » Feed de los comentarios",
        "Commentaires sur : Le mur du port",
        "Larne » Flux des commentaires",
        "Larne » Kommentar-Feed",
        "Larne » Feed dei commenti",
        "Larne » Лента комментариев",
        "Larne » コメントフィード",
        "Larne » خلاصة التعليقات",
        "Larne » Yorum akışı",
    ],
)
def test_a_feed_of_comments_is_known_by_its_title(title: str) -> None:
    assert names_comments(title)


@pytest.mark.parametrize(
    "title", ["News", "Commentary", "Comment is free", "Kommentare", "Комментарии", "评论", ""]
)
def test_a_section_of_opinion_is_no_feed_of_comments(title: str) -> None:
    assert not names_comments(title)


def test_a_feed_that_links_comments_lists_them_in_any_language() -> None:
    assert lists_comments("Xwe", [f"{HOME}2026/a/#comment-{n}" for n in range(3)])
    assert not lists_comments("Xwe", [f"{HOME}2026/a/", f"{HOME}2026/b/#comment-4"])
    assert not lists_comments(None, [])
