"""Two spellings of one wording are one, and a heading gives what it prints of the headline."""

import pytest

from crawler.extraction.headline.wordings import WordingPool, fold_headline
from crawler.extraction.page.page import read_page
from crawler.extraction.page.text import fold_letters
from tests.extraction.pages import HEADLINE, URL, page


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Storm” – over Larne", '"storm" - over larne'),
        ("L’orage…", "l'orage..."),
        ("Har\u00adbour  \u200bcloses", "harbour closes"),
        ("Ｓｔｏｒｍ", "storm"),
    ],
)
def test_marks_that_readers_dont_mind_make_no_other_wording(one: str, other: str) -> None:
    assert fold_headline(one) == fold_headline(other)


def test_letters_and_words_make_another_wording() -> None:
    assert fold_headline("Storm over Lärne") != fold_headline("Storm over Larne")


def wordings(heading: str, *stated: str) -> list[str]:
    pool = WordingPool([], [fold_letters(text) for text in stated])
    pool.heading(read_page(page("", heading), url=URL).all("h1")[0])
    return [one.text for one in pool.found.values()]


def test_a_date_in_a_heading_is_no_part_of_any_wording() -> None:
    assert wordings(f"<h1>{HEADLINE}<br><small>2 February 2022 •</small></h1>") == [HEADLINE]


def test_a_date_that_a_title_states_too_stays() -> None:
    dated = f"{HEADLINE}, 2 February 2022"
    assert wordings(f"<h1>{dated}</h1>", dated) == [dated]


def test_kickers_and_their_headline_are_offered_apart_and_together() -> None:
    found = wordings(f"<h1><span>Region</span> {HEADLINE}</h1>")
    assert found[:3] == [f"Region {HEADLINE}", "Region", HEADLINE]
    assert f"Region: {HEADLINE}" in found
