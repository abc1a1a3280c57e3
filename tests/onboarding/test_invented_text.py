"""Of a text those words stay by which a page is read, and no others."""

from datetime import UTC, datetime

import pytest

from crawler.items import Article
from crawler.onboarding.invented_text import TextInventor

SHOWN = (
    "The harbour wall of Port Larne was repaired after the storm and the council paid for it. The divers said"
    " that the masonry of the wall and the pier had held, and that the ferry of the island would sail again."
)


def inventor(*, names: tuple[str, ...] = ("Larne Courier", "larne"), **values: object) -> TextInventor:
    given = {"headline": "Harbour wall repaired", "authors": ["Nadia Share"], "language": "en", **values}
    url, now = "https://larne.example/1", datetime(2026, 11, 20, tzinfo=UTC)
    article = Article(url=url, key=url, outlet="larne", fetched_at=now, **given)
    return TextInventor(SHOWN, article, names=names, seed="")


@pytest.mark.parametrize(
    "text",
    [
        "Read more", "Subscribe", "By", "Photo:", "Reuters", "November 20, 2026, 10:30 AM CET",
        "Friday, 20 Nov 2026",
        "Larne Courier", "https://larne.example/harbour-wall", "18th", "<p></p>",
    ],
)  # fmt: skip
def test_what_stays(text: str) -> None:
    assert inventor().invent(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("The harbour wall", ["harbour", "wall"]),
        ("By Nadia Rozlan", ["Nadia", "Rozlan"]),
        ("Nadia Share", ["Nadia", "Share"]),
        ("Write to nadia.rozlan@mail.example", ["nadia", "rozlan", "mail"]),
        ("We read more books of the harbour than we can carry", ["read", "more", "books", "carry"]),
        (
            "The photo shows the old masonry and the ferry that the divers had seen before",
            ["photo", "masonry"],
        ),
        ("Larnetown", ["Larne"]),
        ("In May the council paid", ["council", "paid"]),
    ],
)
def test_what_goes(text: str, gone: list[str]) -> None:
    made = inventor().invent(text)
    assert len(made) == len(text)
    for word in gone:
        assert word not in made, made


def test_a_dateline_stays_and_what_follows_it_goes() -> None:
    made = inventor(dateline="SERINDIT, Dec 3 —").invent("SERINDIT, Dec 3 — The harbour wall")
    assert made.startswith("SERINDIT, Dec 3 — The ")
    assert "harbour" not in made


def test_a_sentence_is_no_name_of_the_outlet() -> None:
    made = inventor(headline="Harbour wall", names=("Harbour wall", "x" * 60)).invent("Harbour wall")
    assert "Harbour" not in made


def test_a_name_in_a_script_without_spaces_stays_within_a_run() -> None:
    made = inventor(body="港の壁は嵐のあとに修理されたと発表した", names=("東京新聞",)).invent(
        "東京新聞記者の発表"
    )
    assert made.startswith("東京新聞")
    assert "発表" not in made
