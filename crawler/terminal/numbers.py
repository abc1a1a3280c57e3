"""Numbers among the options of a command."""

from __future__ import annotations

from argparse import ArgumentTypeError


def read_count(text: str) -> int:
    """Return how many of something are asked for; raises `ArgumentTypeError` below 1."""
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no whole number of at least 1")
    return int(text)
