"""Bytes into text: what decides about the character set, and how much is unpacked."""

from __future__ import annotations

import gzip
import zlib

import pytest

from crawler.discovery import decoding
from crawler.discovery.decoding import (
    CHUNK,
    LONGEST_LINE,
    Pieces,
    decode_source,
    inflate_body,
    whole_lines,
    whole_references,
)

TEXT = "<a>Ñandú à côté — Київ</a>"


@pytest.mark.parametrize(
    "codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_unicode_is_known_by_its_mark_or_its_zeros(codec: str) -> None:
    assert decode_source(TEXT.encode(codec)) == TEXT


def test_valid_utf8_wins_over_a_wrong_declaration_and_a_wrong_header() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + TEXT
    assert decode_source(text.encode(), content_type="text/xml; charset=windows-1252") == text


def test_header_counts_before_declaration() -> None:
    body = '<?xml version="1.0" encoding="windows-1252"?><a>Новини</a>'.encode("windows-1251")
    assert "Новини" in decode_source(body, content_type="application/xml; charset=windows-1251")


def test_declaration_counts_before_what_servers_send_by_default() -> None:
    body = '<?xml version="1.0" encoding="windows-1251"?><a>Новини</a>'.encode("windows-1251")
    assert "Новини" in decode_source(body, content_type="text/xml; charset=ISO-8859-1")


def test_a_few_bad_bytes_leave_utf8_as_it_is() -> None:
    body = ("ñ" * 100).encode() + b"\xff" + "é".encode()[:1]
    assert decode_source(body) == "ñ" * 100 + "\ufffd\ufffd"


def test_bytes_that_nothing_explains_are_read_as_windows_1252() -> None:
    assert decode_source(b"caf\xe9 \x93x\x94") == "café “x”"


@pytest.mark.parametrize("label", ["punycode", "zlib", "unicode_escape", "idna", "no-such-charset"])
def test_labels_that_are_no_character_set_are_passed_over(label: str) -> None:
    assert decode_source(f"<?xml version='1.0' encoding='{label}'?><a>".encode() + b"\xe9").endswith("é")


def test_gzip_of_several_members_is_unpacked_whole() -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two")
    assert b"".join(inflate_body(body)) == b"one two"


def test_truncated_gzip_gives_what_can_be_read() -> None:
    whole = bytes(range(256)) * 2000
    found = b"".join(inflate_body(gzip.compress(whole)[:-200]))
    assert whole.startswith(found)
    assert len(found) > 1000


def test_gzip_bomb_stops_one_byte_past_the_limit() -> None:
    bomb = zlib.compressobj(9, wbits=31)
    body = b"".join(bomb.compress(bytes(1024 * 1024)) for _ in range(200)) + bomb.flush()
    pieces = list(inflate_body(body, limit=1_000_000))
    assert sum(map(len, pieces)) == 1_000_001
    assert max(map(len, pieces)) <= CHUNK


def test_what_is_not_gzip_is_passed_on() -> None:
    assert b"".join(inflate_body(b"x" * 200_000)) == b"x" * 200_000


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_characters_across_pieces(shift: int, codec: str) -> None:
    text = "x" * shift + "\n" + "日ñ😀" * 40_000
    assert "".join(Pieces(text.encode(codec))) == text
    assert "".join(Pieces(gzip.compress(text.encode(codec)))) == text


def test_references_are_never_broken_in_two() -> None:
    text = "x" * (CHUNK - 3) + "&amp;" + "y" * CHUNK + "&eacute;"
    source = Pieces(text.encode())
    found = list(whole_references(next(source), source))
    assert "".join(found) == text
    assert not any(piece.endswith(("&", "&a", "&am", "&amp")) for piece in found)


def test_lines_across_pieces() -> None:
    lines = [f"https://x.example/{n}" for n in range(20_000)]
    source = Pieces("\r\n".join(lines).encode())
    assert [line for line in whole_lines(next(source), source) if line] == lines


def test_a_line_without_end_is_not_gathered() -> None:
    source = Pieces(b"x" * 1_000_000)
    assert max(map(len, whole_lines(next(source), source))) <= LONGEST_LINE + CHUNK + 1


def test_what_exceeds_the_limit_is_marked_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BYTES", 1000)
    source = Pieces(b"x" * 2000)
    assert next(source)
    assert source.cut
