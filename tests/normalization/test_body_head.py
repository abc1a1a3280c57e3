"""The head of a body goes where another field states it, and nothing else of the body does."""

from __future__ import annotations

import pytest

from crawler.items import Context
from crawler.normalization.body_head import Opening, letters_of, open_body

TEXT = "The harbour closes for three weeks in May, the council said."
CONTEXT = Context(
    key="lantern:1",
    outlet="lantern",
    url="https://lantern.example/1",
    languages=("en",),
    outlet_names=("lantern", "The Lantern"),
)


def opened(*head: str, repeated: tuple[str, ...] = (), authors: tuple[str, ...] = ()) -> Opening:
    return open_body("\n\n".join([*head, TEXT]), CONTEXT, repeated=repeated, authors=authors)


def test_a_body_without_a_head_stays() -> None:
    assert opened() == Opening(body=TEXT)


def test_a_headline_that_is_repeated_goes_whatever_its_marks() -> None:
    found = opened("PORT LARNE: harbour closes!", repeated=("Port Larne – Harbour closes",))
    assert found == Opening(body=TEXT)


def test_another_line_stays_where_it_only_begins_like_the_headline() -> None:
    found = opened("Harbour closes, and so does the pier", repeated=("Harbour closes",))
    assert found.body.startswith("Harbour closes, and so does the pier")


def test_a_credit_of_known_authors_goes() -> None:
    found = opened("By Ines Halvorsen", authors=("Ines Halvorsen", "Tom Achebe"))
    assert found == Opening(body=TEXT)


def test_a_credit_is_the_byline_where_no_author_is_known() -> None:
    assert opened("By Ines Halvorsen") == Opening(body=TEXT, byline="By Ines Halvorsen")


def test_a_credit_of_others_stays_in_the_body() -> None:
    found = opened("By Tom Achebe", authors=("Ines Halvorsen",))
    assert found == Opening(body=f"By Tom Achebe\n\n{TEXT}")


@pytest.mark.parametrize(
    "line", ["By Monday the harbour was closed.", "By Ines Halvorsen " + "x" * 100, "Who was it by?"]
)
def test_a_sentence_that_begins_like_a_credit_stays(line: str) -> None:
    assert opened(line).body == f"{line}\n\n{TEXT}"


def test_headline_credit_and_dateline_go_in_any_order() -> None:
    body = f"By Ines Halvorsen\n\nHarbour closes\n\nLARNE, May 3 (Reuters) - {TEXT}"
    found = open_body(body, CONTEXT, repeated=("Harbour closes",), authors=("Ines Halvorsen",))
    assert (found.body, found.byline) == (TEXT, None)
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.agency) == ("LARNE", "Reuters")


def test_a_second_dateline_is_text() -> None:
    twice = f"LARNE, May 3 (Reuters) - LARNE, May 3 (Reuters) - {TEXT}"
    assert open_body(twice, CONTEXT).body.startswith("LARNE, May 3 (Reuters)")


def test_a_body_of_one_line_is_never_emptied() -> None:
    alone = open_body("Harbour closes", CONTEXT, repeated=("Harbour closes",))
    assert alone.body == "Harbour closes"


def test_letters_are_compared_without_case_and_marks() -> None:
    assert letters_of("Tom O’Achebe-Ŷ 3") == "tomoachebeŷ3"
    assert letters_of(None) == ""
