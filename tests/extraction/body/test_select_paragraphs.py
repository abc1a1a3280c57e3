"""What repeats, leads away or is a box of the page is no paragraph; what the article says twice is one."""

from crawler.extraction import extract_draft
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, page

TEXT = "\n\n".join(PARAGRAPHS)
BOX = "<div class='embed'><p>Content of another site stands here, which you have to allow first.</p></div>"
REFRAIN = "Blow, ye winds of the morning, blow, ye winds of the evening over the quay, heave and haul away."


def text(article: str) -> str:
    found = extract_draft(page("", article), url=URL).fields.get("body")
    return found.value if found else ""


def test_a_text_that_the_page_has_for_several_screens_is_kept_once() -> None:
    for copies in (2, 3, 5):
        parts = "".join(f"<div class='body screen{n}'>{body()}</div>" for n in range(copies))
        assert text(f"<h1>{HEADLINE}</h1>{parts}") == TEXT


def test_a_box_between_the_paragraphs_goes_wherever_it_stands() -> None:
    parts = BOX.join(body(paragraph) for paragraph in PARAGRAPHS)
    assert text(f"<h1>{HEADLINE}</h1><div class='text'>{parts}</div>") == TEXT


def test_a_refrain_is_kept_each_time() -> None:
    verses = [part for paragraph in PARAGRAPHS for part in (paragraph, REFRAIN)]
    assert text(f"<h1>{HEADLINE}</h1><div class='text'>{body(*verses)}</div>") == "\n\n".join(verses)


def test_a_sentence_that_is_one_link_is_kept_and_a_link_to_another_article_goes() -> None:
    linked = f"<p><a href='/live/1'><strong>{PARAGRAPHS[2]}</strong></a></p>"
    away = "<p><a href='/n/9'>Read more: Storm closes the only road of the islands</a></p>"
    parts = f"{body(*PARAGRAPHS[:2])}{linked}{away}{body(*PARAGRAPHS[3:])}"
    assert text(f"<h1>{HEADLINE}</h1><div class='text'>{parts}</div>") == TEXT


def test_lines_of_the_page_s_own_between_paragraphs_go() -> None:
    between = (
        "<p>Read also: <a href='/n/2'>A new timetable</a></p><div class='share'>Share on X Copy link</div>"
        "<p>Follow us on <a href='#'>Telegram</a>.</p><p>Photo: Ola Berg</p>"
    )
    parts = f"{body(*PARAGRAPHS[:2])}{between}{body(*PARAGRAPHS[2:])}"
    assert text(f"<h1>{HEADLINE}</h1><div class='text'>{parts}</div>") == TEXT


ROWS = "".join(
    f"<tr><td>{ward}</td><td>{n}</td><td>{n + 9}</td></tr>" for n, ward in enumerate(("Quay", "Mill", "Pier"))
)


def test_a_row_of_a_table_is_a_line() -> None:
    table = f"<table><tr><th>Ward</th><th>For</th><th>Against</th></tr>{ROWS}</table>"
    found = text(f"<h1>{HEADLINE}</h1>{body(*PARAGRAPHS[:3])}{table}{body(*PARAGRAPHS[3:])}")
    assert "\n\nWard | For | Against\n\nQuay | 0 | 9\n\nMill | 1 | 10\n\nPier | 2 | 11\n\n" in found


def test_a_table_that_lays_out_a_page_is_none() -> None:
    row = f"<tr><td>{body(*PARAGRAPHS[:3])}</td><td>{body(*PARAGRAPHS[3:])}</td></tr>"
    assert text(f"<h1>{HEADLINE}</h1><table>{row}</table>") == TEXT


def test_lines_of_dates_go_above_and_below_the_text() -> None:
    above = "<p>Published: 18 April 2024, 06:30</p><p>Updated: 18 April 2024, 09:05</p>"
    assert text(f"<h1>{HEADLINE}</h1>{above}{body()}<p>Published 18 April 2024</p>") == TEXT
    event = "The wall was built on 18 April 1911."
    assert text(f"<h1>{HEADLINE}</h1>{body(event, *PARAGRAPHS, event + ' ')}").startswith(event)
