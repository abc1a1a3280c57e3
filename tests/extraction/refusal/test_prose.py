"""The prose of an article adds up; that of teasers does not, however many there are."""

from crawler.extraction.page.page import read_page
from crawler.extraction.refusal.prose import Prose, main_prose, weigh_text
from tests.extraction.pages import PARAGRAPHS, URL, body

CARD = '<li><h3><a href="/a/{n}">The council of Westhollow votes on item {n}</a></h3><p>{text}</p></li>'


def prose(html: str) -> Prose:
    return main_prose(read_page(f"<html><body>{html}</body></html>", url=URL))


def test_paragraphs_that_stand_together_add_up() -> None:
    assert prose(f"<div>{body()}</div>").texts == list(PARAGRAPHS)


def test_teasers_do_not() -> None:
    cards = "".join(CARD.format(n=n, text=text) for n, text in enumerate(PARAGRAPHS * 4))
    assert len(prose(f"<ul>{cards}</ul>").texts) == 1


def test_teasers_in_one_element_do_not_either() -> None:
    cards = "".join(
        f'<h3><a href="/a/{n}">Item {n}</a></h3><p>{text}</p>' for n, text in enumerate(PARAGRAPHS)
    )
    assert len(prose(f"<div>{cards}</div>").texts) == 1


def test_paragraphs_each_in_a_wrapper_of_its_own_add_up() -> None:
    wrapped = "".join(f'<div class="text-block"><p>{text}</p></div>' for text in PARAGRAPHS[:4])
    assert prose(f"<article>{wrapped}</article>").texts == list(PARAGRAPHS[:4])


def test_lines_between_breaks_are_paragraphs() -> None:
    assert prose(f"<table><tr><td>{'<br>'.join(PARAGRAPHS[:4])}</td></tr></table>").texts == list(
        PARAGRAPHS[:4]
    )


def test_so_are_they_in_the_page_itself_or_in_a_span() -> None:
    lines = "<br><br>".join(PARAGRAPHS)
    assert prose(lines).texts == list(PARAGRAPHS)
    assert prose(f"<h1>News</h1><span id='detail'>{lines}</span>").texts == list(PARAGRAPHS)


def test_so_are_blocks_that_are_no_paragraphs() -> None:
    wrapped = "".join(f'<div class="t">{text}</div>' for text in PARAGRAPHS[:3])
    assert prose(f"<article>{wrapped}</article>").texts == list(PARAGRAPHS[:3])


def test_links_are_no_prose() -> None:
    links = "".join(f'<p><a href="/a/{n}">{text}</a></p>' for n, text in enumerate(PARAGRAPHS))
    assert prose(links).size == 0


def test_full_texts_one_after_another_are_counted() -> None:
    assert prose(f'<div class="post">{body()}</div>' * 4).alike == 3


def test_a_page_without_text_has_none() -> None:
    assert prose("<h1>Gallery</h1>").size == 0


def test_a_letter_of_a_script_without_spaces_counts_for_more() -> None:
    assert weigh_text("港浜市議会") == 2.5 * weigh_text("plain")
    assert weigh_text("ကခဂဃင") == weigh_text("កខគឃង") == 2.5 * weigh_text("plain")
