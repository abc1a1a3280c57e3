"""Lines state names and credits; what is none of them is left."""

import pytest

from crawler.extraction.page.around_headline import Nearby, read_nearby, text_lines
from crawler.extraction.page.dom import parse_html
from crawler.extraction.printed_lines import (
    begins_credit,
    credit_lines,
    is_label,
    is_name,
    leading_names,
    name_and_date,
    names_alone,
    whole_credit,
)


def nearby(lines: str) -> Nearby:
    root, _ = parse_html(f"<body><h1>Storm over Larne</h1>{lines}</body>")
    assert root is not None
    return read_nearby(next(root.iter("h1")))


@pytest.mark.parametrize(
    ("lines", "credits"),
    [
        ("<p>By Ines Halvorsen</p><p>18 April 2024</p>", ["By Ines Halvorsen"]),
        ("<div>By</div><div>Ines Halvorsen</div>", ["By Ines Halvorsen"]),
        ("<p>By <a>Ines Halvorsen</a><span>Facebook</span></p>", ["By Ines Halvorsen"]),
        ("<p>Harbour desk</p>", []),
    ],
)
def test_credit_lines_end_with_their_last_name(lines: str, credits: list[str]) -> None:
    assert credit_lines(nearby(lines)) == credits


def test_a_credit_goes_on_behind_and_and_commas() -> None:
    assert whole_credit(["By", "Ines Halvorsen", "and", "Tom Achebe", "Share"]) == (
        "By Ines Halvorsen and Tom Achebe"
    )
    assert whole_credit(["By Ines Halvorsen,", "Tom Achebe", "Share"]) == "By Ines Halvorsen, Tom Achebe"


def test_a_label_names_nobody() -> None:
    assert is_label("By")
    assert is_label("Autor:")
    assert not is_label("By Ines Halvorsen")
    assert not is_label("")


def test_the_first_word_tells_a_credit() -> None:
    assert begins_credit("Von Ines Halvorsen")
    assert not begins_credit("Harbour desk")
    assert not begins_credit("By " + "x" * 100)
    assert not begins_credit(" ")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ines Halvorsen", True),
        ("Ines María de la Cruz", False),
        ("Ines", False),
        ("Telegram WhatsApp", False),
        ("Foto Tom Achebe", False),
        ("harbour closes", False),
        ("", False),
    ],
)
def test_a_full_name_is_told_from_labels_and_other_words(text: str, name: bool) -> None:
    assert is_name(text) is name


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<p>Ines Halvorsen | 18 April 2024</p>", ["Ines Halvorsen"]),
        ("<p>Ines Halvorsen, harbour desk</p>", ["Ines Halvorsen"]),
        (
            "<p><b>Ines Halvorsen</b> <b>Tom Achebe</b> <b>All stories</b></p>",
            ["Ines Halvorsen", "Tom Achebe"],
        ),
        ("<p>18 April 2024 | Ines Halvorsen</p>", []),
    ],
)
def test_a_line_may_begin_with_names(html: str, names: list[str]) -> None:
    root, _ = parse_html(html)
    assert root is not None
    assert leading_names(next(text_lines(root))) == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("<p>Ines Halvorsen – Updated: 18 April 2024</p>", ["Ines Halvorsen"]),
        ("<p>Ines Halvorsen</p>", []),
        ("<p>Ines Halvorsen reports from Larne, 18 April 2024</p>", []),
    ],
)
def test_a_name_stands_with_nothing_but_dates(lines: str, names: list[str]) -> None:
    assert name_and_date(nearby(lines)) == names


def test_a_line_of_its_own_is_a_name_or_an_office_beside_a_date() -> None:
    lines = "<p>18 April 2024</p><p>Ines Halvorsen</p><p>Courier Redaktion</p>"
    assert list(names_alone(nearby(lines))) == [
        ("near-name", "Ines Halvorsen"),
        ("near-desk", "Courier Redaktion"),
    ]
    assert list(names_alone(nearby("<p>Region</p><p>Ines Halvorsen</p><p>Larne</p>"))) == []
