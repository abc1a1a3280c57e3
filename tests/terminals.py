"""Commands of the project in a terminal: what stands on its screen, as an emulator of one shows it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pyte

from tests.crawls import ROOT, Project, launcher
from tests.launcher import Running
from tests.waiting import NET, wait_until

#: Rows of the terminal: so many that nothing scrolls away.
ROWS = 400


class Terminal:
    """A terminal of `columns` columns in which one command runs."""

    def __init__(self, running: Running, descriptor: int, columns: int) -> None:
        self.running, self._descriptor = running, descriptor
        #: All that was written, with its escape sequences.
        self.written = ""
        self.screen = pyte.Screen(columns, ROWS)
        self._stream = pyte.ByteStream(self.screen)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, up to the last that is not empty."""
        shown = [line.rstrip() for line in self.screen.display]
        return shown[: max((number for number, line in enumerate(shown, 1) if line), default=0)]

    @property
    def text(self) -> str:
        """The screen's words, whichever line they stand on."""
        return " ".join(" ".join(self.lines).split())

    def press(self, keys: str) -> None:
        """Type `keys`; Ctrl-C is "\\x03"."""
        os.write(self._descriptor, keys.encode())

    def read(self) -> bool:
        """Take in what was written, where there is something; False once the other end is closed."""
        if not select.select([self._descriptor], [], [], 0.02)[0]:
            return True
        try:
            chunk = os.read(self._descriptor, 65_536)
        except OSError:  # Linux says so that the other end is closed
            return False
        self.written += chunk.decode(errors="replace")
        self._stream.feed(chunk)
        return bool(chunk)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Read until `condition()` holds; raises AssertionError where the command ends before it."""

        def read_on() -> None:
            assert self.read() or condition(), f"it ended first: {self.lines}"

        wait_until(condition, check=read_on)

    def wait(self) -> int:
        """Read until the command ends; returns its exit status."""
        wait_until(lambda: not self.read())
        assert self.running.ended(within=NET), self.lines
        return self.running.exit_status()


@contextmanager
def open_terminal(
    project: Project,
    *arguments: str,
    columns: int = 100,
    variables: dict[str, str] | None = None,
    **settings: object,
) -> Iterator[Terminal]:
    """Run a command of the project in a terminal; `variables` are added to its environment."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))
    unset = {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}
    kept = {name: value for name, value in project.environment.items() if name not in unset}
    running = launcher().launch(
        project.arguments(*arguments, **settings),
        cwd=ROOT,
        environment={**kept, "TERM": "xterm", **(variables or {})},
        files=(theirs, theirs, theirs),
        at_terminal=True,
    )
    os.close(theirs)
    try:
        yield Terminal(running, ours, columns)
    finally:
        with suppress(ProcessLookupError):
            os.kill(running.pid, 9)
        os.close(ours)
