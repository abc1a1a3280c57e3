"""How many of something a command is asked for."""

from __future__ import annotations

from argparse import ArgumentTypeError

import pytest

from crawler.terminal.numbers import read_count


def test_a_count_is_a_whole_number_of_at_least_one() -> None:
    assert (read_count("1"), read_count("020")) == (1, 20)


@pytest.mark.parametrize("text", ["0", "-3", "1.5", "many", "", "\u0663"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="at least 1"):
        read_count(text)
