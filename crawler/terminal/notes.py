"""Notes for who sits at the terminal: lines of standard error that fit it, none where nobody looks."""

from __future__ import annotations

import sys

from crawler.terminal.columns import wrap_text
from crawler.terminal.screen import choose_paint, is_terminal, screen_width


def write_note(text: str, *, style: str = "") -> None:
    """Write `text` where a person reads it; `style` (of `columns.STYLES`) paints it up to its first colon."""
    stream = sys.stderr
    if not is_terminal(stream):
        return
    head, colon, rest = text.partition(": ")
    painted = choose_paint(stream)(head, style) if style and colon else head
    lines = wrap_text(f"{painted}{colon}{rest}", screen_width(stream))
    stream.write("".join(f"{line}\n" for line in lines))
    stream.flush()
