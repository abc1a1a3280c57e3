"""Bytes that a character set has nothing for are kept as what they most likely mean."""

from __future__ import annotations

import pytest

from crawler.decoding.invalid_bytes import HANDLER, read_invalid_bytes


def test_windows_quotation_marks_are_read_in_any_alphabet() -> None:
    assert b"\x93caf\xe9\x94 \x81".decode("ascii", HANDLER) == "“café” \x81"


def test_among_signs_a_byte_is_lost_but_for_the_euro_and_the_hard_space() -> None:
    assert ("港".encode("gb18030") + b"\x80 \xff").decode("gb18030", HANDLER) == "港€ \ufffd"


def test_any_other_error_is_raised() -> None:
    with pytest.raises(UnicodeEncodeError):
        read_invalid_bytes(UnicodeEncodeError("ascii", "é", 0, 1, "no"))
