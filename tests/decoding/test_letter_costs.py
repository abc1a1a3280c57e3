"""Letters cost little in their own language, and signs where they usually stand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from crawler.decoding.letter_costs import (
    UNLISTED,
    is_latin,
    is_letter,
    letter_bits,
    pair_bits,
    pair_key,
)


def cost(text: str, language: str) -> int:
    """What the text costs, each character after the one before it."""
    bits = letter_bits(language)
    pairs = [*pairwise(f" {text} ")]
    return sum(
        pair_bits(*pair) + (bits.get(key, UNLISTED) if (key := pair_key(*pair)) else 0) for pair in pairs
    )


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("fr", "préfète", "prйfиte"),
        ("pl", "żółty", "¿ó³ty"),
        ("ru", "гавань", "ЦБЧБОШ"),
        ("es", "«mañana»", "Ђmaсanaї"),
        ("th", "ท่าเรือ", "·ик"),
    ],
)
def test_a_text_costs_less_than_its_misreading(language: str, right: str, wrong: str) -> None:
    assert cost(right, language) < cost(wrong, language)


def test_capitals_stand_at_the_beginning_of_words() -> None:
    assert cost("Порт", "ru") < cost("ПОРТ", "ru") < cost("пОРТ", "ru")


def test_signs_stand_where_they_usually_do() -> None:
    assert pair_bits(" ", "„") < pair_bits("n", "„")
    assert pair_bits("e", "…") < pair_bits("e", "¤")
    assert pair_bits(" ", "\x81") > pair_bits(" ", "¤")


def test_letters_shaped_otherwise_in_older_sets_are_listed_once() -> None:
    assert pair_key("ț", "E") == pair_key("ţ", "e")
    assert pair_key(" ", "ی") == "ي"
    assert pair_key("a", "–") == ""


def test_marks_are_no_letters_and_scripts_are_told_apart() -> None:
    assert not is_letter("\u0e34")
    assert not is_letter("ª")
    assert is_latin("ế")
    assert not is_latin("ж")
