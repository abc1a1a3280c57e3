"""Lines for who sits at a terminal: they fit it, and break no word that is shorter than it is wide."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from crawler.terminal.columns import wrap_text
from crawler.terminal.screen import choose_paint, is_terminal, screen_width


def fit_lines(lines: Iterable[str], stream: TextIO) -> Iterator[str]:
    """The lines as they are, or, for a terminal, wrapped at words under their own indents."""
    if not is_terminal(stream):
        yield from lines
        return
    width = screen_width(stream)
    for line in lines:
        indent = line[: len(line) - len(line.lstrip(" "))][: width // 2]
        yield from (f"{indent}{part}" for part in wrap_text(line.strip(), width - len(indent)) or [""])


def write_note(text: str, *, style: str = "") -> None:
    """Write `text` where a person reads it; `style` (of `columns.STYLES`) paints it up to its first colon."""
    stream = sys.stderr
    if not is_terminal(stream):
        return
    head, colon, rest = text.partition(": ")
    painted = choose_paint(stream)(head, style) if style and colon else head
    lines = fit_lines([f"{painted}{colon}{rest}"], stream)
    stream.write("".join(f"{line}\n" for line in lines))
    stream.flush()
