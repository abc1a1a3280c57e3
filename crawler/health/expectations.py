"""What an outlet's class expects, such as `expect = {"articles_per_day": (3, 60), "quiet_hours": 18}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.health.records import FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What is expected beside what the outlet's history says; empty where the class says nothing."""

    #: Fewest and most articles that a usual day brings.
    articles_per_day: tuple[float, float] | None = None
    #: Field -> share of articles that have it, at least.
    coverage: Mapping[str, float] = field(default_factory=dict)
    #: Hours without a new article that are nothing strange; None: by the outlet's own rhythm.
    quiet_hours: float | None = None
    #: BCP 47 languages of its texts.
    languages: tuple[str, ...] = ()


def expect_of(declared: Mapping[str, Any], *, languages: tuple[str, ...] = ()) -> Expect:
    """The record of a declaration that has no `expectation_problems`."""
    bounds = declared.get("articles_per_day")
    quiet = declared.get("quiet_hours")
    return Expect(
        articles_per_day=(float(bounds[0]), float(bounds[1])) if bounds else None,
        coverage={name: float(share) for name, share in declared.get("coverage", {}).items()},
        quiet_hours=None if quiet is None else float(quiet),
        languages=languages,
    )


def expectation_problems(declared: Any) -> Iterator[str]:
    """What is wrong with a declaration, in words that say how to mend it."""
    if not isinstance(declared, Mapping):
        yield 'expect must be a mapping, such as {"articles_per_day": (3, 60)}'
        return
    for name, value in declared.items():
        check = _CHECKS.get(name)
        if check is None:
            yield f"expect has {name!r}: it may have {', '.join(_CHECKS)}"
        else:
            yield from check(value)


def _bounds(value: Any) -> Iterator[str]:
    pair = isinstance(value, list | tuple) and len(value) == 2 and all(map(_is_number, value))
    if not pair or not 0 <= value[0] < value[1]:
        yield f"expect['articles_per_day'] is {value!r}: give the fewest and the most, such as (3, 60)"


def _coverage(value: Any) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"expect['coverage'] is {value!r}: give shares by field, such as {{'authors': 0.7}}"
        return
    for name, share in value.items():
        if name not in FIELDS:
            yield f"expect['coverage'] has {name!r}: coverage is watched of {', '.join(FIELDS)}"
        elif not _is_number(share) or not 0 < share <= 1:
            yield f"expect['coverage'][{name!r}] is {share!r}: give a share above 0, up to 1"


def _quiet(value: Any) -> Iterator[str]:
    if not _is_number(value) or value <= 0:
        yield f"expect['quiet_hours'] is {value!r}: give hours above 0"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_CHECKS = {"articles_per_day": _bounds, "coverage": _coverage, "quiet_hours": _quiet}
