"""The tables of scripts and languages agree with each other and with Unicode."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from crawler.normalization.language.scripts import (
    BLOCKS,
    DENSE_SCRIPTS,
    LANGUAGES_BY_SCRIPT,
    ONLY_SIMPLIFIED,
    ONLY_TRADITIONAL,
    SAME_LANGUAGE,
    SOLE_LANGUAGE,
)

#: Script -> what the names of its letters hold.
NAMES = {
    "Latn": "LATIN", "Grek": "GREEK", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Hang": "HANGUL", "Hani": "CJK",
    "Thai": "THAI", "Geor": "GEORGIAN", "Deva": "DEVANAGARI", "Hebr": "HEBREW",
}  # fmt: skip


def script_of(letter: str) -> str | None:
    return next((script for first, last, script in BLOCKS if first <= ord(letter) <= last), None)


def test_blocks_ascend_and_never_overlap() -> None:
    assert all(first <= last for first, last, _ in BLOCKS)
    assert all(one[1] < other[0] for one, other in pairwise(BLOCKS))


@pytest.mark.parametrize("script", NAMES)
def test_a_block_holds_letters_of_its_script(script: str) -> None:
    for first, last in ((first, last) for first, last, name in BLOCKS if name == script):
        names = [unicodedata.name(chr(code), "") for code in range(first, min(last, first + 800) + 1)]
        assert any(NAMES[script] in name for name in names)


@pytest.mark.parametrize(
    ("letter", "script"),
    [("a", "Latn"), ("ж", "Cyrl"), ("か", "Kana"), ("港", "Hani"), ("항", "Hang"), ("1", None)],
)
def test_a_letter_is_of_one_script(letter: str, script: str | None) -> None:
    assert script_of(letter) == script


def test_a_script_has_one_language_or_several_and_never_both() -> None:
    assert not SOLE_LANGUAGE.keys() & LANGUAGES_BY_SCRIPT.keys()
    known = {script for _, _, script in BLOCKS}
    assert {*SOLE_LANGUAGE, *LANGUAGES_BY_SCRIPT} <= known
    assert known >= DENSE_SCRIPTS


def test_a_code_of_another_ends_at_one_that_stands_for_itself() -> None:
    assert not {*SAME_LANGUAGE.values()} & {*SAME_LANGUAGE} - {"ckb"}
    assert SAME_LANGUAGE["iw"] == "he"


def test_characters_of_one_chinese_are_none_of_the_other() -> None:
    assert not ONLY_TRADITIONAL & ONLY_SIMPLIFIED
    assert {"國", "會"} <= ONLY_TRADITIONAL
    assert {"国", "会"} <= ONLY_SIMPLIFIED
    assert not set("后里台面") & (ONLY_TRADITIONAL | ONLY_SIMPLIFIED)
