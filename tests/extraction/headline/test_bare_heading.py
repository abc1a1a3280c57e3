"""A heading without dates, credits, badges and buttons is the headline."""

import pytest

from crawler.extraction.headline.bare_heading import bare_heading
from crawler.extraction.page.page import read_page
from tests.extraction.pages import HEADLINE, URL, page


def bare(inner: str) -> str:
    return bare_heading(read_page(page("", f"<h1>{inner}</h1>"), url=URL).all("h1")[0])


@pytest.mark.parametrize(
    "inner",
    [
        HEADLINE,
        f"{HEADLINE}<br><small><i></i>&nbsp; 02.02.2022 •&nbsp; </small>",
        f"{HEADLINE} <span>2. Februar 2022</span>",
        f"<time datetime='2022-02-02'>Mittwoch, 2. Februar 2022</time> {HEADLINE}",
        f"{HEADLINE}<br>02.02.2022",
        f"{HEADLINE} <small>2 hours ago</small>",
        f"02.02.2022 - {HEADLINE}",
        f"{HEADLINE} (2 February 2022, 14:05)",
        f"Published 2 February 2022 | {HEADLINE}",
        f"{HEADLINE} <div>By Ines Halvorsen | 2 February 2022</div>",
        f"{HEADLINE} <span class='live badge'>Live</span>",
        f"{HEADLINE} <button>Share</button>",
    ],
)
def test_what_stands_beside_the_headline_is_left_out(inner: str) -> None:
    assert bare(inner) == HEADLINE


@pytest.mark.parametrize(
    "inner",
    [
        "The storm of 2 February 2022 in pictures",
        "Weekly news 2/2/2022",
        "2 February 2022",
        "<em>Storm</em> over Larne",
    ],
)
def test_a_headline_keeps_its_own_words(inner: str) -> None:
    assert bare(inner) == inner.replace("<em>", "").replace("</em>", "")
