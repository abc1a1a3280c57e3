"""How much of a source is unpacked, and its text piece by piece."""

from __future__ import annotations

import gzip
import zlib

import pytest

from crawler.discovery import unpacking
from crawler.discovery.unpacking import (
    CHUNK,
    LONGEST_LINE,
    Pieces,
    inflate_body,
    whole_lines,
    whole_references,
)


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
    monkeypatch.setattr(unpacking, "MAX_BYTES", 1000)
    source = Pieces(b"x" * 2000)
    assert next(source)
    assert source.cut
