"""One line at the bottom of a terminal that is drawn over and over; all else that is written stands above it.

While it is shown, `sys.stdout`, `sys.stderr` and the handlers of the log write through `LinesAbove`: so no
message is glued to it, whoever writes it, and from whichever thread.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from crawler.terminal.columns import shorten_text
from crawler.terminal.screen import is_terminal, screen_width

#: Goes to the line's beginning and clears it.
_ERASE = "\r\x1b[2K"
#: Columns that stay free at its end: terminals write ^C there, and a full line breaks.
SPARE = 3


class StatusLine:
    """The line, on the terminal `stream`, from `begin` to `end`."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._text = self._drawn = ""
        #: Whether what was written last ended with its line: else the line would be glued to it.
        self._at_margin = True
        self._lock = threading.RLock()

    @property
    def width(self) -> int:
        """The columns that it may take."""
        return screen_width(self.stream) - SPARE

    def begin(self) -> None:
        """Have all that is written from now on stand above the line."""
        for name, stream in _standard_streams():
            if is_terminal(stream):
                above = LinesAbove(stream, self)
                setattr(sys, name, above)
                _redirect_logs(stream, above)

    def end(self) -> None:
        """Take the line away, and have everything write as before."""
        self.show("")
        for name, stream in _standard_streams():
            if isinstance(stream, LinesAbove):
                setattr(sys, name, stream.stream)
                _redirect_logs(stream, stream.stream)

    def show(self, text: str) -> None:
        """Draw `text` in place of what stood there."""
        with self._lock:
            self._text = text
            self._draw()

    @contextmanager
    def lifted(self, text: str) -> Iterator[None]:
        """Take the line away while `text` is written, and draw it below once that has ended its line."""
        with self._lock:
            self._replace("")
            yield
            self._at_margin = text.endswith("\n") if text else self._at_margin
            self._draw()

    def _draw(self) -> None:
        if self._at_margin:
            self._replace(shorten_text(self._text, self.width))

    def _replace(self, text: str) -> None:
        if text != self._drawn:
            self.stream.write(f"{_ERASE}{text}")
            self.stream.flush()
            self._drawn = text


def end_status_line() -> None:
    """Take away the line that is shown, where one is: its own end may not come once the event loop stands."""
    if isinstance(sys.stderr, LinesAbove):
        sys.stderr.line.end()


class LinesAbove:
    """A stream of the terminal on which a status line is shown: what is written to it stands above that."""

    def __init__(self, stream: TextIO, line: StatusLine) -> None:
        self.stream, self.line = stream, line

    def write(self, text: str) -> int:
        """Write `text`; returns how many letters that are."""
        with self.line.lifted(text):
            written = self.stream.write(text)
            self.stream.flush()
        return written

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of them."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def _standard_streams() -> list[tuple[str, Any]]:
    return [(name, getattr(sys, name)) for name in ("stdout", "stderr")]


def _redirect_logs(stream: Any, other: Any) -> None:
    """Have the handlers of the log that write to `stream` write to the `other`."""
    for handler in logging.root.handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is stream:
            handler.setStream(other)
