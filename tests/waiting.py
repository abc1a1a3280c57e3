"""Waiting in tests: for what is bound to come, however long a busy machine takes to bring it."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

#: Seconds after which a test gives up: far beyond what ten times the work of a machine makes of any wait.
NET = 600.0


def wait_until(condition: Callable[[], object], *, check: Callable[[], object] = lambda: None) -> None:
    """Return once `condition()` holds; `check()` may raise where it can't come to hold any more.

    Raises TimeoutError after `NET` seconds.
    """
    last = time.monotonic() + NET
    while not condition():
        check()
        if time.monotonic() > last:
            raise TimeoutError(f"not within {NET:.0f} s")
        time.sleep(0.01)


def run_to_end(work: Callable[[], object]) -> None:
    """Do `work` that must not wait for what never comes; raises TimeoutError where it does."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(NET)
    if thread.is_alive():
        raise TimeoutError(f"no end within {NET:.0f} s")


def check_running(process: subprocess.Popen[Any], name: str) -> None:
    """Raise AssertionError where a process has ended that was to go on."""
    assert process.poll() is None, f"{name} has ended with status {process.returncode}"
