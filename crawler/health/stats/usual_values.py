"""What is usual among a few values (origins, languages, lengths): decayed counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate

Counts = Mapping[str, float]
#: Values that the counts remember.
MEMORY = 400.0
#: Share from which a value is nothing strange, and from which it is the one to be expected.
NOT_STRANGE, EXPECTED = 0.12, 0.6


def count_values(counts: Counts, values: Iterable[str]) -> Counts:
    """The counts with more values, the older ones weighted less."""
    more = dict(counts)
    for value in values:
        more[value] = more.get(value, 0.0) + 1
    total = sum(more.values())
    if total <= MEMORY:
        return more
    return {value: count * MEMORY / total for value, count in more.items() if count * MEMORY / total >= 0.3}


def is_strange(counts: Counts, value: str) -> bool:
    """Whether hardly any had this value."""
    return counts.get(value, 0.0) < NOT_STRANGE * sum(counts.values())


def strange_part(counts: Counts) -> float:
    """The part that had values which hardly any have."""
    total = sum(counts.values())
    return sum(count for count in counts.values() if count < NOT_STRANGE * total) / total if total else 0.0


def usual_value(counts: Counts) -> str | None:
    """The value that most had, or None where there is no such one."""
    if not counts:
        return None
    value = max(counts, key=lambda one: counts[one])
    return value if counts[value] >= EXPECTED * sum(counts.values()) else None


def value_quantile(counts: Counts, part: float) -> float:
    """The number below which that part of the counted numbers lies; the keys are numbers."""
    numbers = sorted((float(value), count) for value, count in counts.items())
    total = sum(count for _, count in numbers)
    sums = accumulate(count for _, count in numbers)
    return next(number for (number, _), below in zip(numbers, sums, strict=True) if below > part * total)
