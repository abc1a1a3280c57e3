"""Only the next page of the same article follows, and its text is joined once."""

import pytest

from crawler.extraction import merge_drafts, next_page
from crawler.extraction.multipage import is_following_page
from crawler.items import Image
from crawler.records import Draft, Found
from tests.extraction.pages import page

STORY = "https://x.example/news/harbour-closes-for-repairs"


@pytest.mark.parametrize(
    ("url", "candidate"),
    [
        (STORY, f"{STORY}/2"),
        (STORY, f"{STORY}/2/"),
        (STORY, f"{STORY}?page=2"),
        (STORY, f"{STORY}/seite-2"),
        (STORY, f"{STORY}/page/2/"),
        (f"{STORY}.html", f"{STORY}_2.html"),
        (f"{STORY}.html", f"{STORY}-2.html"),
        (f"{STORY}.html", f"{STORY},2.html"),
        (f"{STORY}?id=7", f"{STORY}?id=7&p=2"),
        (f"{STORY}/2", f"{STORY}/3"),
        (f"{STORY}/seite-2", f"{STORY}/seite-3"),
        (f"{STORY}?page=2", f"{STORY}?page=3"),
        (f"{STORY}/", f"{STORY}/2"),
        (f"{STORY}/page/9", f"{STORY}/page/10"),
    ],
)
def test_the_next_page_of_an_article(url: str, candidate: str) -> None:
    assert is_following_page(url, candidate)


@pytest.mark.parametrize(
    ("url", "candidate"),
    [
        (STORY, "https://x.example/news/another-story"),
        (STORY, STORY),
        (STORY, f"{STORY}/3"),
        (f"{STORY}/2", STORY),
        (STORY, "https://y.example/news/harbour-closes-for-repairs/2"),
        (STORY, f"{STORY}/comment-page-2"),
        (STORY, f"{STORY}?page=2#comments"),
        ("https://x.example/news/12", "https://x.example/news/13"),
        ("https://x.example/news/88213", "https://x.example/news/88214"),
        (STORY, f"{STORY}?page=3"),
    ],
)
def test_other_pages(url: str, candidate: str) -> None:
    assert not is_following_page(url, candidate)


@pytest.mark.parametrize(
    "inner",
    [
        f'<a rel="next" href="{STORY}/2">More</a>',
        '<div class="pagination"><a href="/">1</a><a href="/news/harbour-closes-for-repairs/2">2</a></div>',
        f'<nav class="page-numbers pagination"><a href="{STORY}/2">Weiter »</a></nav>',
    ],
)
def test_links_that_lead_on(inner: str) -> None:
    assert next_page(page("", f"<p>Text</p>{inner}"), STORY) == f"{STORY}/2"


@pytest.mark.parametrize(
    "inner",
    [
        '<a rel="next" href="/news/bridge-opened">Next article</a>',
        f'<p>See <a href="{STORY}/2">page 2</a></p>',
        f'<div class="pagination"><a href="{STORY}/2">Comments</a></div>',
        "",
    ],
)
def test_links_that_do_not(inner: str) -> None:
    assert next_page(page("", f"<p>Text</p>{inner}"), STORY) is None


def test_a_count_from_zero_is_believed_only_of_rel_next() -> None:
    assert is_following_page(STORY, f"{STORY}?page=1", certain=True)
    assert not is_following_page(STORY, f"{STORY}?page=1")


def draft(body: str, images: list[str], **fields: str) -> Draft:
    found = {name: Found(value=value, origin="meta") for name, value in fields.items()}
    found["body"] = Found(value=body, origin="text")
    found["images"] = Found(value=[Image(url=url) for url in images], origin="figure")
    return Draft(url=STORY, fields=found)


def test_two_pages_become_one_article() -> None:
    lead = "The harbour closes for three weeks, the council said."
    first = draft(f"{lead}\n\nYes.", ["https://x.example/a.jpg"], headline="Harbour", canonical_url="/1")
    later = draft(
        f"{lead}\n\nHarbour\n\nYes.\n\nFerries sail on.",
        ["https://x.example/a.jpg?w=2", "https://x.example/b.jpg"],
        headline="Harbour",
        agency="AP",
        canonical_url="/2",
    )
    merged = merge_drafts(first, later)
    assert merged.fields["body"].value == f"{lead}\n\nYes.\n\nYes.\n\nFerries sail on."
    assert [image.url for image in merged.fields["images"].value] == [
        "https://x.example/a.jpg",
        "https://x.example/b.jpg",
    ]
    assert (merged.fields["canonical_url"].value, merged.fields["agency"].value) == ("/1", "AP")
    assert first.fields["body"].value == f"{lead}\n\nYes."
