"""Signs cost least in the character set and the language that they are of."""

from __future__ import annotations

import pytest

from crawler.decoding.sign_costs import count_sign_bits
from tests.decoding.texts import TEXTS

LANGUAGES = {"gb18030": "zh", "cp932": "ja", "euc_jp": "ja", "cp949": "ko", "big5hkscs": "zh-Hant"}


@pytest.mark.parametrize("charset", LANGUAGES)
def test_a_text_costs_least_in_its_own_set(charset: str) -> None:
    sample = TEXTS[LANGUAGES[charset]].encode(charset)
    bits = {name: count_sign_bits(sample, charset=name, language=LANGUAGES[name]) for name in LANGUAGES}
    assert min(bits, key=bits.__getitem__) == charset


def test_ascii_costs_nothing() -> None:
    assert count_sign_bits(b"plain", charset="cp949", language="ko") == 0


def test_a_sign_in_a_latin_word_is_dear() -> None:
    def bits(text: bytes) -> int:
        return count_sign_bits(text, charset="gb18030", language="zh")

    assert bits("h国h".encode("gb18030")) > bits("国".encode("gb18030"))


def test_bytes_of_no_sign_are_dear() -> None:
    assert count_sign_bits(b"\xff\xff", charset="euc_jp", language="ja") > 40
