"""Lines on standard output, which end quietly where nobody reads on (`scrapy articles | head -1`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO


def print_lines(lines: Iterable[str]) -> None:
    """Write each line with its end to standard output; where nobody reads on, the others are not made."""
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stream(sys.stdout)


def silence_stream(stream: TextIO) -> None:
    """Send what `stream` still holds, and all that is written to it from now on, nowhere.

    Python would flush it into the closed pipe at its end, and complain
    (https://docs.python.org/3/library/signal.html#note-on-sigpipe).
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
