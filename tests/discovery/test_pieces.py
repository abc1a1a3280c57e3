"""Large text piece by piece: nothing is lost or doubled where a piece ends."""

from __future__ import annotations

import gzip

import pytest

from crawler.discovery import pieces
from crawler.discovery.decoding import CHUNK
from crawler.discovery.pieces import LONGEST_LINE, Pieces, whole_lines, whole_references


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
    monkeypatch.setattr(pieces, "MAX_BYTES", 1000)
    source = Pieces(b"x" * 2000)
    assert next(source)
    assert source.cut
