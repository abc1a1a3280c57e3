"""The line of progress: drawn over and over, and never glued to what others write."""

import logging
import os
import pty
import struct
import sys
import threading
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from fcntl import ioctl
from termios import TIOCSWINSZ

import pyte

from crawler.terminal.status_line import StatusLine

COLUMNS = 40


class Desk:
    """A real terminal as standard output and error of this process, and what stands on its screen."""

    def __init__(self, ours):
        self._ours = ours
        self._screen = pyte.Screen(COLUMNS, 400)
        self._stream = pyte.ByteStream(self._screen)

    def lines(self):
        os.set_blocking(self._ours, False)
        while True:
            try:
                self._stream.feed(os.read(self._ours, 65_536))
            except BlockingIOError:
                break
        shown = [line.rstrip() for line in self._screen.display]
        return [line for line in shown if line]


@contextmanager
def at_desk():
    """A desk, and an output of its terminal: within a test, since pytest sets both anew for each phase."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 400, COLUMNS, 0, 0))
    with (
        open(ours, "rb", buffering=0),
        open(theirs, "w") as out,
        open(os.dup(theirs), "w") as err,
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        yield Desk(ours)


@contextmanager
def with_line():
    """A desk on whose terminal a line is shown."""
    with at_desk() as desk:
        line = StatusLine(sys.stderr)
        line.begin()
        try:
            yield desk, line
        finally:
            line.end()


def test_it_is_drawn_over_what_it_said_before():
    with with_line() as (desk, line):
        line.show("one of three, and more")
        line.show("two of three")
        assert desk.lines() == ["two of three"]


def test_it_never_takes_a_second_row():
    with with_line() as (desk, line):
        line.show("港口" * 40)
        assert desk.lines() == ["港口" * 9 + "…"]
        line.show("done")
        assert desk.lines() == ["done"]


def test_what_is_written_stands_above_it():
    with with_line() as (desk, line):
        line.show("one of three")
        print("printed")
        print("told", file=sys.stderr)
        sys.stderr.writelines(["two\n", "more\n"])
        assert desk.lines() == ["printed", "told", "two", "more", "one of three"]


def test_the_log_stands_above_it_whichever_handler_writes_it():
    with at_desk() as desk:
        before = logging.StreamHandler(sys.stderr)
        logging.root.addHandler(before)
        line = StatusLine(sys.stderr)
        line.begin()
        during = logging.StreamHandler()
        logging.root.addHandler(during)
        try:
            line.show("one of three")
            logging.getLogger("gazette").warning("a message")
            assert desk.lines() == ["a message", "a message", "one of three"]
            line.end()
            logging.getLogger("gazette").warning("another")
            assert desk.lines() == ["a message", "a message", "another", "another"]
            assert before.stream is during.stream is sys.stderr
        finally:
            logging.root.removeHandler(before)
            logging.root.removeHandler(during)


def test_it_waits_for_the_end_of_a_line_that_was_begun():
    with with_line() as (desk, line):
        line.show("one of three")
        print("question? ", end="")
        line.show("two of three")
        assert desk.lines() == ["question?"]
        print("answered")
        assert desk.lines() == ["question? answered", "two of three"]


def test_it_goes_without_a_trace():
    with at_desk() as desk:
        out, err = sys.stdout, sys.stderr
        line = StatusLine(err)
        line.begin()
        line.show("one of three")
        line.end()
        print("last")
        sys.stdout.flush()
        assert desk.lines() == ["last"]
        assert (sys.stdout, sys.stderr) == (out, err)


def test_an_output_that_is_no_terminal_is_left_as_it_is(monkeypatch, tmp_path):
    with at_desk(), (tmp_path / "out").open("w") as file:
        monkeypatch.setattr(sys, "stdout", file)
        line = StatusLine(sys.stderr)
        line.begin()
        assert sys.stdout is file
        line.end()


def test_threads_that_write_at_once_leave_whole_lines():
    with with_line() as (desk, line):

        def write(name):
            for number in range(20):
                sys.stderr.write(f"{name} {number}\n")
                line.show(f"{number} of 20")

        threads = [threading.Thread(target=write, args=(name,)) for name in ("anna", "bert")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        *written, last = desk.lines()
        assert sorted(written) == sorted(
            f"{name} {number}" for name in ("anna", "bert") for number in range(20)
        )
        assert last == "19 of 20"


def test_the_stream_is_otherwise_the_terminals_own():
    with with_line():
        assert sys.stderr.isatty()
        assert sys.stderr.fileno() == sys.stderr.stream.fileno()
        assert sys.stderr.write("four") == 4
