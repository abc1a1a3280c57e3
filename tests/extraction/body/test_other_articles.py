"""Cards of other articles are no part of this one, and an article that is a list of cards keeps them."""

from crawler.extraction import extract_draft
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, page

CARD = "<article class='card'><a href='/n/{n}'><h3>Item {n} of the week</h3></a><p>{text}</p></article>"
TEXTS = [f"The council has found the money for bridge {n}, and the work begins in autumn." for n in range(6)]
CARDS = "".join(CARD.format(n=n, text=text) for n, text in enumerate(TEXTS))


def text(article: str) -> str:
    found = extract_draft(page("", f"<h1>{HEADLINE}</h1>{article}"), url=URL).fields.get("body")
    return found.value if found else ""


def test_cards_behind_the_text_go_without_a_heading_over_them() -> None:
    own = f"<article><div class='text'>{body(*PARAGRAPHS[:4])}</div></article>"
    assert text(f"<div>{own}<section>{CARDS}</section></div>") == "\n\n".join(PARAGRAPHS[:4])
    assert text(f"<div>{own}<ul><li>{CARDS}</li></ul></div>") == "\n\n".join(PARAGRAPHS[:4])


def test_the_last_paragraph_before_cards_is_none_of_their_headings() -> None:
    bare = "".join(
        f"<div class='c'><p>{one}</p><a href='/n/{n}'>Item {n}</a></div>" for n, one in enumerate(TEXTS)
    )
    assert PARAGRAPHS[-1] in text(f"<div class='text'>{body()}</div><div>{bare}</div>")


def test_cards_between_two_paragraphs_are_the_article_s_own() -> None:
    found = text(f"<div class='text'>{body(*PARAGRAPHS[:2])}<div>{CARDS}</div>{body(*PARAGRAPHS[2:])}</div>")
    assert TEXTS[0] in found
    assert PARAGRAPHS[-1] in found


def test_so_are_those_of_an_article_that_has_no_other_text() -> None:
    assert all(one in text(f"<div class='text'>{CARDS}</div>") for one in TEXTS)


def test_a_short_article_with_a_link_in_it_is_no_list_of_cards() -> None:
    caption = (
        "<div><p>In this photo of 12 December the captain looks at the wall of the harbour.</p></div>" * 2
    )
    link = "<p><a href='/tag/harbour'>Harbour</a></p>"
    found = text(f"<div>{caption}<div class='text'>{body(*PARAGRAPHS[:4])}{link}</div></div>")
    assert "\n\n".join(PARAGRAPHS[:4]) in found


def test_an_article_that_follows_under_a_heading_of_its_own_is_another_one() -> None:
    other = "".join(f"<p>{one} The mayor opened it with a speech on Monday.</p>" for one in TEXTS)
    inner = f"<article><h1>{HEADLINE}</h1>{body()}</article><article><h1>Six bridges</h1>{other}</article>"
    html = page().replace(f"<main><article><h1>{HEADLINE}</h1>{body()}</article>", f"<main>{inner}")
    assert inner in html
    assert extract_draft(html, url=URL).fields["body"].value == "\n\n".join(PARAGRAPHS)
