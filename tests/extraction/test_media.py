"""Pictures of the article with captions and credits, without logos, pixels and teasers."""

import pytest

from crawler.extraction import extract_draft, read_page
from crawler.extraction.media import image_source
from crawler.items import Image
from tests.extraction.pages import HEADLINE, URL, body, linked, page

SITE = "https://www.larne-courier.example"


def value(field: str, inner: str, head: str = "") -> object:
    draft = extract_draft(page(head, f"<h1>{HEADLINE}</h1>{inner}{body()}"), url=URL)
    return draft.fields[field].value if field in draft.fields else None


@pytest.mark.parametrize(
    "inner",
    [
        '<img src="/logo.png">',
        '<img src="/p.gif" width="1" height="1">',
        '<img src="/tracking/pixel?x=1">',
        '<div class="related-teaser"><img src="/other.jpg"></div>',
        '<aside><img src="/other.jpg"></aside>',
        '<img src="data:image/gif;base64,R0">',
        '<img class="a" src="/avatar/ines.jpg">',
    ],
)
def test_furniture_is_no_picture(inner: str) -> None:
    assert value("images", inner) is None


@pytest.mark.parametrize(
    ("figcaption", "caption", "credit"),
    [
        ("The wall <span class='image__credit'>© Mara Lind</span>", "The wall", "© Mara Lind"),
        ("The wall (Foto: Mara Lind/dpa)", "The wall", "Foto: Mara Lind/dpa"),
        ("The wall | Photo by Mara Lind", "The wall", "Photo by Mara Lind"),
        ("The wall", "The wall", None),
        ("<span class='copyright'>Mara Lind</span>", None, "Mara Lind"),
    ],
)
def test_captions_and_credits(figcaption: str, caption: str | None, credit: str | None) -> None:
    inner = f'<figure><img src="/wall.jpg"><figcaption>{figcaption}</figcaption></figure>'
    assert value("images", inner) == [Image(url=f"{SITE}/wall.jpg", caption=caption, credit=credit)]


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<img src="data:x" data-src="/a.jpg">', "/a.jpg"),
        ('<img src="/blank.gif" data-srcset="/s.jpg 300w, /l.jpg 1200w, /m.jpg 600w">', "/l.jpg"),
        ('<img srcset="/1.jpg 1x, /2.jpg 2x">', "/2.jpg"),
        ('<img src="/a,b/c.jpg">', "/a,b/c.jpg"),
        ('<img alt="none">', None),
    ],
)
def test_pictures_that_load_late(html: str, address: str | None) -> None:
    assert image_source(read_page(html, url=URL).all("img")[0]) == address


def test_one_picture_in_several_sizes_counts_once() -> None:
    inner = '<img src="/wall.jpg?w=300"><img src="/wall.jpg?w=900"><img src="/pier.jpg">'
    assert value("images", inner) == [Image(url=f"{SITE}/wall.jpg?w=300"), Image(url=f"{SITE}/pier.jpg")]


def test_linked_pictures_serve_where_the_page_shows_none() -> None:
    assert value("images", "", linked()) == [Image(url=f"{SITE}/img/harbour.jpg")]


def test_players_in_the_article_are_videos_and_audio() -> None:
    inner = (
        '<iframe src="https://www.youtube.com/embed/x1"></iframe><video><source src="/wall.mp4"></video>'
        '<audio src="/talk.mp3"></audio><iframe src="https://ads.example/frame"></iframe>'
    )
    assert value("videos", inner) == [f"{SITE}/wall.mp4", "https://www.youtube.com/embed/x1"]
    assert value("audios", inner) == [f"{SITE}/talk.mp3"]
