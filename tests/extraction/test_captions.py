"""Captions marked by `figcaption` or by a class: with their picture, not in the body."""

import pytest

from crawler.extraction import extract_draft, read_page
from crawler.extraction.captions import find_captions, marked_captions
from crawler.items import Image
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, page

CAPTION = "The gap in the outer wall on Monday"
SITE = "https://www.larne-courier.example"


@pytest.mark.parametrize(
    ("markup", "caption", "credit"),
    [
        (f'<div class="pic"><img src="/w.jpg"><p class="caption">{CAPTION}</p></div>', CAPTION, None),
        (
            '<div class="media-block"><div><img src="/w.jpg"></div>'
            f'<span class="media-block__description">{CAPTION}</span></div>',
            CAPTION,
            None,
        ),
        (
            '<div class="wp-caption"><img src="/w.jpg">'
            f'<p class="wp-caption-text">{CAPTION} (Foto: Mara Lind)</p></div>',
            CAPTION,
            "Foto: Mara Lind",
        ),
        (
            f'<figure><img src="/w.jpg"><div class="photo-caption">{CAPTION}'
            '<span class="photo-credit">Mara Lind</span></div></figure>',
            CAPTION,
            "Mara Lind",
        ),
        (f'<img class="caption" src="/w.jpg" title="{CAPTION}">', CAPTION, None),
        (f'<figure><img src="/w.jpg"><figcaption>{CAPTION}</figcaption></figure>', CAPTION, None),
    ],
)
def test_a_caption_stands_with_its_picture_and_not_in_the_body(
    markup: str, caption: str, credit: str | None
) -> None:
    article = f"<h1>{HEADLINE}</h1>{body(PARAGRAPHS[0])}{markup}{body(*PARAGRAPHS[1:])}"
    draft = extract_draft(page("", article), url=URL)
    assert draft.fields["body"].value.split("\n\n")[1] == PARAGRAPHS[1]
    assert draft.fields["images"].value == [Image(url=f"{SITE}/w.jpg", caption=caption, credit=credit)]


def test_a_class_alone_makes_no_caption() -> None:
    """A paragraph of that class without a picture, or among much text, is the article's."""
    lone = f'<div><p class="caption">{PARAGRAPHS[1]}</p></div>'
    among = f'<div><img src="/w.jpg"><p class="caption">{PARAGRAPHS[2]}</p>{body(*PARAGRAPHS[3:])}</div>'
    whole = page("", f"<h1>{HEADLINE}</h1>{body(PARAGRAPHS[0])}{lone}{among}")
    page_of = read_page(whole, url=URL)
    assert find_captions(page_of, marked_captions(page_of)) == []


def test_the_captions_of_a_gallery_are_its_text() -> None:
    """Where next to nothing else is there, the captions are what there is to read."""
    figures = "".join(
        f'<figure><img src="/{at}.jpg"><figcaption>{text}</figcaption></figure>'
        for at, text in enumerate(PARAGRAPHS)
    )
    draft = extract_draft(
        page("", f"<h1>{HEADLINE}</h1><p>The week at the harbour in pictures.</p>{figures}"), url=URL
    )
    assert all(text in draft.fields["body"].value for text in PARAGRAPHS)
