"""Nothing in the tests looks at a clock, but for what waits with an end far away and what compares costs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.waiting import run_to_end, wait_until

TESTS = Path(__file__).parent
#: Functions of `time` that tell how long something took.
CLOCKS = {f"{name}{unit}" for name in ("monotonic", "perf_counter", "process_time", "thread_time")
          for unit in ("", "_ns")}  # fmt: skip
#: Who may ask them.
ALLOWED = {"growth.py", "waiting.py"}


def clocks_read(code: str) -> Iterator[int]:
    """The lines on which a module reads a clock, or takes one in by its name."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            yield node.lineno
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (node.lineno for name in node.names if name.name in CLOCKS)


def test_no_test_looks_at_a_clock() -> None:
    found = {
        f"{path.relative_to(TESTS)}:{line}"
        for path in TESTS.rglob("*.py")
        for line in clocks_read(path.read_text("utf-8"))
        if path.relative_to(TESTS).name not in ALLOWED
    }
    assert found == set()


@pytest.mark.parametrize(
    "code",
    ["import time\nassert time.process_time() - 1 < 0.1", "import time\n\nbegan = time.monotonic_ns()",
     "from time import sleep, perf_counter"],
)  # fmt: skip
def test_a_look_at_a_clock_is_found(code: str) -> None:
    assert list(clocks_read(code))


def test_a_wait_ends_with_its_condition_or_with_what_its_check_raises() -> None:
    moments = iter([False, False, True])
    wait_until(lambda: next(moments))
    assert next(moments, "none is left") == "none is left"

    def ended() -> None:
        raise AssertionError("it ended first")

    with pytest.raises(AssertionError, match="it ended first"):
        wait_until(lambda: False, check=ended)


@pytest.mark.parametrize("wait", [lambda: wait_until(lambda: False), lambda: run_to_end(Event().wait)])
def test_a_wait_for_what_never_comes_ends_too(monkeypatch: pytest.MonkeyPatch, wait) -> None:
    monkeypatch.setattr("tests.waiting.NET", 0.05)
    with pytest.raises(TimeoutError, match="within 0 s"):
        wait()
