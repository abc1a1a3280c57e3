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


def test_cards_between_two_paragraphs_are_the_article_s_own() -> None:
    found = text(f"<div class='text'>{body(*PARAGRAPHS[:2])}<div>{CARDS}</div>{body(*PARAGRAPHS[2:])}</div>")
    assert TEXTS[0] in found
    assert PARAGRAPHS[-1] in found


def test_so_are_those_of_an_article_that_has_no_other_text() -> None:
    assert all(one in text(f"<div class='text'>{CARDS}</div>") for one in TEXTS)
