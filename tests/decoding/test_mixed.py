"""Documents of two character sets are read in both."""

from __future__ import annotations

import pytest

from crawler.decoding import decode_document
from crawler.decoding.mixed import is_nearly_utf8
from tests.decoding.texts import TEXTS
from tests.growth import check_linear


@pytest.mark.parametrize(("language", "charset"), [("ru", "cp1251"), ("fr", "cp1252"), ("pl", "cp1250")])
def test_a_paragraph_pasted_from_another_set_is_read_in_it(language: str, charset: str) -> None:
    pasted = TEXTS[language]
    data = f"<p>{TEXTS['el'] * 8}</p><p>".encode() + pasted.encode(charset) + b"</p>"
    assert decode_document(data).text == f"<p>{TEXTS['el'] * 8}</p><p>{pasted}</p>"


@pytest.mark.parametrize(("language", "charset"), [("ru", "cp1251"), ("ru", "koi8-r"), ("th", "cp874")])
def test_a_box_in_utf8_is_read_in_a_page_of_an_older_set(language: str, charset: str) -> None:
    data = (TEXTS[language] * 4).encode(charset) + b"<p>" + TEXTS["ja"].encode() + b"</p>"
    assert decode_document(data).text == f"{TEXTS[language] * 4}<p>{TEXTS['ja']}</p>"


def test_quotation_marks_of_windows_are_read_among_latin_letters() -> None:
    data = "Größe, Höhe, Länge über allem".encode() + b" \x93quoted\x94"
    assert decode_document(data).text == "Größe, Höhe, Länge über allem “quoted”"


def test_a_half_of_a_character_is_marked_as_lost() -> None:
    data = TEXTS["ru"].encode()
    cut = len("Стену гав".encode()) + 1
    assert decode_document(data[:cut] + b"..." + data[60:]).text.startswith("Стену гав\ufffd...")
    assert decode_document(data[:-2]).text == TEXTS["ru"][:-2] + "\ufffd"


def test_a_letter_or_two_make_no_utf8() -> None:
    assert is_nearly_utf8("ñ".encode() * 2 + b"\xe9 ")
    assert not is_nearly_utf8("ñ".encode() + b"\xe9 \xe9 ")
    assert not is_nearly_utf8(b"caf\xe9 ")


@pytest.mark.parametrize("unit", [b"\xc3\xa9", b"\xc3\xa9\xe9 ", b"\xe0\xa1", b"\xf0\x9f\x98"])
def test_hostile_mixtures_take_linear_time(unit: bytes) -> None:
    check_linear(decode_document, lambda size: b"\xff" + unit * (size // len(unit)))
