"""What a stream of output is shown on: whether that is a terminal, how wide it is, and what it can show."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TextIO

from crawler.terminal.columns import paint_text

#: Columns of an output that has none, such as a file.
USUAL_WIDTH = 110
#: Narrower than this nothing can be read.
NARROWEST = 20

#: Puts a text into a style, or leaves it as it is.
Paint = Callable[[str, str], str]


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at what is written to `stream`."""
    try:
        return stream.isatty()
    except ValueError:  # it is closed
        return False


def can_redraw(stream: TextIO) -> bool:
    """Whether `stream` is a terminal on which a line can be drawn over another."""
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def has_colours(stream: TextIO) -> bool:
    """Whether `stream` is to have colours: NO_COLOR forbids them, FORCE_COLOR has them everywhere.

    See https://no-color.org and https://force-color.org; where both are set there are none, as in Python.
    """
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or can_redraw(stream)


def choose_paint(stream: TextIO) -> Paint:
    """What paints a text for `stream`: it leaves the text as it is where there are no colours."""
    return paint_text if has_colours(stream) else leave_plain


def leave_plain(text: str, style: str) -> str:
    """Return `text` as it is, whatever the style: the paint of an output without colours."""
    return text


def screen_width(stream: TextIO) -> int:
    """The columns of `stream`: those of COLUMNS, else of its terminal, else `USUAL_WIDTH`."""
    asked = os.environ.get("COLUMNS", "")
    columns = int(asked) if asked.isdecimal() else 0
    if not columns and is_terminal(stream):
        try:
            columns = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):  # a terminal that does not say
            columns = 0
    return max(columns or USUAL_WIDTH, NARROWEST)
