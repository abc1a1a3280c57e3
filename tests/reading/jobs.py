"""Functions that readers are given in tests: well-behaved ones, and such as hang, grow or die."""

from __future__ import annotations

import os
import signal
import time


def name_process() -> int:
    """The number of the process that this runs in."""
    return os.getpid()


def return_value(value: object) -> object:
    """What it is given."""
    return value


def raise_error(text: str) -> None:
    """Raise ValueError."""
    raise ValueError(text)


class Stubborn(Exception):
    """An error that can't be pickled."""

    def __init__(self, *, needed: object) -> None:
        super().__init__("stubborn")
        self.needed = lambda: needed


def raise_stubborn() -> None:
    """Raise an error that no pipe carries."""
    raise Stubborn(needed=1)


def hang() -> None:
    """Never end."""
    while True:
        time.sleep(60)


def grow() -> int:
    """Take all memory that there is."""
    taken = []
    while True:
        taken.append(bytes(10_000_000))


def die() -> None:
    """Be killed, as by the kernel."""
    os.kill(os.getpid(), signal.SIGKILL)


def ignores(numbers: tuple[int, ...]) -> bool:
    """Send oneself signals, and outlive them."""
    for number in numbers:
        os.kill(os.getpid(), number)
    return True
