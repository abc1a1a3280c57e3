"""Each line of the log is one JSON object, about an outlet, a run and an address where it is."""

from __future__ import annotations

import json
import logging
import sys
from types import SimpleNamespace

from crawler.extensions.json_logs import JsonLines


def line(message: str, *args: object, **values: object) -> dict[str, object]:
    record = logging.LogRecord("crawler.test", logging.WARNING, "f.py", 1, message, args, None)
    record.__dict__.update(values)
    text = JsonLines().format(record)
    assert "\n" not in text
    assert text.isascii()
    return json.loads(text)


def test_a_line_says_when_what_and_who() -> None:
    entry = line("%s is late", "it", spider=SimpleNamespace(name="taz", crawler=None))
    assert entry["time"].endswith("+00:00")
    assert (entry["level"], entry["logger"]) == ("WARNING", "crawler.test")
    assert (entry["message"], entry["outlet"]) == ("it is late", "taz")
    assert "url" not in entry
    assert "exception" not in entry


def test_the_address_is_that_of_the_request_or_the_first_in_the_text() -> None:
    request = SimpleNamespace(url="https://a.example/1")
    assert line("Crawled %(request)s", {"request": request})["url"] == "https://a.example/1"
    assert line("%s", "https://b.example/2: gone (http-404)")["url"] == "https://b.example/2"


def test_controls_are_escaped() -> None:
    assert line("a\x1b[2J\r\nb\u2028c\u202ed")["message"] == "a\x1b[2J\r\nb\u2028c\u202ed"


def test_an_exception_is_on_the_same_line() -> None:
    try:
        raise ValueError("wrong")
    except ValueError:
        assert "ValueError: wrong" in str(line("failed", exc_info=sys.exc_info())["exception"])
