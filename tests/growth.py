"""How the cost of a call grows with what it is given: a bound that no busy machine breaks.

A cost is compared with that of a smaller input in the same process, never with a number of seconds. It is
the CPU time of the calling thread: while others run, that stands still. What others do to caches and to the
processor's clock can make one measure too long, never too short, so a cost is the least of several, and a
growth that looks too steep is measured again up to `ROUNDS` times. A test fails only where each of them
came out several times too long beside the smaller input; quadratic cost always does.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, TypeVar

T = TypeVar("T")

#: Each step tries an input this many times as large; linear cost grows as much, quadratic cost 64-fold.
STEP = 8
#: How many times linear growth is borne: half of quadratic growth in one step.
SLACK = 4
#: Nanoseconds below which a cost says nothing: the clock's own grain, and what starting the call costs.
GRAIN = 100_000
#: Characters (or items) of the least input that is tried.
LEAST = 8
#: How often a cost is measured to begin with, and how often again where growth looks steep: fewer times
#: where that would take longer than `ENOUGH` nanoseconds.
TRIES, ROUNDS, ENOUGH = 5, 20, 1_000_000_000


def check_linear(call: Callable[[T], object], make: Callable[[int], T], *, most: int = 1_000_000) -> None:
    """Check that `call(make(size))` costs in proportion to `size`, up to `most` characters or items.

    Sizes grow by `STEP` up to `most`. A single steep step is borne: so does cost grow where a text outgrows
    the processor's cache, or where a quadratic part soon comes to its end. Raises AssertionError where two
    steps that follow each other come nearer to quadratic growth than to linear.
    """
    steep = False
    for size, larger in pairwise(_sizes(most)):
        before, found = steep, _steepness(call, make(size), make(larger), times=larger / size)
        steep = found is not None
        assert not (before and steep), f"from {size} to {larger} items {found}, not {larger / size:.0f}-fold"


def check_bounded(call: Callable[[T], object], make: Callable[[int], T], *, since: int, most: int) -> None:
    """Check that `call(make(most))` costs no more than `call(make(since))`, however much larger it is.

    Raises AssertionError where it costs more than `SLACK` times as much.
    """
    found = _steepness(call, make(since), make(most), times=1)
    assert found is None, f"from {since} to {most} items {found}, not about as much"


def check_moment(call: Callable[[T], object], given: T) -> None:
    """Check that `call(given)` costs no more than a few looks at a megabyte of text do.

    For what is quadratic, and is given so little that it does not matter. Raises AssertionError.
    """
    least = least_cost(look_at_megabytes, "word " * 200_000)
    found = _least_up_to(call, given, least)
    assert found <= least, f"it costs {found / least:.1f} times what a few megabytes of text cost"


def look_at_megabytes(text: str) -> None:
    """Ask a linear pattern of a text, three times."""
    for _ in range(3):
        re.findall(r"\w+\s", text)


def least_cost(call: Callable[[T], object], given: T, *, tries: int = TRIES) -> int:
    """Return the least CPU time (nanoseconds) of several calls, or of the first where that is a long one."""
    return min(_costs(call, given, tries))


def _costs(call: Callable[[T], object], given: T, tries: int) -> Iterator[int]:
    for _ in range(tries):
        cost = _cost(call, given)
        yield cost
        if cost > 500 * GRAIN:
            return


def _cost(call: Callable[[Any], object], given: object) -> int:
    collects = gc.isenabled()
    gc.disable()  # the collector walks what other tests have left
    try:
        start = time.thread_time_ns()
        call(given)
        return time.thread_time_ns() - start
    finally:
        if collects:
            gc.enable()


def _sizes(most: int) -> list[int]:
    """Sizes up to `most`, each `STEP` times the one before it."""
    sizes = [most]
    while sizes[0] // STEP >= LEAST:
        sizes.insert(0, sizes[0] // STEP)
    return sizes


def _steepness(call: Callable[[T], object], small: T, large: T, *, times: float) -> str | None:
    """How steep the growth is from one input to another `times` as large; None where it may be linear."""
    first = max(least_cost(call, small), GRAIN)
    bound = int(SLACK * times * first)
    least = _least_up_to(call, large, bound)
    return None if least <= bound else f"cost grows {least / first:.0f}-fold"


def _least_up_to(call: Callable[[T], object], given: T, bound: int) -> int:
    """The least cost of up to `ROUNDS` calls (a few where they are long), or the first within the bound."""
    least = _cost(call, given)
    for _ in range(min(ROUNDS, 1 + ENOUGH // max(least, 1))):
        if least <= bound:
            break
        least = min(least, _cost(call, given))
    return least
