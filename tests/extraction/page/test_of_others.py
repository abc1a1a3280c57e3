"""Parts of a page that are others' are told by their class, their id, or the heading of a card."""

import pytest

from crawler.extraction.page.of_others import is_of_others
from crawler.extraction.page.page import read_page
from tests.extraction.pages import URL, page

NAME = '<span class="name">Tom Achebe</span>'


def verdict(part: str) -> bool:
    read = read_page(page("", part), url=URL)
    return is_of_others(next(e for e in read.all("span") if e.get("class") == "name"))


@pytest.mark.parametrize(
    "part",
    [
        f'<div class="comment-list"><p>{NAME}</p></div>',
        f'<div id="disqus_thread"><p>{NAME}</p></div>',
        f'<section class="most-read">{NAME}</section>',
        f'<div><h3><a href="/a/2">Bridge opened</a></h3><p>{NAME}</p></div>',
        f'<a href="/a/2"><h3>Bridge opened</h3></a><p>{NAME}</p>',
    ],
)
def test_comments_and_cards(part: str) -> None:
    assert verdict(f"<div>{part}</div>")


@pytest.mark.parametrize(
    "part",
    [
        f"<div><h1>Harbour closes</h1><h2><a href='/region'>Region</a></h2>{NAME}</div>",
        f'<div class="responsive"><p>{NAME}</p></div>',
        f"<div><h3><a href='/author/tom'>{NAME}</a></h3></div>",
        f"<div><h3>About the author</h3><p>{NAME}</p></div>",
    ],
)
def test_the_head_of_the_article_and_boxes_about_its_author(part: str) -> None:
    assert not verdict(part)
