"""The next page of a listing: forward, on the same site, and no article."""

from __future__ import annotations

import pytest

from crawler.discovery.listings import parse_listing

LIST = "https://paper.example/news"


def following(url: str, *anchors: str, next_css: str | None = None) -> str | None:
    return parse_listing("<body>" + " ".join(anchors), url=url, next_css=next_css).next_page


@pytest.mark.parametrize(
    ("url", "anchors", "found"),
    [
        (LIST, ["<link rel=next href='?page=2'>"], "?page=2"),
        (LIST, ["<a rel='nofollow next' href='/news?after=x'>go</a>"], "?after=x"),
        (LIST, ["<a href='/news/page/3'>3</a>", "<a href='/news/page/2'>2</a>"], "/page/2"),
        (f"{LIST}/page/2", ["<a href='/news/page/1'>«</a>", "<a href='/news/page/3'>»</a>"], "/page/3"),
        (f"{LIST}/page/2/", ["<a href='/news/'>1</a>", "<a href='/news/page/3/'>3</a>"], "/page/3/"),
        (f"{LIST}?page=5", ["<a href='?page=4'>&lt;</a>", "<a href='?page=6'>&gt;</a>"], "?page=6"),
        (
            f"{LIST}?start=20",
            ["<a href='?start=0'>1</a>", "<a href='?start=40'>3</a>", "<a href='?start=60'>4</a>"],
            "?start=40",
        ),
        (f"{LIST}?a=1&page=2", ["<a href='?a=1&amp;page=3'>Próxima</a>"], "?a=1&page=3"),
        (LIST, ["<a href='?page=0'>1</a>", "<a href='?page=1'>2</a>"], "?page=1"),
        (LIST, ["<a href='/news/2'>2</a>"], "/2"),
        (f"{LIST}-2.html", ["<a href='/news-3.html'>3</a>"], "-3.html"),
        (LIST, ["<a href='/news?cursor=ab'>Older posts</a>"], "?cursor=ab"),
        (LIST, ["<a class='pager-next' href='?page=2'><i></i></a>"], "?page=2"),
        (LIST, ["<a aria-label='Nächste Seite' href='?page=2'><svg></svg></a>"], "?page=2"),
        (f"{LIST}?page=133", ["<a href='?page=134'>次へ</a>"], "?page=134"),
    ],
)
def test_found(url: str, anchors: list[str], found: str) -> None:
    assert following(url, *anchors) == LIST + found


@pytest.mark.parametrize(
    ("url", "anchor"),
    [
        (f"{LIST}?page=5", "<a href='?page=4'>next</a>"),
        (f"{LIST}?page=5", "<a rel=next href='?page=4'>x</a>"),
        (f"{LIST}?page=3", "<a href='/news'>next</a>"),
        (f"{LIST}?page=3", "<a href='?page=3'>next</a>"),
        (LIST, "<a href='/news#page2'>next</a>"),
        (LIST, "<a href='https://other.example/news?page=2'>next</a>"),
        (LIST, "<a rel=next href='https://other.example/news?page=2'>next</a>"),
        (LIST, "<a href='/news/2024/05/03/harbour-and-bridge-reopen'>Next</a>"),
        (LIST, "<a href='/2024/06'>›</a>"),
        (LIST, "<a href='/sport/page/2'>2</a>"),
        (LIST, "<a href='javascript:next()'>next</a>"),
        (LIST, "<a>next</a>"),
        (LIST, "<link rel=stylesheet href='?page=2'>"),
        (LIST, "<a href='?page=1'>1</a>"),
    ],
)
def test_not_found(url: str, anchor: str) -> None:
    assert following(url, anchor) is None


def test_own_selector_decides() -> None:
    anchors = ["<a rel=next href='?page=2'>next</a>", "<p class=on><a href='/news/old'>on</a></p>"]
    assert following(LIST, *anchors, next_css="p.on a") == f"{LIST}/old"
    assert following(LIST, *anchors, next_css="p.on a::attr(href)") == f"{LIST}/old"
    assert following(LIST, *anchors, next_css="p.none a") is None
