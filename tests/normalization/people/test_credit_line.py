"""A credit line is cut into those it credits, those it names besides, and its sources."""

from __future__ import annotations

import pytest

from crawler.normalization.people.credit_line import (
    credited_segments,
    is_credit,
    names_apart,
    without_addresses,
    without_ending,
)


@pytest.mark.parametrize(
    "line",
    [
        "By Ines Halvorsen",
        "Von Ines Halvorsen",
        "Por: Inés",
        "文／渡辺洋介",
        "記者王大明",
        "(By Ines)",
        "Text: Ines",
    ],
)
def test_a_line_that_begins_as_a_credit_is_one(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize("line", ["Ines Halvorsen", "Text of the law", "Bye Ines", "", "By " + "x" * 200])
def test_other_lines_are_none(line: str) -> None:
    assert not is_credit(line)


def credited(line: str) -> list[str]:
    return [one.strip() for one in credited_segments(line).authors if one.strip()]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ines Halvorsen", ["Ines Halvorsen"]),
        ("ByInes Halvorsen", ["Ines Halvorsen"]),
        ("Text: Ines Halvorsen | Fotos: Tom Achebe", ["Ines Halvorsen |"]),
        ("Ines Halvorsen, edited by Tom Achebe", ["Ines Halvorsen,"]),
        ("By Ines Halvorsen. She writes on ports", ["Ines Halvorsen"]),
        ("By Prof. Ines Halvorsen", ["Prof. Ines Halvorsen"]),
        ("Von Miller", ["Von Miller"]),
        ("Von Ines Miller", ["Ines Miller"]),
        ("記者王大明", ["王大明"]),
    ],
)
def test_labels_and_what_follows_those_of_others_are_left_out(line: str, authors: list[str]) -> None:
    assert credited(line) == authors


def test_sources_stand_apart() -> None:
    found = credited_segments("By Ines Halvorsen Source: Reuters")
    assert [one.strip() for one in found.authors] == ["", "Ines Halvorsen"]
    assert [one.strip() for one in found.sources] == ["Reuters"]


@pytest.mark.parametrize(
    ("segment", "names"),
    [
        ("Ines Halvorsen and Tom Achebe", [["Ines Halvorsen"], ["Tom Achebe"]]),
        ("Ines Halvorsen, Tom Achebe", [["Ines Halvorsen", "Tom Achebe"]]),
        ("Ines Halvorsen / Tom Achebe | Mia", [["Ines Halvorsen"], ["Tom Achebe"], ["Mia"]]),
        ("José Ortega y Gasset", [["José Ortega y Gasset"]]),
        ("Inés Halvorsen y Tomás Achebe", [["Inés Halvorsen"], ["Tomás Achebe"]]),
        ("Ana Pérez en La Habana", [["Ana Pérez en La Habana"]]),
        ("INES HALVORSEN AND TOM ACHEBE", [["INES HALVORSEN"], ["TOM ACHEBE"]]),
        ("أحمد علي ومحمد حسن", [["أحمد علي"], ["محمد حسن"]]),
        ("王小明、李大華", [["王小明"], ["李大華"]]),
    ],
)
def test_names_are_cut_at_separators_and_conjunctions(segment: str, names: list[list[str]]) -> None:
    assert names_apart(segment) == names


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("Ines Halvorsen", "Ines Halvorsen"),
        ("Ines Halvorsen 18 April 2024", "Ines Halvorsen"),
        ("Ines HalvorsenDecember 3", "Ines Halvorsen"),
        ("Ines Halvorsen in Berlin", "Ines Halvorsen"),
        ("Ines Halvorsen Updated", "Ines Halvorsen"),
        ("Ines Halvorsen 3 min read", "Ines Halvorsen"),
        ("Ines van der Halvorsen", "Ines van der Halvorsen"),
        ("Ines Halvorsen on", "Ines Halvorsen"),
        ("3 May", ""),
    ],
)
def test_what_follows_a_name_is_cut_off(part: str, name: str) -> None:
    assert without_ending(part) == name


def test_addresses_and_template_variables_go() -> None:
    line = "By Ines {{ author }} ines@lantern.example https://lantern.example www.lantern.example <%= n %>"
    assert without_addresses(line).split() == ["By", "Ines"]
