"""What an output can show: by its terminal, and by what the environment says."""

import io
import pty
import struct
from fcntl import ioctl
from termios import TIOCSWINSZ

import pytest

from crawler.terminal.columns import paint_text
from crawler.terminal.screen import choose_paint, has_colours, is_terminal, leave_plain, screen_width


@pytest.fixture
def terminal(monkeypatch):
    """A real terminal of 72 columns."""
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 24, 72, 0, 0))
    with open(ours, "rb", buffering=0), open(theirs, "w") as stream:
        yield stream


def test_a_closed_output_is_no_terminal(terminal):
    assert is_terminal(terminal)
    closed = io.StringIO()
    closed.close()
    assert not is_terminal(closed)
    assert not is_terminal(io.StringIO())


@pytest.mark.parametrize(
    ("variables", "on_terminal", "in_file"),
    [
        ({}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
    ],
    ids=str,
)
def test_colours_are_where_a_terminal_has_them_or_as_the_environment_says(
    terminal, monkeypatch, variables, on_terminal, in_file
):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert has_colours(terminal) is on_terminal
    assert has_colours(io.StringIO()) is in_file
    assert choose_paint(terminal) is (paint_text if on_terminal else leave_plain)


def test_the_width_is_the_terminals_or_what_columns_says(terminal, monkeypatch):
    assert screen_width(terminal) == 72
    assert screen_width(io.StringIO()) == 110
    monkeypatch.setenv("COLUMNS", "50")
    assert screen_width(terminal) == screen_width(io.StringIO()) == 50
    monkeypatch.setenv("COLUMNS", "3")
    assert screen_width(terminal) == 20


def test_a_terminal_that_does_not_say_how_wide_it_is_has_the_usual_width(terminal):
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 0, 0, 0, 0))
    assert screen_width(terminal) == 110
