"""What an exception quotes of a page can neither forge a line of the log nor command a terminal."""

from __future__ import annotations

import logging
import sys

from crawler.extensions.clean_logs import PrintableLines

FORGED = "2026-11-28 12:00:00 [scrapy] ERROR: forged"


def lines(message: str, *args: object, error: Exception | None = None) -> list[str]:
    exc_info = None
    if error is not None:
        try:
            raise error
        except Exception:
            exc_info = sys.exc_info()
    record = logging.LogRecord("crawler.test", logging.ERROR, "f.py", 1, message, args, exc_info)
    return PrintableLines(logging.Formatter("%(name)s: %(message)s")).format(record).split("\n")


def test_an_exceptions_message_is_made_printable() -> None:
    shown = lines("failed", error=ValueError(f"a\x1b[2J\rb\u202e\n{FORGED}"))
    assert shown[0] == "crawler.test: failed"
    assert all(line.startswith("  ") for line in shown[1:])
    assert shown[-2:] == ["  ValueError: a\\x1b[2J\\rb\\u202e", f"  {FORGED}"]


def test_a_message_of_several_lines_stays_so() -> None:
    assert lines("%s", f"<GET http://x.example/\x1b>\n{FORGED}") == [
        "crawler.test: <GET http://x.example/\\x1b>",
        f"  {FORGED}",
    ]
    assert lines("all is well") == ["crawler.test: all is well"]
