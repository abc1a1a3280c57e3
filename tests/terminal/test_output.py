"""Lines go to standard output, and nowhere where nobody reads on; the commands: `tests/end_to_end`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from crawler.terminal.output import print_lines


@contextmanager
def piped(monkeypatch) -> Iterator[TextIO]:
    """Standard output as a pipe, whose other end this gives."""
    ours, theirs = os.pipe()
    with open(ours, encoding="utf-8") as reader, open(theirs, "w", encoding="utf-8") as writer:
        monkeypatch.setattr(sys, "stdout", writer)
        yield reader
        monkeypatch.undo()


def test_each_line_has_its_end_and_is_there_at_once(monkeypatch):
    with piped(monkeypatch) as reader:
        print_lines(["Larne", "", "Ölfest"])
        assert [reader.readline() for _ in range(3)] == ["Larne\n", "\n", "Ölfest\n"]


def test_where_nobody_reads_on_no_more_lines_are_made_and_what_follows_is_quiet(monkeypatch):
    made = []
    with piped(monkeypatch) as reader:
        reader.close()
        print_lines(made.append(number) or "x" * 100 for number in range(10_000))
        print_lines(["more"])
        sys.stdout.flush()
    assert len(made) < 1000
