"""The outlet's name is told from people's, whole and under a longer form."""

import pytest

from crawler.normalization.people.byline import split_authors
from crawler.normalization.people.outlet_name import (
    is_crowd,
    is_outlet_name,
    name_before_host,
    outlet_keys,
    without_outlet,
    without_small_word,
)

NAMES = ["Volksblatt", "Página Siete", "The Lantern", "lantern.example"]
KEYS = outlet_keys(NAMES)


@pytest.mark.parametrize(
    "part",
    [
        "Volksblatt",
        "OÖ Volksblatt",
        "Diario Página Siete",
        "Diario Pagina Siete",
        "Volksblatt Redaktion",
        "Volksblatt Online",
        "El Volksblatt",
        "the lantern",
        "Lantern.Example",
    ],
)
def test_names_of_the_outlet(part: str) -> None:
    assert is_outlet_name(part, KEYS)
    read = split_authors([part, "Ana Pérez"], outlet_names=NAMES)
    assert (read.authors, read.desks) == (["Ana Pérez"], [part])


@pytest.mark.parametrize(
    "part", ["Ana Pérez", "Ana Pérez Volksblatt", "Ana Pérez, Página Siete", "Volksblatt Smith", ""]
)
def test_names_of_people(part: str) -> None:
    assert not is_outlet_name(part, KEYS)


def test_no_name_is_known_where_no_outlet_is() -> None:
    assert not is_outlet_name("The Lantern", outlet_keys([]))


def test_the_name_behind_a_person_is_cut_off() -> None:
    assert without_outlet("Ana Pérez Página Siete", KEYS) == "Ana Pérez"
    assert without_outlet("Ana Pérez", KEYS) == "Ana Pérez"


def test_what_stands_before_its_address_is_its_name() -> None:
    assert name_before_host("Harbour Press (www.lantern.example)", KEYS) == "Harbour Press"
    assert name_before_host("Ana Pérez (Volksblatt)", KEYS) == name_before_host("Ana Pérez", KEYS) == ""
    read = split_authors("Harbour Press (www.lantern.example)", outlet_names=NAMES)
    assert read.desks == ["Harbour Press"]


def test_crowds_and_small_words_before_offices() -> None:
    assert is_crowd("Contributors to Harbour projects")
    assert not is_crowd("Ana Pérez")
    assert without_small_word("der Redaktion") == "Redaktion"
    assert without_small_word("der Ana") == "der Ana"
