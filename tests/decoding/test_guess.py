"""Text in the character sets of its language is read, whether that is declared, declared wrongly or not."""

from __future__ import annotations

import html
import unicodedata

import pytest

from crawler.decoding import DecodedText, decode_document
from tests.decoding.texts import LEGACY_SETS, TEXTS, encode_text
from tests.growth import check_linear

CASES = [(language, label) for language, labels in LEGACY_SETS.items() for label in labels]
#: What is declared for text in another set: what editors, servers and templates put there unasked.
WRONG = ("utf-8", "iso-8859-1", "windows-1251")


def read(language: str, label: str, declared: str | None = None) -> DecodedText:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}<title>Port</title></head><body><p>{TEXTS[language]}</p></body></html>"
    return decode_document(encode_text(page, label), content_type="text/html")


def holds_text(found: DecodedText, language: str) -> bool:
    return TEXTS[language] in unicodedata.normalize("NFC", html.unescape(found.text))


@pytest.mark.parametrize(("language", "label"), CASES)
def test_text_is_read_that_declares_nothing(language: str, label: str) -> None:
    assert holds_text(read(language, label), language)


@pytest.mark.parametrize(("language", "label"), CASES)
def test_text_is_read_that_declares_its_set(language: str, label: str) -> None:
    found = read(language, label, declared=label)
    assert holds_text(found, language)
    assert found.is_sure


@pytest.mark.parametrize("declared", WRONG)
@pytest.mark.parametrize(("language", "label"), CASES)
def test_text_is_read_that_declares_another_set(language: str, label: str, declared: str) -> None:
    assert holds_text(read(language, label, declared=declared), language)


def test_signs_of_euc_jp_that_might_be_utf8_are_read_as_signs() -> None:
    signs = "".join(bytes([0xC4, byte]).decode("euc_jp") for byte in range(0xA2, 0xAA))
    data = f"<p>{TEXTS['ja']}{signs}</p>".encode("euc_jp")
    assert decode_document(data).text == data.decode("euc_jp")


@pytest.mark.parametrize(
    "unit", [b"\xe9", b"a\xe9 ", b"<\xe9>", b"a", b"a" * 30 + b"\xff", b"\xe9\n", b"\x81\x30"]
)
def test_hostile_bytes_take_linear_time(unit: bytes) -> None:
    check_linear(decode_document, lambda size: b"\xff" + unit * (size // len(unit)))
