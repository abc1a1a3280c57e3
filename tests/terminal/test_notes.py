"""A note fits the terminal of who reads it, and is not written where nobody does."""

from __future__ import annotations

import io
import sys

import pytest

from crawler.terminal.notes import fit_lines, write_note


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "20")


def written(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, text: str, style: str = "") -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    write_note(text, style=style)
    return stream.getvalue()


def test_it_is_wrapped_at_words_and_painted_up_to_its_colon(monkeypatch):
    text = written(monkeypatch, FakeTerminal(), "taz: twelve articles are new", "green")
    assert text == "\x1b[32mtaz\x1b[0m: twelve articles\nare new\n"


def test_without_a_style_or_colours_it_is_plain(monkeypatch):
    assert written(monkeypatch, FakeTerminal(), "taz: new") == "taz: new\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert written(monkeypatch, FakeTerminal(), "taz: new", "red") == "taz: new\n"


def test_where_nobody_looks_nothing_is_written(monkeypatch):
    assert written(monkeypatch, io.StringIO(), "taz: new", "green") == ""


def test_lines_are_wrapped_under_their_indents_on_a_terminal_alone():
    lines = ["  links = 12 new, 30 known, 4 too-old", "", "taz"]
    assert list(fit_lines(lines, io.StringIO())) == lines
    assert list(fit_lines(lines, FakeTerminal())) == [
        "  links = 12 new, 30",
        "  known, 4 too-old",
        "",
        "taz",
    ]
