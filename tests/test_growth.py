"""The checks of growth tell linear cost from quadratic cost, and bounded cost from cost that grows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.growth import check_bounded, check_linear, check_moment


def text(size: int) -> str:
    return "a" * size


def items(size: int) -> list[int]:
    return list(range(size))


def whole_page(given: list[int]) -> int:
    """A call that costs much whatever it is given."""
    return sum(range(100_000)) + sum(given)


@pytest.mark.parametrize("call", [sum, sorted, whole_page, lambda given: sum(given[:1_000]), len])
def test_what_is_linear_or_bounded_is_borne(call: Callable[[list[int]], object]) -> None:
    check_linear(call, items)


@pytest.mark.parametrize(
    "call",
    [
        lambda given: re.search(r"a+b", given),
        lambda given: [max(given[:end]) for end in range(1, len(given), 16)],
        lambda given: (sum(range(1_000)), re.search(r"a+b", given)),
        lambda given: re.search(r"a+b", given) if len(given) > 300 else None,
    ],
    ids=["pattern", "prefixes", "behind a start", "from a length on"],
)
def test_what_is_quadratic_is_found(call: Callable[[str], object]) -> None:
    with pytest.raises(AssertionError, match=r"cost grows \d+-fold, not 8-fold"):
        check_linear(call, text, most=30_000)


def test_cost_that_ends_to_grow_is_bounded_and_other_cost_is_not() -> None:
    check_bounded(lambda given: sum(given[:100_000]), items, since=100_000, most=2_000_000)
    with pytest.raises(AssertionError, match="cost grows"):
        check_bounded(sum, items, since=100_000, most=2_000_000)


def test_what_is_quadratic_may_take_a_moment() -> None:
    def ask(given: str) -> object:
        return re.search(r"a+b", given)

    check_moment(ask, text(1_000))
    with pytest.raises(AssertionError, match="times what a few megabytes of text cost"):
        check_moment(ask, text(30_000))
